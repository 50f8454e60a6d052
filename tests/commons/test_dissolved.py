"""A unit is dissolved: nothing that it had in the commons hangs on nobody."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from linli.commons.actions import needs, orders, projects
from linli.commons.jobs.dissolved import let_go_of_more
from linli.commons.models import Booking, Claim, GroupPart, PartnerList, Project, Resource, Service, Turn
from linli.commons.reads.fitting import promised
from linli.commons.reads.orders import steps
from linli.commons.rules.lists import Level, Sort
from linli.core.models import Entry
from linli.orgs import jobs
from linli.orgs.actions import dissolve
from linli.orgs.authority import SYSTEM
from linli.orgs.models import Organisation
from tests.commons.lists import as_, booked, claimed, duty, hours, need, partner, resource, says, seeded
from tests.commons.steps import fresh, group_day, ordered, service
from tests.town import T0, Town

NEXT_DAY = T0 + timedelta(days=1)
NOON = T0 + timedelta(days=1, hours=3)


def dissolved(unit: Organisation) -> None:
    dissolve(by=SYSTEM, body=unit, on=timezone.localdate(NOON), at=NOON)


def count(verb: str) -> int:
    return Entry.objects.filter(verb=verb).count()


def test_claims_of_a_dissolved_unit_are_given_back_and_the_clock_of_the_need_goes_on(town: Town) -> None:
    seeded()
    bank = partner(town)
    whole, half = need(town), need(town, title="陪同就医")
    claimed(bank, whole)
    claimed(bank, half, 2)
    done = claimed(bank, need(town, title="义诊"), 1)
    Claim.objects.filter(pk=done.pk).update(stage="delivered", ended_at=T0)
    before = half.rise_at
    dissolved(bank[0])
    whole.refresh_from_db()
    half.refresh_from_db()
    assert (whole.stage, whole.rise_at) == ("open", needs.rises_at(Level.COMMUNITY, NOON))  # its whole time again
    assert (half.stage, half.rise_at) == ("open", before)
    assert [part.taken for part in (whole.parts.get(), half.parts.get())] == [0, 0]
    assert sorted(Claim.objects.values_list("stage", flat=True)) == ["delivered", "given_up", "given_up"]
    assert bank[1].posts.get().valid_to is not None  # nothing is with them any more
    assert Entry.objects.get(verb="orgs.dissolved").params["passed"] == 2
    jobs.dissolve(at=NOON)
    assert (let_go_of_more(at=NOON), count("commons.claim_unit_ended")) == (0, 2)
    page = as_(town.mei).get(f"/desk/lists/needs/{whole.pk}/").content.decode()
    assert "The unit was dissolved." in page


def test_what_was_taken_up_in_the_moment_of_the_end_is_let_go_by_the_clock(town: Town) -> None:
    seeded()
    bank = partner(town)
    claim = claimed(bank, need(town))
    Organisation.objects.filter(pk=bank[0].pk).update(valid_to=timezone.localdate(NOON), dissolved_at=NOON)
    assert let_go_of_more(at=NOON) == 1
    claim.refresh_from_db()
    assert (claim.stage, let_go_of_more(at=NOON)) == ("given_up", 0)


def test_orders_go_to_the_next_unit_or_back_and_whoever_ordered_reads_why(town: Town) -> None:
    bank, contact = partner(town, where=town.community)
    two = service("two", units=["partner_unit", "department:water"])
    alone = service("alone", units=["partner_unit"], order=2)
    service("other", units=["department:water"], order=3)
    asked, accepted, last = (ordered(town, by=town.ren, of=one) for one in (two, two, alone))
    assert {order.unit for order in (asked, accepted, last)} == {bank}
    orders.accept(by=contact, order=accepted, at=NEXT_DAY)
    brought = ordered(town, of=two)
    orders.accept(by=contact, order=brought, at=NEXT_DAY)
    orders.deliver(by=contact, order=brought, at=NEXT_DAY)
    dissolved(bank)
    found = [fresh(order) for order in (asked, accepted, last, brought)]
    told = [(order.stage, order.unit) for order in found]
    assert told == [("offered", town.water), ("offered", town.water), ("to_give", None), ("delivered", bank)]
    for order in (asked, accepted):
        assert Turn.objects.get(order=order, unit=bank).end == "unit_ended"
    assert "commons.order_unit_ended" in [step.verb for step in steps(found[1])]
    assert (let_go_of_more(at=NOON), count("commons.order_unit_ended")) == (0, 3)
    orders.not_received(by=None, order=found[3], at=NOON)  # nobody is there who could bring it after all
    assert fresh(brought).stage == "to_give"
    tomorrow = timezone.localdate(NOON) + timedelta(days=1)
    ends = dict(Service.objects.values_list("code", "valid_to"))
    assert ends == {"two": None, "alone": tomorrow, "other": None}
    assert count("commons.service_unit_ended") == 1


def test_a_line_that_another_unit_offers_still_stays_on_the_menu(town: Town) -> None:
    bank, _ = partner(town, where=town.community)
    partner(town, "shop", where=town.other_community)
    service("alone", units=["partner_unit"])
    dissolved(bank)
    assert Service.objects.get().valid_to is None


def test_bookings_ahead_are_called_off_and_what_has_begun_stays(town: Town) -> None:
    seeded()
    bank, _ = partner(town)
    hall = resource(town, bank, capacity=2)
    rice = resource(town, bank, sort=Sort.GOODS, title="大米", capacity=10, hours="")
    began, ahead = booked(town, hall, hours(10, 14)), booked(town, hall, hours(10, 11, days=3))
    goods = booked(town, rice, amount=4)
    own = booked(town, resource(town, title="会议室"), hours(10, 11, days=4))
    dissolved(bank)
    found = dict(Booking.objects.values_list("pk", "stage"))
    assert found == {began.pk: "booked", ahead.pk: "called_off", goods.pk: "called_off", own.pk: "booked"}
    rice.refresh_from_db()
    assert (rice.used, rice.valid_to) == (0, timezone.localdate(NOON))
    assert Resource.objects.there(timezone.localdate(NOON)).get().title == "会议室"
    assert (let_go_of_more(at=NOON), count("commons.booking_unit_ended")) == (0, 2)
    assert "The unit was dissolved." in as_(town.mei).get(f"/desk/lists/resources/{hall.pk}/").content.decode()


def test_yearly_lists_days_and_projects_of_a_dissolved_unit_do_not_wait_for_it(town: Town) -> None:
    seeded()
    bank = partner(town, where=town.community)
    duty(town, bank)
    day = group_day(town, bank[0], town.water)
    told = {name: getattr(says(), name) for name in ("kind", "title", "words")}
    days = {"starts_on": timezone.localdate(T0), "ends_on": timezone.localdate(NOON)}
    projects.open_project(by=town.mei, place=town.community.code, unit=bank[0], at=T0, **told, **days)
    asked = need(town)
    assert [one.left for one in promised(asked, on=timezone.localdate(NOON))] == [2]
    dissolved(bank[0])
    assert PartnerList.objects.get().ended_at == NOON
    assert promised(asked, on=timezone.localdate(NOON)) == []
    assert [part.unit for part in GroupPart.objects.filter(group=day)] == [town.water]
    assert Project.objects.get().unit == town.committee
    assert let_go_of_more(at=NOON) == 0
    verbs = [f"commons.{what}_unit_ended" for what in ("list", "group", "project")]
    assert [count(verb) for verb in verbs] == [1, 1, 1]
