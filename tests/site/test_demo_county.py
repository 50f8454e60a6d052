"""The demo county is whole, is the same each time, and its matters stand in every stage."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from random import Random

import pytest
import shapely

from linli.commons.models import Claim, Need, Project, Resource, ServiceOrder, Turn
from linli.commons.rules.lists import ClaimStage
from linli.core.calendar import fill
from linli.core.models import Entry
from linli.desks.models import ReplyTemplate
from linli.desks.reads.kept import templates_of, views_of
from linli.matters.models import Matter, Photo
from linli.matters.reads import clock
from linli.matters.rules import Stage
from linli.orgs.models import Ground, Organisation, OrgKind, Post, ResponsibilityArea, Role, Stand
from linli.people.models import Person
from linli.places.models import Division, Facility, Grid, GridKind
from linli.points.models import Account, Household, Lot, Offer, Redemption
from linli.points.reads.verify import verify
from linli.points.rules import Holder
from linli.site.demo import Numbers, build, reporting, shapes
from linli.site.demo.county_size import PARTS
from linli.site.demo.county_size.units import SORTS
from linli.volunteering.models import Activity, Attendance, Deed, ReportIn
from tests.town import T0, forget

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


FEW = Numbers(
    members=60,
    pioneers=9,
    units=80,
    partners=5,
    facilities=100,
    activities=400,
    needs=30,
    resources=8,
    projects=4,
    orders=40,
    offers=12,
    wallets=20,
    households=4,
)
"""A county of full size in small: every part is made, of each only a few rows."""


def made(matters: int, by_actions: int = 600, grown: Numbers | None = None) -> list[str]:
    steps: list[str] = []
    forget()
    fill.fill_from_library(by=None, at=T0)
    fill.ensure_hours(by=None, at=T0)
    build(at=T0, matters=matters, by_actions=by_actions, grown=grown, done=lambda step: steps.append(step.name))
    return steps


def test_the_county_is_whole_and_as_large_as_its_numbers_say() -> None:
    """One county for all of this: to build one takes seconds."""
    steps = made(matters=0, grown=FEW)
    assert not Person.objects.filter(is_made_up=False).exists()
    has_its_towns_grids_and_committees()
    desks_that_are_shown_have_views_and_templates()
    assert steps == ["land", "catalogue", "offices", "matters", *PARTS]
    full_size_has_its_people_units_and_facilities()
    full_size_has_its_work_together()
    full_size_has_its_wallets_and_households()


def has_its_towns_grids_and_committees() -> None:
    assert Division.objects.towns().count() == 9
    assert Division.objects.communities().count() == 351
    assert Counter(Grid.objects.values_list("kind", flat=True)) == {GridKind.BASIC: 1_745, GridKind.DEDICATED: 24}
    assert Organisation.objects.filter(kind=OrgKind.JOINT_PARTY_COMMITTEE).count() == 220
    assert Post.objects.filter(role=Role.PART_TIME_MEMBER).count() == 1_344
    assert Grid.objects.filter(outline_is_synthetic=False).count() == 0


def desks_that_are_shown_have_views_and_templates() -> None:
    for username in ("demo-community", "demo-street"):
        person = Person.objects.get(username=username)
        assert [view.name for view in views_of(person)] == ["今日到期", "待核查"]
        assert {one.use for one in templates_of(person, at=T0)} == set(ReplyTemplate.Use)


def full_size_has_its_people_units_and_facilities() -> None:
    assert Person.objects.filter(username=None).count() == 240 + FEW.members
    kinds = {kind for kind, _, _ in SORTS}
    assert Organisation.objects.filter(kind__in=kinds).count() == FEW.units  # with the shops of the ordinary demo
    assert ReportIn.objects.count() == reporting.MEMBERS + FEW.members
    invented = Organisation.objects.filter(kind=OrgKind.PARTNER_UNIT, name__startswith="示例")
    assert invented.count() == FEW.partners
    led = Post.objects.filter(role=Role.PARTY_HEAD, organisation__kind=OrgKind.GRID_BRANCH, person__username=None)
    assert led.count() == FEW.members - 2  # a body for each who could lead one; one in forty waits for a head
    assert Stand.objects.filter(ground=Ground.GRID).count() == Grid.objects.filter(stands__isnull=False).count()
    assert (
        ResponsibilityArea.objects.filter(agreed_at__isnull=False).count() == FEW.pioneers + 2
    )  # and two of the ordinary demo
    assert Facility.objects.count() == FEW.facilities


def full_size_has_its_work_together() -> None:
    assert Deed.objects.exists() and Attendance.objects.exists()
    assert Activity.objects.count() >= FEW.activities
    assert Need.objects.count() >= FEW.needs
    assert set(Claim.objects.values_list("stage", flat=True)) >= {ClaimStage.PROMISED, ClaimStage.DELIVERED}
    assert Resource.objects.count() >= FEW.resources
    assert Project.objects.count() >= FEW.projects
    assert ServiceOrder.objects.count() > FEW.orders / 20  # where somebody lives
    assert Turn.objects.exists()


def full_size_has_its_wallets_and_households() -> None:
    wallets = Account.objects.filter(kind=Holder.WALLET).count()
    assert wallets >= 12 + FEW.wallets
    assert Lot.objects.count() > wallets
    assert Offer.objects.filter(unit__code__startswith="unit-").count() == FEW.offers
    assert Redemption.objects.filter(offer__unit__code__startswith="unit-").exists()
    assert (verify().wallets, verify().wrong) == (wallets, ())
    assert Household.objects.count() >= 1 + FEW.households


def test_grids_of_a_community_cover_it_without_overlap() -> None:
    random = Random(7)
    community = shapes.cut(shapes.county(random), [1.0] * 40, random)[11]
    grids = shapes.cut(community, [1.0, 1.2, 0.8, 1.1, 0.9], random)
    assert shapely.union_all(grids).symmetric_difference(community).area < 1e-12
    assert all(a.intersection(b).area < 1e-12 for a in grids for b in grids if a is not b)


@pytest.mark.once  # what is written, not where
def test_matters_loaded_in_bulk_stand_as_those_that_people_told() -> None:
    """One county for its stages and for its clock, which agrees with its log."""
    made(matters=300, by_actions=60)
    assert Matter.objects.filter(split_from=None).count() == 300
    assert Entry.objects.filter(verb="matters.received").count() == 300
    assert Photo.objects.filter(matter__received_at__lt=T0 - timedelta(days=30)).count() == 0
    stages = Counter(Matter.objects.values_list("stage", flat=True))
    assert set(stages) == set(Stage)
    assert min(stages.values()) >= 2
    (seen,) = clock.check()
    assert (seen.matters, seen.differences) == (Matter.objects.count(), ())
    assert seen.orders > 100
