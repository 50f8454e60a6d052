"""What happened to a matter, step by step, out of the log: with the unit, the words and the photos of each step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Q

from linli.core.models import Entry
from linli.duties.reads import catalogue
from linli.matters.models import (
    Answer,
    Dispute,
    Extension,
    LegalHold,
    Matter,
    Note,
    Pause,
    Photo,
    Return,
    Supervision,
    Support,
    WorkOrder,
)
from linli.matters.reads.offices import Office, offices_of

TWICE_TOLD = {"matters.dispatched"}  # each order has a row of its own
OF_THE_LEAD = {  # of who assists they move nothing that the reporter was promised
    "matters.order_extended",
    "matters.order_paused",
    "matters.order_resumed",
    "matters.order_handed_back",
    "matters.order_kept",
    "matters.order_passed_on",
    "matters.order_disputed",
    "matters.order_settled",
    "matters.order_contacted",
    "matters.order_contact_tried",
}
INSIDE = {  # the office's own business
    "matters.contact_revealed",
    "matters.contact_forgotten",
    "matters.held_for_law",
    "matters.hold_lifted",
    "matters.order_cancelled",
    "matters.order_extension_asked",
    "matters.order_extension_refused",
    "matters.order_pause_asked",
    "matters.order_pause_refused",
    "matters.order_review_due",
    "matters.order_support_asked",
    "matters.order_support_granted",
    "matters.order_support_refused",
    "matters.order_alerted",
    "matters.imported",
    "matters.exclusion_asked",
    "matters.exclusion_granted",
    "matters.exclusion_refused",
    "desks.refusal_proposed",
    "desks.refusal_returned",
    "orgs.handed_over",
}


@dataclass(frozen=True, slots=True)
class Elements:
    """Of an answer, beside its words: who was spoken to and when, and by when it was or will be done."""

    spoken_to: str
    contacted_at: datetime | None
    finished_on: date | None


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened, by ``unit``. ``by`` is how colleagues call the one who did it, empty in what residents
    read; ``to`` the unit that an order was sent or passed on to, or whose order the level above decided about."""

    verb: str  # of the log: matters.received, matters.order_signed …
    at: datetime
    unit: str = ""
    by: str = ""
    words: str = ""
    photos: tuple[UUID, ...] = ()
    params: Mapping[str, Any] = field(default_factory=dict)
    unit_en: str = ""
    to: str = ""
    to_en: str = ""
    elements: Elements | None = None
    why: str = ""  # the reason of a dated list
    why_en: str = ""


def timeline(matter: Matter, *, public: bool) -> list[Step]:
    """Every step, newest first. ``public`` is what the reporters read: units without persons, the lead's answer only.

    Seven queries, however long it is; some more when it was urged, supervised or handed back.
    """
    orders = {order.pk: order for order in matter.orders.all()}
    entries = list(
        Entry.objects.filter(
            Q(subject_type=Matter._meta.label_lower, subject_id=matter.pk)
            | Q(subject_type=WorkOrder._meta.label_lower, subject_id__in=orders)
        ).order_by("-at", "-id")
    )
    told = _Told(matter, orders)
    offices = offices_of(entries, matter.place)
    steps = []
    for entry in entries:
        if entry.verb in TWICE_TOLD or (public and entry.verb in INSIDE):
            continue
        order = orders.get(entry.subject_id) if entry.subject_type == WorkOrder._meta.label_lower else None
        if public and order is not None and not _is_told(entry.verb, order):
            continue
        words, photos = told.by(entry, order, public=public)
        office = offices.get(entry.actor_id or 0, Office())
        (unit, unit_en), (to, to_en) = _from_to(entry, order, office, public=public)
        why, why_en = told.why(entry, order)
        steps.append(
            Step(
                verb=entry.verb,
                at=entry.at,
                unit=unit,
                by="" if public else office.name,
                words=words,
                photos=photos,
                params=entry.params | _lead(order) | told.cause(entry),
                unit_en=unit_en,
                to=to,
                to_en=to_en,
                elements=told.elements(entry, order, public=public),
                why=why,
                why_en=why_en,
            )
        )
    return steps


