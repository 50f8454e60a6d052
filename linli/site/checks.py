"""What production refuses to start with. ``linli serve``, the web server's entry and Django's own checks ask here.

Each refusal is told in Chinese and English, for whoever reads a console or a log that has no language.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection

from linli.core import crypto
from linli.people.models import Person

SECRET_KEY_LENGTH = 50  # Source: Django's own check security.W009
SECRET_KEY_LETTERS = 5
LOG_KEY_BYTES = 32  # an Ed25519 seed; core.seal signs with it
KNOWN_KEYS = ("django-insecure-", "a key that is good for nothing but tests")


def refusals() -> list[str]:
    """Why this deployment must not start in production; empty in every other mode and when all is well."""
    if not settings.IS_PRODUCTION:
        return []
    found = list(_of_settings())
    try:
        found += _of_people()
    except OperationalError:
        if not found:  # else the settings are told first
            raise
    return found


def _of_settings() -> Iterator[str]:
    if settings.DEBUG:
        yield "DEBUG 不能打开 · DEBUG must be off"
    if _secret_key_weak():
        yield (
            "LINLI_SECRET_KEY 未设置、太短或是示例值，请运行 linli keys new · "
            "LINLI_SECRET_KEY is missing, too short or a sample; run linli keys new"
        )
    if cause := _keys_wrong():
        yield (
            "LINLI_FIELD_KEYS 或 LINLI_INDEX_KEY 未设置或不正确，请运行 linli keys new · "
            f"LINLI_FIELD_KEYS or LINLI_INDEX_KEY is missing or wrong: {cause}"
        )
    if not _log_key_stands():
        yield (
            "LINLI_LOG_KEY 未设置或不是 32 字节，日志无法签名 · "
            "LINLI_LOG_KEY is missing or not 32 bytes; the log cannot be signed"
        )
    if any(host in {"*", "."} for host in settings.ALLOWED_HOSTS) or not settings.ALLOWED_HOSTS:
        yield "LINLI_HOSTS 必须写明域名，不能为空或 * · LINLI_HOSTS must name the hosts, not * and not nothing"
    if not settings.LINLI_HTTPS:
        yield "LINLI_HTTPS 必须为 1，登录信息不能明文传输 · LINLI_HTTPS must be 1: no sign-in over plain HTTP"


def _of_people() -> Iterator[str]:
    stands = Person._meta.db_table in connection.introspection.table_names()
    if stands and (count := Person.objects.filter(is_made_up=True).count()):
        yield (
            f"数据库里有 {count} 个演示人员，请换用空数据库 · "
            f"the database holds {count} made-up people; start with an empty one"
        )


def refuse_what_is_unsafe() -> None:
    """Raises: ImproperlyConfigured, with every refusal on a line of its own."""
    if found := refusals():
        raise ImproperlyConfigured("拒绝启动 · will not start:\n" + "\n".join(f"- {line}" for line in found))


def check(app_configs: Sequence[Any] | None, **more: Any) -> list[CheckMessage]:
    """The refusals as errors of Django's system checks."""
    return [Error(line, id=f"linli.E{number:03}") for number, line in enumerate(refusals(), 1)]


def _secret_key_weak() -> bool:
    try:
        key = settings.SECRET_KEY
    except ImproperlyConfigured:
        return True
    return len(key) < SECRET_KEY_LENGTH or len(set(key)) < SECRET_KEY_LETTERS or key.startswith(KNOWN_KEYS)


def _keys_wrong() -> str:
    try:
        crypto.ring()
    except (ImproperlyConfigured, ValueError) as error:
        return str(error)
    return ""


def _log_key_stands() -> bool:
    try:
        return len(base64.b64decode(settings.LINLI_LOG_KEY, validate=True)) == LOG_KEY_BYTES
    except ValueError:
        return False
