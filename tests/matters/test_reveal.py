"""Looking at a reporter's contact: on record before it is read, for a purpose, only one's own."""

from __future__ import annotations

import pytest

from linli.core.models import Entry
from linli.matters import actions
from linli.matters.actions import Contact
from linli.matters.errors import NotTheirs
from linli.matters.models import Reporter
from linli.people.models import Look, Purpose
from linli.people.reads import looks_at
from tests.matters.steps import LATER, everything, nothing_written
from tests.town import GRIDS, INSIDE, T0, Town

CALL = Purpose.CALL_BACK


def test_a_look_is_kept_where_the_reporter_can_see_it(town: Town) -> None:
    matter = town.matter(by=town.ren)
    seen = actions.reveal(by=town.mei, matter=matter, reporter=town.reporter(matter), purpose=CALL, at=LATER)
    assert seen == Contact(name="演示居民甲", phone="10000000001")  # from the account
    look = town.ren.looks.get()
    assert (look.by, look.unit_name, look.purpose, look.fields, look.about, look.at) == (
        town.mei,
        "里厍社区居委会",
        CALL,
        "name,phone",
        matter.number_shown,
        LATER,
    )
    entry = Entry.objects.get(verb="matters.contact_revealed")
    assert (entry.actor_id, entry.params) == (town.mei.pk, {"purpose": "call_back"})


def test_without_an_account_the_look_is_found_by_the_phone(town: Town) -> None:
    matter = town.matter(contact=Contact(name="演示居民", phone="10000000009"))
    reporter = town.reporter(matter)
    assert actions.reveal(by=town.mei, matter=matter, reporter=reporter, purpose=CALL, at=LATER) == Contact(
        "演示居民", "10000000009"
    )
    look = Look.objects.get()
    assert (look.person, look.phone_index) == (None, reporter.phone_index)


def test_the_look_is_written_before_anything_is_read(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    matter = town.matter(contact=Contact(phone="10000000009"))
    reporter = Reporter.objects.defer("name", "phone").get()
    read_at: list[int] = []
    monkeypatch.setattr("linli.core.crypto.Ring.open", lambda *_: read_at.append(Look.objects.count()) or "opened")
    actions.reveal(by=town.mei, matter=matter, reporter=reporter, purpose=CALL, at=LATER)
    assert read_at
    assert set(read_at) == {1}


def test_a_unit_looks_in_its_own_name_while_it_has_an_order(town: Town) -> None:
    matter = town.handling(by=town.ren)
    actions.reveal(by=town.guan, matter=matter, reporter=town.reporter(matter), purpose=CALL, at=LATER)
    assert Look.objects.get().unit_name == "昆山市城市管理局"


def test_reporters_of_another_matter_are_not_seen_through_ones_own(town: Town) -> None:
    mine = town.matter()
    other = town.matter(point=None, place="320583101001", by=town.ren)
    with nothing_written(NotTheirs):
        actions.reveal(by=town.mei, matter=mine, reporter=town.reporter(other), purpose=CALL, at=LATER)


def test_reporters_that_were_merged_in_can_be_called_too(town: Town) -> None:
    first, second = town.matter(), town.matter(by=town.ren)
    actions.merge(by=town.mei, matter=second, into=first, at=T0)
    actions.reveal(by=town.mei, matter=first, reporter=town.reporter(second), purpose=CALL, at=LATER)
    assert Look.objects.get().person == town.ren


def test_a_failed_look_reads_nothing_and_leaves_nothing(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    matter = town.matter(by=town.ren)
    reporter = town.reporter(matter)

    def fail(*_: object) -> None:
        raise OSError("the log cannot be written")

    before = everything()
    monkeypatch.setattr("linli.core.log.keep", fail)
    with pytest.raises(OSError, match="log"):
        actions.reveal(by=town.mei, matter=matter, reporter=reporter, purpose=CALL, at=LATER)
    assert everything() == before


def test_nobody_looks_from_a_merged_matter_at_those_of_the_one_it_was_merged_into(town: Town) -> None:
    away = town.matter(by=town.lao, point=INSIDE[GRIDS[2]])
    own = actions.merge(by=town.jie, matter=town.matter(by=town.ren), into=away, at=T0)
    with nothing_written(NotTheirs):
        actions.reveal(by=town.mei, matter=own, reporter=town.reporter(away), purpose=CALL, at=LATER)
    joined = town.reporter(own)
    assert actions.reveal(by=town.tom, matter=away, reporter=joined, purpose=CALL, at=LATER).name == town.ren.name


def test_a_look_is_found_however_the_number_was_written(town: Town) -> None:
    for written in ("+86 138-0013-8000", "13800138000", "１３８ ００１３ ８０００"):
        matter = town.matter(contact=Contact(phone=written))
        actions.reveal(by=town.mei, matter=matter, reporter=town.reporter(matter), purpose=CALL, at=LATER)
    town.lao.set_phone("13800138000")
    assert len(looks_at(town.lao)) == 3
