"""The parts of a county of full size, one after the other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import shapely
from django.db import transaction

from linli.places.models import Division
from linli.site.demo.county_size import (
    activities,
    bodies,
    facilities,
    lists,
    menu,
    people,
    report_ins,
    stars,
    units,
    wallets,
)
from linli.site.demo.county_size.growing import Growing, Numbers
from linli.site.demo.offices import Offices

Part = Callable[[Growing], dict[str, int]]
"""Makes one kind of rows; gives how many of what."""

PARTS: dict[str, Part] = {
    "people": people.register,
    "units": units.found,
    "bodies": bodies.stand,
    "facilities": facilities.furnish,
    "report_ins": report_ins.say,
    "activities": activities.hold,
    "lists": lists.keep,
    "services": menu.order,
    "wallets": wallets.fill,
    "stars": stars.set_out,
}


def grow(
    numbers: Numbers,
    *,
    offices: Offices,
    polygons: dict[str, shapely.Polygon],
    at: datetime,
    done: Callable[[str, dict[str, int]], None],
) -> None:
    """Make the ordinary demo of ``offices`` as large as ``numbers`` say."""
    communities = list(Division.objects.communities().defer("outline").order_by("code"))
    county = Growing(at, numbers, offices, polygons, communities)
    for name, part in PARTS.items():
        with transaction.atomic():
            made = part(county)
        done(name, made)
