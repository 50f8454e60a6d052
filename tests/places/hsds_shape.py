"""What HSDS 3.0 says of the objects that are written here: fields with their types, and which must be there.

Read off the field tables of docs.openreferral.org/en/v3.0.1/hsds/schema_reference.html, only for the fields in use.
"""

from __future__ import annotations

from typing import Any

TEXT, NUMBER = {"type": "string"}, {"type": "number"}
UUID = {"type": "string", "format": "uuid", "pattern": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"}
DAY = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}


def thing(required: str, **fields: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {"id": UUID, **fields},
        "required": required.split(),
        "additionalProperties": False,
    }


def many(one: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": one}


ATTRIBUTE = thing("id", link_id=UUID, link_type=TEXT, link_entity=TEXT, value=TEXT)
PHONE = thing("id number", service_id=UUID, location_id=UUID, number=TEXT)
ACCESSIBILITY = thing("id", location_id=UUID, description=TEXT, details=TEXT)
SCHEDULE = thing(
    "id",
    service_id=UUID,
    valid_from=DAY,
    valid_to=DAY,
    dtstart=DAY,
    freq={"enum": ["WEEKLY", "MONTHLY"]},
    interval=NUMBER,
    byday=TEXT,
    bymonthday=TEXT,
    description=TEXT,
    opens_at=TEXT,
    closes_at=TEXT,
    notes=TEXT,
)
ADDRESS = thing(
    "id address_1 city state_province postal_code country address_type",
    location_id=UUID,
    address_1=TEXT,
    city=TEXT,
    state_province=TEXT,
    postal_code=TEXT,
    country=TEXT,
    address_type={"enum": ["physical", "postal", "virtual"]},
)
LOCATION = thing(
    "id location_type",
    location_type={"enum": ["physical", "postal", "virtual"]},
    name=TEXT,
    latitude=NUMBER,
    longitude=NUMBER,
    external_identifier=TEXT,
    external_identifier_type=TEXT,
    addresses=many(ADDRESS),
    accessibility=many(ACCESSIBILITY),
)
ORGANIZATION = thing("id name description", name=TEXT, description=TEXT)
SERVICE_AT_LOCATION = thing("id", service_id=UUID, location_id=UUID, location=LOCATION)
SERVICE = thing(
    "id name status",
    name=TEXT,
    alternate_name=TEXT,
    status={"enum": ["active", "inactive", "defunct", "temporarily closed"]},
    assured_date=DAY,
    phones=many(PHONE),
    schedules=many(SCHEDULE),
    attributes=many(ATTRIBUTE),
    organization=ORGANIZATION,
    service_at_locations=many(SERVICE_AT_LOCATION),
)
