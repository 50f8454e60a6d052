"""The duty lists: what is whose business on which day, and what a return can cite."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from linli.core import revisions
from linli.duties import reads
from linli.duties.models import DutyItem
from linli.duties.reads.lists import NOT_LISTED, REVISION
from linli.duties.rules import DutyLevel, ListKind, level_of
from linli.orgs.models import OrgKind
from tests.town import T0, Town

TODAY = T0.date()
COMMUNITY = DutyLevel.COMMUNITY


def test_a_line_of_the_lists_covers_what_is_below_its_kinds(town: Town) -> None:
    own = reads.covers(COMMUNITY, town.noise.code, TODAY)
    assert own is not None
    assert (own.code, own.list_kind) == ("SQ-1", ListKind.LAWFUL)
    helped = reads.covers(COMMUNITY, town.rubbish.code, TODAY)
    assert helped is not None
    assert helped.list_kind is ListKind.ASSIST
    DutyItem.objects.filter(code="SQ-1").update(kinds=["02-01"])
    revisions.bump(REVISION)
    assert reads.covers(COMMUNITY, town.gas.code, TODAY) is not None


def test_an_exclusion_covers_nothing_and_neither_does_another_level(town: Town) -> None:
    assert reads.covers(COMMUNITY, town.leak.code, TODAY) is None
    assert reads.covers(DutyLevel.STREET, town.noise.code, TODAY) is None


def test_what_fits_the_kind_is_cited_first_with_its_right_owner(town: Town) -> None:
    lines = reads.citable(COMMUNITY, TODAY, kind_code=town.leak.code)
    assert [(line.code, line.fits) for line in lines] == [("SQ-F-1", True), (NOT_LISTED, True), ("SQ-F-2", False)]
    assert (lines[0].owner_kind, lines[0].owner_duty) == (OrgKind.DEPARTMENT, "water")


def test_not_listed_is_offered_only_for_what_no_list_names(town: Town) -> None:
    assert NOT_LISTED not in [line.code for line in reads.citable(COMMUNITY, TODAY, kind_code=town.noise.code)]
    assert NOT_LISTED in [line.code for line in reads.citable(COMMUNITY, TODAY, kind_code=town.gas.code)]
    assert NOT_LISTED not in [line.code for line in reads.citable(COMMUNITY, TODAY)]


def test_a_citation_is_found_by_its_code_on_its_day_only(town: Town) -> None:
    DutyItem.objects.filter(code="SQ-F-2").update(valid_to=TODAY)
    revisions.bump(REVISION)
    assert reads.cited(COMMUNITY, "SQ-F-1", TODAY).title == "供水管网维修"
    assert reads.cited(COMMUNITY, "SQ-F-2", TODAY - timedelta(days=1)).title == "招商引资"
    for code, on in (("SQ-F-2", TODAY), ("SQ-1", TODAY), ("SQ-F-1", date(2019, 12, 31)), (NOT_LISTED, TODAY)):
        with pytest.raises(reads.UnknownCitation):
            reads.cited(COMMUNITY, code, on)


def test_a_line_of_one_street_holds_there_only(town: Town) -> None:
    DutyItem.objects.filter(code="SQ-F-2").update(place_prefix=town.other_town.prefix)
    revisions.bump(REVISION)
    here = reads.citable(COMMUNITY, TODAY, place=town.grid.code)
    there = reads.citable(COMMUNITY, TODAY, place="320583101001001")
    assert "SQ-F-2" not in [line.code for line in here]
    assert "SQ-F-2" in [line.code for line in there]


def test_committees_and_street_offices_have_lists_and_departments_have_none() -> None:
    assert level_of(OrgKind.COMMUNITY_COMMITTEE) is DutyLevel.COMMUNITY
    assert level_of(OrgKind.STREET_OFFICE) is DutyLevel.STREET
    assert level_of(OrgKind.DEPARTMENT) is None


def test_lists_are_asked_without_a_query(town: Town, django_assert_num_queries) -> None:
    reads.citable(COMMUNITY, TODAY)
    with django_assert_num_queries(0):
        reads.covers(COMMUNITY, town.noise.code, TODAY)
        reads.citable(COMMUNITY, TODAY, kind_code=town.leak.code)
