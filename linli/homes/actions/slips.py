"""告知单: whoever holds the slip of a household reads what was written, has it corrected, or erases it at once.

Who holds it needs no account, and none is tied to what they do.
"""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from linli.core import log
from linli.homes.actions.grounds import GroundedLine, Keeper, erase_line
from linli.homes.actions.households import hold
from linli.homes.actions.people import PersonSays, correct
from linli.homes.errors import Decided, LongWords, NotTheirs, NoWords, SlipGone, TooMany
from linli.homes.models import CareNeed, ChangeRequest, Household, Occupant, Slip
from linli.homes.rules import OPEN_REQUESTS, SLIP_LENGTH, SLIP_MONTHS, WORDS_LIMIT, WRONG_SLIPS, Asked, kept_until
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.people import limits
from linli.people.actions import TooOften
from linli.people.models import Person
from linli.people.rules import INVITATION_ALPHABET, parse_invitation


@transaction.atomic
def give(*, by: Keeper, household: Household, at: datetime) -> str:
    """Make a slip and give its code, which is shown once; an older slip is void. Raises: PermissionDenied,
    HouseholdOver."""
    require(by, Grant.KEEP_HOMES, at=household.place)
    row, on = hold(household), timezone.localdate(at)
    code = "".join(secrets.choice(INVITATION_ALPHABET) for _ in range(SLIP_LENGTH))
    fresh = {"digest": _digest(code), "given_on": on, "expires_on": kept_until(on, SLIP_MONTHS, None)}
    Slip.objects.update_or_create(household=row, defaults=fresh)
    log.write("homes.slip_given", row, by=by, at=at, place=row.place)
    return code


def open_slip(*, code: str, address: str, at: datetime) -> Slip:
    """The slip with this code, asked for from a network ``address``. Raises: TooOften, SlipGone."""
    key = f"slip:{address}"
    if wait := limits.free_at(key, *WRONG_SLIPS, at=at):
        raise TooOften(wait)
    slip = Slip.objects.live(timezone.localdate(at)).filter(digest=_digest(parse_invitation(code))).first()
    if slip is None:
        limits.use(key, WRONG_SLIPS[1], at=at)
        raise SlipGone
    return slip


def _digest(code: str) -> str:
    return salted_hmac("linli.homes.slip", code, algorithm="sha256").hexdigest()


@transaction.atomic
def erase(*, slip: Slip, line: GroundedLine, at: datetime) -> None:
    """Erase one line of the household at once. Raises: NotTheirs, LineGone."""
    occupant = line.occupant if isinstance(line, CareNeed) else line
    if not isinstance(occupant, Occupant) or not Occupant.objects.of(of_slip(slip)).filter(pk=occupant.pk).exists():
        raise NotTheirs
    erase_line(line, by=None, at=at)


@transaction.atomic
def ask(*, slip: Slip, asks: Asked, occupant: Occupant | None, words: str, at: datetime) -> ChangeRequest:
    """Ask to have a name, a number or something else put right. Raises: NoWords, LongWords, NotTheirs, TooMany,
    HouseholdOver, and for a name or number what is wrong with it (NoName, LongName, BadPhone)."""
    household, words = hold(of_slip(slip)), words.strip()
    if not words:
        raise NoWords
    if len(words) > WORDS_LIMIT:
        raise LongWords
    if occupant is None and asks != Asked.OTHER:
        raise NotTheirs
    if occupant is not None and not Occupant.objects.of(household).filter(pk=occupant.pk).exists():
        raise NotTheirs
    if asks == Asked.NAME:
        PersonSays(words).told()
    elif asks == Asked.PHONE and occupant is not None:
        PersonSays(occupant.name, words).told()
    if household.requests.open().count() >= OPEN_REQUESTS:
        raise TooMany(OPEN_REQUESTS)
    row = ChangeRequest.objects.create(household=household, occupant=occupant, asks=asks, words=words, asked_at=at)
    log.write("homes.change_asked", household, by=None, at=at, place=household.place, asks=asks)
    return row


def of_slip(slip: Slip) -> Household:
    """The household that a slip shows: the one that its own was joined to, if it was."""
    return slip.household.merged_into or slip.household


@transaction.atomic
def take(*, by: Person, request: ChangeRequest, at: datetime) -> None:
    """It is right: a name or number is put right by this; something else was. Raises: PermissionDenied, Decided,
    LineGone."""
    _decide(by, request, at, is_taken=True)
    occupant, words = request.occupant, request.words
    if occupant is None or request.asks == Asked.OTHER:
        return
    says = PersonSays(words, occupant.phone) if request.asks == Asked.NAME else PersonSays(occupant.name, words)
    correct(by=by, occupant=occupant, says=says, at=at)


@transaction.atomic
def refuse(*, by: Person, request: ChangeRequest, answer: str, at: datetime) -> None:
    """It is not, and why, which the household reads. Raises: PermissionDenied, NoWords, LongWords, Decided."""
    answer = answer.strip()
    if not answer:
        raise NoWords
    if len(answer) > WORDS_LIMIT:
        raise LongWords
    _decide(by, request, at, is_taken=False, answer=answer)


def _decide(by: Person, request: ChangeRequest, at: datetime, **sets: object) -> None:
    """Of two who decide at once one does; the words go. Raises: PermissionDenied, Decided."""
    household = request.household
    require(by, Grant.KEEP_HOMES, at=household.place)
    if not ChangeRequest.objects.open().filter(pk=request.pk).update(decided_at=at, decided_by=by, words="", **sets):
        raise Decided
    log.write(
        "homes.change_decided", household, by=by, at=at, place=household.place, asks=request.asks,
        taken=sets["is_taken"],
    )  # fmt: skip
