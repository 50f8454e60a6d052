"""Settings as environment variables. Each is listed in docs/settings.md and .env.example; a test compares them.

A variable that is not set is looked for in ``<data folder>/secrets.env``, which ``linli keys new`` and the demo write.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from linli.site import secrets

DATA = Path(os.environ.get("LINLI_DATA", "var")).resolve()
SECRETS = DATA / "secrets.env"

asked: dict[str, str] = {
    "LINLI_DATA": "var"
}  # every name that was asked for, with its default: what the documentation must list


@cache
def _from_file() -> dict[str, str]:
    return secrets.read(SECRETS)


def text(name: str, default: str = "") -> str:
    asked[name] = default
    return os.environ.get(name) or _from_file().get(name) or default


def flag(name: str, *, default: bool) -> bool:
    value = text(name, "1" if default else "0").lower()
    if value not in {"0", "1", "true", "false", "yes", "no"}:
        raise ImproperlyConfigured(f"{name}: say 1 or 0, not {value!r}")
    return value in {"1", "true", "yes"}


def number(name: str, default: int) -> int:
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}: a whole number is needed, not {value!r}") from error


def words(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in text(name, default).split(",") if part.strip()]
