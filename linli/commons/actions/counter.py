"""What the counter of a community cannot take for a time. What nobody wrote down it takes."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from linli.commons.actions.saying import check_day
from linli.commons.errors.orders import BackTooEarly, NotOnMenu, TakenAgain
from linli.commons.models import CounterGap, Service
from linli.core import log
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.people.models import Person
from linli.places.models import Division


@transaction.atomic
def cannot_take(
    *, by: Person, community: Division, service: Service, on: date, until: date | None, at: datetime
) -> CounterGap:
    """Nobody at the counter can take an item from a day, to before another or until further notice. What was said for
    that day or a later one goes; orders that run go on.
    Raises: PermissionDenied, InThePast, BackTooEarly, NotOnMenu."""
    require(by, Grant.GIVE_OUT_ORDERS, at=community.code)
    check_day("on", on, at)
    if until is not None and until <= on:
        raise BackTooEarly
    if not Service.objects.valid(on).filter(code=service.code).exists():
        raise NotOnMenu
    Division.objects.select_for_update().get(pk=community.pk)  # two at once say it one after the other
    rows = CounterGap.objects.filter(community=community, code=service.code)
    rows.give_way(on)
    made = rows.create(community=community, code=service.code, valid_from=on, valid_to=until, said_at=at)
    told = {"code": service.code, "on": on.isoformat(), "until": until.isoformat() if until is not None else None}
    log.write("commons.counter_gap_set", made, by=by, at=at, place=community.prefix, **told)
    return made


@transaction.atomic
def takes_again(*, by: Person, gap: CounterGap, at: datetime) -> None:
    """The counter takes it from today; what was to begin later never does. Raises: PermissionDenied, TakenAgain."""
    require(by, Grant.GIVE_OUT_ORDERS, at=gap.community.code)
    on = timezone.localdate(at)
    row = CounterGap.objects.filter(pk=gap.pk)
    if not row.select_for_update().unended(on).exists():
        raise TakenAgain
    row.give_way(on)
    log.write("commons.counter_gap_ended", gap, by=by, at=at, place=gap.community.prefix, code=gap.code)
