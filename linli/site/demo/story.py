"""Made-up matters of the last ninety days: planned with a fixed seed, then played through the actions of real ones.

A plan tells what would happen and when; what lies after now has not happened yet, so every stage comes about by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

import shapely
from django.db import transaction
from django.utils import timezone

from linli.core import attachments
from linli.core.models import Attachment
from linli.duties.reads import catalogue
from linli.duties.seeds import NOT_SURE
from linli.matters import actions
from linli.matters.models import Channel, Matter, Reporter
from linli.matters.rules import OPEN_STAGES, DeclineReason, UnsolvedReason
from linli.orgs.models import Organisation
from linli.people.models import Person
from linli.site.demo import pictures, sayings, shapes
from linli.site.demo.offices import ELDERS, SHOWN_COMMUNITY, Offices

DAYS = 90
RECENT_DAYS = 4
RECENT_SHARE = 0.3  # of all matters, so that the desks have something on them
SHOWN_SHARE = 0.08  # of all matters, in the community that the role picker opens
SHOWN_RESIDENTS = (0, ELDERS)  # the elder and the resident that the role picker opens
SHOWN_RESIDENT_SHARE = 0.03
CHANNELS = (Channel.WEB, Channel.PHONE, Channel.FIELD, Channel.HOTLINE)
CHANNEL_WEIGHTS = (62, 12, 12, 14)
PHOTO_SHARE = 0.12
LEFT_DAYS = 8  # nothing is left untouched for longer
PART = 100  # matters in one transaction


@dataclass(frozen=True, slots=True)
class Plan:
    """One matter as it would go, if it had all the time."""

    received_at: datetime
    grid: str
    point: tuple[float, float]
    words: str
    answer: str
    kind: str
    channel: Channel
    resident: int  # which resident, -1 for nobody known
    is_public: bool
    ending: str  # handled, declined, merged, withdrawn, left
    late: float  # answered after this share of the time allowed
    failed_check: bool
    unsolved: bool
    rated: bool
    satisfaction: int
    assisted: bool
    has_photo: bool
    pace: tuple[float, ...]  # shares that spread the small steps


def plan(
    count: int, *, at: datetime, polygons: dict[str, shapely.Polygon], residents: int, random: Random
) -> list[Plan]:
    """Plans in the order in which the matters come in."""
    codes = sorted(polygons)
    shown = [code for code in codes if code.startswith(SHOWN_COMMUNITY)]
    plans = []
    for _ in range(count):
        grid = random.choice(shown if random.random() < SHOWN_SHARE else codes)
        shown_resident = residents > max(SHOWN_RESIDENTS) and random.random() < SHOWN_RESIDENT_SHARE
        words, answer, kind = random.choice(sayings.SAYINGS)
        plans.append(
            Plan(
                received_at=_received(at, random),
                grid=grid,
                point=shapes.point_in(polygons[grid], random),
                words=words,
                answer=answer,
                kind=kind or _kind(words, at),
                channel=Channel.WEB if shown_resident else random.choices(CHANNELS, CHANNEL_WEIGHTS)[0],
                resident=random.choice(SHOWN_RESIDENTS) if shown_resident else _resident(residents, random),
                is_public=random.random() < 0.6,
                ending=random.choices(["handled", "declined", "merged", "withdrawn", "left"], [86, 4, 4, 3, 3])[0],
                late=random.uniform(0.15, 0.95) if random.random() < 0.9 else random.uniform(1.05, 1.7),
                failed_check=random.random() < 0.07,
                unsolved=random.random() < 0.06,
                rated=random.random() < 0.6,
                satisfaction=random.choices([5, 4, 3, 2, 1], [50, 30, 12, 5, 3])[0],
                assisted=random.random() < 0.08,
                has_photo=random.random() < PHOTO_SHARE,
                pace=tuple(random.random() for _ in range(6)),
            )
        )
    return sorted(plans, key=lambda one: one.received_at)


def _received(at: datetime, random: Random) -> datetime:
    days = random.uniform(0.02, RECENT_DAYS) if random.random() < RECENT_SHARE else random.uniform(RECENT_DAYS, DAYS)
    moment = timezone.localtime(at - timedelta(days=days))
    hour = int(random.triangular(6, 22, 9))
    moved = moment.replace(hour=hour, minute=random.randrange(60), second=random.randrange(60), microsecond=0)
    return min(moved, timezone.localtime(at) - timedelta(minutes=random.randint(3, 55)))


def _resident(residents: int, random: Random) -> int:
    """Which one reports; -1 for somebody who leaves no name."""
    return random.randrange(residents) if residents and random.random() < 0.75 else -1


def _kind(words: str, at: datetime) -> str:
    """The kind that the words tell; where they tell none, the one for those who are not sure."""
    guesses = catalogue().guess(words, timezone.localdate(at), most=1)
    return guesses[0][0].code if guesses else NOT_SURE


def _replies(kind: str, at: datetime) -> dict[str, str]:
    """The calmest reply to each required question: the last option, or a plain no."""
    book = catalogue()
    row = book.row(book.by_code[kind].pk, timezone.localdate(at))
    return {str(q["code"]): _last_option(q.get("options")) for q in row.questions if q.get("required")}


def _last_option(options: object) -> str:
    return str(options[-1]["code"]) if isinstance(options, list | tuple) and options else "否"


def play(
    plans: Sequence[Plan], offices: Offices, *, at: datetime, seen: Callable[[int], None] = lambda n: None
) -> None:
    """Make every plan happen up to ``at``, through the actions."""
    units = {unit.pk: unit for unit in Organisation.objects.select_related("division")}
    last_open: dict[str, Matter] = {}
    for start in range(0, len(plans), PART):
        with transaction.atomic():
            for serial, one in enumerate(plans[start : start + PART], start=start):
                _Player(one, serial, offices, units, at, last_open).play()
        seen(min(start + PART, len(plans)))


class _Player:
    """One plan on its way; each step looks whether its time has come."""

    def __init__(
        self,
        one: Plan,
        serial: int,
        offices: Offices,
        units: dict[int, Organisation],
        now: datetime,
        last_open: dict[str, Matter],
    ) -> None:
        self.plan, self.serial, self.offices, self.units, self.now = one, serial, offices, units, now
        self.last_open = last_open
        self.committee, self.desk = offices.by_community[one.grid[:12]]

    def play(self) -> None:
        one = self.plan
        matter, reporter = self.receive()
        allowed = (matter.due_at or self.now) - matter.received_at
        at = matter.received_at + timedelta(minutes=4 + 80 * one.pace[0])
        before = self.last_open.get(one.grid[:12])
        self.last_open[one.grid[:12]] = matter
        forgotten = one.ending == "left" and self.now - one.received_at < timedelta(days=LEFT_DAYS)
        if forgotten or at > self.now:
            return
        if one.ending == "declined":
            actions.decline(
                by=self.desk, matter=matter, reason=DeclineReason.IN_COURT, words=sayings.DECLINE_WORDS, at=at
            )
        elif one.ending == "merged" and before is not None and self.open(before):
            actions.merge(by=self.desk, matter=matter, into=before, at=at)
        elif one.ending == "withdrawn":
            actions.withdraw(reporter=reporter, at=at)
        else:
            actions.accept(by=self.desk, matter=matter, at=at)
            self.handle(matter, reporter, at, allowed)

    def open(self, matter: Matter) -> bool:
        matter.refresh_from_db()
        return matter.stage in OPEN_STAGES

    def receive(self) -> tuple[Matter, Reporter]:
        one = self.plan
        resident = self.offices.residents[one.resident] if one.resident >= 0 else None
        by: Person | None = {
            Channel.WEB: resident,
            Channel.PHONE: self.desk,
            Channel.FIELD: self.desk,
            Channel.HOTLINE: None,
        }[one.channel]
        contact = None
        if one.channel != Channel.WEB and resident is not None:
            contact = actions.Contact(name=resident.name, phone=resident.phone)
        receipt = actions.receive(
            by=by,
            at=one.received_at,
            intent=UUID(int=(0x11A11 << 96) + self.serial),
            kind=one.kind,
            channel=one.channel,
            point=one.point,
            words=one.words,
            replies=_replies(one.kind, one.received_at),
            photos=self.photos(one.received_at),
            contact=contact,
            is_public=one.is_public,
        )
        matter = Matter.objects.get(pk=receipt.pk)
        return matter, matter.reporters.select_related("matter", "person").get()

    def photos(self, at: datetime, *, mended: bool = False) -> list[Attachment]:
        if not self.plan.has_photo:
            return []
        drawn = pictures.draw(Random(self.serial), mended=mended)  # noqa: S311
        return [attachments.keep(drawn, by=None, at=at, address=f"demo-{self.serial}")]

    def answer(self, at: datetime) -> actions.Draft:
        return actions.Draft(self.plan.answer, self.photos(at, mended=True))

    def handle(self, matter: Matter, reporter: Reporter, at: datetime, allowed: timedelta) -> None:
        one = self.plan
        lead = self.units[matter.unit_id or self.committee.pk]
        if lead.pk not in self.offices.by_unit:
            lead = self.committee
        assisting = [self.committee] if one.assisted and lead.pk != self.committee.pk else []
        at += timedelta(minutes=2 + 40 * one.pace[1])
        if at > self.now:
            return
        orders = actions.dispatch(by=self.desk, matter=matter, lead=lead, assisting=assisting, at=at)
        answer_at = max(matter.received_at + allowed * one.late, at + timedelta(minutes=30))
        for order in reversed(orders):  # the lead answers last
            person = self.offices.by_unit[order.unit_id]
            signed = at + (answer_at - at) * 0.15 * one.pace[2]
            noted = at + (answer_at - at) * (0.3 + 0.4 * one.pace[3])
            if signed > self.now:
                return
            actions.sign(by=person, order=order, at=signed)
            if noted > self.now:
                return
            actions.note(by=person, order=order, words=sayings.NOTES[self.serial % len(sayings.NOTES)], at=noted)
            if answer_at > self.now:
                return
            actions.finish(by=person, order=order, answer=self.answer(answer_at), at=answer_at)
        matter.refresh_from_db()
        self.judge(matter, reporter, answer_at)

    def judge(self, matter: Matter, reporter: Reporter, at: datetime) -> None:
        one = self.plan
        at += timedelta(hours=1 + 20 * one.pace[4])
        if at > self.now:
            return
        if one.failed_check:
            actions.send_back(by=self.desk, matter=matter, words=sayings.SENT_BACK_WORDS, at=at)
            at = self.again(matter, at)
            if at > self.now:
                return
        if one.unsolved:
            actions.rate(
                reporter=reporter,
                solved=False,
                satisfaction=2,
                reason=UnsolvedReason.HALF_DONE,
                words=sayings.UNSOLVED_WORDS,
                at=at,
            )
            at = self.again(matter, at)
            if at > self.now:
                return
        if one.rated:
            actions.rate(reporter=reporter, solved=True, satisfaction=one.satisfaction, at=at)
        else:
            actions.close(by=self.desk, matter=matter, words="现场核查属实", at=at)

    def again(self, matter: Matter, at: datetime) -> datetime:
        """One more round of the unit that leads. Returns when the reporter or the desk looks next."""
        matter.refresh_from_db()
        order = matter.orders.select_related("unit", "matter").get(leads=True)
        done_at = at + ((matter.due_at or at) - at) * min(self.plan.late, 0.9)
        if done_at <= self.now:
            person = self.offices.by_unit[order.unit_id]
            actions.finish(by=person, order=order, answer=actions.Draft(self.plan.answer), at=done_at)
            matter.refresh_from_db()
        return done_at + timedelta(hours=1 + 10 * self.plan.pace[5])
