"""What desks do with the halls of their area beyond telling of them: words of the county, crises, beds, estates."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings

from linli.orgs.authority import System, require
from linli.orgs.grants import Grant
from linli.people.models import Person
from linli.places.actions import allotments, crises, estates
from linli.places.actions import facilities as places
from linli.places.actions.crises import AssetSays
from linli.places.actions.facilities import KindSays, OfferingSays
from linli.places.models import (
    Allocation,
    Allotment,
    AllotmentSort,
    Crisis,
    Division,
    Estate,
    EstateForm,
    EstateFormRow,
    Facility,
    FacilityKind,
    MusterAsset,
    Offering,
)

Actor = Person | System
Word = FacilityKind | Offering


def begin_word(*, by: Actor, says: KindSays | OfferingSays, code: str, on: date, at: datetime) -> Word:
    """Add a kind of facilities or something they can offer. Raises: PermissionDenied, and what
    ``places.begin_word`` raises."""
    require(by, Grant.SET_RULES, at=settings.LINLI_COUNTY)
    return places.begin_word(says=says, code=code, on=on, by=by, at=at)


def change_word(*, by: Actor, row: Word, says: KindSays | OfferingSays, at: datetime) -> bool:
    """Call it something else. Raises: PermissionDenied, and what ``places.change_word`` raises."""
    require(by, Grant.SET_RULES, at=settings.LINLI_COUNTY)
    return places.change_word(row=row, says=says, by=by, at=at)


def end_word(*, by: Actor, row: Word, on: date, at: datetime) -> None:
    """It cannot be chosen from ``on``. Raises: PermissionDenied, WordEnded."""
    require(by, Grant.SET_RULES, at=settings.LINLI_COUNTY)
    places.end_word(row=row, on=on, by=by, at=at)


def take_back_word(*, by: Actor, row: Word, at: datetime) -> None:
    """Strike out a word that cannot be chosen yet. Raises: PermissionDenied, HasBegun."""
    require(by, Grant.SET_RULES, at=settings.LINLI_COUNTY)
    places.take_back_word(row=row, by=by, at=at)


def list_asset(*, by: Actor, facility: Facility, says: AssetSays, at: datetime) -> MusterAsset:
    """Say what a facility can muster. Raises: PermissionDenied, and what ``crises.list_asset`` raises."""
    require(by, Grant.KEEP_FACILITIES, at=facility.community.code)
    return crises.list_asset(facility=facility, says=says, by=by, at=at)


def end_asset(*, by: Actor, row: MusterAsset, at: datetime) -> None:
    """It cannot be mustered any more. Raises: PermissionDenied, AssetEnded."""
    require(by, Grant.KEEP_FACILITIES, at=row.facility.community.code)
    crises.end_asset(row=row, by=by, at=at)


def begin_crisis(*, by: Actor, division: Division, name: str, words: str, at: datetime) -> Crisis:
    """An area is in a crisis from now on. Raises: PermissionDenied, NoCrisisName, CrisisRuns."""
    require(by, Grant.DECLARE_CRISIS, at=division.prefix)
    return crises.begin_crisis(division=division, name=name, words=words, by=by, at=at)


def end_crisis(*, by: Actor, crisis: Crisis, at: datetime) -> None:
    """It is over. Raises: PermissionDenied, CrisisOver."""
    require(by, Grant.DECLARE_CRISIS, at=crisis.division.prefix)
    crises.end_crisis(crisis=crisis, by=by, at=at)


def set_allotment(
    *, by: Actor, facility: Facility, sort: AllotmentSort, number: int, how: str, at: datetime
) -> Allotment:
    """Say how many beds or bays there are. Raises: PermissionDenied, and what ``allotments.set_allotment`` raises."""
    require(by, Grant.ALLOT_PLACES, at=facility.community.code)
    return allotments.set_allotment(facility=facility, sort=sort, number=number, how=how, by=by, at=at)


def allot(
    *, by: Actor, allotment: Allotment, name: str, firm: str, since: date, until: date, at: datetime
) -> Allocation:
    """Give somebody a bed or bay. Raises: PermissionDenied, and what ``allotments.allot`` raises."""
    require(by, Grant.ALLOT_PLACES, at=allotment.facility.community.code)
    return allotments.allot(allotment=allotment, name=name, firm=firm, since=since, until=until, by=by, at=at)


def end_allocation(*, by: Actor, row: Allocation, at: datetime) -> None:
    """It is free from today. Raises: PermissionDenied, AllocationOver."""
    require(by, Grant.ALLOT_PLACES, at=row.allotment.facility.community.code)
    allotments.end_allocation(row=row, by=by, at=at)


def reveal_allocation(*, by: Actor, row: Allocation, purpose: str, at: datetime) -> str:
    """The whole name of who has it, on record. Raises: PermissionDenied, AllocationOver."""
    require(by, Grant.ALLOT_PLACES, at=row.allotment.facility.community.code)
    return allotments.reveal_allocation(row=row, purpose=purpose, by=by, at=at)


def set_form(*, by: Actor, estate: Estate, form: EstateForm, on: date, at: datetime) -> EstateFormRow:
    """An estate is open or closed from a day on. Raises: PermissionDenied, FormStands."""
    require(by, Grant.KEEP_FACILITIES, at=estate.community.code)
    return estates.set_form(estate=estate, form=form, on=on, by=by, at=at)


def take_back_form(*, by: Actor, row: EstateFormRow, at: datetime) -> None:
    """Strike out what an estate is not yet. Raises: PermissionDenied, HasBegun."""
    require(by, Grant.KEEP_FACILITIES, at=row.estate.community.code)
    estates.take_back_form(row=row, by=by, at=at)
