"""平战结合: what a facility can muster, and a crisis of an area from its begin to its end."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from linli.core import log
from linli.places.errors import (
    AssetEnded,
    AssetTaken,
    AssetUnfit,
    CrisisOver,
    CrisisRuns,
    FacilityEnded,
    NoCrisisName,
)
from linli.places.models import AssetSort, Crisis, Division, Facility, MusterAsset
from linli.places.rules import LONGEST_NAME, LONGEST_WORDS, MOST_OF_AN_ASSET, showable

LONGEST = {"name": 60, "name_en": 120, "unit": 10, "contact": 60, "phone": 30}
NEEDED = ("name", "unit", "contact")


@dataclass(frozen=True, slots=True)
class AssetSays:
    """Something that can be mustered; ``contact`` is the post that is called for it, never a person."""

    sort: AssetSort
    name: str
    amount: int
    unit: str
    contact: str
    name_en: str = ""
    phone: str = ""
    is_given_out: bool = False


@transaction.atomic
def list_asset(*, facility: Facility, says: AssetSays, by: log.Actor | None, at: datetime) -> MusterAsset:
    """Put something on the list of what ``facility`` can muster; under the name of one that stands there, its new
    amount from today. Raises: FacilityEnded, AssetUnfit, AssetTaken."""
    on = timezone.localdate(at)
    if not Facility.objects.valid(on).filter(pk=facility.pk).exists():
        raise FacilityEnded
    for name, longest in LONGEST.items():
        text: str = getattr(says, name)
        if len(text) > longest or not showable(text) or (name in NEEDED and not text.strip()):
            raise AssetUnfit(name)
    if not 1 <= says.amount <= MOST_OF_AN_ASSET:
        raise AssetUnfit("amount")
    MusterAsset.objects.filter(facility=facility, name=says.name, valid_to=None).update(valid_to=on)
    try:
        with transaction.atomic():
            row = MusterAsset.objects.create(facility=facility, valid_from=on, **asdict(says))
    except IntegrityError as error:
        raise AssetTaken from error
    place = facility.community.prefix
    log.write("places.asset_listed", facility, by=by, at=at, place=place, asset=row.pk, amount=says.amount)
    return row


@transaction.atomic
def end_asset(*, row: MusterAsset, by: log.Actor | None, at: datetime) -> None:
    """From today it cannot be mustered. Raises: AssetEnded."""
    on = timezone.localdate(at)
    if not MusterAsset.objects.filter(pk=row.pk, valid_to=None).update(valid_to=on):
        raise AssetEnded
    log.write("places.asset_ended", row.facility, by=by, at=at, place=row.facility.community.prefix, asset=row.pk)


@transaction.atomic
def begin_crisis(*, division: Division, name: str, words: str, by: log.Actor | None, at: datetime) -> Crisis:
    """From now on ``division`` is in a crisis, and everybody reads what its centres give out.
    Raises: NoCrisisName, CrisisRuns."""
    name, words = name.strip(), words.strip()
    if not name or len(name) > LONGEST_NAME or len(words) > LONGEST_WORDS or not showable(name + words):
        raise NoCrisisName
    try:
        with transaction.atomic():
            crisis = Crisis.objects.create(division=division, name=name, words=words, begun_at=at)
    except IntegrityError as error:
        raise CrisisRuns from error
    log.write("places.crisis_begun", crisis, by=by, at=at, place=division.prefix)
    return crisis


@transaction.atomic
def end_crisis(*, crisis: Crisis, by: log.Actor | None, at: datetime) -> None:
    """It is over: centres are what they are in quiet times. Raises: CrisisOver."""
    if not Crisis.objects.running(at).filter(pk=crisis.pk).update(ended_at=at):
        raise CrisisOver
    log.write("places.crisis_ended", crisis, by=by, at=at, place=crisis.division.prefix)
