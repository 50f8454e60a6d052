"""A code ends: a merger, a split, a new code for an old place (海安县 320621 → 海安市 320685)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from linli.core import log, revisions
from linli.places.models import Division
from linli.places.reads import REVISION


class StillInUse(ValueError):
    """Something valid stands below: divisions or grids."""


@transaction.atomic
def end_division(*, division: Division, on: date, by: log.Actor | None, at: datetime) -> None:
    """The code of ``division`` is not valid from ``on``. Raises: StillInUse."""
    below = Division.objects.filter(parent=division).valid(on).exists() or division.grids.valid(on).exists()
    if below or not Division.objects.filter(pk=division.pk, valid_to=None, valid_from__lt=on).update(valid_to=on):
        raise StillInUse
    revisions.bump(REVISION)
    log.write("places.division_ended", division, by=by, at=at, place=division.prefix, on=on.isoformat())
