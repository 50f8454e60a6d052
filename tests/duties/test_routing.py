"""Routing, without a database: every ground, every condition, and never nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.core.calendar.rules import Limit, LimitUnit
from linli.duties.rules import (
    Case,
    Ground,
    KindFacts,
    RowFacts,
    RuleFacts,
    UnitFacts,
    Units,
    dry_run,
    guess_kinds,
    met_by,
    suggestions,
)

ON = date(2026, 3, 2)
GRID = "320583100001001"


def unit(pk: int, kind: str, prefix: str = "320583", duty: str = "") -> UnitFacts:
    return UnitFacts(pk=pk, name=f"单位{pk}", name_en=f"Unit {pk}", kind=kind, duty=duty, prefix=prefix, phone="")


CENTRE = unit(1, "city_centre")
STREET = unit(2, "street_office", "320583100")
COMMITTEE = unit(3, "community_committee", "320583100001")
URBAN = unit(4, "department", duty="urban_management")
WATER = unit(5, "department", duty="water")
STREET_TEAM = unit(6, "department", "320583100", duty="urban_management")
ALL = Units([CENTRE, STREET, COMMITTEE, URBAN, WATER], {u.pk: u for u in (CENTRE, STREET, COMMITTEE, URBAN, WATER)})

RUBBISH = KindFacts(
    pk=30,
    code="02-01-02",
    path=(10, 20, 30),
    names=("事件", "市容环境", "暴露垃圾"),
    names_en=("Incidents", "Street environment", "Rubbish lying about"),
    words=("垃圾", "垃圾成堆"),
    icon="trash",
    shape="incident",
    is_sensitive=False,
)
ROW = RowFacts(
    pk=300,
    kind=30,
    responsible_kind="department",
    responsible_duty="urban_management",
    limit=Limit(4, LimitUnit.WORKING_HOURS),
    urgency="urgent",
    done_when="清运完毕",
    questions=(),
    emergency_line="",
    notice="",
    notice_en="",
    source="",
    valid_from=date(2020, 1, 1),
    valid_to=None,
)
RULE = RuleFacts(
    pk=7,
    name="河道垃圾归水务",
    place_prefix="",
    zone=None,
    in_dedicated_grid=False,
    kind=None,
    words=(),
    unit=None,
    unit_kind="department",
    unit_duty="water",
    valid_from=date(2020, 1, 1),
    valid_to=None,
)
CASE = Case(place=GRID, kind=RUBBISH, on=ON, words="河道里有垃圾", zones=frozenset({9}), in_dedicated_grid=True)


def test_a_rule_goes_before_the_catalogue_and_the_catalogue_before_the_place() -> None:
    found = list(suggestions(CASE, [replace(RULE, words=("河道",))], ROW, ALL))
    assert [(s.unit.pk, s.ground) for s in found] == [
        (WATER.pk, Ground.RULE),
        (URBAN.pk, Ground.CATALOGUE),
        (COMMITTEE.pk, Ground.TERRITORY),
        (STREET.pk, Ground.TERRITORY),
        (CENTRE.pk, Ground.TERRITORY),
    ]
    rule, row, place, *_ = found
    assert (rule.rule, rule.rule_name, rule.met, rule.word) == (7, "河道垃圾归水务", ("words",), "河道")
    assert (row.row, row.met) == (300, ("kind", "place"))
    assert (place.rule, place.row, place.met) == (None, None, ("place",))


def test_each_unit_is_suggested_once_for_its_best_reason() -> None:
    rule = replace(RULE, words=("河道",), unit_duty="urban_management")
    assert [s.ground for s in suggestions(CASE, [rule], ROW, ALL) if s.unit is URBAN] == [Ground.RULE]


@pytest.mark.parametrize(
    ("condition", "value", "other", "met"),
    [
        ("place_prefix", "320583100", "320583101", "place"),
        ("zone", 9, 8, "zone"),
        ("kind", 30, 31, "kind"),
        ("kind", 20, 21, "kind"),  # a branch takes what is below it
        ("kind", 10, 11, "kind"),
        ("words", ("湖", "河道"), ("湖", "海"), "words"),
    ],
)
def test_each_condition_fits_or_does_not(condition: str, value: object, other: object, met: str) -> None:
    fit = met_by(replace(RULE, **{condition: value}), CASE)  # type: ignore[arg-type]
    assert fit is not None
    assert fit[0] == (met,)
    assert met_by(replace(RULE, **{condition: other}), CASE) is None  # type: ignore[arg-type]


def test_a_dedicated_grid_is_a_condition() -> None:
    rule = replace(RULE, in_dedicated_grid=True)
    assert met_by(rule, CASE) == (("dedicated_grid",), "")
    assert met_by(rule, replace(CASE, in_dedicated_grid=False)) is None
    assert met_by(RULE, replace(CASE, in_dedicated_grid=False)) == ((), "")


def test_all_conditions_of_a_rule_must_be_met() -> None:
    rule = replace(RULE, place_prefix="320583100", zone=9, in_dedicated_grid=True, kind=20, words=("河道",))
    assert met_by(rule, CASE) == (("place", "zone", "dedicated_grid", "kind", "words"), "河道")
    assert met_by(replace(rule, words=("湖",)), CASE) is None


def test_the_first_rule_that_fits_wins() -> None:
    first, second = replace(RULE, pk=1, unit_duty="urban_management"), replace(RULE, pk=2)
    assert next(suggestions(CASE, [first, second], ROW, ALL)).rule == 1
    assert next(suggestions(CASE, [second, first], ROW, ALL)).rule == 2


def test_a_rule_holds_from_its_first_day_to_the_one_before_its_last() -> None:
    rule = replace(RULE, valid_from=date(2026, 3, 1), valid_to=date(2026, 3, 2))
    assert next(suggestions(CASE, [rule], ROW, ALL)).ground == Ground.CATALOGUE
    assert next(suggestions(replace(CASE, on=date(2026, 3, 1)), [rule], ROW, ALL)).ground == Ground.RULE
    assert next(suggestions(replace(CASE, on=date(2026, 2, 28)), [rule], ROW, ALL)).ground == Ground.CATALOGUE


def test_a_rule_may_name_one_unit() -> None:
    rule = replace(RULE, unit=STREET.pk, unit_kind="", unit_duty="")
    assert next(suggestions(CASE, [rule], ROW, ALL)).unit is STREET


def test_a_rule_whose_unit_is_gone_is_passed_over() -> None:
    for rule in (replace(RULE, unit=99, unit_kind="", unit_duty=""), replace(RULE, unit_duty="gas")):
        assert next(suggestions(CASE, [rule], ROW, ALL)).ground == Ground.CATALOGUE


def test_the_smallest_area_that_covers_the_place_answers() -> None:
    units = Units([URBAN, STREET_TEAM, COMMITTEE])
    assert units.covering(GRID, "department", "urban_management") is STREET_TEAM
    assert units.covering("320583101001001", "department", "urban_management") is URBAN
    assert units.covering("320584100001001", "department", "urban_management") is None
    assert units.covering(GRID, "department") is None  # a department without its duty is no answer


def test_without_a_row_the_place_answers() -> None:
    assert next(suggestions(CASE, [], None, ALL)).unit is COMMITTEE


def test_outside_the_county_nobody_is_suggested() -> None:
    assert list(suggestions(replace(CASE, place="320584100001001"), [RULE], ROW, ALL)) == []


CODES = st.from_regex(r"320583[0-9]{3}([0-9]{3}([0-9]{3})?)?", fullmatch=True) | st.just("320583")
SOME_UNITS = st.lists(
    st.builds(
        unit,
        st.integers(2, 60),
        st.sampled_from(["department", "street_office", "community_committee", "property_company"]),
        CODES,
        st.sampled_from(["", "water", "gas"]),
    ),
    max_size=8,
)
SOME_RULES = st.lists(
    st.builds(
        lambda pk, prefix, words, named, duty: replace(
            RULE,
            pk=pk,
            place_prefix=prefix,
            words=words,
            unit=named,
            unit_kind="" if named else "department",
            unit_duty=duty,
        ),
        st.integers(1, 99),
        CODES | st.just(""),
        st.sampled_from([(), ("河道",), ("山",)]),
        st.none() | st.integers(2, 60),
        st.sampled_from(["water", "gas", "nobody"]),
    ),
    max_size=5,
)


@pytest.mark.slow
@given(place=CODES, units=SOME_UNITS, rules=SOME_RULES, row=st.none() | st.just(ROW), words=st.text(max_size=20))
def test_every_case_inside_the_county_has_an_owner(
    place: str, units: list[UnitFacts], rules: list[RuleFacts], row: RowFacts | None, words: str
) -> None:
    known = Units([CENTRE, *units], {u.pk: u for u in (CENTRE, *units)})
    case = Case(place=place, kind=RUBBISH, on=ON, words=words)
    found = list(suggestions(case, rules, row, known))
    assert found[-1].unit.pk == CENTRE.pk or any(s.unit.pk == CENTRE.pk for s in found)
    assert len({s.unit.pk for s in found}) == len(found)
    for said in found:
        assert (said.rule is not None) == (said.ground == Ground.RULE)
        assert (said.row is not None) == (said.ground == Ground.CATALOGUE)


def test_a_dry_run_tells_what_other_rules_would_have_done() -> None:
    cases = [("a", CASE), ("b", replace(CASE, words="路边有垃圾")), ("c", replace(CASE, place="320584100001001"))]
    river = replace(RULE, words=("河道",))
    told = dry_run(cases, [], [river], lambda case: ROW, ALL)
    assert told.asked == 3
    [moved] = told.changed
    assert moved.before is not None
    assert moved.after is not None
    assert (moved.key, moved.before.unit, moved.after.unit, moved.after.rule) == ("a", URBAN, WATER, river.pk)
    assert told.counts == {URBAN.pk: (2, 1), WATER.pk: (0, 1)}


def test_a_dry_run_of_the_same_rules_moves_nothing() -> None:
    told = dry_run([(1, CASE)], [RULE], [RULE], lambda case: ROW, ALL)
    assert (told.changed, told.counts) == ((), {WATER.pk: (1, 1)})


def test_the_longest_word_guesses_the_kind() -> None:
    pile = replace(RUBBISH, pk=31, code="02-01-03", words=("垃圾山",))
    silent = replace(RUBBISH, pk=32, code="02-01-04", words=())
    guessed = guess_kinds("楼下有座垃圾山", [RUBBISH, pile, silent], 3)
    assert [(kind.pk, word) for kind, word in guessed] == [(31, "垃圾山"), (30, "垃圾")]
    assert guess_kinds("停电了", [RUBBISH, pile, silent], 3) == []
    assert len(guess_kinds("垃圾山", [RUBBISH, pile], 1)) == 1
