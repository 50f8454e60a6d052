"""A demo county of 120 matters has something for everybody who looks into it."""

from __future__ import annotations

from collections import Counter

import pytest

from linli.core.models import Entry
from linli.desks.reads.refusals import waiting as second_looks
from linli.exchange.models import HandOff, Partner
from linli.exchange.rules import State
from linli.matters.models import Dispute, Matter
from linli.matters.reads.following import reporters_of, rows
from linli.matters.reads.orders import OrderTab, handled_by, orders
from linli.matters.reads.queue import Tab, counts
from linli.matters.rules import OrderStage, Stage
from linli.orgs.authority import posts_of, prefixes
from linli.orgs.grants import Grant
from linli.people.models import Person
from linli.places.reads import locate
from linli.volunteering.models import Activity, Attendance, SignUp
from linli.volunteering.reads.hours import counted
from linli.volunteering.reads.nearby import ahead, cards
from linli.volunteering.rules.activities import ActivityStage, SignUpState
from linli.whistles.models import Whistle
from linli.whistles.reads.lists import Tab as WhistleTab
from linli.whistles.reads.lists import rows as whistle_rows
from linli.whistles.rules import Stage as Called
from tests.site.test_demo_county import made
from tests.town import T0

pytestmark = [pytest.mark.slow, pytest.mark.once, pytest.mark.django_db]


def test_a_county_of_120_matters_has_something_for_everybody() -> None:
    """One county for all of this: to build one takes seconds."""
    made(matters=120)
    matters_stand_in_every_stage_and_each_has_its_log()
    everybody_of_the_role_picker_finds_something_to_do()
    activities_are_held_and_ahead_and_the_demo_resident_has_hours_and_waits_for_a_place()
    the_hotline_has_heard_some_waits_for_some_and_some_failed()


def matters_stand_in_every_stage_and_each_has_its_log() -> None:
    assert Matter.objects.filter(split_from=None).count() == 120
    assert {Stage.RECEIVED, Stage.HANDLING, Stage.ANSWERED, Stage.CLOSED, Stage.DECLINED} <= set(
        Matter.objects.values_list("stage", flat=True)
    )
    assert Entry.objects.filter(verb="matters.received").count() == 120
    assert not Matter.objects.filter(received_at__gt=T0).exists()
    matter = Matter.objects.exclude(lon=None).first()
    assert matter is not None
    assert matter.lon is not None
    assert matter.lat is not None
    found = locate(matter.lon, matter.lat).grid
    assert found is not None
    assert found.code == matter.place
    _whistles_stand_in_every_stage()


def _whistles_stand_in_every_stage() -> None:
    """Everybody of the role picker finds one: to answer, to lead, to decide, and one to which nobody comes."""
    assert set(Whistle.objects.values_list("stage", flat=True)) == set(Called)
    assert not Whistle.objects.filter(blown_at__gt=T0).exists()
    for username, tab in (
        ("demo-department", WhistleTab.ANSWER),
        ("demo-community", WhistleTab.OURS),
        ("demo-grid", WhistleTab.OURS),
        ("demo-street", WhistleTab.CHASED),
        ("demo-head-natural_resources", WhistleTab.CHASED),
        ("demo-centre", WhistleTab.DECIDE),
    ):
        assert whistle_rows(Person.objects.get(username=username), tab).exists(), username


def everybody_of_the_role_picker_finds_something_to_do() -> None:
    grid = Person.objects.get(username="demo-grid")
    own = posts_of(grid)[0].grid
    assert own is not None
    waiting = orders(handled_by(grid), OrderTab.OPEN, at=T0)
    assert {OrderStage.DISPATCHED, OrderStage.IN_HAND} & {line.stage for line in waiting}
    desk = Person.objects.get(username="demo-community")
    queued = counts(prefixes(desk, Grant.SEE_MATTERS), at=T0)
    assert queued[Tab.NEW] >= 3
    assert queued[Tab.CHECK] >= 3
    centre = Person.objects.get(username="demo-centre")
    assert Dispute.objects.filter(settled_at=None).exists()
    assert second_looks(prefixes(centre, Grant.ACCEPT), but_of=centre).count() == 1
    department = Person.objects.get(username="demo-department")
    assert orders(handled_by(department), OrderTab.UNSIGNED, at=T0)
    for elder_mode in (True, False):
        resident = Person.objects.filter(username=None, elder_mode=elder_mode).order_by("pk")[0]
        assert any(row.wants_rating for row in rows(reporters_of(resident)))


def activities_are_held_and_ahead_and_the_demo_resident_has_hours_and_waits_for_a_place() -> None:
    resident = Person.objects.filter(username=None, elder_mode=False).order_by("pk")[0]
    assert len(list(counted(resident))) >= 3
    assert Attendance.objects.told().filter(signup__person=resident).exists()
    waits = SignUp.objects.get(person=resident, state=SignUpState.WAITING)
    assert waits.shift.signups.going().count() == waits.shift.wanted
    assert list(waits.shift.signups.waiting()).index(waits) == 1
    open_to_all = [card for card in cards(list(ahead(T0))) if card.left]
    assert len({card.activity.template_id for card in open_to_all}) >= 5
    stages = Counter(Activity.objects.values_list("stage", flat=True))
    assert all(stages[stage] for stage in ActivityStage)


def the_hotline_has_heard_some_waits_for_some_and_some_failed() -> None:
    assert Partner.objects.get().name == "演示热线"
    states = Counter(HandOff.objects.values_list("state", flat=True))
    assert {State.READY, State.SENT, State.FAILED} <= set(states)
    assert not HandOff.objects.filter(state=State.FAILED, error="").exists()
