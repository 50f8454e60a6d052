"""On what a line about a person rests: the rule's law, or that somebody agreed; agreed to anew, taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from linli.core import log
from linli.homes.errors import DayAhead, LineGone, LongName, LongWords, NoConsent, NoRule
from linli.homes.models import CareNeed, KeepingRule, Occupant, Owner
from linli.homes.reads.land import place_of
from linli.homes.rules import NAME_LIMIT, OWNERS, PEOPLE, WORDING_LIMIT, kept_until
from linli.orgs.authority import System, require
from linli.orgs.grants import Grant
from linli.people.models import Person
from linli.places.rules import Level

Keeper = Person | System
GroundedLine = Occupant | CareNeed | Owner


@dataclass(frozen=True, slots=True)
class Agreed:
    """Who signed which words on which day, and before which day it ends if they said so. The rule's term may be
    shorter."""

    signed_by: str
    wording: str
    signed_on: date
    until: date | None = None


def rule_of(code: str, *, on: date) -> KeepingRule:
    """What may be kept under ``code`` on a day. Raises: NoRule."""
    rule = KeepingRule.objects.valid(on).filter(code=code).first()
    if rule is None:
        raise NoRule
    return rule


def ground(rule: KeepingRule, agreed: Agreed | None, *, on: date) -> dict[str, object]:
    """The columns of a line that is written or said again ``on``. Without a consent it rests on the law of its rule.
    Raises: NoConsent, DayAhead, LongName, LongWords."""
    if agreed is None:
        if not rule.basis:
            raise NoConsent("signed_by")
        rests: dict[str, object] = {"basis": rule.basis, "signed_by": None, "signed_on": None, "wording": ""}
        return rests | {"valid_from": on, "valid_to": kept_until(on, rule.months, None)}
    signer, wording = agreed.signed_by.strip(), agreed.wording.strip()
    for field, text in (("signed_by", signer), ("wording", wording)):
        if not text:
            raise NoConsent(field)
    if len(signer) > NAME_LIMIT:
        raise LongName
    if len(wording) > WORDING_LIMIT:
        raise LongWords
    if agreed.signed_on > on:
        raise DayAhead
    end = kept_until(agreed.signed_on, rule.months, agreed.until)
    if end <= on:
        raise NoConsent("until")
    rests = {"basis": "", "signed_by": signer, "signed_on": agreed.signed_on, "wording": wording}
    return rests | {"valid_from": on, "valid_to": end}


@transaction.atomic
def renew(*, by: Keeper, line: GroundedLine, agreed: Agreed | None, at: datetime) -> None:
    """Somebody agrees anew, or the law still holds: the line begins a new term.
    Raises: PermissionDenied, LineGone, NoRule, NoConsent, DayAhead, LongName, LongWords."""
    place = _place_of(line)
    require(by, Grant.KEEP_HOMES, at=place)
    on = timezone.localdate(at)
    rests = ground(rule_of(_code_of(line), on=on), agreed, on=on)
    if not type(line)._default_manager.filter(pk=line.pk, valid_to__gt=on).update(**rests):
        raise LineGone
    log.write("homes.line_renewed", type(line), by=by, at=at, place=place[: Level.COMMUNITY])


@transaction.atomic
def erase(*, by: Keeper, line: GroundedLine, at: datetime) -> None:
    """Somebody takes back what they agreed to, or wants it gone, or it was written in error: nothing of it is left, nor
    what hangs on it, nor where it was written twice. Raises: PermissionDenied, LineGone."""
    require(by, Grant.KEEP_HOMES, at=_place_of(line))
    erase_line(line, by=by, at=at)


def erase_line(line: GroundedLine, *, by: Keeper | None, at: datetime) -> None:
    """The same, by whoever may. Raises: LineGone."""
    place = _place_of(line)
    if isinstance(line, Occupant):
        Occupant.objects.filter(double_of=line).delete()
    gone, _ = type(line)._default_manager.filter(pk=line.pk).delete()
    if not gone:
        raise LineGone
    log.write("homes.line_erased", type(line), by=by, at=at, place=place[: Level.COMMUNITY])


def _code_of(line: GroundedLine) -> str:
    if isinstance(line, CareNeed):
        return line.code
    return PEOPLE if isinstance(line, Occupant) else OWNERS


def _place_of(line: GroundedLine) -> str:
    """The code of the place that decides who may write the line."""
    if isinstance(line, Owner):
        return place_of(line.ownership.dwelling)
    household = line.household if isinstance(line, Occupant) else line.occupant.household
    return household.place
