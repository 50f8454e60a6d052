"""Codes that people read out: of thanks and of invitations. Tables keep digests only.

A code of thanks is made anew from its salt and the key of the house when its owner looks, so that whoever has only the
tables has no codes.
"""

from __future__ import annotations

import secrets

from django.utils.crypto import salted_hmac

from linli.points.rules import CODE_ALPHABET, CODE_LENGTH

SALT_BYTES = 12


def salt() -> str:
    return secrets.token_hex(SALT_BYTES)


def of_salt(salt: str) -> str:
    """The code of thanks that belongs to ``salt``."""
    number = int.from_bytes(salted_hmac("linli.points.letters", salt, algorithm="sha256").digest(), "big")
    letters = []
    for _ in range(CODE_LENGTH):
        number, place = divmod(number, len(CODE_ALPHABET))
        letters.append(CODE_ALPHABET[place])
    return "".join(letters)


def by_chance() -> str:
    """A code that nobody can make anew."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def digest(code: str, purpose: str) -> str:
    """What is kept of a code, different for each purpose."""
    return salted_hmac(f"linli.points.{purpose}", code, algorithm="sha256").hexdigest()
