"""The code with which somebody without an account follows an order: made from a key and stored nowhere."""

from __future__ import annotations

import hmac
import secrets
import unicodedata
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from linli.commons.models import ServiceOrder
from linli.commons.rules.orders import CODE_ALPHABET, CODE_LENGTH, NUMBER_MARK
from linli.core import crypto


def new_number(at: datetime) -> str:
    """The day, and seven digits that count nothing."""
    return f"{timezone.localdate(at):%y%m%d}{secrets.randbelow(10_000_000):07d}"


def code_of(intent: UUID) -> str:
    """Eight letters and digits; the same intent always gives the same code."""
    digest = hmac.digest(crypto.ring().index_key, b"commons.follow\0" + intent.bytes, "sha256")
    number = int.from_bytes(digest[:8], "big")
    letters = []
    for _ in range(CODE_LENGTH):
        number, at = divmod(number, len(CODE_ALPHABET))
        letters.append(CODE_ALPHABET[at])
    return "".join(letters)


def clean(text: str) -> str:
    """What people type, without the dashes, spaces and full-width letters of it."""
    return "".join(ch for ch in unicodedata.normalize("NFKC", text).upper() if ch.isalnum())


def clean_number(text: str) -> str:
    """The digits of a number, with its mark or without."""
    return clean(text).removeprefix(NUMBER_MARK)


def find(number: str, code: str) -> ServiceOrder | None:
    """The order whose number and code these are, or None. Compares in constant time."""
    order = ServiceOrder.objects.filter(number=clean_number(number)).first()
    if order is None or not hmac.compare_digest(code_of(order.intent).encode(), clean(code).encode()):
        return None
    return order
