"""就地解决: what somebody saw on patrol and put right there and then."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from linli.core import intents
from linli.matters.actions.answer import Draft, finish
from linli.matters.actions.dispatch import send
from linli.matters.actions.handle import sign, start
from linli.matters.actions.photos import sums
from linli.matters.errors import Moved
from linli.matters.models import Channel, Matter, Reporter, WorkOrder
from linli.matters.rules import Stage
from linli.orgs.authority import posts_with
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation
from linli.people.models import Person

WITHIN = timedelta(hours=12)  # a shift: what is put right later goes the usual way


@transaction.atomic
def solve_on_the_spot(
    *, by: Person, matter: Matter, answer: Draft, at: datetime, intent: UUID | None = None
) -> WorkOrder:
    """Take ``matter`` on for the own unit, come and answer it, all at once, by who reported it on patrol. Each step is
    in the log as ever, and as ever nobody of the unit checks the answer.
    Raises: PermissionDenied, KindEnded, IntentConflict, Moved, and what ``finish`` raises."""
    unit = unit_on_the_spot(by, matter, at=at)
    if unit is None:
        raise PermissionDenied(Grant.HANDLE.value)
    if intents.is_repeat(intent, ["solve", by.pk, matter.pk, answer.words, sums(answer.photos)], matter, at=at):
        return matter.orders.get(leads=True)
    if matter.stage != Stage.RECEIVED:
        raise Moved(matter)
    (order,) = send(by=by, matter=matter, lead=unit, at=at)
    sign(by=by, order=order, at=at)
    start(by=by, order=order, at=at)
    return finish(by=by, order=order, answer=answer, at=at)


def unit_on_the_spot(by: Person, matter: Matter, *, at: datetime) -> Organisation | None:
    """For which unit ``by`` may put it right: reported on patrol by this very person, in this shift, inside the area
    that the own post answers for; None otherwise."""
    is_theirs = Reporter.objects.filter(matter=matter, entered_by=by).exists()
    if matter.channel != Channel.FIELD or not is_theirs or at - matter.received_at > WITHIN:
        return None
    posts = [post for post in posts_with(by, Grant.HANDLE) if matter.place.startswith(post.prefix)]
    return posts[0].organisation if posts else None
