"""Two codes, made from keys and stored nowhere: one with which somebody without an account follows a matter, and one
with which everybody who was sent the link reads its public part."""

from __future__ import annotations

import hmac
import unicodedata
from uuid import UUID, uuid5

from linli.core import crypto
from linli.duties.reads import catalogue
from linli.matters.models import Matter, Reporter
from linli.matters.rules import FOLLOW_ALPHABET, FOLLOW_LENGTH, Stage


def code_of(intent: UUID) -> str:
    """Eight letters and digits; the same intent always gives the same code."""
    return _letters(b"matters.follow\0" + intent.bytes)


def share_code(matter: Matter) -> str:
    """Eight letters and digits of ``matter`` itself; they tell nothing of who reported it and follow nothing."""
    return _letters(b"matters.share\0" + matter.number.encode())


def _letters(text: bytes) -> str:
    digest = hmac.digest(crypto.ring().index_key, text, "sha256")
    number = int.from_bytes(digest[:8], "big")
    letters = []
    for _ in range(FOLLOW_LENGTH):
        number, at = divmod(number, len(FOLLOW_ALPHABET))
        letters.append(FOLLOW_ALPHABET[at])
    return "".join(letters)


def part_intent(intent: UUID, number: str) -> UUID:
    """The intent of a reporter for a matter that was taken out of theirs: so they have the code of it already."""
    return uuid5(intent, number)


def clean(text: str) -> str:
    """What people type, without the dashes, spaces and full-width letters of it."""
    return "".join(ch for ch in unicodedata.normalize("NFKC", text).upper() if ch.isalnum())


def find(number: str, code: str) -> Reporter | None:
    """The reporter whose number and code these are, or None. Compares in constant time."""
    wanted = clean(code)
    matter = Matter.objects.filter(number=clean(number)).first()
    found = None
    for reporter in Reporter.objects.filter(matter=matter).select_related("matter") if matter else ():
        if hmac.compare_digest(code_of(reporter.intent).encode(), wanted.encode()):
            found = reporter
    return found


def find_shared(number: str, code: str) -> Matter | None:
    """The matter whose link was shared, as it stands now, or None: what is sensitive or taken back is not shared."""
    matter = Matter.objects.select_related("merged_into").filter(number=clean(number)).first()
    if matter is None or not hmac.compare_digest(share_code(matter).encode(), clean(code).encode()):
        return None
    standing = matter.standing()
    return standing if may_be_shared(matter) and may_be_shared(standing) else None


def may_be_shared(matter: Matter) -> bool:
    return not catalogue().kinds[matter.kind_id].is_sensitive and matter.stage != Stage.WITHDRAWN
