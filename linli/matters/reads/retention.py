"""What is due to be erased, by the dated terms; never of what is open, disputed or held for a court."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from linli.core.dated import in_force
from linli.matters.models import Dispute, Exclusion, LegalHold, Matter, Petition, Retention, What
from linli.matters.rules import ENDED_STAGES, AskStage, Stage

UNHANDLED = (Stage.DECLINED, Stage.WITHDRAWN)


def terms(at: datetime) -> list[Retention]:
    """How long each is kept, by the rows in force."""
    rows = {row.what: row for row in Retention.objects.filter(in_force(timezone.localdate(at)))}
    return [rows[what] for what in What if what in rows]


def due(what: What, *, at: datetime) -> QuerySet[Matter]:
    """The matters of which ``what`` is kept no longer; none without a term. Of a merged matter, the one it was merged
    into counts. A petition begins the term anew on the day it was registered."""
    row = next((row for row in terms(at) if row.what == what), None)
    if row is None:
        return Matter.objects.none()
    over = Q(merged_into=None) & _over(row, at) | _over(row, at, "merged_into__")
    found = Matter.objects.filter(over)
    for whose in ("pk", "merged_into"):
        found = found.exclude(*_needed(whose, at, timedelta(days=row.days)))
    return found


def _over(row: Retention, at: datetime, of: str = "") -> Q:
    """Ended so long ago."""
    unhandled, ended = Q(**{f"{of}stage__in": UNHANDLED}), Q(**{f"{of}stage__in": ENDED_STAGES})
    return (ended & Q(**{f"{of}closed_at__lt": at - timedelta(days=row.days)})) | (
        unhandled & Q(**{f"{of}closed_at__lt": at - timedelta(days=row.days_unhandled)})
    )


def _needed(whose: str, at: datetime, kept: timedelta) -> tuple[Q, ...]:
    """Why it may not be erased yet, all the same."""
    its = {"matter": OuterRef(whose)}
    appealed = Q(stage=AskStage.ASKED) | Q(stage=AskStage.REFUSED, appeal_until__gte=at)
    return (
        Q(Exists(LegalHold.objects.filter(**its, lifted_at=None)))
        | Q(Exists(Dispute.objects.filter(**its, settled_at=None)))
        | Q(Exists(Exclusion.objects.filter(appealed, **its)))
        | Q(Exists(Petition.objects.filter(**its, came_on__gte=timezone.localdate(at - kept)))),
    )


def hold_of(matter: Matter) -> LegalHold | None:
    """Why nothing of ``matter`` is erased now, if it is so by a decision."""
    return LegalHold.objects.filter(matter=matter, lifted_at=None).first()
