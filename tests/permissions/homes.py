"""What the matrix acts on in homes: one household behind a door of the own place, with another one joined to it."""

from __future__ import annotations

from linli.homes.actions import grounds, households, merging, needs, people, seeding, slips
from linli.homes.actions.people import PersonSays
from linli.homes.models import CareNeed, ChangeRequest, Household, Occupant
from linli.homes.rules import Asked
from linli.places.models import Dwelling
from tests.homes.doors import NAME, PHONE, SIGNER, WORDING
from tests.permissions.scene import Scene
from tests.town import SINCE


def _found(scene: Scene) -> Household:
    if not Dwelling.objects.exists():
        scene.town.estate()
    seeding.seed(at=scene.at, since=SINCE)
    door = Dwelling.objects.get(door="201")
    return households.found(by=scene.town.mei, dwelling=door, at=scene.at)


def household(scene: Scene) -> Household:
    return Household.objects.living().order_by("pk").first() or _found(scene)


def other(scene: Scene) -> int:
    first = household(scene)
    return (Household.objects.living().exclude(pk=first.pk).first() or _found(scene)).pk


def joined(scene: Scene) -> int:
    into = household(scene)
    known = into.merged.first()
    if known is None:
        known = _found(scene)
        merging.merge(by=scene.town.mei, into=into, gone=known, doubles={}, at=scene.at)
    return known.pk


def occupant(scene: Scene) -> Occupant:
    known = Occupant.objects.first()
    agreed = grounds.Agreed(SIGNER, WORDING, scene.at.date())
    says = {"household": household(scene), "says": PersonSays(NAME, PHONE), "agreed": agreed}
    return known or people.write(by=scene.town.mei, at=scene.at, **says)


def need(scene: Scene) -> int:
    agreed = grounds.Agreed(SIGNER, WORDING, scene.at.date())
    one = {"occupant": occupant(scene), "code": "living_alone", "agreed": agreed}
    return (CareNeed.objects.first() or needs.note(by=scene.town.mei, at=scene.at, **one)).pk


def request(scene: Scene) -> int:
    known = ChangeRequest.objects.open().first()
    if known is None:
        code = slips.give(by=scene.town.mei, household=household(scene), at=scene.at)
        slip = slips.open_slip(code=code, address="", at=scene.at)
        known = slips.ask(slip=slip, asks=Asked.OTHER, occupant=None, words="门牌写错了", at=scene.at)
    return known.pk


def building(scene: Scene) -> int:
    return household(scene).dwelling.building_id
