"""A hand-off is done when the partner has it: acknowledged, pushed, or carried as a file."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.db import transaction

from linli.core import log
from linli.exchange.models import HandOff, Partner
from linli.exchange.rules import State
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.people.models import Person


@transaction.atomic
def acknowledge(*, partner: Partner, ids: Collection[int], at: datetime) -> int:
    """``partner`` says that it has these. Others' and those it said before are left alone. Returns how many are new."""
    told = HandOff.objects.waiting().filter(order__partner=partner, pk__in=ids)
    done = told.update(state=State.SENT, sent_at=at, error="")
    if done:
        log.write("exchange.acknowledged", partner, by=None, at=at, place=settings.LINLI_COUNTY, count=done)
    return done


@transaction.atomic
def carry(*, by: Person, partner: Partner, ids: Collection[int], at: datetime) -> int:
    """These were handed over as a file. Raises: PermissionDenied."""
    require(by, Grant.EXCHANGE, at=settings.LINLI_COUNTY)
    told = HandOff.objects.waiting().filter(order__partner=partner, pk__in=ids)
    done = told.update(state=State.SENT, sent_at=at, error="")
    if done:
        log.write("exchange.carried", partner, by=by, at=at, place=settings.LINLI_COUNTY, count=done)
    return done


@transaction.atomic
def retry(*, by: Person, ids: Collection[int], at: datetime) -> int:
    """Try these again now, counted anew. Those that were sent meanwhile are left alone. Raises: PermissionDenied."""
    require(by, Grant.EXCHANGE, at=settings.LINLI_COUNTY)
    found = HandOff.objects.waiting().filter(pk__in=ids)
    kept = list(found.order_by("pk"))
    done = found.update(state=State.READY, tries=0, next_at=at)
    log.keep(
        *(
            log.entry("exchange.retried", one, by=by, at=at, place=settings.LINLI_COUNTY, tries=one.tries)
            for one in kept
        )
    )
    return done
