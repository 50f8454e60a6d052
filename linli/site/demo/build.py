"""Build the demo county in an empty database, step by step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from random import Random

from django.db import transaction

from linli.commons.actions import menu as services
from linli.commons.actions import seeding_lists
from linli.duties import actions as duties
from linli.homes.actions import seeding as keeping
from linli.insight import actions as insight
from linli.matters import actions as handling
from linli.orgs import actions as orgs
from linli.points import actions as points
from linli.site.demo import (
    activities,
    bodies,
    burdens,
    commons,
    county_size,
    desks,
    facilities,
    figures,
    halls,
    homes,
    hotline,
    land,
    late,
    menu,
    offices,
    plan,
    play,
    refusing,
    reporting,
    returning,
    stops,
    thanking,
    whistling,
)
from linli.volunteering.actions import seeding as volunteering
from linli.volunteering.actions import templates
from linli.whistles import actions as whistles

SEED = 20583
FEWEST_MATTERS = 100  # a smaller county is for tests
BY_ACTIONS = 600  # matters beyond these are loaded in bulk, in the same kinds of rows


@dataclass(frozen=True, slots=True)
class Step:
    """A step that is done, and what it made."""

    name: str  # land, catalogue, offices, matters, and the parts of ``county_size``
    made: dict[str, int]


def build(
    *,
    at: datetime,
    matters: int = BY_ACTIONS,
    by_actions: int = BY_ACTIONS,
    grown: county_size.Numbers | None = None,
    done: Callable[[Step], None] = lambda step: None,
) -> None:
    """Make the county as of ``at``, as large as ``grown`` says if it says so. The same seed and instant make the same
    county."""
    random = Random(SEED)  # noqa: S311 — a demo, not a secret
    with transaction.atomic():
        polygons = land.lay_out(random)
        done(Step("land", {"towns": 9, "communities": 351, "grids": len(polygons)}))
        seeded = duties.seed(at=at, since=offices.SINCE)
        duties.seed_lists(at=at, since=offices.SINCE)
        handling.seed(at=at, since=offices.SINCE)
        whistles.seed(at=at, since=offices.SINCE)
        orgs.seed(at=at, since=offices.SINCE)
        keeping.seed(at=at, since=offices.SINCE)
        points.seed(at=at, since=offices.SINCE)
        volunteering.seed_reporting(at=at, since=offices.SINCE)
        templates.seed(at=at, since=offices.SINCE)
        services.seed(at=at, since=offices.SINCE)
        seeding_lists.seed(at=at, since=offices.SINCE)
        insight.seed(at=at, since=offices.SINCE)
        done(Step("catalogue", {"kinds": seeded.kinds, "rules": seeded.rules}))
        made = offices.found(at, random)
        done(Step("offices", {"departments": len(offices.DEPARTMENTS), "residents": len(made.residents)}))
        desks.keep_all(made, at=at)
        bodies.found_all(made, at=at)
        homes.live(at=at)
        facilities.furnish(polygons, at=at, random=Random(SEED))  # noqa: S311
        halls.furnish(at=at)
        burdens.play(made, at=at, random=Random(SEED))  # noqa: S311 — a chance of its own, so that the others stay
    plans = plan.plan(matters, at=at, polygons=polygons, residents=len(made.residents), random=random)
    play.play(plans, made, at=at, by_actions=by_actions)
    if matters >= FEWEST_MATTERS:
        returning.run_returns(made, at=at)
        refusing.want_all(at=at)
        late.run_late(made, at=at)
        stops.ask_all(made, at=at)
    hotline.connect(at=at)
    blown = whistling.blow_all(made, at=at, random=random) if matters >= whistling.FEWEST_MATTERS else 0
    if matters >= FEWEST_MATTERS:
        figures.tell(made, at=at)
    reporting.report_all(made, at=at)
    thanking.thank_all(made, at=at)
    activities.hold_all(made, at=at)
    menu.play(made, at=at)
    commons.list_all(made, at=at)
    done(Step("matters", {"matters": len(plans)} | ({"whistles": blown} if blown else {})))
    if grown is not None:
        county_size.grow(grown, offices=made, polygons=polygons, at=at, done=lambda name, rows: done(Step(name, rows)))
