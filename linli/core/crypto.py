"""Field encryption: authenticated, by a key ring, with a keyed index for look-ups.

A stored value reads ``<key name>.<base64(nonce + ciphertext + tag)>``. The key's name says its cipher, so values of
an old key or cipher stay readable until ``rotate`` has rewritten them. Source: GB/T 39786-2021 allows SM4; PIPL
article 51 asks for encryption of personal data.
"""

from __future__ import annotations

import base64
import hmac
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models, transaction
from django.db.models.functions import Cast

from linli.core import log

NONCE_BYTES = 12
TAG_BYTES = 16
INDEX_HEX = 32
INDEX_KEY_BYTES = 32
ROTATE_AT_ONCE = 500


class Unreadable(ValueError):
    """No key of the ring opens this value."""


_aes = lru_cache(maxsize=8)(AESGCM)  # by key: to set up a cipher takes longer than to seal a name


def _aes_seal(key: bytes, nonce: bytes, plain: bytes, bound_to: bytes) -> bytes:
    return _aes(key).encrypt(nonce, plain, bound_to)


def _aes_open(key: bytes, nonce: bytes, sealed: bytes, bound_to: bytes) -> bytes:
    return _aes(key).decrypt(nonce, sealed, bound_to)


def _sm4_seal(key: bytes, nonce: bytes, plain: bytes, bound_to: bytes) -> bytes:
    encryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(bound_to)
    return encryptor.update(plain) + encryptor.finalize() + encryptor.tag


def _sm4_open(key: bytes, nonce: bytes, sealed: bytes, bound_to: bytes) -> bytes:
    body, tag = sealed[:-TAG_BYTES], sealed[-TAG_BYTES:]
    decryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce, tag)).decryptor()
    decryptor.authenticate_additional_data(bound_to)
    return decryptor.update(body) + decryptor.finalize()


@dataclass(frozen=True)
class Suite:
    key_bytes: int
    seal: Callable[[bytes, bytes, bytes, bytes], bytes]
    open: Callable[[bytes, bytes, bytes, bytes], bytes]


SUITES = {"aes": Suite(32, _aes_seal, _aes_open), "sm4": Suite(16, _sm4_seal, _sm4_open)}


@dataclass(frozen=True)
class Ring:
    """Keys by name, ``aes-1`` or ``sm4-2``; the first one seals."""

    keys: dict[str, bytes]
    index_key: bytes

    @property
    def active(self) -> str:
        return next(iter(self.keys))

    def seal(self, plain: str, bound_to: str) -> str:
        suite = SUITES[self.active.partition("-")[0]]
        nonce = os.urandom(NONCE_BYTES)
        sealed = suite.seal(self.keys[self.active], nonce, plain.encode(), bound_to.encode())
        return f"{self.active}.{base64.b64encode(nonce + sealed).decode()}"

    def open(self, stored: str, bound_to: str) -> str:
        """Raises: Unreadable, when the key is gone or the value was changed or moved to another field."""
        name, _, body = stored.partition(".")
        key = self.keys.get(name)
        if key is None:
            raise Unreadable(name)
        try:
            raw = base64.b64decode(body, validate=True)
            suite = SUITES[name.partition("-")[0]]
            return suite.open(key, raw[:NONCE_BYTES], raw[NONCE_BYTES:], bound_to.encode()).decode()
        except (InvalidTag, ValueError) as error:
            raise Unreadable(name) from error

    def blind(self, plain: str, bound_to: str) -> str:
        """A keyed digest for exact look-ups: 32 hex digits, the same for the same text and field."""
        return hmac.digest(self.index_key, f"{bound_to}\0{plain}".encode(), "sha256").hex()[:INDEX_HEX]


