"""A facility is added, changed, looked at and ended by the community that keeps it."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from linli.core import log, revisions
from linli.places import hours_text, rules
from linli.places.details import LONGEST_ADDRESS, LONGEST_NAME_EN, LONGEST_PHONE, Details
from linli.places.errors import (
    DetailsMissing,
    FacilityEnded,
    FacilityTaken,
    PointOutside,
    UnknownFacilityKind,
    UnknownOffering,
)
from linli.places.hours import BadHours, Hours, checked
from linli.places.models import ChangedDay, Division, DoorNote, Facility, Offering, Opening, Wheelchair
from linli.places.reads import gazetteer
from linli.places.reads.facilities import REVISION, details_of, vocabulary

NEAR_METRES = 500.0  # a point so far outside every grid still counts as inside: grids are drawn coarsely
LONGEST = {"name": rules.LONGEST_NAME, "name_en": LONGEST_NAME_EN, "address": LONGEST_ADDRESS, "phone": LONGEST_PHONE}
LONGEST_REASON = 60


@transaction.atomic
def add(*, details: Details, on: date, by: log.Actor | None, at: datetime, uid: UUID | None = None) -> Facility:
    """Add a facility that is there from ``on``, under the ``uid`` that others know it by if it has one. Raises:
    DetailsMissing, UnknownFacilityKind, UnknownOffering, PointOutside, BadHours, FacilityTaken."""
    check(details, on=on)
    community = Division.objects.communities().get(code=details.place)
    facility = Facility(community=community, valid_from=on, uid=uid or uuid4())
    _fill(facility, details)
    _save(facility)
    _hang(facility, details)
    revisions.bump(REVISION)
    log.write("places.facility_added", facility, by=by, at=at, place=community.prefix, kind=details.kind)
    return facility


@transaction.atomic
def change(*, facility: Facility, details: Details, by: log.Actor | None, at: datetime) -> bool:
    """Tell something else of ``facility`` than was told; the community that keeps it stays. Returns whether anything
    differs. Raises: FacilityEnded, DetailsMissing, UnknownFacilityKind, UnknownOffering, PointOutside, BadHours,
    FacilityTaken."""
    on = timezone.localdate(at)
    row = Facility.objects.valid(on).select_for_update(of=("self",)).select_related("community")
    kept = row.filter(pk=facility.pk).first()
    if kept is None:
        raise FacilityEnded
    had = details_of(kept)
    check(details, on=on, had=had)
    before, after = told(had), told(details)
    differing = [name for name in after if before[name] != after[name]]
    if not differing:
        return False
    _fill(kept, details)
    _save(kept)
    _hang(kept, details)
    revisions.bump(REVISION)
    log.write(
        "places.facility_changed",
        kept,
        by=by,
        at=at,
        place=kept.community.prefix,
        before={name: before[name] for name in differing},
        after={name: after[name] for name in differing},
    )
    return True


@transaction.atomic
def verify(*, facility: Facility, unit: str, by: log.Actor | None, at: datetime) -> None:
    """Say in the name of ``unit`` that what is told of ``facility`` is right; what was said of its door is settled.
    Raises: FacilityEnded."""
    there = Facility.objects.valid(timezone.localdate(at)).filter(pk=facility.pk)
    if not there.update(verified_at=at, verified_by=unit[: rules.LONGEST_NAME]):
        raise FacilityEnded
    settled = DoorNote.objects.filter(facility=facility, settled_at=None, told_at__lte=at).update(settled_at=at)
    revisions.bump(REVISION)
    log.write(
        "places.facility_verified", facility, by=by, at=at, place=facility.community.prefix, notes_settled=settled
    )


@transaction.atomic
def end(*, facility: Facility, on: date, by: log.Actor | None, at: datetime) -> None:
    """``facility`` is not there from ``on``. Raises: FacilityEnded."""
    if not Facility.objects.filter(pk=facility.pk, valid_to=None, valid_from__lt=on).update(valid_to=on):
        raise FacilityEnded
    revisions.bump(REVISION)
    log.write("places.facility_ended", facility, by=by, at=at, place=facility.community.prefix, on=on.isoformat())


def check(details: Details, *, on: date, had: Details | None = None) -> None:
    """This will refuse what no facility can be on a day; a kind or offering that ended stays where it was ``had``.
    Raises: DetailsMissing, UnknownFacilityKind, UnknownOffering,
    PointOutside, BadHours."""
    for name, longest in LONGEST.items():
        text: str = getattr(details, name)
        if len(text) > longest or not rules.showable(text) or (name == "name" and not text.strip()):
            raise DetailsMissing(name)
    if details.wheelchair not in Wheelchair.values:
        raise DetailsMissing("wheelchair")
    known = vocabulary()
    if details.kind not in {one.code for one in known.kinds_on(on, [had.kind] if had else [])}:
        raise UnknownFacilityKind
    offered = {one.code for one in known.offerings_on(on, had.offers if had else [])}
    for code in sorted(details.offers - offered):
        raise UnknownOffering(code)
    if details.level is not None and (not known.kinds[details.kind].has_levels or details.level not in (*rules.Level,)):
        raise DetailsMissing("level")
    if details.point is not None:
        found = gazetteer().locate(*details.point)
        if found.grid is None and (found.nearest is None or found.metres > NEAR_METRES):
            raise PointOutside
    if any(
        len(one.reason) > LONGEST_REASON or not rules.showable(one.reason) for one in details.hours.changes.values()
    ):
        raise BadHours("reason")
    checked(details.hours)


def told(details: Details) -> dict[str, str]:
    """``details`` as lines of text, by field: what the log keeps of a change."""
    lines = {one.name: str(getattr(details, one.name) or "") for one in fields(details) if one.name != "hours"}
    lines["offers"] = " ".join(sorted(details.offers))
    lines["point"] = f"{details.point[0]:.6f} {details.point[1]:.6f}" if details.point else ""
    lines["hours"] = hours_text.write(details.hours.rules)
    lines["changes"] = hours_text.write_changes(details.hours.changes)
    lines["holidays"] = details.hours.holidays.value
    return {name: line for name, line in lines.items() if name != "place"}


def _fill(facility: Facility, details: Details) -> None:
    facility.kind_id = details.kind
    for name in ("name", "name_en", "address", "phone", "level", "wheelchair"):
        setattr(facility, name, getattr(details, name))
    facility.lon, facility.lat = details.point or (None, None)
    facility.holidays = details.hours.holidays.value


def _save(facility: Facility) -> None:
    try:
        with transaction.atomic():
            facility.save()
    except IntegrityError as error:
        raise FacilityTaken from error


def _hang(facility: Facility, details: Details) -> None:
    """Write what hangs on the row anew: offerings, rules, single days."""
    facility.offers.set(Offering.objects.filter(pk__in=details.offers))
    facility.openings.all().delete()
    facility.changed_days.all().delete()
    Opening.objects.bulk_create(_openings(facility, details.hours))
    ChangedDay.objects.bulk_create(
        ChangedDay(
            facility=facility,
            on=on,
            opens=change_.span[0] if change_.span else None,
            closes=change_.span[1] if change_.span else None,
            reason=change_.reason,
        )
        for on, change_ in sorted(details.hours.changes.items())
    )


def _openings(facility: Facility, hours: Hours) -> list[Opening]:
    return [
        Opening(
            facility=facility,
            freq=rule.days.freq,
            interval=rule.days.interval,
            byday=rule.days.byday,
            bymonthday=rule.days.bymonthday,
            opens=rule.opens,
            closes=rule.closes,
            since=rule.since or rule.days.since,
            until=rule.until,
        )
        for rule in hours.rules
    ]
