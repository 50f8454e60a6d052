"""Whoever chooses a kind of danger is sent to 110, 119, 120 or 122 at once; that this was said leaves a trace."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from linli.core import log
from linli.matters.models import Channel, EmergencyCall


@transaction.atomic
def sent_to_line(*, form: UUID, kind: str, line: str, place: str, channel: Channel, at: datetime) -> EmergencyCall:
    """Note that the one who fills in ``form`` was told to call ``line``. Once for each form, without a person."""
    row, is_new = EmergencyCall.objects.get_or_create(
        form=form, defaults={"kind": kind, "line": line, "place": place, "channel": channel, "at": at}
    )
    if is_new:
        told = {"kind": kind, "line": line, "channel": channel}
        log.write("matters.sent_to_line", row, by=None, at=at, place=place or settings.LINLI_COUNTY, **told)
    return row
