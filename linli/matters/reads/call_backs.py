"""回访: whose word on a result is still missing, with the calls that reached nobody."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet

from linli.duties.reads import catalogue
from linli.duties.rules import KindFacts
from linli.matters.models import CallBack, Matter, Rating, Reporter
from linli.matters.reads.detail import Masked, masked
from linli.matters.rules import REOPEN_WITHIN_DAYS, Stage
from linli.orgs.authority import inside
from linli.orgs.models import Organisation
from linli.places.reads import gazetteer

SHOWN = 200


@dataclass(frozen=True, slots=True)
class ToCall:
    """A reporter who has not judged the result: how often they were called, and when last."""

    reporter: Masked
    number: str
    number_shown: str
    stage: str
    kind: KindFacts
    place: str
    unit: Organisation | None
    round: int
    answered_at: datetime
    tries: int
    tried_at: datetime | None


def to_call(areas: Sequence[str], own_units: Collection[int], *, at: datetime) -> list[ToCall]:
    """Reporters in ``areas`` that can be called for their word, tried least and waiting longest first: of what is
    answered, or was closed by a check lately, and of what was merged into that. Of an answer of the own unit somebody
    else asks. Two queries."""
    found = [
        _line(row, row.matter.merged_into or row.matter)
        for judged in ("matter", "matter__merged_into")
        for row in _waiting(judged, areas, own_units, at)
    ]
    return sorted(found, key=lambda line: (line.tries, line.answered_at, line.reporter.pk))[:SHOWN]


def _waiting(judged: str, areas: Sequence[str], own_units: Collection[int], at: datetime) -> QuerySet[Reporter]:
    """Those who have not judged the matter at the end of the path ``judged``."""
    lately = at - timedelta(days=REOPEN_WITHIN_DAYS)
    is_answered = Q(**{f"{judged}__stage": Stage.ANSWERED})
    waits = is_answered | Q(**{f"{judged}__stage": Stage.CLOSED, f"{judged}__closed_at__gt": lately})
    this_round = {"reporter": OuterRef("pk"), "round": OuterRef(f"{judged}__round")}
    has_judged = Exists(Rating.objects.filter(**this_round))
    asked = Exists(CallBack.objects.filter(reached=True, **this_round))
    in_round = Q(call_backs__round=F(f"{judged}__round"))
    found = (
        Reporter.objects.filter(inside(f"{judged}__place", areas), waits, ~has_judged, ~asked, forgotten_at=None)
        .filter(~Q(phone_index="") | Q(person__isnull=False))
        .exclude(**{f"{judged}__unit__in": own_units})
        .select_related("matter__unit", "matter__merged_into__unit", "person")
        .annotate(tries=Count("call_backs", filter=in_round), tried_at=Max("call_backs__at", filter=in_round))
        .order_by("tries", f"{judged}__answered_at", "pk")
    )
    return found[:SHOWN]


def _line(row: Reporter, matter: Matter) -> ToCall:
    return ToCall(
        reporter=masked(row),
        number=matter.number,
        number_shown=matter.number_shown,
        stage=matter.stage,
        kind=catalogue().kinds[matter.kind_id],
        place=gazetteer().label(matter.place),
        unit=matter.unit,
        round=matter.round,
        answered_at=matter.answered_at or matter.received_at,
        tries=row.tries,  # type: ignore[attr-defined]
        tried_at=row.tried_at,  # type: ignore[attr-defined]
    )
