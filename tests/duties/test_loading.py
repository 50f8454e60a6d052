"""Duty lists from the seed and from files: each line once, a new wording after the old, a bad line by number."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from linli.core.imports import MissingColumns
from linli.core.models import Entry
from linli.duties import actions, errors, reads, seeds
from linli.duties.actions.lists import said_by, seeded
from linli.duties.causes import WORDS, Cause
from linli.duties.models import DutyItem
from linli.duties.rules import DutyLevel, ListKind, level_of
from linli.orgs.authority import SYSTEM
from linli.orgs.models import OrgKind
from tests.duties.test_seed import DUTIES, THIRD
from tests.town import T0, Town, forget

TODAY = T0.date()
TOMORROW = TODAY + timedelta(days=1)
HEAD = "code,level,list_kind,field,title,basis,kinds,place_prefix,valid_from,valid_to"


def load(*lines: str, by: object = SYSTEM, at=T0):
    return actions.import_lists("\n".join([HEAD, *lines]).encode(), by=by, at=at)  # type: ignore[arg-type]


def line(code: str = "SQ-9", title: str = "新条目", **more: str) -> str:
    said = {
        "level": "community", "list_kind": "lawful", "field": "综合", "basis": "", "kinds": "",
        "place_prefix": "", "valid_from": "", "valid_to": "",
    } | more  # fmt: skip
    return ",".join({"code": code, "title": title}.get(name) or said.get(name, "") for name in HEAD.split(","))


def test_the_seed_has_the_numbers_of_the_published_lists() -> None:
    counts = Counter((says.level, says.list_kind) for says in seeded())
    assert counts[DutyLevel.COMMUNITY, ListKind.LAWFUL] == 9
    assert counts[DutyLevel.COMMUNITY, ListKind.ASSIST] == 55
    assert counts[DutyLevel.STREET, ListKind.OWN] > 110
    assert len({says.field for says in seeded() if says.list_kind is ListKind.OWN}) == 6
    assert counts[DutyLevel.COMMUNITY, ListKind.SMALL_POWER] >= 20
    assert counts[DutyLevel.COMMUNITY, ListKind.EXCLUDED] >= 10


def test_every_line_of_the_seed_is_whole() -> None:
    kinds = {line["code"] for line in seeds.table("catalogue")}
    lines = seeded()
    assert len({says.code for says in lines}) == len(lines)
    for says in lines:
        assert says.title_en.isascii(), says
        assert says.title_en, says
        assert says.source, says
        assert set(says.kinds) <= kinds, says
        assert not says.responsible_duty or says.responsible_duty in DUTIES, says
        if says.list_kind is ListKind.ASSIST:
            assert says.responsible_kind, says
        if says.list_kind is ListKind.SMALL_POWER:
            assert says.holder, says
            assert says.procedure, says


@pytest.mark.slow
def test_what_the_catalogue_gives_to_a_level_stands_on_its_lists(db: None) -> None:
    """Else a community could send back, as not listed, what the catalogue itself names it for."""
    forget()
    actions.seed(at=T0)
    actions.seed_lists(at=T0)
    for row in THIRD:
        level = level_of(row["responsible_kind"])
        if level is not None:
            assert reads.covers(level, row["code"], TODAY), row["name"]
            fitting = [one for one in reads.citable(level, TODAY, kind_code=row["code"]) if one.fits]
            assert fitting == [], (row["name"], fitting)


@pytest.mark.slow
def test_a_second_seeding_adds_no_line(db: None) -> None:
    forget()
    actions.seed(at=T0)
    assert actions.seed_lists(at=T0) == len(seeded())
    assert actions.seed_lists(at=T0) == 0
    assert Entry.objects.filter(verb="duties.lists_seeded").count() == 1


def test_a_file_is_loaded_once(town: Town) -> None:
    first = load(line(), line("SQ-10"))
    assert (first.read, first.added, first.refused) == (2, 2, [])
    again = load(line(), line("SQ-10"), at=T0 + timedelta(days=9))
    assert (again.added, again.changed, again.there, again.refused) == (0, 0, 2, [])
    assert Entry.objects.filter(verb="duties.lists_imported").count() == 1


def test_a_new_wording_follows_the_old_one_which_stays_readable(town: Town) -> None:
    load(line())
    told = load(line(title="改后的条目", valid_from="2026-05-01"))
    assert told.changed == 1
    assert [item.title for item in DutyItem.objects.filter(code="SQ-9")] == ["新条目", "改后的条目"]
    assert DutyItem.objects.valid(date(2026, 4, 30)).get(code="SQ-9").title == "新条目"
    assert DutyItem.objects.valid(date(2026, 5, 1)).get(code="SQ-9").title == "改后的条目"
    again = load(line(title="改后的条目", valid_from="2026-05-01"))
    assert again.there == 1


def test_a_line_can_end_by_file(town: Town) -> None:
    load(line(valid_from="2026-01-01"))
    assert load(line(valid_to="2026-06-01")).changed == 1
    assert load(line(valid_to="2026-06-01")).there == 1
    assert DutyItem.objects.get(code="SQ-9").valid_to == date(2026, 6, 1)


def test_a_whole_history_is_loaded_into_an_empty_house(town: Town) -> None:
    old = line(valid_from="2024-01-01", valid_to="2025-01-01")
    new = line(title="改后的条目", valid_from="2025-01-01")
    told = load(old, new)
    assert (told.added, told.changed, told.refused) == (1, 1, [])
    assert load(old, new).there == 2


@pytest.mark.parametrize(
    ("bad", "cause"),
    [
        ("SQ-9,community,lawful", Cause.COLUMNS),
        (line(title=" "), Cause.BLANK),
        (line(title="长" * 201), Cause.TOO_LONG),
        (line(title="a\x07b"), Cause.CHARACTERS),
        (line(level="county"), Cause.LEVEL),
        (line(list_kind="wishes"), Cause.LIST_KIND),
        (line(kinds="02-01-77"), Cause.KIND),
        (line(place_prefix="999999"), Cause.PLACE),
        (line(valid_from="2026/1/1"), Cause.DATE),
        (line(valid_from="2026-05-01", valid_to="2026-05-01"), Cause.DATE),
        (line("SQ-1", valid_from="2019-01-01"), Cause.STANDS),
        (line("SQ-1", valid_from="2026-01-01"), Cause.PAST),
    ],
)
def test_a_bad_line_is_named_by_its_number_and_the_others_go_on(town: Town, bad: str, cause: Cause) -> None:
    told = load(bad, line("SQ-10"))
    assert [(refused.line, refused.cause) for refused in told.refused] == [(2, cause)]
    assert told.added == 1
    assert str(WORDS[cause])


def test_a_code_twice_for_one_day_with_other_words_is_refused(town: Town) -> None:
    told = load(line(), line(title="又一条目"))
    assert [(refused.line, refused.cause) for refused in told.refused] == [(3, Cause.TWICE)]


def test_a_file_without_the_columns_is_refused_as_a_whole(town: Town) -> None:
    with pytest.raises(MissingColumns):
        actions.import_lists(b"code,title\nA,B\n", by=SYSTEM, at=T0)


def test_a_street_writes_its_own_small_powers_and_nothing_else(town: Town) -> None:
    own = line("YS-1", list_kind="small_power", place_prefix=town.town.prefix)
    told = load(
        own,
        line("YS-2", list_kind="excluded", place_prefix=town.town.prefix),
        line("YS-3", list_kind="small_power", place_prefix=town.other_town.prefix),
        line("YS-4", list_kind="small_power"),
        by=town.jie,
    )
    assert told.added == 1
    assert [refused.cause for refused in told.refused] == [Cause.NOT_ALLOWED] * 3
    for person in (town.mei, town.guan, town.sec, town.ren):
        with pytest.raises(PermissionDenied):
            load(own, by=person)


def item(town: Town, **more: object) -> actions.ItemSays:
    said = {"code": "SQ-1", "level": DutyLevel.COMMUNITY, "list_kind": ListKind.LAWFUL, "field": "综合", "title": "改"}
    return actions.ItemSays(**said | more)  # type: ignore[arg-type]


def test_a_line_set_by_hand_follows_the_old_one(town: Town) -> None:
    made = actions.set_item(by=town.zhong, says=item(town), on=TOMORROW, at=T0)
    old, new = DutyItem.objects.filter(code="SQ-1")
    assert (old.valid_to, new) == (TOMORROW, made)
    assert said_by(new) == item(town)
    assert Entry.objects.filter(verb="duties.item_set", subject_id=made.pk, actor_id=town.zhong.pk).exists()


def test_a_line_is_not_set_for_days_that_have_gone_nor_twice_for_one_day(town: Town) -> None:
    with pytest.raises(actions.TooLate):
        actions.set_item(by=town.zhong, says=item(town), on=TODAY - timedelta(days=1), at=T0)
    actions.set_item(by=town.zhong, says=item(town), on=TOMORROW, at=T0)
    with pytest.raises(errors.ItemStands):
        actions.set_item(by=town.zhong, says=item(town, title="再改"), on=TOMORROW, at=T0)
    with pytest.raises(errors.NothingSaid):
        actions.set_item(by=town.zhong, says=item(town, title=""), on=TOMORROW, at=T0)


def test_a_line_ends_once(town: Town) -> None:
    own = DutyItem.objects.get(code="SQ-F-2")
    actions.end_item(by=town.zhong, item=own, on=TOMORROW, at=T0)
    assert [line.code for line in reads.citable(DutyLevel.COMMUNITY, TOMORROW)] == ["SQ-F-1"]
    with pytest.raises(errors.ItemGone):
        actions.end_item(by=town.zhong, item=own, on=TOMORROW, at=T0)
    with pytest.raises(PermissionDenied):
        actions.end_item(by=town.jie, item=own, on=TOMORROW, at=T0)


def test_departments_that_lines_name_are_kinds_of_organisations() -> None:
    assert {says.responsible_kind for says in seeded()} - {""} <= set(OrgKind.values)
