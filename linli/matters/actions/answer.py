"""A unit answers its order. The lead puts the legs together and answers last; then the matter is answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from linli.core import intents, log
from linli.core.models import Attachment
from linli.matters.actions import entries
from linli.matters.actions.contact import is_reachable
from linli.matters.actions.handle import first_contact
from linli.matters.actions.moving import hold, move, move_order
from linli.matters.actions.pause import end_what_runs
from linli.matters.actions.photos import attach, sums
from linli.matters.actions.words import remark
from linli.matters.errors import LegsOpen, NobodySpokenTo, NoFinish, NotContacted, NothingSaid, TooManyWords
from linli.matters.models import Answer, ContactTry, Matter, Photo, Reporter, WorkOrder
from linli.matters.rules import CONTACT_TRIES, WORDS_LIMIT, SpokenTo, could_be, tidy
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.people.models import Person


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer as it will be sent: shown to its writer as the reporter will read it.

    Of the lead it has the four elements: when the reporter was contacted and who was spoken to, what was done, by when.
    ``without`` is why the lead does not wait for the legs that are still open.
    """

    words: str
    photos: Sequence[Attachment] = ()
    contacted_at: datetime | None = None
    spoken_to: SpokenTo | None = None
    finished_on: date | None = None
    without: str = ""


@transaction.atomic
def finish(
    *,
    by: Person,
    order: WorkOrder,
    answer: Draft,
    at: datetime,
    version: int | None = None,
    intent: UUID | None = None,
) -> WorkOrder:
    """Answer the order. The lead does so last and answers the matter with it; legs that it does not wait for end.

    Raises: PermissionDenied, NothingSaid, TooManyWords, TooManyPhotos, NobodySpokenTo, NotContacted, NoFinish,
    LegsOpen, IntentConflict, Moved.
    """
    require(by, Grant.HANDLE, at=order.unit, place=order.matter.place)
    words, without = _said(answer)
    if intents.is_repeat(intent, ["finish", by.pk, order.pk, words, sums(answer.photos)], order, at=at):
        return order
    matter = order.matter
    hold(matter)  # nobody sends another leg, and none is done, between the look at them and the answer
    elements = _elements(matter, answer, at) if order.leads else {}
    waiting = list(matter.orders.open().exclude(pk=order.pk).order_by("pk")) if order.leads else []
    order.matter = matter
    end_what_runs(order, by=by, at=at)
    move_order(order, "finish", version=version, done_at=at, done_by=by)
    if waiting and not without:
        raise LegsOpen
    row = Answer.objects.create(
        order=order,
        round=matter.round,
        words=words,
        without=without if waiting else "",
        at=at,
        by=by,
        **elements,
    )
    attach(matter, answer.photos, phase=Photo.Phase.AFTER, answer=row)
    log.keep(entries.order_done(order, by, at, round=matter.round))
    if not order.leads:
        return order
    for leg in waiting:
        leg.matter = matter
        end_what_runs(leg, by=by, at=at)
        move_order(leg, "cancel")
        log.keep(entries.order_cancelled(leg, by, at))
    if row.contacted_at is not None:
        first_contact(matter, by=by, contacted_at=row.contacted_at, at=at)
    move(matter, "answer", answered_at=at)
    log.keep(entries.answered(matter, by, at))
    return order


def _said(answer: Draft) -> tuple[str, str]:
    words = tidy(answer.words)
    if not words:
        raise NothingSaid
    if len(words) > WORDS_LIMIT:
        raise TooManyWords
    return words, remark(answer.without, "without")


def _elements(matter: Matter, answer: Draft, at: datetime) -> dict[str, object]:
    """When, who and by when, as the answer keeps them. Raises: NobodySpokenTo, NotContacted, NoFinish."""
    if answer.spoken_to is None:
        raise NobodySpokenTo
    nobody = answer.spoken_to is SpokenTo.NOBODY
    if nobody and not may_speak_to_nobody(matter):
        raise NobodySpokenTo
    if not nobody and (
        answer.contacted_at is None or not could_be(answer.contacted_at, since=matter.received_at, now=at)
    ):
        raise NotContacted
    if answer.finished_on is None or answer.finished_on < timezone.localdate(matter.received_at):
        raise NoFinish
    contacted_at = None if nobody else answer.contacted_at
    return {"spoken_to": answer.spoken_to, "contacted_at": contacted_at, "finished_on": answer.finished_on}


def may_speak_to_nobody(matter: Matter) -> bool:
    """Whether an answer may say that nobody was spoken to: nobody left a way to be reached, or the unit tried often
    enough in this round."""
    reporters = Reporter.objects.filter(matter=matter) | Reporter.objects.filter(matter__merged_into=matter)
    if not is_reachable(reporters.select_related("person")):
        return True
    tries = ContactTry.objects.filter(order__matter=matter, round=matter.round, reached=False)
    return tries.count() >= CONTACT_TRIES
