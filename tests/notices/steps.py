"""What the tests of notices do again and again."""

from __future__ import annotations

from datetime import datetime, timedelta

from linli.channels.push import Phone
from linli.matters.models import Reporter
from linli.notices import actions, jobs
from linli.notices.models import Choice, Notice, Subscription
from linli.notices.rules import Way
from linli.people import actions as people
from linli.people.models import Person, Purpose
from tests.town import T0

WORDING = "有进展时告诉我"
HOUR = timedelta(hours=1)


def later(hours: float) -> datetime:
    return T0 + timedelta(hours=hours)


def begin() -> None:
    """From now on the log is read."""
    jobs.collect(at=T0)


def agree(person: Person) -> None:
    people.give_consent(by=person, purpose=Purpose.NOTIFY, wording=WORDING, at=T0)


def choose(who: Person | Reporter, way: Way, *, at: datetime = T0) -> Choice:
    by = who if isinstance(who, Person) else None
    return actions.choose(by=by, who=who, way=way, wording=WORDING, language="zh-hans", at=at)


def subscribe(who: Person | Reporter, phone: Phone, *, at: datetime = T0, language: str = "zh-hans") -> Subscription:
    by = who if isinstance(who, Person) else None
    return actions.subscribe(by=by, who=who, phone=phone, wording=WORDING, language=language, at=at)


def told() -> list[str]:
    return list(Notice.objects.order_by("pk").values_list("told", flat=True))


def run(at: datetime) -> int:
    """One turn of the clock."""
    jobs.collect(at=at)
    return jobs.send(at=at)
