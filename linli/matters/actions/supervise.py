"""督办: the level above wants to know from a unit, by a time, why something is late and when it will be done."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from linli.core import log
from linli.core.calendar import Limit, working_calendar
from linli.matters.actions import entries
from linli.matters.actions.moving import hold_order
from linli.matters.actions.words import reason as needed
from linli.matters.errors import AlreadyReplied, Moved
from linli.matters.models import Supervision, WorkOrder
from linli.matters.rules import OPEN_ORDER_STAGES
from linli.orgs.authority import posts_with, require, require_above
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation
from linli.people.models import Person


@transaction.atomic
def supervise(*, by: Person, order: WorkOrder, words: str, within: Limit, at: datetime) -> Supervision:
    """Ask the unit of ``order`` for a reply ``within`` a limit.
    Raises: PermissionDenied unless on a level above, NothingSaid, TooManyWords, Moved when the order has ended."""
    require_above(by, Grant.SUPERVISE, unit=order.unit, place=order.matter.place)
    words = needed(words)
    hold_order(order)
    if order.stage not in OPEN_ORDER_STAGES:
        raise Moved(order)
    row = Supervision.objects.create(
        matter=order.matter,
        order=order,
        unit=_in_the_name_of(by, order),
        words=words,
        reply_by=working_calendar().due(at, within),
        issued_at=at,
        issued_by=by,
    )
    log.keep(entries.order_supervised(row, by, at))
    return row


@transaction.atomic
def reply(*, by: Person, supervision: Supervision, words: str, at: datetime) -> Supervision:
    """Answer a supervision order, once. Raises: PermissionDenied, NothingSaid, TooManyWords, AlreadyReplied."""
    order = supervision.order
    require(by, Grant.HANDLE, at=order.unit, place=order.matter.place)
    words = needed(words)
    mine = Supervision.objects.filter(pk=supervision.pk, replied_at=None)
    if not mine.update(reply=words, replied_at=at, replied_by=by):
        raise AlreadyReplied
    supervision.refresh_from_db()
    log.keep(entries.order_supervision_replied(supervision, by, at))
    return supervision


def _in_the_name_of(by: Person, order: WorkOrder) -> Organisation:
    """The smallest organisation above the unit for which ``by`` may supervise."""
    posts = [
        post
        for post in posts_with(by, Grant.SUPERVISE)
        if order.matter.place.startswith(post.prefix) and post.organisation_id != order.unit_id
    ]
    return max(posts, key=lambda post: len(post.prefix)).organisation
