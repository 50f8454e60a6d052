"""What stands in the own place of the scene: a word of the county, meals, a crisis, a bed that is taken, an estate."""

from __future__ import annotations

from linli.commons.models import CounterGap
from linli.orgs import actions as orgs
from linli.orgs.models import SeatRule
from linli.places.models import Allocation, Crisis, Estate, Facility
from linli.points import actions as points
from tests.permissions.scene import Scene
from tests.places.halls import beds, crisis, given, listed
from tests.town import SINCE


def word(scene: Scene) -> str:
    """A kind of facilities that comes with the house."""
    scene.facility()
    return "library"


def star(scene: Scene) -> str:
    """A star that comes with the house."""
    points.seed(at=scene.at, since=SINCE)
    return "clean"


def seat_rule(scene: Scene) -> int:
    """The seat of a rule that comes with the house."""
    orgs.seed(at=scene.at, since=SINCE)
    return SeatRule.objects.values_list("pk", flat=True).get(code="police")


def asset(scene: Scene) -> int:
    """Meals that the service centre of the own place can muster."""
    return listed(scene.town, Facility.objects.get(pk=scene.facility())).pk


def storm(scene: Scene) -> int:
    known = Crisis.objects.first()
    return known.pk if known is not None else crisis(scene.town).pk


def allocation(scene: Scene) -> int:
    """A bed in the own place."""
    known = Allocation.objects.first()
    return known.pk if known is not None else given(scene.town, beds(scene.town)).pk


def estate(scene: Scene) -> int:
    known = Estate.objects.first()
    return known.pk if known is not None else scene.town.estate().pk


def gap(scene: Scene) -> int:
    """What the counter of the own place cannot take."""
    told = {"community": scene.town.community, "code": scene.service()}
    return CounterGap.objects.get_or_create(**told, defaults={"valid_from": SINCE, "said_at": scene.at})[0].pk
