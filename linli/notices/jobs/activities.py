"""Who signed up for an activity hears of it by their account: reminders, a place that became free, calling off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from linli.core.models import Entry
from linli.notices.jobs import made
from linli.notices.models import Notice
from linli.notices.reads import lines_to_people
from linli.notices.rules import OF_ACTIVITIES, Told
from linli.volunteering.models import Activity, Shift, SignUp
from linli.volunteering.rules.activities import OPEN

ABOUT = {
    Shift._meta.label_lower: "shift",
    SignUp._meta.label_lower: "pk",
    Activity._meta.label_lower: "shift__role__activity",
}
"""How the sign-ups are found that an entry about one of these is told to."""


def notices(entries: Sequence[Entry], at: datetime) -> list[Notice]:
    """The notices of those entries that are about activities."""
    return [notice for entry in entries if entry.verb in OF_ACTIVITIES for notice in _of(entry, at)]


def _of(entry: Entry, at: datetime) -> Iterator[Notice]:
    """One for each person: of several shifts of an activity that is called off, the first."""
    rows = SignUp.objects.filter(**{ABOUT[entry.subject_type]: entry.subject_id})
    told = OF_ACTIVITIES[entry.verb]
    rows = rows.live() if told == Told.OFF else rows.going()
    by_person = {row.person: row for row in rows.select_related("person", "shift").order_by("-shift__begins_at", "-pk")}
    lines = lines_to_people(list(by_person))
    for person, row in by_person.items():
        said = {"due_at": row.shift.begins_at.isoformat()}
        for line in lines[person.pk]:
            yield made.notice(entry, told, line, at, shift=row.shift, said=said)


def is_no_news(notice: Notice, at: datetime) -> bool:
    """Whether a reminder or a place is overtaken: given back, called off, or begun."""
    if notice.shift_id is None or notice.told == Told.OFF:
        return False
    own = SignUp.objects.going().filter(shift=notice.shift_id, person=notice.person_id)
    return not own.filter(shift__begins_at__gt=at, shift__role__activity__stage__in=OPEN).exists()
