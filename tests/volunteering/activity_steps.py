"""Activities, sign-ups and hours on the cast of the town."""

from __future__ import annotations

from datetime import datetime, timedelta

from linli.orgs.models import Organisation
from linli.people.models import Person
from linli.places.models import Division
from linli.volunteering.actions import activities, attendance, signups
from linli.volunteering.actions.activities import ActivitySays, RoleSays
from linli.volunteering.models import Activity, Attendance, Shift, SignUp, Skill
from tests.town import INSIDE, T0, Town

TOMORROW = T0 + timedelta(days=1)
HOUR = timedelta(hours=1)
AFTER = TOMORROW + 3 * HOUR
POINT = next(iter(INSIDE.values()))


def says(town: Town, **more: object) -> ActivitySays:
    """Two hours tomorrow in the first community; one role, two wanted, unless told otherwise."""
    wanted = more.pop("wanted", 2)
    begins = more.pop("begins", TOMORROW)
    asked: dict[str, object] = {
        "title": "清洁家园",
        "community": town.community,
        "organiser": town.committee,
        "times": [(begins, begins + 2 * HOUR)],  # type: ignore[operator]
        "roles": [RoleSays("志愿者", wanted)],  # type: ignore[arg-type]
        "point": POINT,
        "spot": "幸福小区南门",
    }
    return ActivitySays(**(asked | more))  # type: ignore[arg-type]


def draft(town: Town, *, by: Person | None = None, at: datetime = T0, **more: object) -> Activity:
    return activities.make(by=by or town.mei, says=says(town, **more), at=at)


def published(town: Town, *, by: Person | None = None, at: datetime = T0, **more: object) -> Activity:
    made = draft(town, by=by, at=at, **more)
    return activities.publish(by=by or town.mei, activity=made, at=at)


def shift_of(activity: Activity) -> Shift:
    return Shift.objects.select_related("role__activity__community").get(role__activity=activity)


def signed_up(person: Person, shift: Shift, *, at: datetime = T0) -> SignUp:
    return signups.sign_up(by=person, shift=shift, at=at)


def people(count: int) -> list[Person]:
    """So many residents that nobody else needs."""
    made = []
    for number in range(count):
        person = Person(name=f"演示志愿者{number}", joined_at=T0, is_made_up=True)
        person.set_phone(f"1990000{number:04d}")
        person.set_unusable_password()
        made.append(person)
    return Person.objects.bulk_create(made)


def attended(town: Town, person: Person, *, minutes: int | None = None, activity: Activity | None = None) -> Attendance:
    """``person`` came to an activity, and the organiser said so."""
    shift = shift_of(activity or published(town))
    row = signed_up(person, shift)
    return attendance.confirm(by=town.mei, signup=row, minutes=minutes, at=shift.ends_at + HOUR)


def skill(code: str = "electrics") -> Skill:
    return Skill.objects.get_or_create(code=code, defaults={"name": "电工", "name_en": "Electrical repairs"})[0]


def states(shift: Shift) -> list[str]:
    return list(SignUp.objects.filter(shift=shift).order_by("pk").values_list("state", flat=True))


def unit_of(community: Division) -> Organisation:
    return Organisation.objects.get(division=community, kind="community_committee")
