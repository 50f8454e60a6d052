"""The secrets of a deployment, kept in ``<data folder>/secrets.env`` and read by ``environment``. Needs no Django."""

from __future__ import annotations

import base64
import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec

SHAPES = {"aes": 32, "sm4": 16}  # bytes of a field key, by cipher


class AlreadyThere(Exception):
    """The file has secrets; making new ones would lose what was sealed with them."""


def random(length: int) -> str:
    return base64.b64encode(os.urandom(length)).decode()


def fresh(cipher: str = "aes") -> dict[str, str]:
    """A new set: the key of sessions, of personal fields, of their index, and of the log's signature."""
    return {
        "LINLI_SECRET_KEY": random(48),
        "LINLI_FIELD_KEYS": f"{cipher}-1:{random(SHAPES[cipher])}",
        "LINLI_INDEX_KEY": random(32),
        "LINLI_LOG_KEY": random(32),
        "LINLI_PUSH_KEY": for_push(),
    }


def for_push() -> str:
    """A key of web push: a number below the order of P-256. Source: RFC 8292, 3.1"""
    private = ec.generate_private_key(ec.SECP256R1())
    return base64.b64encode(private.private_numbers().private_value.to_bytes(32)).decode()


def read(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    lines = (line.partition("=") for line in path.read_text().splitlines() if "=" in line)
    return {name.strip(): value.strip() for name, _, value in lines}


def write(path: Path, secrets: dict[str, str]) -> None:
    """Replace the file in one step; only its owner can read it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.writelines(f"{name}={value}\n" for name, value in secrets.items())
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def make(path: Path, *, cipher: str = "aes", **more: str) -> dict[str, str]:
    """Write a new set to ``path``. Raises: AlreadyThere."""
    if read(path):
        raise AlreadyThere(path)
    made = more | fresh(cipher)
    write(path, made)
    return made


def with_new_key(ring: str, cipher: str | None) -> str:
    """``ring`` with a new key in front, of ``cipher`` or the one in use; its number is one above the highest."""
    names = [part.partition(":")[0].strip() for part in ring.split(",")]
    cipher = cipher or names[0].partition("-")[0]
    number = 1 + max(int(name.partition("-")[2]) for name in names)
    return f"{cipher}-{number}:{random(SHAPES[cipher])},{ring}"