def parse_ring(text: str, index_key: str) -> Ring:
    """Read ``name:base64[,name:base64…]``. Raises: ImproperlyConfigured."""
    keys: dict[str, bytes] = {}
    for part in filter(None, (p.strip() for p in text.split(","))):
        name, _, encoded = part.partition(":")
        suite = SUITES.get(name.partition("-")[0])
        key = _from_base64(encoded)
        if suite is None or key is None or len(key) != suite.key_bytes:
            raise ImproperlyConfigured(f"LINLI_FIELD_KEYS: {name!r} is not aes-N with 32 bytes or sm4-N with 16 bytes")
        keys[name] = key
    if not keys or not index_key:
        raise ImproperlyConfigured("LINLI_FIELD_KEYS and LINLI_INDEX_KEY must be set; `linli keys new` makes them")
    index = _from_base64(index_key)
    if index is None or len(index) < INDEX_KEY_BYTES:
        raise ImproperlyConfigured(f"LINLI_INDEX_KEY: base64 of at least {INDEX_KEY_BYTES} bytes is needed")
    return Ring(keys, index)


def _from_base64(text: str) -> bytes | None:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        return None


@lru_cache(maxsize=4)
def _parsed(text: str, index_key: str) -> Ring:
    return parse_ring(text, index_key)


def ring() -> Ring:
    return _parsed(settings.LINLI_FIELD_KEYS, settings.LINLI_INDEX_KEY)


class EncryptedField(models.TextField):  # type: ignore[type-arg]
    """Text that is stored sealed, bound to its own table and column. Cannot be searched; see ``blind``.

    Nothing is stored as nothing. Sealing it would hide nothing, because what is sealed is as long as its text, and
    would protect nothing: whoever may write to the table can put the sealed nothing of another row there.
    """

    @property
    def bound_to(self) -> str:
        return f"{self.model._meta.db_table}.{self.column}"

    def get_prep_value(self, value: Any) -> Any:
        return value

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if value is None or value == "" or hasattr(value, "resolve_expression"):
            return value
        return ring().seal(str(value), self.bound_to)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return ring().open(value, self.bound_to) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None


def blind(plain: str, *, purpose: str) -> str:
    """The look-up key of ``plain``; ``purpose`` keeps the indexes of different fields apart."""
    return ring().blind(plain, purpose)


def sealed_fields(model: type[models.Model]) -> list[EncryptedField]:
    return [field for field in model._meta.get_fields() if isinstance(field, EncryptedField)]


@dataclass(frozen=True)
class Rotated:
    """How many values the active key sealed anew, and where those lie that no key of the ring opens."""

    values: int
    unreadable: tuple[tuple[str, object], ...]  # table.column and primary key


def rotate(models_: Iterable[type[models.Model]], *, by: log.Actor | None, at: datetime) -> Rotated:
    """Seal anew, with the active key, every value that another key sealed; safe to stop and to start again.

    A value that was changed meanwhile is left alone: whoever changed it sealed it with the active key. Old keys stay in
    the ring until this has run without finding anything.
    """
    values, unreadable, key = 0, list[tuple[str, object]](), ring().active
    for model in models_:
        for field in sealed_fields(model):
            done, closed = _rotate(model, field)
            values += done
            unreadable += [(field.bound_to, pk) for pk in closed]
            if done or closed:
                log.write(
                    "core.field_rotated", model, by=by, at=at,
                    field=field.name, key=key, values=done, unreadable=len(closed),
                )  # fmt: skip
    return Rotated(values, tuple(unreadable))


def _rotate(model: type[models.Model], field: EncryptedField) -> tuple[int, list[object]]:
    """Returns the number of values sealed anew, and the primary keys of those that cannot be read."""
    stored_text = Cast(field.name, models.TextField())  # as it lies in the table, past the field's own opening
    stale = model._base_manager.annotate(stored_text=stored_text).filter(stored_text__isnull=False)
    stale = stale.exclude(stored_text="").exclude(stored_text__startswith=f"{ring().active}.").order_by("pk")
    done, closed, chunk = 0, list[object](), stale
    while rows := list(chunk.values_list("pk", "stored_text")[:ROTATE_AT_ONCE]):
        with transaction.atomic():
            for pk, stored in rows:
                try:
                    plain = ring().open(stored, field.bound_to)
                except Unreadable:
                    closed.append(pk)
                else:
                    done += stale.filter(pk=pk, stored_text=stored).update(**{field.name: plain})
        chunk = stale.filter(pk__gt=rows[-1][0])
    return done, closed
