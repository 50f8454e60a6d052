"""A few facilities of the town, and the hours they keep."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from linli.orgs import actions
from linli.orgs.authority import SYSTEM
from linli.places import hours_text
from linli.places.actions import facilities as places
from linli.places.details import Details
from linli.places.hours import Change, Holidays, Hours
from linli.places.models import Facility
from tests.town import GRIDS, INSIDE, T0

OFFICE = Hours(hours_text.read("Mo-Fr 09:00-17:30"), {}, Holidays.OFFICE)
ALWAYS = Hours(hours_text.read("24/7"), {}, Holidays.AS_USUAL)
SHUT_ON_WEDNESDAY = {date(2026, 3, 4): Change(None, "盘点"), date(2026, 3, 7): Change((time(9), time(12)))}


def details(**more: Any) -> Details:
    """The service centre of the first community, unless told otherwise."""
    told: dict[str, Any] = {
        "kind": "service_centre",
        "name": "演示社区党群服务中心",
        "place": GRIDS[0][:12],
        "hours": OFFICE,
        "level": 12,
        "point": INSIDE[GRIDS[0]],
    }
    return Details(**(told | more))


def facility(**more: Any) -> Facility:
    places.seed()
    return actions.add_facility(by=SYSTEM, details=details(**more), at=T0)
