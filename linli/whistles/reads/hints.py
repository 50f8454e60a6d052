"""The suggestion to whistle, with its reason: the matter bounced, or the same comes again and again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from linli.matters.models import Dispute, Matter, Return
from linli.matters.rules import OPEN_STAGES, Stage
from linli.orgs.authority import inside
from linli.places.rules import Level
from linli.whistles.models import Whistle
from linli.whistles.rules import ALIKE, ALIKE_WITHIN, BOUNCES


@dataclass(frozen=True, slots=True)
class Hint:
    """Why a whistle may help: how often units handed it back or the result did not hold, and how many of its kind came
    in its community within ``rules.ALIKE_WITHIN``, itself counted."""

    bounces: int
    alike: int

    @property
    def bounced(self) -> bool:
        return self.bounces >= BOUNCES

    @property
    def comes_again(self) -> bool:
        return self.alike >= ALIKE


def hint(matter: Matter, *, at: datetime) -> Hint | None:
    """Why to whistle at ``matter``; None when nothing speaks for it, it has ended, or a whistle is open. 4 queries."""
    if matter.stage not in OPEN_STAGES or Whistle.objects.open().filter(matter=matter).exists():
        return None
    returns = Return.objects.filter(order__matter=matter).count()
    disputes = Dispute.objects.filter(matter=matter).count()  # what would have been a second return
    found = Hint(bounces=returns + disputes + matter.round - 1, alike=_alike(matter, at))
    return found if found.bounced or found.comes_again else None


def _alike(matter: Matter, at: datetime) -> int:
    if len(matter.place) < Level.COMMUNITY:
        return 1
    said = Matter.objects.filter(
        inside("place", [matter.place[: Level.COMMUNITY]]),
        kind=matter.kind_id,
        received_at__gte=at - ALIKE_WITHIN,
        received_at__lte=at,
    ).exclude(stage__in=(Stage.DECLINED, Stage.WITHDRAWN))
    return said.count()