Named = tuple[str, str]
"""A unit in Chinese and in English."""


def _from_to(entry: Entry, order: WorkOrder | None, office: Office, *, public: bool) -> tuple[Named, Named]:
    """The unit that did it and the one to which it went. Of an order its own unit did it, unless somebody outside sent
    it, decided or asked; residents read of the sending only where it went."""
    units = catalogue().units.by_pk
    unit: Named = (office.unit, office.unit_en)
    to: Named = ("", "")
    known = units.get(order.unit_id) if order is not None else None
    if known is not None:
        sends = entry.verb == "matters.order_dispatched"
        if (sends and not public) or (not sends and office.is_outside(known.pk)):
            to = known.name, known.name_en
        else:
            unit = known.name, known.name_en
    goes_to = units.get(entry.params.get("to" if "to" in entry.params else "on") or 0)
    return unit, (goes_to.name, goes_to.name_en) if goes_to is not None else to


def _is_told(verb: str, order: WorkOrder) -> bool:
    """Whether reporters read this step of an order: the words of the lead's answer stand at matters.answered, and who
    hands back a leg that only assists is the office's own business."""
    return verb != "matters.order_done" if order.leads else verb not in OF_THE_LEAD


def _lead(order: WorkOrder | None) -> dict[str, Any]:
    return {} if order is None else {"leads": order.leads}


