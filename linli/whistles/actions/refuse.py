"""A department says that it need not come, once; an arbiter of the city centre decides."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from linli.core.calendar import working_calendar
from linli.matters.errors import Moved
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation
from linli.people.models import Person
from linli.whistles import rules
from linli.whistles.actions.blow import plan_chases
from linli.whistles.actions.moving import drop_chases, hold, move_summons
from linli.whistles.actions.telling import said, write_summons
from linli.whistles.errors import NoOwner, RefusedBefore
from linli.whistles.models import Chase, Refusal, Summons
from linli.whistles.rules import RefusalReason


@transaction.atomic
def refuse(
    *,
    by: Person,
    summons: Summons,
    reason: RefusalReason,
    words: str,
    at: datetime,
    owner: Organisation | None = None,
    version: int | None = None,
) -> Refusal:
    """Say why the department need not come; ``owner`` is who should. Nobody is chased until an arbiter has decided.
    Raises: PermissionDenied, NothingSaid, TooManyWords, NoOwner, RefusedBefore, Moved."""
    require(by, Grant.ANSWER_WHISTLE, at=summons.department, place=summons.whistle.place)
    words = said(words)
    if reason == RefusalReason.OTHER_OWNER and (owner is None or owner.pk == summons.department_id):
        raise NoOwner
    hold(summons.whistle)
    if not summons.whistle.is_open:
        raise Moved(Summons.objects.get(pk=summons.pk))
    if Refusal.objects.filter(summons=summons, decided_at__isnull=False).exists():
        raise RefusedBefore
    move_summons(summons, "refuse", version=version)
    drop_chases(summons)
    row = Refusal.objects.create(summons=summons, reason=reason, words=words, owner=owner, refused_at=at, refused_by=by)
    write_summons("refused", summons, by=by, at=at, reason=reason, owner=owner.pk if owner else None)
    return row


@transaction.atomic
def decide(
    *, by: Person, summons: Summons, upheld: bool, words: str, at: datetime, version: int | None = None
) -> Summons:
    """Let the department stay away (``upheld``), or call it anew with limits from now on.
    Raises: PermissionDenied, NothingSaid, TooManyWords, Moved."""
    whistle = summons.whistle
    require(by, Grant.DECIDE_REFUSALS, at=whistle.place)
    words = said(words)
    hold(whistle)
    if upheld:
        move_summons(summons, "release", version=version, ended_at=at)
    else:
        due = rules.dues(at, whistle.cause.limits, working_calendar())
        unsigned = {"signed_at": None, "signed_by": None}
        move_summons(
            summons, "insist", version=version, round=F("round") + 1, called_at=at, **unsigned, **due._asdict()
        )
        Chase.objects.bulk_create(plan_chases(summons, whistle.cause))
    Refusal.objects.filter(summons=summons).update(is_upheld=upheld, decision=words, decided_at=at, decided_by=by)
    write_summons("released" if upheld else "insisted", summons, by=by, at=at)
    return summons
