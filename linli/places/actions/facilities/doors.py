"""到门口发现关着门: anybody may say that a door was shut when it should have been open."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from linli.core import log
from linli.core.calendar import working_calendar
from linli.places.errors import FacilityEnded, NotOpenNow
from linli.places.models import DoorNote, Facility
from linli.places.reads.facilities import details_of


@transaction.atomic
def tell_closed(*, facility: Facility, at: datetime) -> DoorNote:
    """Note that the door was found shut at ``at``, for the community that keeps it; nobody is noted as the one who
    said so. Raises: FacilityEnded, NotOpenNow."""
    if not Facility.objects.valid(timezone.localdate(at)).filter(pk=facility.pk).exists():
        raise FacilityEnded
    hours = details_of(facility).hours
    if hours.is_known and not hours.state(at, working_calendar()).is_open:
        raise NotOpenNow
    note = DoorNote.objects.create(facility=facility, told_at=at)
    log.write("places.door_found_closed", facility, by=None, at=at, place=facility.community.prefix)
    return note
