"""附近已有: open matters of the same kind close by, so that whoever met the same can join. No words, no exact place."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime

from linli.duties.rules import KindFacts
from linli.matters.models import Matter
from linli.matters.rules import OPEN_STAGES, Stage
from linli.orgs.authority import inside
from linli.places.reads import gazetteer

WITHIN_METRES = 200.0
MOST = 3
METRES_OF_A_DEGREE = 111_320.0  # of latitude; good to a per cent over the few hundred metres that matter here


@dataclass(frozen=True, slots=True)
class Near:
    number: str
    number_shown: str
    stage: str
    place: str
    metres: int | None  # None where one of the two points is not known
    received_at: datetime
    due_at: datetime | None


def nearby(kind: KindFacts, place: str, point: tuple[float, float] | None) -> list[Near]:
    """The open ones of ``kind`` within ``WITHIN_METRES`` of ``point``, or in ``place`` (a code) where no points are
    known; the nearest first, then the newest. Sensitive kinds are never shown."""
    if kind.is_sensitive or not place:
        return []
    open_ = Matter.objects.filter(inside("place", [place]), kind=kind.pk, stage__in=OPEN_STAGES)
    newest = open_.exclude(stage=Stage.ANSWERED).order_by("-received_at", "-pk")[: MOST * 10]
    found = [_near(matter, point) for matter in newest]
    close = [one for one in found if one.metres is None or one.metres <= WITHIN_METRES]
    return sorted(close, key=lambda one: one.metres if one.metres is not None else WITHIN_METRES)[:MOST]


def _near(matter: Matter, point: tuple[float, float] | None) -> Near:
    metres = None
    if point is not None and matter.lon is not None and matter.lat is not None:
        east = (matter.lon - point[0]) * math.cos(math.radians(point[1]))
        metres = round(math.hypot(east, matter.lat - point[1]) * METRES_OF_A_DEGREE)
    return Near(
        number=matter.number,
        number_shown=matter.number_shown,
        stage=matter.stage,
        place=gazetteer().label(matter.place),
        metres=metres,
        received_at=matter.received_at,
        due_at=matter.due_at,
    )
