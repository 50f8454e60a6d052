"""The counter of a community's service centre as residents read it: what they can have taken down there, and who takes
the rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from linli.commons.models import CounterGap, Service
from linli.commons.reads.counter import Counter, counter_of
from linli.commons.rules.orders import Sort
from linli.faces.kit.menu.words import DRAWING, SORT
from linli.places.models import Division
from linli.places.reads.facilities import Known, directory
from linli.places.rules import Level

Shelf = tuple[object, str, list[Service]]


@dataclass(frozen=True, slots=True)
class CounterShown:
    """``shelves`` are the kinds in words, with their drawing and what of them is taken; ``above`` takes the rest."""

    counter: Counter
    shelves: list[Shelf]
    above: Known | None

    @property
    def gaps(self) -> list[tuple[CounterGap, Service]]:
        return list(self.counter.gaps)


def counter_at(known: Known, on: date) -> CounterShown | None:
    """The counter in a facility of the community level; None in all others, and where nothing is on the menu."""
    if known.details.level != Level.COMMUNITY:
        return None
    community = Division.objects.communities().defer("outline").filter(code=known.details.place[:12]).first()
    counter = counter_of(community, on) if community is not None else None
    if counter is None or not counter.items:
        return None
    shelves: list[Shelf] = [
        (SORT[sort], DRAWING[sort], taken) for sort in Sort if (taken := [s for s in counter.taken if s.sort == sort])
    ]
    return CounterShown(counter, shelves, who_takes(known.details.place, on) if counter.gaps else None)


def who_takes(place: str, on: date) -> Known | None:
    """The service centre of the street, which takes what a community's counter cannot."""
    found = (one for one in directory().there(on, place[: Level.TOWN]) if one.details.level == Level.TOWN)
    return next(found, None)
