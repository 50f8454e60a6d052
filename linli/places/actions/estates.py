"""Whether an estate is open or closed, from a day on."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from linli.core import log, revisions
from linli.places.errors import FormStands
from linli.places.models import Estate, EstateForm, EstateFormRow
from linli.places.reads.estates import FORMS


@transaction.atomic
def set_form(*, estate: Estate, form: EstateForm, on: date, by: log.Actor | None, at: datetime) -> EstateFormRow:
    """``estate`` is open or closed from ``on``; what was before ends on that day. Raises: FormStands."""
    before = EstateFormRow.objects.select_for_update().filter(estate=estate, valid_to=None).first()
    if before is not None and (before.form == form or before.valid_from >= on):
        raise FormStands
    try:
        with transaction.atomic():
            if before is not None:
                EstateFormRow.objects.filter(pk=before.pk).update(valid_to=on)
            row = EstateFormRow.objects.create(estate=estate, form=form, valid_from=on)
    except IntegrityError as error:
        raise FormStands from error
    revisions.bump(FORMS)
    log.write(
        "places.estate_form_set", estate, by=by, at=at, place=estate.community.prefix, form=form, on=on.isoformat()
    )
    return row


@transaction.atomic
def take_back_form(*, row: EstateFormRow, by: log.Actor | None, at: datetime) -> None:
    """Strike out what an estate is not yet. Raises: HasBegun."""
    row.estate.forms.take_back(row, timezone.localdate(at))
    revisions.bump(FORMS)
    told = {"form": row.form, "on": row.valid_from.isoformat()}
    log.write("places.estate_form_taken_back", row.estate, by=by, at=at, place=row.estate.community.prefix, **told)
