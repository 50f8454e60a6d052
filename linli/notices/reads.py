"""How somebody wants to be told, and who is told of a row of the log."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from linli.commons.reads.providers import SERVING
from linli.duties.models import Urgency
from linli.duties.reads import catalogue
from linli.matters.models import Matter, Reporter, WorkOrder
from linli.notices.models import Choice, Subscription
from linli.notices.rules import Way
from linli.orgs.grants import TABLE, Grant
from linli.orgs.models import Post
from linli.people.models import Consent, Person, Purpose

DEFAULT_LANGUAGE = "zh-hans"
HANDLING = [role for role, grants in TABLE.items() if Grant.HANDLE in grants]


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody is told now: ``way`` as it works, not as it was once chosen."""

    way: Way
    phones: int  # that push reaches
    number: str  # the telephone for text messages, in the clear; empty: none is known


@dataclass(frozen=True, slots=True)
class Line:
    """One way to reach somebody."""

    reporter: Reporter | None
    person: Person | None
    subscription: Subscription | None  # None: by text message
    service: str


def standing(*, person: Person | None = None, reporter: Reporter | None = None) -> Standing:
    """Of an account, or of a reporter without one."""
    lines = _Lines([person.pk] if person else [], [reporter.pk] if reporter else [])
    phones = lines.phones(person, reporter)
    number = lines.number(person, reporter)
    found = lines.of(person, reporter)
    way = Way.VISIT if not found else Way.SMS if found[0].subscription is None else Way.PUSH
    return Standing(way, len(phones), number)


def lines_to(reporters: Collection[Reporter]) -> dict[int, list[Line]]:
    """By reporter: each phone that push reaches, else the telephone, else nothing. Three queries for all of them."""
    people = {reporter.person_id for reporter in reporters if reporter.person_id is not None}
    lines = _Lines(people, {reporter.pk for reporter in reporters if reporter.person_id is None})
    return {reporter.pk: lines.of(reporter.person, reporter) for reporter in reporters}


def lines_to_people(people: Collection[Person]) -> dict[int, list[Line]]:
    """The same by account, for what is no matter of theirs."""
    lines = _Lines([person.pk for person in people], [])
    return {person.pk: lines.of(person, None) for person in people}


class _Lines:
    """Choices, phones and consents of several, read once."""

    def __init__(self, people: Collection[int], reporters: Collection[int]) -> None:
        own = Choice.objects.filter(person__in=people).order_by() | Choice.objects.filter(reporter__in=reporters)
        self.choices = {(choice.person_id, choice.reporter_id): choice for choice in own}
        self.live: dict[int, list[Subscription]] = defaultdict(list)
        for row in Subscription.objects.live().filter(choice__in=self.choices.values()).order_by("pk"):
            self.live[row.choice_id].append(row)
        agreed = Consent.objects.filter(person__in=people, purpose=Purpose.NOTIFY, withdrawn_at=None)
        self.agreed = set(agreed.values_list("person", flat=True))

    def choice(self, person: Person | None, reporter: Reporter | None) -> Choice | None:
        return self.choices.get((person.pk, None) if person else (None, reporter.pk if reporter else None))

    def phones(self, person: Person | None, reporter: Reporter | None) -> list[Subscription]:
        choice = self.choice(person, reporter)
        return self.live[choice.pk] if choice is not None else []

    def number(self, person: Person | None, reporter: Reporter | None) -> str:
        if person is not None:
            return person.phone
        return reporter.phone if reporter is not None and reporter.forgotten_at is None else ""

    def of(self, person: Person | None, reporter: Reporter | None) -> list[Line]:
        """Each phone that push reaches; the telephone of an account where none is left."""
        choice = self.choice(person, reporter)
        if person is not None:
            agreed = person.is_active and (person.is_staff or person.pk in self.agreed)
            way = Way(choice.way) if choice is not None else Way.SMS
        else:
            agreed = choice is not None and reporter is not None and reporter.forgotten_at is None
            way = Way(choice.way) if choice is not None else Way.VISIT
        if not agreed or way == Way.VISIT:
            return []
        phones = self.phones(person, reporter) if way == Way.PUSH else []
        if phones:
            return [Line(reporter, person, row, row.service) for row in phones]
        if way == Way.PUSH and person is None:
            return []  # agreed to push and to nothing else
        return [Line(reporter, person, None, "sms")] if self.number(person, reporter) else []


def reporters_of(matters: Iterable[int]) -> dict[int, list[Reporter]]:
    """Whose words a matter holds, with those of matters that were merged into it."""
    asked = set(matters)
    rows = Reporter.objects.select_related("person", "matter")
    found: dict[int, list[Reporter]] = defaultdict(list)
    for reporter in rows.filter(matter__in=asked).order_by("pk"):
        found[reporter.matter_id].append(reporter)
    for reporter in rows.filter(matter__merged_into__in=asked).order_by("pk"):
        found[reporter.matter.merged_into_id or 0].append(reporter)
    return found


def handlers_of(orders: Collection[WorkOrder], on: date) -> Mapping[int, list[Line]]:
    """By order: the phones of those who handle it for its unit and asked to be told; grid posts inside their grid."""
    phones = _phones_of_staff()
    found: dict[int, dict[int, Line]] = defaultdict(dict)
    if phones:
        posts = Post.objects.held(on).filter(person__in=phones, role__in=HANDLING).select_related("grid")
        by_unit: dict[int, list[Post]] = defaultdict(list)
        for post in posts.filter(organisation__in={order.unit_id for order in orders}):
            by_unit[post.organisation_id].append(post)
        for order in orders:
            for post in by_unit[order.unit_id]:
                if post.grid is None or order.matter.place.startswith(post.grid.code):
                    lines = (Line(None, row.choice.person, row, row.service) for row in phones[post.person_id])
                    found[order.pk] |= {line.subscription.pk: line for line in lines if line.subscription}
    return {pk: list(lines.values()) for pk, lines in found.items()}


def servers_of(unit: int, on: date) -> list[Line]:
    """The phones of those who answer orders for services for a unit and asked to be told."""
    phones = _phones_of_staff()
    posts = Post.objects.held(on).filter(organisation=unit, person__in=phones, role__in=SERVING, grid=None)
    people = sorted(set(posts.values_list("person", flat=True)))
    return [Line(None, row.choice.person, row, row.service) for person in people for row in phones[person]]


def phones_of(person: Person) -> list[Line]:
    """The phones of somebody at a desk who asked to be told."""
    return [Line(None, person, row, row.service) for row in _phones_of_staff()[person.pk]]


def _phones_of_staff() -> dict[int, list[Subscription]]:
    """By account of a desk: the phones that push reaches, where that was chosen."""
    rows = Subscription.objects.live().filter(choice__way=Way.PUSH, choice__person__username__isnull=False)
    phones: dict[int, list[Subscription]] = defaultdict(list)
    for row in rows.filter(choice__person__is_active=True).select_related("choice__person"):
        phones[row.choice.person_id or 0].append(row)
    return phones


def is_urgent(matter: Matter) -> bool:
    """Of an emergency, as the catalogue has it."""
    row = catalogue().row_of(matter.row_id)
    return row is not None and (row.urgency == Urgency.EMERGENCY or bool(row.emergency_line))


def merged_since(reporter: Reporter, matter: Matter) -> datetime | None:
    """Since when ``matter`` is what this reporter hears of; None: from the first."""
    return reporter.matter.closed_at if reporter.matter_id != matter.pk else None
