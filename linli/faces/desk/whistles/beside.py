"""What stands of whistles on the page of a request: those at it, whether one is suggested and why, the way to blow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from linli.matters.models import Matter
from linli.matters.rules import OPEN_STAGES
from linli.orgs.authority import may
from linli.orgs.grants import Grant
from linli.people.models import Person
from linli.whistles.models import Whistle
from linli.whistles.reads.hints import Hint, hint


@dataclass(frozen=True, slots=True)
class Beside:
    hint: Hint | None
    whistles: tuple[Whistle, ...]
    may_blow: bool


def beside(matter: Matter, *, by: Person, at: datetime) -> Beside:
    """At most five queries."""
    found = tuple(Whistle.objects.filter(matter=matter).select_related("cause").order_by("-pk"))
    is_free = matter.stage in OPEN_STAGES and not any(one.is_open for one in found)
    return Beside(
        hint=hint(matter, at=at) if is_free else None,
        whistles=found,
        may_blow=is_free and may(by, Grant.BLOW_WHISTLE, at=matter.place),
    )
