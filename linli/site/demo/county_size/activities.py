"""Activities of all communities, held and ahead, with who signed up and who was there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from linli.places.models import Division
from linli.site.demo.county_size.growing import AT_ONCE, Growing
from linli.site.demo.offices import SINCE
from linli.volunteering.actions import templates as seeding
from linli.volunteering.models import Activity, Attendance, Role, Shift, SignUp, Template
from linli.volunteering.rules.activities import ActivityStage, SignUpState

OLDEST_DAYS, AHEAD_DAYS = 180, 45
WANTED = 12
MOST_GOING = 9


def hold(county: Growing) -> dict[str, int]:
    """Communities hold activities; those that are over have their hours confirmed."""
    random = county.chance("activities")
    seeding.seed(at=county.at, since=SINCE)
    templates = list(Template.objects.filter(valid_to=None).order_by("order", "pk"))
    rows = [
        _activity(county, community, templates, random)
        for community in county.spread(county.numbers.activities, random)
    ]
    activities = Activity.objects.bulk_create(rows, batch_size=AT_ONCE)
    roles = Role.objects.bulk_create(
        (Role(activity=one, name="现场志愿者", name_en="Volunteer on the spot") for one in activities),
        batch_size=AT_ONCE,
    )
    shifts = Shift.objects.bulk_create(
        (
            Shift(
                role=role,
                begins_at=role.activity.begins_at,
                ends_at=role.activity.ends_at,
                wanted=WANTED,
                reminded_at=role.activity.begins_at if role.activity.stage == ActivityStage.HELD else None,
            )
            for role in roles
        ),
        batch_size=AT_ONCE,
    )
    signups = SignUp.objects.bulk_create(_signups(county, shifts, random), batch_size=AT_ONCE)
    Attendance.objects.bulk_create(_attendances(county, signups), batch_size=AT_ONCE)
    return {"activities": len(activities), "sign_ups": len(signups)}


def _activity(county: Growing, community: Division, templates: list[Template], random: Random) -> Activity:
    template = random.choice(templates)
    day = county.at + timedelta(days=random.randint(-OLDEST_DAYS, AHEAD_DAYS), minutes=30 * random.randint(-8, 8))
    ends = day + timedelta(minutes=template.minutes)
    committee, _ = county.offices.by_community[community.code]
    return Activity(
        title=f"{community.short_name}{template.name}（演示）",
        words=template.words,
        template=template,
        community=community,
        organiser=committee,
        spot="示例广场",
        stage=ActivityStage.HELD if ends < county.at else ActivityStage.PUBLISHED,
        begins_at=day,
        ends_at=ends,
        made_at=day - timedelta(days=14),
    )


def _signups(county: Growing, shifts: list[Shift], random: Random) -> Iterator[SignUp]:
    for shift in shifts:
        activity = shift.role.activity
        near = county.people[activity.community.code]
        for person in random.sample(near, min(random.randint(0, MOST_GOING), len(near))):
            yield SignUp(shift=shift, person=person, state=SignUpState.GOING, asked_at=activity.made_at)


def _attendances(county: Growing, signups: list[SignUp]) -> Iterator[Attendance]:
    for signup in signups:
        activity = signup.shift.role.activity
        if activity.stage == ActivityStage.HELD:
            desk = county.offices.by_community[activity.community.code][1]
            minutes = int((activity.ends_at - activity.begins_at).total_seconds() // 60)
            yield Attendance(
                signup=signup,
                minutes=minutes,
                said_at=activity.ends_at,
                said_by=desk,
                confirmed_at=activity.ends_at,
                confirmed_by=desk,
            )
