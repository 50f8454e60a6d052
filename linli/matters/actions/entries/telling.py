"""What the rows of one noun have in common."""

from __future__ import annotations

from datetime import UTC, datetime

from linli.core import log
from linli.core.models import Entry
from linli.matters.models import Exclusion, Matter, WorkOrder
from linli.people.models import Person

Actor = Person | None


def matter_row(verb: str, matter: Matter, by: Actor, at: datetime, **params: object) -> Entry:
    return log.entry(f"matters.{verb}", matter, by=by, at=at, place=matter.place, **params)


def order_row(verb: str, order: WorkOrder, by: Actor, at: datetime, **params: object) -> Entry:
    about = {"matter": order.matter_id, "unit": order.unit_id}
    return log.entry(f"matters.order_{verb}", order, by=by, at=at, place=order.matter.place, **about, **params)


def exclusion_row(verb: str, exclusion: Exclusion, by: Actor, at: datetime, **params: object) -> Entry:
    about = {"exclusion": exclusion.pk, "unit": exclusion.unit_id, "reason": exclusion.reason}
    return matter_row(f"exclusion_{verb}", exclusion.matter, by, at, **about, **params)


def iso(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).isoformat()


def promise(matter: Matter) -> dict[str, object]:
    """Whatever gives or moves a promise tells it whole, so that ``matters.clock`` can compute it again. ``given`` says
    that another system's earlier time binds in the place of the row's."""
    is_given = matter.row_id is not None and matter.given_due_at is not None
    given = {"given": iso(matter.given_due_at)} if is_given else {}
    about = {"kind": matter.kind_id, "row": matter.row_id, "unit": matter.unit_id}
    return {**about, "due_at": iso(matter.due_at), **given}


def ends(order: WorkOrder) -> dict[str, object]:
    """When the leg and the matter now end."""
    return {"due_at": iso(order.due_at), "promised": iso(order.matter.due_at)}


def stood(order: WorkOrder, since: datetime | None) -> dict[str, object]:
    """That the clock stood since then, and what came of it."""
    return {} if since is None else {"stood_from": iso(since), **ends(order)}
