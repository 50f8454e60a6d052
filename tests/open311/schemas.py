"""What GeoReport v2 says of its JSON, as JSON Schema; written from the text of the standard, with the readings of it
that ``docs/how-to/open311.md`` tells: ids and codes are texts, coordinates numbers, flags booleans."""

from __future__ import annotations

from typing import Any

TEXT = {"type": "string"}
MAYBE = {"type": ["string", "null"]}
INSTANT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$"}
MAYBE_INSTANT = {"anyOf": [INSTANT, {"type": "null"}]}


def shape(needed: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": needed | more,
        "required": list(needed),
        "additionalProperties": False,
    }


def rows(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


DISCOVERY = shape(
    {
        "changeset": INSTANT,
        "contact": TEXT,
        "key_service": TEXT,
        "endpoints": rows(
            shape(
                {
                    "specification": {"const": "http://wiki.open311.org/GeoReport_v2"},
                    "url": {"type": "string", "pattern": "/$"},
                    "changeset": INSTANT,
                    "type": {"enum": ["production", "test", "acceptance"]},
                    "formats": rows({"enum": ["text/xml", "application/json"]}),
                }
            )
        ),
    }
)
SERVICES = rows(
    shape(
        {
            "service_code": TEXT,
            "service_name": TEXT,
            "description": MAYBE,
            "metadata": {"type": "boolean"},
            "type": {"enum": ["realtime", "batch", "blackbox"]},
            "keywords": MAYBE,
            "group": MAYBE,
        }
    )
)
DEFINITION = shape(
    {
        "service_code": TEXT,
        "attributes": rows(
            shape(
                {
                    "variable": {"type": "boolean"},
                    "code": TEXT,
                    "datatype": {"enum": ["string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"]},
                    "required": {"type": "boolean"},
                    "datatype_description": MAYBE,
                    "order": {"type": "integer", "minimum": 1},
                    "description": MAYBE,
                },
                values=rows(shape({"key": TEXT, "name": TEXT})),
            )
        ),
    }
)
CREATED = rows(
    {
        "oneOf": [
            shape({"service_request_id": TEXT, "service_notice": MAYBE, "account_id": MAYBE}),
            shape({"token": TEXT, "service_notice": MAYBE, "account_id": MAYBE}),
        ]
    }
)
TOKEN = rows(shape({"service_request_id": TEXT, "token": TEXT}))
REQUESTS = rows(
    shape(
        {
            "service_request_id": TEXT,
            "status": {"enum": ["open", "closed"]},
            "status_notes": MAYBE,
            "service_name": MAYBE,
            "service_code": TEXT,
            "description": {"type": ["string", "null"], "maxLength": 4000},
            "agency_responsible": MAYBE,
            "service_notice": MAYBE,
            "requested_datetime": INSTANT,
            "updated_datetime": MAYBE_INSTANT,
            "expected_datetime": MAYBE_INSTANT,
            "address": MAYBE,
            "address_id": MAYBE,
            "zipcode": MAYBE,
            "lat": {"type": ["number", "null"], "minimum": -90, "maximum": 90},
            "long": {"type": ["number", "null"], "minimum": -180, "maximum": 180},
            "media_url": MAYBE,
        }
    )
)
ERRORS = rows(shape({"code": TEXT, "description": TEXT}))
UPDATES = rows(
    shape(
        {
            "update_id": TEXT,
            "service_request_id": TEXT,
            "status": TEXT,
            "updated_datetime": INSTANT,
            "description": TEXT,
            "media_url": MAYBE,
            "external_status_code": TEXT,
        }
    )
)
