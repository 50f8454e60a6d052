"""不予受理: a refusal, at once or by two persons. What a matter's desk declines goes through here, never past it."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from linli.core import log
from linli.desks.errors import AlreadyDecided, AlreadyProposed, SamePerson
from linli.desks.models import Refusal
from linli.desks.reads.refusals import is_only_proposed
from linli.matters import actions as matters
from linli.matters.actions.moving import hold
from linli.matters.actions.words import reason as needed
from linli.matters.errors import Moved
from linli.matters.models import Matter
from linli.matters.rules import DeclineReason, Stage
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.people.models import Person


@transaction.atomic
def decline(
    *, by: Person, matter: Matter, reason: DeclineReason, words: str, at: datetime, version: int | None = None
) -> Refusal | None:
    """Refuse ``matter`` and say why; where a second pair of eyes is needed, propose it and let the matter stay.

    Gives the proposal, or None when it was declined at once.
    Raises: PermissionDenied, NothingSaid, TooManyWords, AlreadyProposed, Moved.
    """
    require(by, Grant.ACCEPT, at=matter.place)
    if not is_only_proposed(by, matter, at=at):
        matters.decline(by=by, matter=matter, reason=reason, words=words, at=at, version=version)
        return None
    words = needed(words)
    seen = matter.version if version is None else version
    hold(matter)
    if matter.stage != Stage.RECEIVED or matter.version != seen:
        raise Moved(matter)
    try:
        with transaction.atomic():
            made = Refusal.objects.create(matter=matter, reason=reason, words=words, proposed_by=by, proposed_at=at)
    except IntegrityError as error:
        raise AlreadyProposed from error
    _tell("proposed", made, by, at, reason=reason)
    return made


@transaction.atomic
def confirm(*, by: Person, refusal: Refusal, at: datetime) -> Matter:
    """Look at what somebody else wants to refuse, and refuse it.
    Raises: PermissionDenied, SamePerson, AlreadyDecided, Moved."""
    matter = _decide(refusal, by, at, Refusal.Outcome.CONFIRMED)
    reason = DeclineReason(refusal.reason)
    return matters.decline(by=by, matter=matter, reason=reason, words=refusal.words, at=at)


@transaction.atomic
def send_back(*, by: Person, refusal: Refusal, remark: str, at: datetime) -> Refusal:
    """Do not confirm it, and say why: the matter stands as if nobody had wanted to refuse it.
    Raises: PermissionDenied, SamePerson, NothingSaid, TooManyWords, AlreadyDecided."""
    remark = needed(remark)
    _decide(refusal, by, at, Refusal.Outcome.RETURNED, remark=remark)
    _tell("returned", refusal, by, at)
    return refusal


def _decide(refusal: Refusal, by: Person, at: datetime, outcome: str, **sets: object) -> Matter:
    matter = refusal.matter
    require(by, Grant.ACCEPT, at=matter.place)
    if refusal.proposed_by_id == by.pk:
        raise SamePerson
    hold(matter)
    won = Refusal.objects.waiting().filter(pk=refusal.pk)
    if not Refusal.objects.filter(pk__in=won.values("pk"), decided_at=None).update(
        decided_by=by, decided_at=at, outcome=outcome, **sets
    ):
        raise AlreadyDecided
    refusal.refresh_from_db()
    return matter


def _tell(verb: str, refusal: Refusal, by: Person, at: datetime, **params: object) -> None:
    """In the matter's own line of steps: the office reads there what was proposed and what became of it."""
    matter = refusal.matter
    log.write(f"desks.refusal_{verb}", matter, by=by, at=at, place=matter.place, refusal=refusal.pk, **params)