class _Told:
    """Words and photos of a matter, ready to be found by log row."""

    def __init__(self, matter: Matter, orders: Mapping[int, WorkOrder]) -> None:
        self.matter = matter
        self.lead = next((pk for pk, order in orders.items() if order.leads and order.stage != "cancelled"), None)
        self.notes: dict[tuple[int, datetime], list[Note]] = defaultdict(list)
        for note in Note.objects.filter(order__in=orders).order_by("-pk"):
            self.notes[note.order_id, note.at].append(note)
        self.answers = {(a.order_id, a.round): a for a in Answer.objects.filter(order__in=orders)}
        self.photos: dict[tuple[str, int], list[UUID]] = defaultdict(list)
        for photo in Photo.objects.filter(matter=matter).order_by("order", "pk"):
            of = ("note", photo.note_id) if photo.note_id else ("answer", photo.answer_id or 0)
            if photo.note_id is None and photo.answer_id is None:
                of = (photo.phase, 0)
            self.photos[of[0], of[1] or 0].append(photo.attachment_id)
        self.checks = {check.round: check for check in matter.checks.all()}

    @cached_property
    def supervisions(self) -> dict[int, Supervision]:
        return {row.pk: row for row in self.matter.supervisions.all()}

    @cached_property
    def supports(self) -> dict[int, Support]:
        return {row.pk: row for row in Support.objects.filter(order__matter=self.matter)}

    @cached_property
    def returns(self) -> dict[int, Return]:
        found = Return.objects.filter(order__matter=self.matter).select_related("reason")
        return {row.order_id: row for row in found}

    @cached_property
    def disputes(self) -> dict[int, Dispute]:
        return {row.order_id: row for row in self.matter.disputes.all()}

    def why(self, entry: Entry, order: WorkOrder | None) -> tuple[str, str]:
        """The reason of the list for which an order was handed back, in both languages."""
        if entry.verb != "matters.order_handed_back" or order is None or order.pk not in self.returns:
            return "", ""
        reason = self.returns[order.pk].reason
        return reason.name, reason.name_en

    def elements(self, entry: Entry, order: WorkOrder | None, *, public: bool) -> Elements | None:
        at = self.lead if public else order.pk if order is not None else None
        if entry.verb != ("matters.answered" if public else "matters.order_done"):
            return None
        answer = self.answers.get((at or 0, entry.params["round"]))
        if answer is None or not answer.spoken_to:
            return None
        return Elements(answer.spoken_to, answer.contacted_at, answer.finished_on)

    @cached_property
    def urges(self) -> dict[datetime, str]:
        return dict(self.matter.urges.values_list("at", "words"))

    def by(self, entry: Entry, order: WorkOrder | None, *, public: bool) -> tuple[str, tuple[UUID, ...]]:
        round = entry.params.get("round", 0)
        match entry.verb:
            case "matters.received" if not public:  # the reporter's page shows what they said on its own
                return "", tuple(self.photos["reported", 0])
            case "matters.declined":
                return self.matter.decline_words, ()
            case "matters.order_noted" if order is not None:
                notes = self.notes[order.pk, entry.at]
                note = notes.pop(0) if notes else None
                return (note.words, tuple(self.photos["note", note.pk])) if note else ("", ())
            case "matters.order_extended" | "matters.order_extension_asked" | "matters.order_extension_refused":
                return self._asked(self.extensions.get(entry.params["extension"]), entry.verb), ()
            case "matters.order_paused" | "matters.order_pause_asked" | "matters.order_pause_refused":
                return self._asked(self.pauses.get(entry.params["pause"]), entry.verb), ()
            case "matters.order_support_asked" | "matters.order_support_granted" | "matters.order_support_refused":
                unit = self.supports[entry.params["support"]]
                return unit.words if entry.verb.endswith("_asked") else unit.decision_words, ()
            case "matters.order_done" if order is not None and not public:
                return self._answer(order.pk, round)
            case "matters.answered":
                return self._answer(self.lead or 0, round) if public else ("", ())
            case "matters.sent_back":  # a failed check: its row is of the round before
                check = self.checks.get(round - 1)
                return (check.words if check else "", ())
            case "matters.order_supervised" | "matters.order_supervision_replied" if not public:
                row = self.supervisions.get(entry.params["supervision"])
                asked = row.words if row else ""
                return (row.reply if row and entry.verb.endswith("replied") else asked), ()
            case "matters.order_handed_back" if order is not None and not public:
                back = self.returns.get(order.pk)
                return " ".join(part for part in (back.words, back.basis) if part) if back else "", ()
            case "matters.order_kept" | "matters.order_passed_on" if order is not None and not public:
                back = self.returns.get(order.pk)
                return back.decision_words if back else "", ()
            case "matters.order_disputed" | "matters.order_settled" if order is not None and not public:
                case = self.disputes.get(order.pk)
                told = case.words if case else ""
                return (case.settled_words if case and entry.verb.endswith("settled") else told), ()
            case "matters.held_for_law":
                return LegalHold.objects.get(matter=self.matter, at=entry.at).words, ()
            case "matters.urged" if not public:
                return self.urges.get(entry.at, ""), ()
            case "matters.closed" if entry.params.get("by_check"):
                check = self.checks.get(round)
                return (check.words if check else "", tuple(self.photos["checked", 0]))
        return "", ()

    @cached_property
    def extensions(self) -> dict[int, Extension]:
        return {row.pk: row for row in Extension.objects.filter(order__matter=self.matter)}

    @cached_property
    def pauses(self) -> dict[int, Pause]:
        return {row.pk: row for row in Pause.objects.filter(order__matter=self.matter).select_related("cause")}

    def cause(self, entry: Entry) -> dict[str, str]:
        """How a resident reads why the clock stands."""
        row = self.pauses.get(entry.params["pause"]) if entry.verb == "matters.order_paused" else None
        return {} if row is None else {"told": row.cause.told, "told_en": row.cause.told_en}

    def _asked(self, row: Extension | Pause | None, verb: str) -> str:
        """Why the unit asked, or what was answered when it was refused."""
        if row is None:
            return ""
        return row.decision_words if verb.endswith("_refused") else row.words

    def _answer(self, order: int, round: int) -> tuple[str, tuple[UUID, ...]]:
        answer = self.answers.get((order, round))
        return (answer.words, tuple(self.photos["answer", answer.pk])) if answer else ("", ())
