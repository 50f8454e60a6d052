"""The menu: its lines and terms for a new house, and what a community switches off and on."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from linli.commons.errors.orders import NotOnMenu, SwitchedAlready
from linli.commons.models import MenuTerms, Pause, Service
from linli.commons.reads.providers import has_units
from linli.commons.rules.orders import asked_kinds
from linli.commons.seeds import table
from linli.core import log
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation
from linli.people.models import Person
from linli.places.models import Division

NUMBERS = ("price_fen", "minutes", "accept_hours", "days")
GIVE_HOURS, ANSWER_DAYS, KEEP_DAYS = 8, 5, 90
"""Terms of a new house; examples of ours, each county sets its own."""


@transaction.atomic
def seed(*, at: datetime, since: date | None = None) -> int:
    """Add the lines of the menu that are not there yet, in force ``since`` (today), and terms where there are none.
    Returns how many rows were added."""
    since = since or timezone.localdate(at)
    known = set(Service.objects.values_list("code", flat=True))
    rows = [
        Service(
            **{name: row[name] for name in row if name not in (*NUMBERS, "units")},
            **{name: int(row[name]) for name in NUMBERS},
            units=row["units"].split(),
            order=place,
            valid_from=since,
        )
        for place, row in enumerate(table("menu"), 1)
        if row["code"] not in known
    ]
    Service.objects.bulk_create(rows)
    added = len(rows)
    if not MenuTerms.objects.exists():
        limits = {"give_hours": GIVE_HOURS, "answer_days": ANSWER_DAYS, "keep_days": KEEP_DAYS}
        MenuTerms.objects.create(**limits, source="示例", valid_from=since)
        added += 1
    if added:
        log.write("commons.menu_seeded", Service, by=None, at=at, rows=added)
    return added


@transaction.atomic
def end_unserved(unit: Organisation, *, by: Person | None, at: datetime) -> int:
    """End the lines, from tomorrow on, that no unit offers any more since ``unit`` has ended. Returns how many."""
    on = timezone.localdate(at)
    tomorrow = on + timedelta(days=1)
    asked = {(unit.kind, ""), (unit.kind, unit.duty)}
    lines = [line for line in Service.objects.valid(tomorrow) if not asked.isdisjoint(asked_kinds(line.units))]
    over = [line for line in lines if line.valid_from <= on and not has_units(line, on)]
    for line in over:
        Service.objects.filter(pk=line.pk).update(valid_to=tomorrow)
        told = {"code": line.code, "on": tomorrow.isoformat(), "unit": unit.pk}
        log.write("commons.service_unit_ended", line, by=by, at=at, place=settings.LINLI_COUNTY, **told)
    return len(over)


@transaction.atomic
def switch_off(*, by: Person, service: Service, community: Division, at: datetime) -> None:
    """Take a service off the menu of a community for now; orders that run go on.
    Raises: PermissionDenied, NotOnMenu, SwitchedAlready."""
    require(by, Grant.GIVE_OUT_ORDERS, at=community.code)
    if not Service.objects.valid(timezone.localdate(at)).filter(pk=service.pk).exists():
        raise NotOnMenu
    try:
        with transaction.atomic():
            Pause.objects.create(community=community, code=service.code, begun_at=at, begun_by=by)
    except IntegrityError as error:
        raise SwitchedAlready from error
    log.write("commons.service_switched_off", service, by=by, at=at, place=community.prefix)


@transaction.atomic
def switch_on(*, by: Person, service: Service, community: Division, at: datetime) -> None:
    """Put it on again. Raises: PermissionDenied, SwitchedAlready."""
    require(by, Grant.GIVE_OUT_ORDERS, at=community.code)
    off = Pause.objects.filter(community=community, code=service.code, ended_at=None)
    if not off.update(ended_at=at, ended_by=by):
        raise SwitchedAlready
    log.write("commons.service_switched_on", service, by=by, at=at, place=community.prefix)
