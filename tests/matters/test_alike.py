"""Matters that tell the same, and one that tells several things: nobody who spoke is lost on the way."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from linli.core.calendar import working_calendar
from linli.core.intents import IntentConflict
from linli.core.models import Entry
from linli.duties.reads import KindEnded
from linli.matters import actions, follow
from linli.matters.actions import Contact, Part
from linli.matters.errors import Moved, NoParts, NoSuchDay, NothingSaid, PetitionKnown, TooManyWords
from linli.matters.models import Matter, Petition, Reporter
from linli.matters.reads.clock import check
from linli.matters.reads.following import followed
from linli.matters.rules import OrderStage, Stage, UnsolvedReason
from tests.matters.steps import LATER, nothing_written
from tests.matters.test_races import race
from tests.town import T0, Town

TOLD = Contact(name="演示居民丁", phone="10000000004")


def agrees() -> bool:
    return not [difference for stretch in check() for difference in stretch.differences]


def test_what_is_handled_already_can_be_merged_and_its_orders_end(town: Town) -> None:
    matter, into = town.handling(by=town.ren), town.matter()
    actions.merge(by=town.mei, matter=matter, into=into, at=LATER)
    assert matter.orders.get().stage == OrderStage.CANCELLED
    assert agrees()


def test_what_is_taken_out_again_is_as_it_came_in(town: Town) -> None:
    matter, into = town.matter(by=town.ren), town.matter()
    due_at = matter.due_at
    actions.accept(by=town.mei, matter=matter, at=T0)
    actions.merge(by=town.mei, matter=matter, into=into, at=LATER)
    actions.unmerge(by=town.mei, matter=matter, at=LATER)
    assert (matter.stage, matter.merged_into, matter.closed_at, matter.accepted_at) == (
        Stage.RECEIVED,
        None,
        None,
        None,
    )
    assert matter.due_at == due_at
    actions.dispatch(by=town.mei, matter=matter, lead=town.cleaners, at=LATER)
    assert agrees()


def test_what_had_gone_along_stays_where_it_came(town: Town) -> None:
    first, second, third, fourth = (town.matter() for _ in range(4))
    actions.merge(by=town.mei, matter=first, into=second, at=T0)
    actions.merge(by=town.mei, matter=second, into=third, at=T0 + timedelta(minutes=1))
    second.refresh_from_db()
    actions.unmerge(by=town.mei, matter=second, at=T0 + timedelta(minutes=2))
    actions.merge(by=town.mei, matter=second, into=fourth, at=T0 + timedelta(minutes=3))
    assert [Matter.objects.get(pk=one.pk).merged_into_id for one in (first, second)] == [third.pk, fourth.pk]
    assert agrees()


@pytest.mark.parametrize("who", ["wang", "guan", "ren", "far"])
def test_only_the_desk_of_the_place_takes_apart(town: Town, who: str) -> None:
    matter = actions.merge(by=town.mei, matter=town.matter(), into=town.matter(), at=T0)
    with nothing_written(PermissionDenied):
        actions.unmerge(by=getattr(town, who), matter=matter, at=LATER)
    with nothing_written(PermissionDenied):
        actions.split(by=getattr(town, who), matter=town.matter(), parts=[Part(town.leak, "漏水")], at=LATER)


def test_who_met_the_same_follows_and_judges_it_without_the_words_of_the_other(town: Town) -> None:
    matter = town.answered(by=town.ren, words="三号楼李家门口", address="三号楼 201")
    receipt = actions.join(by=town.lao, matter=matter, at=LATER, intent=uuid4())
    assert (receipt.number, receipt.is_new) == (matter.number_shown, True)
    joined = Reporter.objects.get(person=town.lao)
    seen = followed(joined, at=LATER)
    assert (seen.number, seen.words, seen.address, seen.photos) == (matter.number, "", "", ())
    assert "matters.received" not in [step.verb for step in seen.steps]
    assert (seen.can_rate, seen.can_withdraw) == (True, False)
    actions.rate(reporter=joined, solved=False, reason=UnsolvedReason.CAME_BACK, at=LATER)
    matter.refresh_from_db()
    assert matter.stage == Stage.HANDLING
    assert agrees()


def test_who_left_a_contact_only_follows_by_number_and_code(town: Town) -> None:
    receipt = actions.join(by=None, matter=town.matter(), at=LATER, intent=uuid4(), contact=TOLD)
    found = follow.find(receipt.number, receipt.follow_code)
    assert found is not None
    assert found.reached_by() == (TOLD.name, TOLD.phone)


def test_joining_twice_is_joining_once(town: Town) -> None:
    matter, intent = town.matter(), uuid4()
    first = actions.join(by=town.lao, matter=matter, at=LATER, intent=intent)
    assert actions.join(by=town.lao, matter=matter, at=LATER, intent=intent) == first
    assert actions.join(by=town.lao, matter=matter, at=LATER, intent=uuid4()) == first
    assert matter.reporters.count() == 2
    assert Entry.objects.filter(verb="matters.joined").count() == 1
    with pytest.raises(IntentConflict):
        actions.join(by=None, matter=matter, at=LATER, intent=intent)


def test_the_one_who_reported_it_joins_nothing(town: Town) -> None:
    matter = town.matter(by=town.ren)
    assert not actions.join(by=town.ren, matter=matter, at=LATER, intent=uuid4()).is_new
    assert matter.reporters.count() == 1


def test_what_is_over_is_not_joined(town: Town) -> None:
    matter = actions.close(by=town.wang, matter=town.answered(), at=T0)
    with nothing_written(Moved):
        actions.join(by=town.lao, matter=matter, at=LATER, intent=uuid4())


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_twenty_taps_at_once_join_once(town: Town) -> None:
    matter, intent = town.matter(), uuid4()
    got = race([lambda: actions.join(by=town.lao, matter=matter, at=LATER, intent=intent) for _ in range(20)])
    assert len(set(got)) == 1
    assert matter.reporters.count() == 2


def test_each_part_goes_its_own_way_with_the_promise_since_it_was_said(town: Town) -> None:
    matter = town.matter(by=town.ren, words="垃圾没清，水管也漏")
    actions.join(by=None, matter=matter, at=T0, intent=uuid4(), contact=TOLD)
    (part,) = actions.split(by=town.mei, matter=matter, parts=[Part(town.leak, " 水管漏水 ")], at=LATER)
    row = town.leak.rows.get()
    assert (part.words, part.split_from, part.stage, part.row) == ("水管漏水", matter, Stage.RECEIVED, row)
    assert part.received_at == matter.received_at
    assert part.due_at == working_calendar().add_days(matter.received_at, row.limit_amount)
    assert part.proposal.unit == part.unit == town.water
    own, other = part.reporters.order_by("pk")
    assert (own.person, other.joined, other.reached_by()) == (town.ren, True, (TOLD.name, TOLD.phone))
    seen = followed(matter.reporters.order_by("pk")[0], at=LATER)
    ((number, code),) = seen.parts
    assert follow.find(number, code) == own
    assert seen.steps[0].verb == "matters.split"
    assert agrees()


@pytest.mark.parametrize(
    ("words", "many", "error"),
    [("", 1, NothingSaid), ("长" * 2_001, 1, TooManyWords), ("水", 0, NoParts), ("水", 6, NoParts)],
)
def test_a_part_needs_words_and_there_are_not_too_many(
    town: Town, words: str, many: int, error: type[Exception]
) -> None:
    with nothing_written(error):
        actions.split(by=town.mei, matter=town.matter(), parts=[Part(town.leak, words)] * many, at=LATER)


def test_a_part_is_of_a_kind_that_is_offered(town: Town) -> None:
    with nothing_written(KindEnded):
        actions.split(by=town.mei, matter=town.matter(), parts=[Part(town.ended, "旧类别")], at=LATER)


def test_what_is_answered_is_not_split_and_an_old_page_is_told(town: Town) -> None:
    matter = town.answered()
    with nothing_written(Moved):
        actions.split(by=town.mei, matter=matter, parts=[Part(town.leak, "漏水")], at=LATER)
    fresh = town.matter()
    with nothing_written(Moved):
        actions.split(by=town.mei, matter=fresh, parts=[Part(town.leak, "漏水")], at=LATER, version=9)


def test_a_petition_is_linked_once(town: Town) -> None:
    matter = town.matter(by=town.ren)
    row = actions.link_petition(by=town.mei, matter=matter, number=" 信2026-001 ", came_on=date(2026, 2, 20), at=T0)
    assert (row.number, row.by) == ("信2026-001", town.mei)
    with nothing_written(PetitionKnown):
        actions.link_petition(by=town.mei, matter=matter, number="信2026-001", came_on=date(2026, 2, 20), at=LATER)
    with nothing_written(NoSuchDay):
        actions.link_petition(by=town.mei, matter=matter, number="信2026-002", came_on=date(2026, 3, 3), at=T0)
    with nothing_written(NothingSaid):
        actions.link_petition(by=town.mei, matter=matter, number="  ", came_on=date(2026, 2, 20), at=T0)
    with nothing_written(TooManyWords):
        actions.link_petition(by=town.mei, matter=matter, number="9" * 61, came_on=date(2026, 2, 20), at=T0)
    with nothing_written(PermissionDenied):
        actions.link_petition(by=town.guan, matter=matter, number="信2026-003", came_on=date(2026, 2, 20), at=T0)
    assert Petition.objects.count() == 1
    assert agrees()
