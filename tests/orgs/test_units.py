"""Organisations are founded and linked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from linli.core.models import Entry
from linli.duties import reads as duty_reads
from linli.orgs import actions
from linli.orgs.authority import SYSTEM
from linli.orgs.models import LinkKind, Organisation, OrgKind
from tests.town import T0, Town

TODAY = date(2026, 3, 2)


def found(town: Town, **more: Any) -> Organisation:
    asked: dict[str, Any] = {
        "by": town.sec,
        "code": "garden",
        "kind": OrgKind.DEPARTMENT,
        "name": "昆山市园林绿化管理中心（演示）",
        "duty": "garden",
        "division": town.county,
        "parent": town.centre,
        "on": TODAY,
        "at": T0,
    }
    return actions.found(**(asked | more))


def test_a_new_department_can_be_given_work_at_once(town: Town) -> None:
    assert duty_reads.catalogue().units.covering("320583100001001", "department", "garden") is None
    unit = found(town)
    duty_reads.kept.forget()  # as a process does that looks again
    covering = duty_reads.catalogue().units.covering("320583100001001", "department", "garden")
    assert covering is not None
    assert covering.pk == unit.pk
    assert Entry.objects.get(verb="orgs.founded").place == "320583"


def test_a_department_names_its_duty_and_nobody_else_does(town: Town) -> None:
    with pytest.raises(actions.DutyUnclear):
        found(town, duty="")
    with pytest.raises(actions.DutyUnclear):
        found(town, kind=OrgKind.PARTNER_UNIT)


def test_an_organisation_stands_inside_the_area_of_the_one_above(town: Town) -> None:
    with pytest.raises(actions.ParentElsewhere):
        found(town, kind=OrgKind.GRID_TEAM, duty="", division=town.community, parent=town.other_committee)
    assert found(town, kind=OrgKind.GRID_TEAM, duty="", division=town.community, parent=town.street).pk


def test_a_code_is_used_once(town: Town) -> None:
    with pytest.raises(actions.CodeTaken):
        found(town, code=town.water.code)


def test_others_found_and_link_nothing(town: Town) -> None:
    for person in (town.ren, town.mei, town.jie, town.zhong, town.sys, town.aud):
        with pytest.raises(PermissionDenied):
            found(town, by=person)
        with pytest.raises(PermissionDenied):
            link(town, by=person)


def link(town: Town, **more: Any) -> Any:
    asked: dict[str, Any] = {
        "by": SYSTEM,
        "unit": town.water,
        "stands_by": town.committee,
        "kind": LinkKind.LINKED_DEPARTMENT,
        "on": TODAY,
        "at": T0,
    }
    return actions.link(**(asked | more))


def test_a_linked_department_stands_by_a_community_until_it_ends(town: Town) -> None:
    made = link(town)
    held = town.committee.linked_by
    assert [row.unit for row in held.valid(TODAY)] == [town.water]
    assert not held.valid(date(2026, 3, 1)).exists()
    actions.unlink(by=town.sec, link=made, on=date(2026, 4, 1), at=T0)
    assert held.valid(date(2026, 3, 31)).exists()
    assert not held.valid(date(2026, 4, 1)).exists()
    with pytest.raises(actions.LinkEnded):
        actions.unlink(by=town.sec, link=made, on=date(2026, 5, 1), at=T0)
    verbs = list(Entry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["orgs.linked", "orgs.unlinked"]


def test_a_link_has_two_sides_and_is_made_once(town: Town) -> None:
    with pytest.raises(actions.SameUnit):
        link(town, unit=town.committee)
    link(town)
    with pytest.raises(actions.AlreadyLinked):
        link(town)
    assert link(town, kind=LinkKind.PARTNER_UNIT).pk
