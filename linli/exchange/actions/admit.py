"""Who sends this request: a partner whose key signed it, just now and for the first time."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import IntegrityError, transaction

from linli.exchange.errors import NotSigned, Replayed, Stale
from linli.exchange.models import Key, Nonce, Partner
from linli.exchange.rules import NONCE, Method, is_fresh, to_sign
from linli.exchange.signing import digest_of, is_signed

LONGEST_TIME = 12  # digits


def admit(
    *, key: str, sent_at: str, nonce: str, signature: str, method: str, path: str, body: bytes, at: datetime
) -> Partner:
    """The partner that signed a request; its nonce is used up. ``sent_at`` is in seconds since 1970.

    Nothing is said about time and nonce before the signature is right, so that a stranger learns nothing.
    Raises: NotSigned, Stale, Replayed.
    """
    known = Key.objects.live().filter(name=key).select_related("partner").first()
    text = to_sign(method, path, sent_at, nonce, body)
    if known is None or not NONCE.fullmatch(nonce) or not is_signed(known, text, signature):
        raise NotSigned
    if not (sent_at.isascii() and sent_at.isdigit() and len(sent_at) < LONGEST_TIME):
        raise Stale
    if not is_fresh(datetime.fromtimestamp(int(sent_at), tz=UTC), at):
        raise Stale
    try:
        with transaction.atomic():
            Nonce.objects.create(key=known, nonce=nonce, at=at)
    except IntegrityError as error:
        raise Replayed from error
    return known.partner


def admit_plain(*, key: str) -> Partner:
    """The partner of an ``api_key`` of Open311. Raises: NotSigned."""
    known = Key.objects.live().filter(method=Method.PLAIN, digest=digest_of(key)).select_related("partner").first()
    if known is None:
        raise NotSigned
    return known.partner
