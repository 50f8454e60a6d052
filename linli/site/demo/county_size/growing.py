"""What the parts of a county of full size share: how many, when, where, and what the parts before have made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

import shapely

from linli.orgs.models import Organisation
from linli.people.models import Person
from linli.places.models import Division
from linli.site.demo.offices import Offices

AT_ONCE = 2_000  # rows in one statement


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many of each the county has in the end. Sources: seeds 001 and 004; what they do not tell is a guess."""

    members: int = 44_000  # who reported in where they live (seed 004)
    pioneers: int = 9_153  # of them (seed 004)
    units: int = 11_060  # new economic and social organisations: firms, shops, associations (seed 001)
    partners: int = 880  # co-building units of communities (seed 001)
    facilities: int = 1_100  # seed 004
    activities: int = 3_500
    needs: int = 6_000
    resources: int = 2_000
    projects: int = 600
    orders: int = 9_000
    offers: int = 700
    wallets: int = 9_000
    households: int = 3_000
    matters: int = 12_000


COUNTY = Numbers()


@dataclass(slots=True)
class Growing:
    """The county on its way. ``people`` and ``units`` are filled by the parts that make them, by community."""

    at: datetime
    numbers: Numbers
    offices: Offices
    polygons: dict[str, shapely.Polygon]
    communities: Sequence[Division]
    people: dict[str, list[Person]] = field(default_factory=dict)
    units: dict[str, list[Organisation]] = field(default_factory=dict)

    def chance(self, part: str) -> Random:
        """The chance of one part, always the same."""
        return Random(f"county {part}")  # noqa: S311 — a demo, not a secret

    def spread(self, count: int, random: Random) -> list[Division]:
        """A community for each of ``count``: some communities have several times as many as others."""
        weights = [random.uniform(0.3, 1.7) for _ in self.communities]
        return random.choices(self.communities, weights, k=count)

    def everybody(self) -> list[Person]:
        return [person for community in self.communities for person in self.people[community.code]]
