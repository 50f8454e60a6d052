"""The log rows of matters, one function for each verb: made here and nowhere else, not yet written.

The actions keep them one at a time (``log.keep``), the loader of many thousands at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from linli.core import log
from linli.core.models import Entry
from linli.matters.models import Exclusion, Extension, Matter, Pause, Supervision, Support, WorkOrder
from linli.people.models import Person, Purpose

Actor = Person | None


def _told(verb: str, matter: Matter, by: Actor, at: datetime, **params: object) -> Entry:
    return log.entry(f"matters.{verb}", matter, by=by, at=at, place=matter.place, **params)


def _ordered(verb: str, order: WorkOrder, by: Actor, at: datetime, **params: object) -> Entry:
    about = {"matter": order.matter_id, "unit": order.unit_id}
    return log.entry(f"matters.order_{verb}", order, by=by, at=at, place=order.matter.place, **about, **params)


def _excluded(verb: str, exclusion: Exclusion, by: Actor, at: datetime, **params: object) -> Entry:
    about = {"exclusion": exclusion.pk, "unit": exclusion.unit_id, "reason": exclusion.reason}
    return _told(f"exclusion_{verb}", exclusion.matter, by, at, **about, **params)


def _iso(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).isoformat()


def _promise(matter: Matter) -> dict[str, object]:
    """Whatever gives or moves a promise tells it whole, so that ``matters.clock`` can compute it again. ``given`` says
    that another system's earlier time binds in the place of the row's."""
    is_given = matter.row_id is not None and matter.given_due_at is not None
    given = {"given": _iso(matter.given_due_at)} if is_given else {}
    about = {"kind": matter.kind_id, "row": matter.row_id, "unit": matter.unit_id}
    return {**about, "due_at": _iso(matter.due_at), **given}


def received(matter: Matter, by: Actor, at: datetime, *, by_family: bool = False) -> Entry:
    how = {"by_family": True} if by_family else {}
    return _told("received", matter, by, at, channel=matter.channel, **how, **_promise(matter))


def imported(matter: Matter, by: Actor, at: datetime) -> Entry:
    when = {"received_at": _iso(matter.received_at), "closed_at": _iso(matter.closed_at)}
    return _told("imported", matter, by, at, source=matter.source, stage=matter.stage, **when, **_promise(matter))


def accepted(matter: Matter, by: Actor, at: datetime) -> Entry:
    return _told("accepted", matter, by, at, **_promise(matter))


def declined(matter: Matter, by: Actor, at: datetime) -> Entry:
    return _told("declined", matter, by, at, reason=matter.decline_reason)


def merged(matter: Matter, by: Actor, at: datetime) -> Entry:
    return _told("merged", matter, by, at, into=matter.merged_into_id)


def unmerged(matter: Matter, by: Actor, at: datetime) -> Entry:
    return _told("unmerged", matter, by, at)


def joined(matter: Matter, by: Actor, at: datetime, *, by_family: bool = False) -> Entry:
    how = {"by_family": True} if by_family else {}
    return _told("joined", matter, by, at, **how)


def split(matter: Matter, parts: Sequence[Matter], by: Actor, at: datetime) -> Entry:
    return _told("split", matter, by, at, into=[part.pk for part in parts])


def split_off(matter: Matter, by: Actor, at: datetime) -> Entry:
    when = {"from": matter.split_from_id, "received_at": _iso(matter.received_at)}
    return _told("split_off", matter, by, at, **when, **_promise(matter))


def petition_linked(matter: Matter, by: Actor, at: datetime) -> Entry:
    return _told("petition_linked", matter, by, at)


def withdrawn(matter: Matter, by: Actor, at: datetime) -> Entry:
    return _told("withdrawn", matter, by, at)


def dispatched(matter: Matter, orders: Sequence[WorkOrder], by: Actor, at: datetime) -> Entry:
    return _told("dispatched", matter, by, at, units=[order.unit_id for order in orders])


def answered(matter: Matter, by: Actor, at: datetime) -> Entry:
    return _told("answered", matter, by, at, unit=matter.unit_id, round=matter.round)


def closed(matter: Matter, by: Actor, at: datetime, *, by_check: bool) -> Entry:
    return _told("closed", matter, by, at, by_check=by_check, round=matter.round)


def sent_back(matter: Matter, by: Actor, at: datetime) -> Entry:
    return _told("sent_back", matter, by, at, round=matter.round, **_promise(matter))


def contacted(matter: Matter, by: Actor, at: datetime) -> Entry:
    return _told("contacted", matter, by, at, contacted_at=_iso(matter.contacted_at), round=matter.round)


def rated(matter: Matter, by: Actor, at: datetime, *, solved: bool, by_call: bool = False) -> Entry:
    call = {"by_call": True} if by_call else {}
    return _told("rated", matter, by, at, solved=solved, round=matter.round, **call)


def called_back(matter: Matter, by: Actor, at: datetime, *, reached: bool) -> Entry:
    return _told("called_back", matter, by, at, reached=reached, round=matter.round)


def reopened(matter: Matter, by: Actor, at: datetime, *, reason: str) -> Entry:
    return _told("reopened", matter, by, at, reason=reason, round=matter.round, **_promise(matter))


def urged(matter: Matter, by: Actor, at: datetime) -> Entry:
    return _told("urged", matter, by, at, round=matter.round)


def contact_revealed(matter: Matter, by: Actor, at: datetime, *, purpose: Purpose) -> Entry:
    return _told("contact_revealed", matter, by, at, purpose=purpose)


def contact_forgotten(matter: Matter, at: datetime) -> Entry:
    return _told("contact_forgotten", matter, None, at)


def photos_erased(matter: Matter, at: datetime, *, photos: int) -> Entry:
    return _told("photos_erased", matter, None, at, photos=photos)


def voice_erased(matter: Matter, at: datetime) -> Entry:
    return _told("voice_erased", matter, None, at)


def words_erased(matter: Matter, at: datetime) -> Entry:
    return _told("words_erased", matter, None, at)


def held_for_law(matter: Matter, by: Actor, at: datetime) -> Entry:
    return _told("held_for_law", matter, by, at)


def hold_lifted(matter: Matter, by: Actor, at: datetime) -> Entry:
    return _told("hold_lifted", matter, by, at)


def exclusion_asked(exclusion: Exclusion, by: Actor, at: datetime) -> Entry:
    return _excluded("asked", exclusion, by, at, is_appeal=exclusion.appeals_id is not None)


def exclusion_granted(exclusion: Exclusion, by: Actor, at: datetime) -> Entry:
    return _excluded("granted", exclusion, by, at)


def exclusion_refused(exclusion: Exclusion, by: Actor, at: datetime) -> Entry:
    return _excluded("refused", exclusion, by, at)


def order_dispatched(order: WorkOrder, by: Actor, at: datetime) -> Entry:
    own = {} if order.limit_amount is None else {"amount": order.limit_amount, "limit": order.limit_unit}
    when = {"due_at": _iso(order.due_at), "sign_by": _iso(order.sign_by)}
    return _ordered("dispatched", order, by, at, leads=order.leads, **when, **own)


def order_signed(order: WorkOrder, by: Actor, at: datetime) -> Entry:
    return _ordered("signed", order, by, at)


def order_started(order: WorkOrder, by: Actor, at: datetime) -> Entry:
    return _ordered("started", order, by, at)


def order_noted(order: WorkOrder, by: Actor, at: datetime, *, photos: int) -> Entry:
    return _ordered("noted", order, by, at, photos=photos)


def order_contacted(order: WorkOrder, by: Actor, at: datetime) -> Entry:
    return _ordered("contacted", order, by, at)


def order_contact_tried(order: WorkOrder, by: Actor, at: datetime) -> Entry:
    return _ordered("contact_tried", order, by, at)


def order_done(order: WorkOrder, by: Actor, at: datetime, *, round: int) -> Entry:
    return _ordered("done", order, by, at, round=round)


def order_handed_back(order: WorkOrder, by: Actor, at: datetime, *, reason: str, owner: int | None) -> Entry:
    return _ordered("handed_back", order, by, at, reason=reason, owner=owner)


def order_kept(order: WorkOrder, by: Actor, at: datetime, *, stood_from: datetime | None = None) -> Entry:
    return _ordered("kept", order, by, at, **_stood(order, stood_from))


def order_passed(
    verb: str, order: WorkOrder, by: Actor, at: datetime, *, to: int | None, stood_from: datetime | None = None
) -> Entry:
    return _ordered(f"passed_{verb}", order, by, at, to=to, **_stood(order, stood_from))


def order_disputed(order: WorkOrder, by: Actor, at: datetime) -> Entry:
    return _ordered("disputed", order, by, at)


def order_settled(order: WorkOrder, by: Actor, at: datetime, *, on: int) -> Entry:
    return _ordered("settled", order, by, at, on=on)


def order_cancelled(order: WorkOrder, by: Actor, at: datetime) -> Entry:
    return _ordered("cancelled", order, by, at)


def order_alerted(order: WorkOrder, at: datetime, *, step: str, act: str) -> Entry:
    return _ordered("alerted", order, None, at, step=step, act=act, due_at=_iso(order.due_at))


def order_supervised(row: Supervision, by: Actor, at: datetime) -> Entry:
    return _ordered("supervised", row.order, by, at, supervision=row.pk, reply_by=_iso(row.reply_by))


def order_supervision_replied(row: Supervision, by: Actor, at: datetime) -> Entry:
    return _ordered("supervision_replied", row.order, by, at, supervision=row.pk)


def order_support_asked(row: Support, by: Actor, at: datetime) -> Entry:
    return _ordered("support_asked", row.order, by, at, support=row.pk, to=row.unit_id)


def order_support_granted(row: Support, by: Actor, at: datetime) -> Entry:
    return _ordered("support_granted", row.order, by, at, support=row.pk, to=row.unit_id)


def order_support_refused(row: Support, by: Actor, at: datetime) -> Entry:
    return _ordered("support_refused", row.order, by, at, support=row.pk, to=row.unit_id)


def order_extension_asked(row: Extension, by: Actor, at: datetime) -> Entry:
    return _ordered("extension_asked", row.order, by, at, extension=row.pk, amount=row.amount, limit=row.unit)


def order_extended(row: Extension, by: Actor, at: datetime, *, before: datetime | None) -> Entry:
    """``before`` is what the matter promised until then."""
    more = {"extension": row.pk, "amount": row.amount, "limit": row.unit, "round": row.round}
    return _ordered("extended", row.order, by, at, **more, before=_iso(before), **_ends(row.order))


def order_extension_refused(row: Extension, by: Actor, at: datetime) -> Entry:
    return _ordered("extension_refused", row.order, by, at, extension=row.pk)


def order_pause_asked(row: Pause, by: Actor, at: datetime) -> Entry:
    return _ordered("pause_asked", row.order, by, at, pause=row.pk, cause=row.cause_id, until_at=_iso(row.until_at))


def order_pause_refused(row: Pause, by: Actor, at: datetime) -> Entry:
    return _ordered("pause_refused", row.order, by, at, pause=row.pk)


def order_paused(row: Pause, by: Actor, at: datetime) -> Entry:
    return _ordered("paused", row.order, by, at, pause=row.pk, cause=row.cause_id, until_at=_iso(row.until_at))


def order_resumed(row: Pause, by: Actor, at: datetime, *, before: datetime | None) -> Entry:
    """``at`` is when the clock runs again; ``before`` is what the matter promised until then."""
    return _ordered("resumed", row.order, by, at, pause=row.pk, before=_iso(before), **_ends(row.order))


def order_review_due(row: Pause, at: datetime) -> Entry:
    return _ordered("review_due", row.order, None, at, pause=row.pk, until_at=_iso(row.until_at))


def recounted(matter: Matter, at: datetime, *, before: datetime | None, legs: Mapping[int, datetime]) -> Entry:
    """The calendar moved, and with it the promise and the ends of legs, by the key of the order."""
    ends = {str(pk): _iso(end) for pk, end in legs.items()}
    return _told("recounted", matter, None, at, before=_iso(before), due_at=_iso(matter.due_at), legs=ends)


def _ends(order: WorkOrder) -> dict[str, object]:
    """When the leg and the matter now end."""
    return {"due_at": _iso(order.due_at), "promised": _iso(order.matter.due_at)}


def _stood(order: WorkOrder, since: datetime | None) -> dict[str, object]:
    """That the clock stood since then, and what came of it."""
    return {} if since is None else {"stood_from": _iso(since), **_ends(order)}
