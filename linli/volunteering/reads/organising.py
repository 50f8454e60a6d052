"""What an organiser sees: the activities of their area, and who signed up for one, with names masked.

Skills are those that a volunteer said themselves, and are read here only beside a sign-up.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from linli.orgs.authority import inside, prefixes
from linli.orgs.grants import Grant
from linli.people.models import Person
from linli.people.rules import masked, masked_name
from linli.volunteering.models import Activity, ActivityQuerySet, Attendance, OwnSkill, Shift, SignUp, Skill, Team
from linli.volunteering.models.teams import TeamQuerySet
from linli.volunteering.rules.activities import SignUpState


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody who signed up, as the roster shows them. ``fits`` tells that they have the skill the role wishes for."""

    signup: SignUp
    name: str
    phone: str
    skills: tuple[Skill, ...]
    fits: bool
    attendance: Attendance | None

    @property
    def waits(self) -> bool:
        return self.signup.state == SignUpState.WAITING


@dataclass(frozen=True, slots=True)
class Roster:
    shift: Shift
    going: tuple[Listed, ...]
    waiting: tuple[Listed, ...]

    @property
    def unsaid(self) -> list[Listed]:
        """Of whose coming nobody has said anything yet."""
        return [one for one in self.going if one.attendance is None]


def activities_of(person: Person) -> ActivityQuerySet:
    """The activities in the areas for which ``person`` answers."""
    return Activity.objects.within(prefixes(person, Grant.HOLD_ACTIVITIES))


def teams_of(person: Person) -> TeamQuerySet:
    return Team.objects.live().filter(inside("community__code", prefixes(person, Grant.HOLD_ACTIVITIES)))


def roster(activity: Activity) -> list[Roster]:
    """Who comes and who waits, shift by shift, in the order of signing up; a fixed number of queries."""
    shifts = list(
        Shift.objects.filter(role__activity=activity).select_related("role__skill").order_by("begins_at", "role", "pk")
    )
    signups = list(SignUp.objects.live().filter(shift__in=shifts).select_related("person", "attendance").order_by("pk"))
    skills = _skills({row.person_id for row in signups})
    by_shift: dict[int, list[Listed]] = {shift.pk: [] for shift in shifts}
    wished = {shift.pk: shift.role.skill_id for shift in shifts}
    for row in signups:
        own = skills.get(row.person_id, ())
        listed = Listed(
            row,
            masked_name(row.person.name),
            masked(row.person.phone) if row.person.phone else "",
            tuple(own),
            any(skill.pk == wished[row.shift_id] for skill in own),
            getattr(row, "attendance", None),
        )
        by_shift[row.shift_id].append(listed)
    return [
        Roster(
            shift,
            tuple(one for one in by_shift[shift.pk] if not one.waits),
            tuple(one for one in by_shift[shift.pk] if one.waits),
        )
        for shift in shifts
    ]


def _skills(people: Collection[int]) -> dict[int, list[Skill]]:
    found: dict[int, list[Skill]] = {}
    for row in OwnSkill.objects.filter(person__in=people).select_related("skill").order_by("skill__order"):
        found.setdefault(row.person_id, []).append(row.skill)
    return found
