"""An activity in a few fields: what, where, on which day, from when to when, who is wanted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from linli.faces.kit.fields import CALENDAR, Words, day_box, in_language, offer_rows
from linli.orgs.models import Organisation
from linli.places.models import Division, Facility
from linli.volunteering.actions.activities import ActivitySays, RoleSays, Times
from linli.volunteering.models import Activity, Skill, Team, Template
from linli.volunteering.rules.activities import MOST_PUPILS, MOST_WANTED, MOST_WEEKS

SPAN = re.compile(r"(\d{1,2}):(\d{2})\s*[-–—~～至]\s*(\d{1,2}):(\d{2})")
BETWEEN = re.compile(r"[,，;；、\s]+(?=\d)")
ROLE = re.compile(r"^(?P<name>.+?)\s*[×xX*：:\s]\s*(?P<wanted>\d{1,4})\s*(?:[（(](?P<skill>.+?)[）)])?$")


class HoursField(forms.CharField):
    """``09:00-11:00, 14:00-16:00`` cleans to pairs of times; one that ends before it begins ends on the next day."""

    default_error_messages = {"hours": _("Write it like: 09:00-11:00, 14:00-16:00")}

    def clean(self, value: Any) -> Any:
        text = super().clean(value).replace("：", ":")
        spans = []
        for part in filter(None, BETWEEN.split(text.strip())):
            found = SPAN.fullmatch(part.strip())
            if found is None or not all(int(found[hour]) < 24 and int(found[hour + 1]) < 60 for hour in (1, 3)):
                raise ValidationError(self.error_messages["hours"], "hours")
            numbers = [int(number) for number in found.groups()]
            spans.append((time(numbers[0], numbers[1]), time(numbers[2], numbers[3])))
        return spans


class RolesField(forms.CharField):
    """A line for each role, ``电工 × 2（电工）``, cleans to what the action asks for; the skill is one of the list."""

    widget = forms.Textarea({"rows": 4})
    default_error_messages = {
        "role": _("Write one role in a line, with its number: Volunteer × 10"),
        "skill": _("No skill of the list has this name."),
        "wanted": _("Between 1 and %(most)d people in a role."),
    }

    def clean(self, value: Any) -> Any:
        skills = {name: skill for skill in Skill.objects.all() for name in (skill.name, skill.name_en)}
        roles = []
        for line in filter(str.strip, super().clean(value).splitlines()):
            found = ROLE.match(line.strip())
            if found is None:
                raise ValidationError(self.error_messages["role"], "role")
            if found["skill"] and found["skill"] not in skills:
                raise ValidationError(self.error_messages["skill"], "skill")
            if not 1 <= int(found["wanted"]) <= MOST_WANTED:
                raise ValidationError(self.error_messages["wanted"], "wanted", {"most": MOST_WANTED})
            roles.append(RoleSays(found["name"][:30], int(found["wanted"]), skill=skills.get(found["skill"] or "")))
        return roles


def role_line(name: str, wanted: int, skill: Skill | None) -> str:
    """As ``RolesField`` reads it."""
    return f"{name} × {wanted}" + (f"（{in_language(skill.name, skill.name_en)}）" if skill is not None else "")


class ActivityForm(forms.Form):
    title = Words(max_length=60, label=_("Name of the activity"))
    words = Words(max_length=500, required=False, label=_("About the activity"), widget=forms.Textarea({"rows": 3}))
    community = forms.ModelChoiceField(Division.objects.none(), empty_label=None, label=_("Community"))
    organiser = forms.ModelChoiceField(Organisation.objects.none(), empty_label=None, label=_("Organiser"))
    team = forms.ModelChoiceField(Team.objects.none(), required=False, empty_label=_("No team"), label=_("Team"))
    facility = forms.ModelChoiceField(
        Facility.objects.none(), required=False, empty_label=_("Another place"), label=_("Facility")
    )
    spot = Words(max_length=80, required=False, label=_("or the place in words"))
    on = forms.DateField(label=_("Day"), widget=day_box(), validators=CALENDAR)
    hours = HoursField(max_length=120, label=_("From–to (several with commas)"))
    roles = RolesField(max_length=600, label=_("Who is wanted: a role and its number in a line"))
    pupils = forms.IntegerField(min_value=1, max_value=MOST_PUPILS, required=False, label=_("Pupils (number only)"))
    weeks = forms.IntegerField(
        min_value=0, max_value=MOST_WEEKS, required=False, label=_("Repeat in each of the next weeks")
    )

    def __init__(self, data: Any = None, *, choices: dict[str, Any], repeats: bool = True, **more: Any) -> None:
        super().__init__(data, **more)
        offer_rows(self, **choices)
        if not repeats:
            del self.fields["weeks"]

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or {}
        if not asked.get("facility") and not asked.get("spot"):
            self.add_error("spot", _("Choose a facility, or say the place in words."))
        return asked

    def says(self, asked: dict[str, Any], template: Template | None) -> ActivitySays:
        """What the action asks for."""
        same = ("title", "words", "community", "organiser", "team", "facility", "spot", "roles", "pupils")
        told = {name: asked[name] for name in same}
        return ActivitySays(**told, times=times(asked["on"], asked["hours"]), template=template)


class ReasonForm(forms.Form):
    reason = Words(max_length=200, label=_("Why (those it concerns read it)"))


class TeamForm(forms.Form):
    name = Words(max_length=30, label=_("Name of the team"))
    words = Words(max_length=200, required=False, label=_("What it does"))
    community = forms.ModelChoiceField(Division.objects.none(), empty_label=None, label=_("Community"))
    unit = forms.ModelChoiceField(Organisation.objects.none(), empty_label=None, label=_("Looked after by"))

    def __init__(self, data: Any = None, *, choices: dict[str, Any]) -> None:
        super().__init__(data)
        offer_rows(self, **choices)


def times(on: date, spans: Sequence[tuple[time, time]]) -> list[Times]:
    zone = timezone.get_current_timezone()
    times = []
    for opens, closes in spans:
        last = on if closes > opens else on + timedelta(days=1)
        times.append((datetime.combine(on, opens, tzinfo=zone), datetime.combine(last, closes, tzinfo=zone)))
    return times


def of_template(template: Template, on: date) -> dict[str, Any]:
    """What a form begins with that makes an activity from a template."""
    begins = datetime.combine(on, template.begins)
    ends = begins + timedelta(minutes=template.minutes)
    roles = template.roles.select_related("skill").order_by("pk")
    return {
        "title": in_language(template.name, template.name_en),
        "words": in_language(template.words, template.words_en),
        "on": on,
        "hours": f"{begins:%H:%M}-{ends:%H:%M}",
        "roles": "\n".join(role_line(in_language(role.name, role.name_en), role.wanted, role.skill) for role in roles),
        "weeks": template.weeks - 1 or None,
    }


def of_draft(activity: Activity) -> dict[str, Any]:
    """What a form begins with that changes a draft."""
    roles = list(activity.roles.select_related("skill").prefetch_related("shifts").order_by("pk"))
    spans = sorted({(shift.begins_at, shift.ends_at) for role in roles for shift in role.shifts.all()})
    local = [(timezone.localtime(begins), timezone.localtime(ends)) for begins, ends in spans]
    same = ("title", "words", "community", "organiser", "team", "facility", "spot", "pupils")
    return {name: getattr(activity, name) for name in same} | {
        "on": local[0][0].date(),
        "hours": ", ".join(f"{begins:%H:%M}-{ends:%H:%M}" for begins, ends in local),
        "roles": "\n".join(role_line(role.name, role.shifts.all()[0].wanted, role.skill) for role in roles),
    }
