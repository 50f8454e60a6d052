"""A day that works or does not, above the notice of its year: set by who keeps the rules."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from linli.core.calendar import fill
from linli.core.models import Day
from linli.duties.actions.promise import TooLate
from linli.duties.errors import NothingSaid, TooLong
from linli.orgs.authority import System, require
from linli.orgs.grants import Grant
from linli.people.models import Person


@transaction.atomic
def decree_day(*, by: Person | System, on: date, works: bool, name: str, source: str, at: datetime) -> Day:
    """Say of today or a later day whether it works: a flood, a local holiday, a day made up for. ``source`` is the
    decree. Raises: PermissionDenied, NothingSaid, TooLong, TooLate."""
    require(by, Grant.SET_RULES, at=settings.LINLI_COUNTY)
    for told, limit in (("name", fill.NAME_LENGTH), ("source", fill.SOURCE_LENGTH)):
        text = {"name": name, "source": source}[told]
        if not text.strip():
            raise NothingSaid(told)
        if len(text) > limit:
            raise TooLong(told, limit)
    if on < timezone.localdate(at):
        raise TooLate
    return fill.decree(on, works=works, name=name.strip(), source=source.strip(), by=by, at=at)
