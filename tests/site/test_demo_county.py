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
from linli.matters.models import Matter, Photo
from linli.matters.reads import clock
from linli.matters.rules import Stage
from linli.orgs.models import Organisation, OrgKind, Post, Role
from linli.people.models import Person
from linli.places.models import Division, Grid, GridKind
from linli.site.demo import build, shapes
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


def test_more_matters_than_people_would_tell_are_loaded_in_bulk() -> None:
    made(matters=600, by_actions=20)
    assert Matter.objects.filter(split_from=None).count() == 600
    assert Entry.objects.filter(verb="matters.received").count() == 600
    assert Photo.objects.filter(matter__received_at__lt=T0 - timedelta(days=30)).count() == 0
    stages = Counter(Matter.objects.values_list("stage", flat=True))
    assert set(stages) == set(Stage)
    assert min(stages.values()) >= 2


def test_the_clock_of_the_county_agrees_with_its_log() -> None:
    made(matters=300, by_actions=100)
    (seen,) = clock.check()
    assert (seen.matters, seen.differences) == (Matter.objects.count(), ())
    assert seen.orders > 100
