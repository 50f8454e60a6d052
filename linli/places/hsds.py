"""Facilities in the shape of HSDS 3.0 (Human Services Data Specification): a list of services, each with the
organisation behind it and the one location where it is given, and back again.

Kind, level, scenes and amenities travel as ``attributes``, the community as the location's external identifier, days
that differ as schedules of one day. Source: docs.openreferral.org, HSDS 3.0, objects service, organization, location,
service_at_location, schedule, accessibility, phone, address, attribute; RFC 5545 for the fields of a schedule.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone

from linli.core.imports import Refused
from linli.places.causes import Cause
from linli.places.details import Details
from linli.places.facility_table import Line, coded, point_of, uid_of
from linli.places.hours import BadHours, Change, Days, Freq, Holidays, Hours, Rule, checked
from linli.places.models import Wheelchair
from linli.places.reads import gazetteer
from linli.places.reads.facilities import Known, Vocabulary
from linli.places.rules import CODE_DIGITS, Level

HOUSE = UUID("3d0a1b5e-5a0f-5c9c-9a4e-0f2d5d6c7b11")  # what identifiers of things without one of their own are made in
CODES = "GB/T 10114"
CHANGED = "changed day"  # what a schedule of a single day is called
ACCESS = {
    Wheelchair.YES: "wheelchair access",
    Wheelchair.PARTLY: "wheelchair access in part",
    Wheelchair.NO: "no wheelchair access",
}

Object = dict[str, Any]


def service(known: Known, words: Vocabulary) -> Object:
    """One facility as a ``service`` with all that hangs on it."""
    told, uid = known.details, known.uid
    place, location = str(uuid5(uid, "at")), str(uuid5(uid, "location"))
    made: Object = {
        "id": str(uid),
        "name": told.name,
        "status": "active" if known.valid_to is None else "defunct",
        "organization": _organization(told.place),
        "attributes": _attributes(known, words),
        "schedules": _schedules(known),
        "service_at_locations": [
            {"id": place, "service_id": str(uid), "location_id": location, "location": _location(known, location)}
        ],
    }
    if told.name_en:
        made["alternate_name"] = told.name_en
    if told.phone:
        made["phones"] = [{"id": str(uuid5(uid, "phone")), "service_id": str(uid), "number": told.phone}]
    if known.verified_at is not None:
        made["assured_date"] = timezone.localdate(known.verified_at).isoformat()
    return made


def _organization(place: str) -> Object:
    name = gazetteer().name(place)
    return {"id": str(uuid5(HOUSE, place)), "name": name, "description": gazetteer().label(place)}


def _location(known: Known, identifier: str) -> Object:
    told, book = known.details, gazetteer()
    made: Object = {
        "id": identifier,
        "location_type": "physical",
        "name": told.name,
        "external_identifier": told.place,
        "external_identifier_type": CODES,
    }
    if told.point:
        made["longitude"], made["latitude"] = told.point
    if told.address:
        made["addresses"] = [
            {
                "id": str(uuid5(known.uid, "address")),
                "location_id": identifier,
                "address_1": told.address,
                "city": book.name(told.place[: Level.COUNTY].ljust(CODE_DIGITS, "0")),
                "state_province": book.name(told.place[: Level.PROVINCE].ljust(CODE_DIGITS, "0")),
                "postal_code": "",
                "country": "CN",
                "address_type": "physical",
            }
        ]
    if told.wheelchair:
        access = ACCESS[Wheelchair(told.wheelchair)]
        made["accessibility"] = [
            {"id": str(uuid5(known.uid, "access")), "location_id": identifier, "description": access}
        ]
    return made


def _attributes(known: Known, words: Vocabulary) -> list[Object]:
    told = known.details
    pairs = [("kind", told.kind), ("holidays", told.hours.holidays.value)]
    pairs += [("level", str(told.level))] if told.level is not None else []
    pairs += [(words.offerings[code].sort, code) for code in sorted(told.offers)]
    return [
        {
            "id": str(uuid5(known.uid, f"{sort} {value}")),
            "link_id": str(known.uid),
            "link_entity": "service",
            "link_type": sort,
            "value": value,
        }
        for sort, value in pairs
    ]


def _schedules(known: Known) -> list[Object]:
    rows = []
    for at, rule in enumerate(known.details.hours.rules):
        row: Object = {
            "id": str(uuid5(known.uid, f"schedule {at}")),
            "service_id": str(known.uid),
            "freq": rule.days.freq.value,
            "interval": rule.days.interval,
            "opens_at": f"{rule.opens:%H:%M}",
            "closes_at": f"{rule.closes:%H:%M}",
        }
        for name, value in (("byday", rule.days.byday), ("bymonthday", rule.days.bymonthday)):
            row |= {name: value} if value else {}
        for name, day in (("dtstart", rule.days.since), ("valid_from", rule.since), ("valid_to", rule.until)):
            row |= {name: day.isoformat()} if day else {}
        rows.append(row)
    for on, change in sorted(known.details.hours.changes.items()):
        row = {
            "id": str(uuid5(known.uid, f"changed {on}")),
            "service_id": str(known.uid),
            "valid_from": on.isoformat(),
            "valid_to": on.isoformat(),
            "description": CHANGED,
            "notes": change.reason,
        }
        if change.span:
            row["opens_at"], row["closes_at"] = (f"{one:%H:%M}" for one in change.span)
        rows.append(row)
    return rows


def read(services: Sequence[object], words: Vocabulary) -> Iterator[tuple[int, Line | Refused]]:
    """Each service of a list as a facility or why it is none; counted from 1."""
    for number, one in enumerate(services, start=1):
        try:
            yield number, Line(number, *_facility(one, words))
        except Refused as refused:
            yield number, refused


def _facility(one: object, words: Vocabulary) -> tuple[UUID | None, Details]:
    told = _object(one)
    at = _first(told, "service_at_locations")
    location = _object(at.get("location")) if at else {}
    values: dict[str, list[str]] = {}
    for attribute in _objects(told, "attributes"):
        values.setdefault(_text(attribute, "link_type"), []).append(_text(attribute, "value"))
    kind = coded(next(iter(values.get("kind", [])), ""), words.kinds)
    if not _text(told, "id") or not _text(told, "name"):
        raise Refused(Cause.HSDS, _text(told, "name"))
    if kind is None:
        raise Refused(Cause.FACILITY_KIND, " ".join(values.get("kind", [])))
    offers = [*values.get("scene", []), *values.get("amenity", [])]
    if unknown := [code for code in offers if code not in words.offerings]:
        raise Refused(Cause.OFFERING, unknown[0])
    level = next(iter(values.get("level", [])), "")
    if level and not (level.isascii() and level.isdigit()):
        raise Refused(Cause.FACILITY_LEVEL, level)
    access = _text(_first(location, "accessibility"), "description")
    return uid_of(_text(told, "id")), Details(
        kind=kind,
        name=_text(told, "name"),
        place=_text(location, "external_identifier"),
        hours=_hours([*_objects(told, "schedules"), *_objects(location, "schedules")], values.get("holidays", [])),
        name_en=_text(told, "alternate_name"),
        address=_text(_first(location, "addresses"), "address_1"),
        phone=_text(_first(told, "phones"), "number"),
        level=int(level) if level else None,
        wheelchair=next((key.value for key, said in ACCESS.items() if said == access), ""),
        offers=frozenset(offers),
        point=point_of(_text(location, "longitude"), _text(location, "latitude")),
    )


def _hours(schedules: Sequence[Mapping[str, object]], holidays: Sequence[str]) -> Hours:
    kept = holidays[0] if holidays else Holidays.CLOSED.value
    if kept not in (*Holidays,):
        raise Refused(Cause.HOLIDAYS, kept)
    rules, changes = [], {}
    try:
        for row in schedules:
            day = _day(row, "valid_from")
            if _text(row, "description") == CHANGED and day is not None:
                span = (_clock(row, "opens_at"), _clock(row, "closes_at")) if _text(row, "opens_at") else None
                changes[day] = Change(span, _text(row, "notes"))
            else:
                rules.append(_rule(row))
        return checked(Hours(tuple(rules), changes, Holidays(kept)))
    except (BadHours, ValueError) as error:
        raise Refused(Cause.HOURS, str(error)) from error


def _rule(row: Mapping[str, object]) -> Rule:
    every = int(float(_text(row, "interval") or 1))
    days = Days(
        Freq(_text(row, "freq")),
        _text(row, "byday").replace(" ", ""),
        _text(row, "bymonthday").replace(" ", ""),
        every,
        _day(row, "dtstart") if every > 1 else None,
    )
    until = [day for day in (_day(row, "valid_to"), _day(row, "until")) if day]
    return Rule(
        days,
        _clock(row, "opens_at"),
        _clock(row, "closes_at"),
        _day(row, "valid_from") or _day(row, "dtstart"),
        min(until) if until else None,
    )


def _day(row: Mapping[str, object], name: str) -> date | None:
    text = _text(row, name)
    return date.fromisoformat(text[:10]) if text else None


def _clock(row: Mapping[str, object], name: str) -> time:
    """``09:00``, ``09:00:00`` or ``24:00``; an offset behind it is that of the county's own clock."""
    text = _text(row, name)
    return time() if text.startswith("24:00") else time.fromisoformat(text[:5])


def _object(value: object) -> Object:
    if not isinstance(value, dict):
        raise Refused(Cause.HSDS)
    return value


def _objects(row: Mapping[str, object], name: str) -> list[Object]:
    found = row.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _first(row: Mapping[str, object], name: str) -> Object:
    return next(iter(_objects(row, name)), {})


def _text(row: Mapping[str, object], name: str) -> str:
    value = row.get(name)
    return "" if value is None or isinstance(value, dict | list | bool) else str(value).strip()
