"""“We were asked this”: a unit notes a task that came from above, with one tap, under an admission or under none."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from linli.core import intents, log
from linli.duties.errors import AlreadyStruck, AskedItself, BadCount, BadDay, NothingSaid, NotInForce, TooLong
from linli.duties.models import Admission, BurdenRecord
from linli.duties.models.admissions import TITLE_LENGTH
from linli.duties.reads.admissions import reaches
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation
from linli.people.models import Person

LONGEST_BACK = timedelta(days=92)  # a quarter: later nobody remembers how many fields there were
MOST_FIELDS = 500


def record(
    *,
    by: Person,
    unit: Organisation,
    asker: Organisation,
    title: str,
    fields: int,
    asked_on: date,
    at: datetime,
    intent: UUID,
    admission: Admission | None = None,
) -> BurdenRecord:
    """Note that ``asker`` asked ``unit`` for something on a day of the last quarter. The same ``intent`` gives the
    same record. Raises: PermissionDenied, NothingSaid, TooLong, BadCount, BadDay, AskedItself, NotInForce,
    IntentConflict."""
    require(by, Grant.RECORD_BURDEN, at=unit)
    today = timezone.localdate(at)
    title = title.strip()
    if not title:
        raise NothingSaid("title")
    if len(title) > TITLE_LENGTH:
        raise TooLong("title", TITLE_LENGTH)
    if not 0 <= fields <= MOST_FIELDS:
        raise BadCount
    if not today - LONGEST_BACK <= asked_on <= today:
        raise BadDay
    if asker.pk == unit.pk:
        raise AskedItself
    if admission is not None and not (admission.asker_id == asker.pk and reaches(admission, unit, asked_on)):
        raise NotInForce
    under = admission.pk if admission else None
    body = intents.digest([unit.pk, asker.pk, title, fields, asked_on, under])
    if (made := intents.found(intent, body)) is not None:
        return BurdenRecord.objects.get(pk=made)
    row = BurdenRecord(
        unit=unit,
        asker=asker,
        title=title,
        fields=fields,
        asked_on=asked_on,
        admission=admission,
        recorded_at=at,
        recorded_by=by,
    )
    told = {"unit": unit.pk, "asker": asker.pk, "admission": under}
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            intents.record(intent, body, row, at=at)
            log.write("duties.burden_recorded", row, by=by, at=at, place=unit.prefix, **told)
    except IntegrityError:  # one tap that arrived twice
        if (made := intents.found(intent, body)) is None:
            raise
        return BurdenRecord.objects.get(pk=made)
    return row


@transaction.atomic
def strike(*, by: Person, row: BurdenRecord, at: datetime) -> None:
    """Strike out a record made by mistake: it is kept and not counted. Raises: PermissionDenied, AlreadyStruck."""
    require(by, Grant.RECORD_BURDEN, at=row.unit)
    if not BurdenRecord.objects.standing().filter(pk=row.pk).update(struck_at=at, struck_by=by):
        raise AlreadyStruck
    log.write("duties.burden_struck", row, by=by, at=at, place=row.unit.prefix, unit=row.unit_id)
