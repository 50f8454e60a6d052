"""Plans made to happen: through the actions of real matters, or in memory by the loader that writes the same rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from linli.core import attachments
from linli.core.models import Attachment
from linli.duties.reads import catalogue
from linli.matters import actions
from linli.matters.bulk import Loader
from linli.matters.models import Channel, Matter, Reporter, WorkOrder
from linli.matters.rules import OPEN_STAGES, DeclineReason, SpokenTo, UnsolvedReason
from linli.orgs.models import Organisation
from linli.people.models import Person
from linli.site.demo import pictures, sayings
from linli.site.demo.offices import Offices
from linli.site.demo.plan import Plan

PART = 100  # matters in one transaction of the actions
PART_IN_BULK = 2_000
LEFT_DAYS = 8  # nothing is left untouched for longer


class ByActions:
    """One by one, as people do it."""

    takes_photos = True
    accept = staticmethod(actions.accept)
    decline = staticmethod(actions.decline)
    merge = staticmethod(actions.merge)
    withdraw = staticmethod(actions.withdraw)
    dispatch = staticmethod(actions.dispatch)
    sign = staticmethod(actions.sign)
    note = staticmethod(actions.note)
    finish = staticmethod(actions.finish)
    send_back = staticmethod(actions.send_back)
    rate = staticmethod(actions.rate)
    close = staticmethod(actions.close)

    def tell(self, *, by: Person | None, at: datetime, intent: UUID, **said: Any) -> Reporter:
        receipt = actions.receive(by=by, at=at, intent=intent, **said)
        return Matter.objects.get(pk=receipt.pk).reporters.select_related("person").get()

    def look_again(self, row: Matter | WorkOrder) -> None:
        row.refresh_from_db()

    def is_joined(self, matter: Matter) -> bool:
        """Whether others who told the same were joined to it; one of them can be reached."""
        return matter.merged.exists()


class InBulk(Loader):
    """Many thousands in memory, written together; no photos."""

    takes_photos = False

    def tell(self, *, by: Person | None, at: datetime, intent: UUID, **said: Any) -> Reporter:
        return self.receive(by=by, at=at, intent=intent, **said)

    def look_again(self, row: Matter | WorkOrder) -> None:
        """There is but one of each in memory."""

    def is_joined(self, matter: Matter) -> bool:
        return bool(self._joined.get(id(matter)))


Way = ByActions | InBulk


def play(plans: Sequence[Plan], offices: Offices, *, at: datetime, by_actions: int) -> None:
    """Make every plan happen up to ``at``: the latest ``by_actions`` through the actions, older ones in bulk."""
    units = {unit.pk: unit for unit in Organisation.objects.select_related("division")}
    before: dict[str, Matter] = {}
    first = max(len(plans) - by_actions, 0)
    loader = InBulk()
    for serial in range(first):
        Player(plans[serial], serial, loader, offices, units, at, before).play()
        if len(loader) >= PART_IN_BULK:
            loader.write()
    loader.write()
    for start in range(first, len(plans), PART):
        with transaction.atomic():
            for serial in range(start, min(start + PART, len(plans))):
                Player(plans[serial], serial, ByActions(), offices, units, at, before).play()


class Player:
    """One plan on its way; each step looks whether its time has come."""

    def __init__(
        self,
        one: Plan,
        serial: int,
        way: Way,
        offices: Offices,
        units: dict[int, Organisation],
        now: datetime,
        before: dict[str, Matter],
    ) -> None:
        self.plan, self.serial, self.way, self.now = one, serial, way, now
        self.offices, self.units = offices, units
        self.before = before  # a matter before this one that may still be open, by community
        self.committee, self.desk = offices.by_community[one.grid[:12]]

    def play(self) -> None:
        one, way = self.plan, self.way
        reporter = self.report()
        matter = reporter.matter
        allowed = (matter.due_at or self.now) - matter.received_at
        at = matter.received_at + timedelta(minutes=4 + 80 * one.pace[0])
        before = self.before.get(one.grid[:12])
        if before is None or before.stage not in OPEN_STAGES:
            self.before[one.grid[:12]] = matter
        is_young = self.now - one.received_at < timedelta(days=LEFT_DAYS)
        if (one.ending == "left" and is_young) or at > self.now:
            return
        if one.ending == "declined":
            reason, words = DeclineReason.IN_COURT, sayings.DECLINE_WORDS
            way.decline(by=self.desk, matter=matter, reason=reason, words=words, at=at)
        elif one.ending == "merged" and before is not None and before.stage in OPEN_STAGES:
            way.merge(by=self.desk, matter=matter, into=before, at=at)
        elif one.ending == "withdrawn":
            way.withdraw(reporter=reporter, at=at)
        else:
            way.accept(by=self.desk, matter=matter, at=at)
            if not (one.ending == "waiting" and is_young):
                self.handle(reporter, at, allowed)

    def report(self) -> Reporter:
        one = self.plan
        resident = self.offices.residents[one.resident] if one.resident >= 0 else None
        by = {Channel.WEB: resident, Channel.PHONE: self.desk, Channel.FIELD: self.desk}.get(one.channel)
        contact = None
        if one.channel != Channel.WEB and resident is not None:
            contact = actions.Contact(name=resident.name, phone=resident.phone)
        photos = {"photos": self.photos(one.received_at)} if self.way.takes_photos else {}
        return self.way.tell(
            by=by,
            at=one.received_at,
            intent=UUID(int=(0x11A11 << 96) + self.serial),
            kind=one.kind,
            channel=one.channel,
            point=one.point,
            words=one.words,
            replies=replies(one.kind, one.received_at),
            contact=contact,
            is_public=one.is_public,
            **photos,
        )

    def photos(self, at: datetime, *, mended: bool = False) -> list[Attachment]:
        if not (self.plan.has_photo and self.way.takes_photos):
            return []
        drawn = pictures.draw(Random(self.serial), mended=mended)  # noqa: S311
        return [attachments.keep(drawn, by=None, at=at, address=f"demo-{self.serial}")]

    def handle(self, reporter: Reporter, at: datetime, allowed: timedelta) -> None:
        one, way, matter = self.plan, self.way, reporter.matter
        lead = self.units[matter.unit_id or self.committee.pk]
        if lead.pk not in self.offices.by_unit:
            lead = self.committee
        assisting = [self.committee] if one.assisted and lead.pk != self.committee.pk else []
        at += timedelta(minutes=2 + 40 * one.pace[1])
        if at > self.now:
            return
        orders = way.dispatch(by=self.desk, matter=matter, lead=lead, assisting=assisting, at=at)
        answer_at = max(matter.received_at + allowed * one.late, at + timedelta(minutes=30))
        for order in reversed(orders):  # the lead answers last
            person = self.offices.by_unit[order.unit_id]
            signed = at + (answer_at - at) * 0.15 * one.pace[2]
            noted = at + (answer_at - at) * (0.3 + 0.4 * one.pace[3])
            if signed > self.now:
                return
            way.sign(by=person, order=order, at=signed)
            if noted > self.now:
                return
            way.note(by=person, order=order, words=sayings.NOTES[self.serial % len(sayings.NOTES)], at=noted)
            if answer_at > self.now:
                return
            photos = self.photos(answer_at, mended=True)
            way.finish(by=person, order=order, answer=self.answer(order, answer_at, photos), at=answer_at)
        self.judge(reporter, next(order for order in orders if order.leads), answer_at)

    def answer(self, order: WorkOrder, at: datetime, photos: Sequence[Attachment] = ()) -> actions.Draft:
        """With the four elements where the unit leads; who cannot be reached was spoken to by nobody."""
        if not order.leads:
            return actions.Draft(self.plan.answer, photos)
        known = self.plan.resident >= 0 or self.way.is_joined(order.matter)
        return actions.Draft(
            self.plan.answer,
            photos,
            contacted_at=max(order.dispatched_at, at - (at - order.dispatched_at) * 0.6) if known else None,
            spoken_to=SpokenTo.REPORTER if known else SpokenTo.NOBODY,
            finished_on=timezone.localdate(at),
        )

    def judge(self, reporter: Reporter, lead: WorkOrder, at: datetime) -> None:
        one, way, matter = self.plan, self.way, reporter.matter
        way.look_again(matter)
        at += timedelta(hours=1 + 20 * one.pace[4])
        if one.failed_check and at <= self.now:
            way.send_back(by=self.checker(matter), matter=matter, words=sayings.SENT_BACK_WORDS, at=at)
            at = self.again(matter, lead, at)
        if one.unsolved and at <= self.now:
            reason, words = UnsolvedReason.HALF_DONE, sayings.UNSOLVED_WORDS
            way.rate(reporter=reporter, solved=False, satisfaction=2, reason=reason, words=words, at=at)
            at = self.again(matter, lead, at)
        if at > self.now:
            return
        if one.rated:
            way.rate(reporter=reporter, solved=True, satisfaction=one.satisfaction, at=at)
        else:
            way.close(by=self.checker(matter), matter=matter, words=sayings.CHECKED_WORDS, at=at)

    def checker(self, matter: Matter) -> Person:
        """The desk of the community, or of its street where the community answered itself."""
        street = self.committee.parent_id
        if street is None or matter.unit_id != self.committee.pk:
            return self.desk
        return self.offices.by_unit[street]

    def again(self, matter: Matter, lead: WorkOrder, at: datetime) -> datetime:
        """One more round of the unit that leads. Returns when the reporter or the desk looks next."""
        self.way.look_again(lead)
        done_at = at + ((matter.due_at or at) - at) * min(self.plan.late, 0.9)
        if done_at <= self.now:
            person = self.offices.by_unit[lead.unit_id]
            self.way.finish(by=person, order=lead, answer=self.answer(lead, done_at), at=done_at)
            self.way.look_again(matter)
        return done_at + timedelta(hours=1 + 10 * self.plan.pace[5])


def replies(kind: str, at: datetime) -> dict[str, str]:
    """The calmest reply to each required question: the last option, or a plain no."""
    book = catalogue()
    row = book.row(book.by_code[kind].pk, timezone.localdate(at))
    return {str(q["code"]): last_option(q.get("options")) for q in row.questions if q.get("required")}


def last_option(options: object) -> str:
    return str(options[-1]["code"]) if isinstance(options, list | tuple) and options else "否"
