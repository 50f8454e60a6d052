"""Bodies that the tests of seats, ground, areas and pairs begin with, on the cast of the town."""

from __future__ import annotations

from datetime import date
from typing import Any

from linli.orgs import actions
from linli.orgs.models import Organisation, OrgKind
from linli.people.models import Person
from linli.places.models import Division
from tests.town import SINCE, T0, Town

TODAY = date(2026, 3, 2)


def seeded() -> None:
    actions.seed(at=T0, since=SINCE)


def body(
    town: Town,
    kind: OrgKind,
    name: str,
    parent: Organisation | None,
    *,
    division: Division | None = None,
    by: Person | None = None,
    **more: Any,
) -> Organisation:
    return actions.found(
        by=by or town.mei,
        code=more.pop("code", name),
        kind=kind,
        name=name,
        division=division or town.community,
        parent=parent,
        on=more.pop("on", TODAY),
        at=T0,
        **more,
    )


def joint(town: Town) -> Organisation:
    """The joint committee of the first community."""
    seeded()
    return body(town, OrgKind.JOINT_PARTY_COMMITTEE, "里厍社区大党委", town.committee)


def branch(town: Town, kind: OrgKind = OrgKind.GRID_BRANCH, name: str = "第1网格党支部") -> Organisation:
    return body(town, kind, name, joint(town))
