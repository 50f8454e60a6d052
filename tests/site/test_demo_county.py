"""The demo county is whole, is the same each time, and its matters stand in every stage."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from random import Random

import pytest
import shapely

from linli.core.calendar import fill
from linli.core.models import Entry
from linli.desks.models import ReplyTemplate
from linli.desks.reads.kept import templates_of, views_of
from linli.exchange.models import HandOff, Partner
from linli.exchange.rules import State
from linli.matters.models import Matter, Photo
from linli.matters.reads import clock
from linli.matters.reads.following import reporters_of, rows
from linli.matters.reads.orders import OrderTab, handled_by, orders
from linli.matters.reads.queue import Tab, counts
from linli.matters.rules import OrderStage, Stage
from linli.orgs.authority import posts_of, prefixes
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation, OrgKind, Post, Role
from linli.people.models import Person
from linli.places.models import Division, Grid, GridKind
from linli.places.reads import locate
from linli.site.demo import build, shapes
from linli.whistles.models import Whistle
from linli.whistles.reads.lists import Tab as WhistleTab
from linli.whistles.reads.lists import rows as whistle_rows
from linli.whistles.rules import Stage as Called
from tests.town import T0, forget

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def made(matters: int, by_actions: int = 600) -> None:
    forget()
    fill.fill_from_library(by=None, at=T0)
    fill.ensure_hours(by=None, at=T0)
    build(at=T0, matters=matters, by_actions=by_actions)


def test_the_county_has_its_towns_grids_and_committees() -> None:
    made(matters=0)
    assert Division.objects.towns().count() == 9
    assert Division.objects.communities().count() == 351
    assert Counter(Grid.objects.values_list("kind", flat=True)) == {GridKind.BASIC: 1_745, GridKind.DEDICATED: 24}
    assert Organisation.objects.filter(kind=OrgKind.JOINT_PARTY_COMMITTEE).count() == 220
    assert Post.objects.filter(role=Role.PART_TIME_MEMBER).count() == 1_344
    assert not Person.objects.filter(is_made_up=False).exists()
    assert Grid.objects.filter(outline_is_synthetic=False).count() == 0


def test_the_desks_that_are_shown_have_views_and_templates() -> None:
    made(matters=0)
    for username in ("demo-community", "demo-street"):
        person = Person.objects.get(username=username)
        assert [view.name for view in views_of(person)] == ["今日到期", "待核查"]
        assert {one.use for one in templates_of(person, at=T0)} == set(ReplyTemplate.Use)


def test_grids_of_a_community_cover_it_without_overlap() -> None:
    random = Random(7)
    community = shapes.cut(shapes.county(random), [1.0] * 40, random)[11]
    grids = shapes.cut(community, [1.0, 1.2, 0.8, 1.1, 0.9], random)
    assert shapely.union_all(grids).symmetric_difference(community).area < 1e-12
    assert all(a.intersection(b).area < 1e-12 for a in grids for b in grids if a is not b)


def test_matters_stand_in_every_stage_and_each_has_its_log() -> None:
    made(matters=120)
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


def test_more_matters_than_people_would_tell_are_loaded_in_bulk() -> None:
    made(matters=600, by_actions=20)
    assert Matter.objects.filter(split_from=None).count() == 600
    assert Entry.objects.filter(verb="matters.received").count() == 600
    assert Photo.objects.filter(matter__received_at__lt=T0 - timedelta(days=30)).count() == 0
    stages = Counter(Matter.objects.values_list("stage", flat=True))
    assert set(stages) == set(Stage)
    assert min(stages.values()) >= 2


def test_everybody_of_the_role_picker_finds_something_to_do() -> None:
    made(matters=120)
    grid = Person.objects.get(username="demo-grid")
    own = posts_of(grid)[0].grid
    assert own is not None
    waiting = orders(handled_by(grid), OrderTab.OPEN, at=T0)
    assert {OrderStage.DISPATCHED, OrderStage.IN_HAND} & {line.stage for line in waiting}
    desk = Person.objects.get(username="demo-community")
    queued = counts(prefixes(desk, Grant.SEE_MATTERS), at=T0)
    assert queued[Tab.NEW] >= 3
    assert queued[Tab.CHECK] >= 3
    department = Person.objects.get(username="demo-department")
    assert orders(handled_by(department), OrderTab.UNSIGNED, at=T0)
    for elder_mode in (True, False):
        resident = Person.objects.filter(username=None, elder_mode=elder_mode).order_by("pk")[0]
        assert any(row.wants_rating for row in rows(reporters_of(resident)))


def test_the_clock_of_the_county_agrees_with_its_log() -> None:
    made(matters=300, by_actions=100)
    (seen,) = clock.check()
    assert (seen.matters, seen.differences) == (Matter.objects.count(), ())
    assert seen.orders > 100


def test_the_hotline_has_heard_some_waits_for_some_and_some_failed() -> None:
    made(matters=120)
    assert Partner.objects.get().name == "演示热线"
    states = Counter(HandOff.objects.values_list("state", flat=True))
    assert {State.READY, State.SENT, State.FAILED} <= set(states)
    assert not HandOff.objects.filter(state=State.FAILED, error="").exists()
