"""Many thousands of histories at once: for demonstrations and measurements, never for what people really say.

A ``Loader`` has the verbs of ``actions`` with the same words. It plays them in memory by the same tables and promises,
and writes all rows at the end in a few statements. It asks for no authority and knows no photos. A test plays one story
both ways and finds the same rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models, transaction

from linli.core import intents
from linli.core.models import Entry, Intent
from linli.duties.models import Kind
from linli.matters.actions import Draft, entries
from linli.matters.actions.again import next_round, order_again
from linli.matters.actions.contact import contact_by, is_reachable
from linli.matters.actions.dispatch import work_orders
from linli.matters.actions.intake import promised_as
from linli.matters.actions.numbers import give_numbers
from linli.matters.actions.receive import report_of, rows_of
from linli.matters.errors import LegsOpen, Moved
from linli.matters.models import Answer, Check, Matter, Note, Proposal, Rating, Reporter, WorkOrder
from linli.matters.reads.routing import rank
from linli.matters.rules import (
    MOVES,
    OPEN_ORDER_STAGES,
    ORDER_MOVES,
    DeclineReason,
    Move,
    OrderStage,
    Stage,
    UnsolvedReason,
)
from linli.orgs.models import Organisation
from linli.people.models import Person

AT_ONCE = 1_000
CHILDREN = (Reporter, Proposal, WorkOrder, Note, Answer, Check, Rating)  # in this order: each after what it refers to


class Loader:
    """Histories in memory until ``write``. What its verbs return may be used in later verbs of the same loader."""

    def __init__(self) -> None:
        self._matters: list[Matter] = []
        self._rows: dict[type[models.Model], list[models.Model]] = {model: [] for model in CHILDREN}
        self._intents: list[tuple[Intent, Matter]] = []
        self._entries: list[tuple[Entry, Matter | WorkOrder]] = []
        self._orders: dict[int, list[WorkOrder]] = {}  # by the identity of the matter
        self._reporters: dict[int, Reporter] = {}  # likewise
        self._proposals: dict[int, Proposal] = {}  # likewise
        self._joined: dict[int, list[Matter]] = defaultdict(list)  # by that of the one they were merged into
        self._merges: list[tuple[Entry, Matter]] = []

    def __len__(self) -> int:
        return len(self._matters)

    # -- the verbs ------------------------------------------------------------------------------------------------

    def receive(self, *, by: Person | None, at: datetime, intent: UUID, **said: Any) -> Reporter:
        """``said`` as for ``actions.receive``, without photos. Raises what that raises, but PermissionDenied."""
        report = report_of(**said)
        body = intents.digest([by.pk if by else None, report, []])
        rows = rows_of(report, by=by, at=at, intent=intent, body=body)
        rows.reporter.matter = rows.matter
        self._matters.append(rows.matter)
        self._rows[Reporter].append(rows.reporter)
        if rows.proposal is not None:
            rows.proposal.matter = rows.matter
            self._rows[Proposal].append(rows.proposal)
            self._proposals[id(rows.matter)] = rows.proposal
        self._intents.append((rows.intent, rows.matter))
        self._tell(rows.entry, rows.matter)
        self._orders[id(rows.matter)] = []
        self._reporters[id(rows.matter)] = rows.reporter
        return rows.reporter

    def accept(self, *, by: Person, matter: Matter, at: datetime, kind: Kind | None = None) -> None:
        _move(matter, MOVES["accept"], accepted_at=at, **promised_as(matter, kind.pk if kind else None, at))
        self._tell(entries.accepted(matter, by, at), matter)

    def decline(self, *, by: Person, matter: Matter, reason: DeclineReason, words: str, at: datetime) -> None:
        _move(matter, MOVES["decline"], decline_reason=reason, decline_words=words, closed_at=at)
        self._tell(entries.declined(matter, by, at), matter)

    def merge(self, *, by: Person, matter: Matter, into: Matter, at: datetime) -> None:
        _move(matter, MOVES["merge"], merged_into=into, closed_at=at)
        self._cancel_orders(matter, by, at)
        before = self._joined.pop(id(matter), [])
        for other in before:
            other.merged_into = into
        self._joined[id(into)] += [matter, *before]
        entry = entries.merged(matter, by, at)
        self._merges.append((entry, into))
        self._tell(entry, matter)

    def withdraw(self, *, reporter: Reporter, at: datetime) -> None:
        matter = reporter.matter
        _move(matter, MOVES["withdraw"], closed_at=at)
        self._cancel_orders(matter, reporter.person, at)
        self._tell(entries.withdrawn(matter, reporter.person, at), matter)

    def dispatch(
        self,
        *,
        by: Person,
        matter: Matter,
        lead: Organisation | None,
        assisting: Sequence[Organisation] = (),
        at: datetime,
        task: str = "",
    ) -> list[WorkOrder]:
        if matter.stage == Stage.RECEIVED:
            self.accept(by=by, matter=matter, at=at)
        _move(matter, MOVES["dispatch"], **({"unit": lead} if lead else {}))
        units = [*([lead] if lead else []), *assisting]
        orders = work_orders(matter, lead, units, task=task, by=by, at=at)
        if lead is not None and is_reachable([self._reporters[id(matter)]]):
            orders[0].contact_by = contact_by(matter, at)
        self._orders[id(matter)] += orders
        self._rows[WorkOrder] += orders
        proposal = self._proposals.get(id(matter))
        if lead is not None and proposal is not None and proposal.taken is None:
            proposal.taken = rank(matter, lead.pk, at)
        for order in orders:
            self._tell(entries.order_dispatched(order, by, at), order)
        self._tell(entries.dispatched(matter, orders, by, at), matter)
        return orders

    def sign(self, *, by: Person, order: WorkOrder, at: datetime) -> None:
        _move(order, ORDER_MOVES["sign"], signed_at=at, signed_by=by)
        self._tell(entries.order_signed(order, by, at), order)

    def start(self, *, by: Person, order: WorkOrder, at: datetime) -> None:
        _move(order, ORDER_MOVES["start"])
        self._tell(entries.order_started(order, by, at), order)

    def note(self, *, by: Person, order: WorkOrder, words: str, at: datetime) -> None:
        if order.stage == OrderStage.SIGNED:
            _move(order, ORDER_MOVES["start"])
        self._rows[Note].append(Note(order=order, words=words, at=at, by=by))
        self._tell(entries.order_noted(order, by, at, photos=0), order)

    def finish(self, *, by: Person, order: WorkOrder, answer: Draft, at: datetime) -> None:
        """Raises: LegsOpen: who leads answers last."""
        matter = order.matter
        _move(order, ORDER_MOVES["finish"], done_at=at, done_by=by)
        said = Answer(order=order, round=matter.round, words=answer.words, at=at, by=by)
        self._rows[Answer].append(said)
        self._tell(entries.order_done(order, by, at, round=matter.round), order)
        if not order.leads:
            return
        if self._open_orders(matter):
            raise LegsOpen
        said.spoken_to, said.contacted_at = answer.spoken_to or "", answer.contacted_at
        said.finished_on = answer.finished_on
        if matter.contacted_at is None and said.contacted_at is not None:
            matter.contacted_at = said.contacted_at
            self._tell(entries.contacted(matter, by, at), matter)
        _move(matter, MOVES["answer"], answered_at=at)
        self._tell(entries.answered(matter, by, at), matter)

    def close(self, *, by: Person, matter: Matter, at: datetime, words: str = "") -> None:
        _move(matter, MOVES["close"], closed_at=at)
        self._rows[Check].append(Check(matter=matter, round=matter.round, passed=True, words=words, at=at, by=by))
        self._tell(entries.closed(matter, by, at, by_check=True), matter)

    def send_back(self, *, by: Person, matter: Matter, words: str, at: datetime) -> None:
        failed = Check(matter=matter, round=matter.round, passed=False, words=words, at=at, by=by)
        self._take_up_again(matter, MOVES["send_back"], at)
        self._rows[Check].append(failed)
        self._tell(entries.sent_back(matter, by, at), matter)

    def rate(
        self,
        *,
        reporter: Reporter,
        solved: bool,
        at: datetime,
        satisfaction: int | None = None,
        reason: UnsolvedReason | None = None,
        words: str = "",
    ) -> None:
        matter = reporter.matter.standing()
        said = Rating(matter=matter, reporter=reporter, round=matter.round, solved=solved, words=words, at=at)
        said.satisfaction, said.reason = satisfaction, "" if solved or reason is None else reason
        self._rows[Rating].append(said)
        self._tell(entries.rated(matter, reporter.person, at, solved=solved), matter)
        if not solved:
            self._take_up_again(matter, MOVES["reopen"], at)
            self._tell(entries.reopened(matter, reporter.person, at, reason=said.reason), matter)
        elif matter.stage == Stage.ANSWERED:
            _move(matter, MOVES["close"], closed_at=at)
            self._tell(entries.closed(matter, reporter.person, at, by_check=False), matter)

    # -- the end --------------------------------------------------------------------------------------------------

    @transaction.atomic
    def write(self) -> int:
        """Save everything told so far and forget it. Returns the number of matters."""
        give_numbers(self._matters)
        waiting = self._matters
        while waiting:  # a merged matter comes after the one it was merged into
            ready = [m for m in waiting if m.merged_into is None or m.merged_into.pk is not None]
            Matter.objects.bulk_create(ready, batch_size=AT_ONCE)
            waiting = [m for m in waiting if m.pk is None]
        for model, rows in self._rows.items():
            model._default_manager.bulk_create(rows, batch_size=AT_ONCE)
        for intent, matter in self._intents:
            intent.subject_id = matter.pk
        Intent.objects.bulk_create([intent for intent, _ in self._intents], batch_size=AT_ONCE)
        for entry, subject in self._entries:
            _name(entry, subject)
        for entry, into in self._merges:
            entry.params["into"] = into.pk
        Entry.objects.bulk_create([entry for entry, _ in self._entries], batch_size=AT_ONCE)
        written = len(self._matters)
        self.__init__()  # type: ignore[misc]
        return written

    # -- inside ---------------------------------------------------------------------------------------------------

    def _tell(self, entry: Entry, subject: Matter | WorkOrder) -> None:
        self._entries.append((entry, subject))

    def _cancel_orders(self, matter: Matter, by: Person | None, at: datetime) -> None:
        for order in self._open_orders(matter):
            _move(order, ORDER_MOVES["cancel"])
            self._tell(entries.order_cancelled(order, by, at), order)

    def _open_orders(self, matter: Matter) -> list[WorkOrder]:
        return [order for order in self._orders[id(matter)] if order.stage in OPEN_ORDER_STAGES]

    def _take_up_again(self, matter: Matter, step: Move, at: datetime) -> None:
        _move(matter, step, round=matter.round + 1, **next_round(matter, at))
        for order in self._orders[id(matter)]:
            if order.leads and order.stage != OrderStage.CANCELLED:
                _move(order, ORDER_MOVES["take_up_again"], **order_again(matter, order, at))


def _move(row: Matter | WorkOrder, step: Move, **sets: Any) -> None:
    """The conditional update of the actions, in memory. Raises: Moved."""
    if row.stage not in step.before:
        raise Moved(row)
    row.stage = step.after
    row.version += 1
    for field, value in sets.items():
        setattr(row, field, value)


def _name(entry: Entry, subject: Matter | WorkOrder) -> None:
    """Put the keys into a log row that was made before there were any."""
    entry.subject_id = subject.pk
    if isinstance(subject, WorkOrder):
        entry.params["matter"] = subject.matter_id
