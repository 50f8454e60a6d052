"""What the desk decides about a matter that came in, and how its reporter takes it back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from linli.core import log
from linli.duties.models import Kind
from linli.duties.reads import catalogue
from linli.matters.actions import entries
from linli.matters.actions.moving import move, move_order
from linli.matters.actions.pause import end_what_runs
from linli.matters.actions.words import reason as needed
from linli.matters.errors import NotTheirs
from linli.matters.models import Matter, Reporter
from linli.matters.reads.promising import binding, promise, route, spot_of
from linli.matters.rules import DeclineReason
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.people.models import Person


@transaction.atomic
def accept(*, by: Person, matter: Matter, at: datetime, kind: Kind | None = None, version: int | None = None) -> Matter:
    """Take ``matter`` on, as the kind it was reported as or as a better one; unit and promise then follow that kind,
    still counted from when it was received. Imported without a promise, it gets one from now.
    Raises: PermissionDenied, KindEnded, Moved."""
    require(by, Grant.ACCEPT, at=matter.place)
    return take_on(by=by, matter=matter, at=at, kind=kind, version=version)


def take_on(
    *, by: Person, matter: Matter, at: datetime, kind: Kind | None = None, version: int | None = None
) -> Matter:
    """What ``accept`` does, for an action that has asked for another authority. Raises: KindEnded, Moved."""
    move(matter, "accept", version=version, accepted_at=at, **promised_as(matter, kind.pk if kind else None, at))
    log.keep(entries.accepted(matter, by, at))
    return matter


def promised_as(matter: Matter, kind: int | None, at: datetime) -> dict[str, object]:
    """What changes when ``matter`` is taken on as ``kind``; nothing when it is the one it was reported as."""
    if kind in (None, matter.kind_id) and matter.due_at is not None:
        return {}
    facts = catalogue().kinds[kind or matter.kind_id]
    since = matter.received_at if matter.due_at is not None else at
    row, due_at = promise(facts.pk, since=since, at=at)
    before = matter.given_due_at if matter.row_id is not None else None
    bound = binding(row, due_at, given=before, at=at)
    best = route(facts, spot_of(matter), matter.words, at)
    return {
        "kind_id": facts.pk,
        "row_id": row.pk,
        "counted_from": since,
        "given_due_at": bound,
        "due_at": bound or due_at,
        "unit_id": best.unit.pk if best else None,
        "is_public": matter.is_public and not facts.is_sensitive,
    }


@transaction.atomic
def decline(
    *, by: Person, matter: Matter, reason: DeclineReason, words: str, at: datetime, version: int | None = None
) -> Matter:
    """Refuse ``matter`` and say why and which door to knock at.
    Raises: PermissionDenied, NothingSaid, TooManyWords, Moved."""
    require(by, Grant.ACCEPT, at=matter.place)
    words = needed(words)
    move(matter, "decline", version=version, decline_reason=reason, decline_words=words, closed_at=at)
    log.keep(entries.declined(matter, by, at))
    return matter


@transaction.atomic
def withdraw(*, reporter: Reporter, at: datetime, version: int | None = None) -> Matter:
    """The reporter takes it back. Raises: NotTheirs when others reported it too, Moved."""
    matter = reporter.matter
    move(matter, "withdraw", version=version, closed_at=at)
    if matter.reporters.exclude(pk=reporter.pk).exists() or matter.merged.exists():
        raise NotTheirs
    cancel_orders(matter, by=reporter.person, at=at)
    log.keep(entries.withdrawn(matter, reporter.person, at))
    return matter


def cancel_orders(matter: Matter, *, by: Person | None, at: datetime) -> None:
    """Nobody works on ``matter`` any more."""
    for order in matter.orders.open().select_for_update(no_key=True):
        order.matter = matter
        end_what_runs(order, by=by, at=at)
        move_order(order, "cancel")
        log.keep(entries.order_cancelled(order, by, at))
