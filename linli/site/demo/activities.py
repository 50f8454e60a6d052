"""Made-up activities of several templates, held and ahead, with who signed up and who was there, played through the
actions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from linli.orgs.models import Organisation
from linli.people.models import Person
from linli.places.models import Division, Facility
from linli.site.demo.offices import SHOWN_COMMUNITY, Offices
from linli.volunteering.actions import activities, attendance, signups, teams
from linli.volunteering.actions.activities import ActivitySays
from linli.volunteering.models import Activity, Shift, SignUp, Team, Template

MOST_WANTED = 8  # of one role: full houses are for the real one
TERM_WEEKS = 3  # further weeks of the class
# template, title, how many days ago, how many came; the demo resident came first to each
HELD = (
    ("repairs", "便民维修进小区（演示）", 26, 4),
    ("kitchen", "爱心厨房：给独居老人送饭（演示）", 19, 7),
    ("haircut", "义务理发（演示）", 12, 4),
    ("unified_day", "统一活动日：清洁家园（演示）", 5, 8),
    ("home_for_aged", "敬老院探访（演示）", 1, 5),  # said by some, confirmed to none yet
)
# template, title, in how many days, which community (0: the shown one), how many want to come, how many are wanted
AHEAD = (
    ("after_school", "四点半学校（演示）", 1, 0, 3, 0),
    ("clinic", "家门口义诊（演示）", 2, 0, 6, 0),
    ("haircut", "为老人理发（演示）", 3, 0, 6, 2),  # full; four wait, the demo resident second
    ("patrol", "夜间平安巡防（演示）", 2, 1, 4, 0),
    ("kitchen", "爱心厨房：一顿热饭（演示）", 4, 2, 5, 0),
    ("unified_day", "统一活动日：走访邻里（演示）", 9, 0, 7, 0),
    ("festival", "邻里一起过节（演示）", 13, 0, 0, 0),
    ("repairs", "便民维修（演示）", 6, 3, 1, 1),
)
TEAMS = (("邻里互助志愿队（演示）", "谁家有难处，搭把手。"), ("红马甲清洁队（演示）", "每周六上午清洁家园。"))
OWN_SKILLS = ("electrics", "phones")
NEIGHBOURS = 3
PUPILS = 12
STRUCK = "签到表上是另一天，已电话核对（演示）"
CALLED_OFF = "当晚有暴雨预警，改期另行通知（演示）。"
AGREED = "我愿意加入，队里的活动告诉我（演示）"


@dataclass(frozen=True, slots=True)
class _Cast:
    """The communities with their desks, the shown one first; the residents, of whom the picker opens the first."""

    places: list[tuple[Organisation, Person]]
    people: list[Person]
    templates: dict[str, Template]
    team: Team
    at: datetime


@transaction.atomic
def hold_all(offices: Offices, *, at: datetime) -> int:
    """Hold activities and publish some that lie ahead. Returns how many there are."""
    committee, desk = offices.by_community[SHOWN_COMMUNITY]
    cast = _Cast(
        places=[(committee, desk), *_neighbours(offices)],
        people=[person for person in offices.residents if not person.elder_mode],
        templates={row.code: row for row in Template.objects.filter(valid_to=None)},
        team=_teams(committee, desk, offices.residents, at),
        at=at,
    )
    for place, (code, title, ago, came) in enumerate(HELD):
        _held(cast, code, title, ago, came, is_last=place == len(HELD) - 1)
    for place, row in enumerate(AHEAD):
        _ahead(cast, place, *row)
    _beside(cast)
    return Activity.objects.count()


def _neighbours(offices: Offices) -> list[tuple[Organisation, Person]]:
    """Desks of the next communities of the town that have a place where people meet."""
    town = SHOWN_COMMUNITY[:9]
    codes = Facility.objects.filter(community__code__startswith=town, lon__isnull=False)
    found = sorted(set(codes.values_list("community__code", flat=True)) - {SHOWN_COMMUNITY})
    return [offices.by_community[code] for code in found if code in offices.by_community][:NEIGHBOURS]


def _teams(committee: Organisation, desk: Person, residents: list[Person], at: datetime) -> Team:
    made = [
        teams.found(by=desk, name=name, words=words, community=committee.division, unit=committee, at=at)
        for name, words in TEAMS
    ]
    members = [person for person in residents if not person.elder_mode][:5]
    for person in members:
        teams.join(by=person, team=made[0], wording=AGREED, at=at)
    teams.say_skills(by=members[0], codes=OWN_SKILLS, at=at)
    return made[0]


def _says(cast: _Cast, code: str, title: str, days: int, *, where: int = 0, wanted: int = 0) -> ActivitySays:
    """What one of a template is, so many ``days`` from today at its usual hour; ``wanted`` of its first role alone."""
    template, community = cast.templates[code], cast.places[where % len(cast.places)][0]
    day = timezone.localdate(cast.at) + timedelta(days=days)
    begins = datetime.combine(day, template.begins, timezone.get_current_timezone())
    times, roles = activities.of_template(template, begins_at=begins)
    wants = [replace(role, wanted=wanted or min(role.wanted, MOST_WANTED)) for role in roles]
    return ActivitySays(
        title=title,
        community=community.division,
        organiser=community,
        times=times,
        roles=wants[:1] if wanted else wants,
        words=template.words,
        template=template,
        team=cast.team if where == 0 and code == "unified_day" else None,
        facility=_meeting_place(community.division),
        pupils=PUPILS if template.with_pupils else None,
    )


def _published(cast: _Cast, says: ActivitySays, where: int, at: datetime) -> tuple[Activity, list[Shift]]:
    desk = cast.places[where % len(cast.places)][1]
    activity = activities.make(by=desk, says=says, at=at)
    activities.publish(by=desk, activity=activity, at=at)
    shifts = Shift.objects.filter(role__activity=activity).select_related("role__activity__community")
    return activity, list(shifts.order_by("pk"))


def _meeting_place(community: Division) -> Facility | None:
    rows = Facility.objects.filter(community=community, lon__isnull=False)
    return rows.filter(kind="service_centre").order_by("-level", "pk").first() or rows.order_by("pk").first()


def _held(cast: _Cast, code: str, title: str, ago: int, came: int, *, is_last: bool) -> None:
    """Who signed up came and was confirmed, but for one who stayed away and one who was struck; of the last activity
    they only said so, for the desk to look at."""
    made_at = cast.at - timedelta(days=ago + 7)
    activity, shifts = _published(cast, _says(cast, code, title, -ago), 0, made_at)
    rows = _sign_up(cast.people[:came], shifts, made_at + timedelta(days=1))
    over, desk = activity.ends_at + timedelta(hours=1), cast.places[0][1]
    for place, row in enumerate(rows[:-1]):
        if is_last or place % 2 == 0:
            attendance.say(by=row.person, signup=row, minutes=90 if place == 2 else None, at=over)
        if not is_last:
            kept = attendance.confirm(by=desk, signup=row, minutes=None, at=over + timedelta(minutes=20))
            if place == came - 2:
                attendance.strike(by=desk, attendance=kept, reason=STRUCK, at=over + timedelta(minutes=30))
    activities.hold(activity=activity, at=over)


def _ahead(cast: _Cast, place: int, code: str, title: str, days: int, where: int, come: int, wanted: int) -> None:
    says = _says(cast, code, title, days, where=where, wanted=wanted)
    activity, shifts = _published(cast, says, where, cast.at - timedelta(days=6))
    asked_at = cast.at - timedelta(days=5)
    crowd = cast.people[1 + 8 * place :][:come]
    if come > wanted > 0:
        crowd[wanted + 1] = cast.people[0]
    elif code == "clinic":
        crowd[-1] = cast.people[0]
    _sign_up(crowd, shifts, asked_at)
    if code == "after_school":
        activities.repeat(by=cast.places[where][1], activity=activity, weeks=TERM_WEEKS, at=asked_at)


def _sign_up(people: list[Person], shifts: list[Shift], at: datetime) -> list[SignUp]:
    """One after the other, into the roles by turns; who finds no place waits."""
    seats = [shift for turn in range(MOST_WANTED) for shift in shifts if turn < shift.wanted]
    return [
        signups.sign_up(by=person, shift=seats[place % len(seats)], at=at + timedelta(hours=place))
        for place, person in enumerate(people)
    ]


def _beside(cast: _Cast) -> None:
    """One that was called off, with its reason, and one that is a draft still."""
    desk = cast.places[0][1]
    off, shifts = _published(cast, _says(cast, "patrol", "河边夜巡（演示）", 5), 0, cast.at - timedelta(days=6))
    _sign_up(cast.people[:2], shifts, cast.at - timedelta(days=4))
    activities.call_off(by=desk, activity=off, reason=CALLED_OFF, at=cast.at - timedelta(hours=5))
    draft = _says(cast, "growth_house", "成长屋周末阅读（演示）", 20)
    activities.make(by=desk, says=draft, at=cast.at - timedelta(days=1))
