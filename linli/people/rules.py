"""How residents sign in: what a phone number looks like, how long a code lives, how often it may be asked for."""

from __future__ import annotations

import re
import unicodedata
from datetime import timedelta

CODE_DIGITS = 6
CODE_VALID = timedelta(minutes=10)  # Source: OWASP ASVS 5.0 6.5.5, at most ten minutes
CODE_TRIES = 5
CODE_EVERY = timedelta(minutes=1)

INVITATION_LENGTH = 8
INVITATION_ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"  # nothing that is read for something else, no words
INVITATION_VALID = timedelta(days=1)  # the family may live far away; it is used once

PHONE_KEY_BYTES = 32
PHONE_TOKEN_BYTES = 32
PHONE_SEEN_EVERY = timedelta(hours=1)
ENDED_PHONE_KEPT = timedelta(days=7)  # as long as the outbox of a phone is promised to hold

# how often within how many seconds
CODES_PER_PHONE = (5, 3600)
CODES_PER_ADDRESS = (30, 3600)  # a service hall behind one address still gets in
WRONG_INVITATIONS = (10, 3600)  # of one person
WRONG_TRIES_PER_ADDRESS = (20, 3600)  # wrong ones only

_MOBILE = re.compile(r"1[0-9]{10}")  # Source: 电信网编号计划 (2017), mobile numbers have 11 digits and begin with 1
_BETWEEN = re.compile(r"[\s\-‐-―()]")


class NotAPhone(ValueError):
    """Not a mobile number of the mainland."""


def parse_phone(text: str) -> str:
    """Read ``+86 138-0013-8000`` or ``１３８００１３８０００`` as ``13800138000``. Raises: NotAPhone."""
    digits = _BETWEEN.sub("", unicodedata.normalize("NFKC", text))
    for prefix in ("+86", "0086", "86"):
        if digits.startswith(prefix) and len(digits) == len(prefix) + 11:
            digits = digits.removeprefix(prefix)
            break
    if not _MOBILE.fullmatch(digits):
        raise NotAPhone
    return digits


def dialled(text: str) -> str:
    """The one way to write a number, so that its index finds it; what is no mobile number stays as it is."""
    try:
        return parse_phone(text)
    except NotAPhone:
        return text


def parse_invitation(text: str) -> str:
    """The letters and digits of an invitation as somebody typed or read them out."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).upper() if letter.isalnum())


def parse_code(text: str) -> str:
    """The digits of a code as somebody typed them: spaces dropped, full-width digits read."""
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", text))


def masked(phone: str) -> str:
    """``138****8000``: enough to know one's own number, too little to call it."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 8 else "****"


def masked_name(name: str) -> str:
    """``演**``: enough for who knows them, too little for who does not; how long the name is stays hidden too."""
    return f"{name[:1]}**"
