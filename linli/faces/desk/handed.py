"""交接来的: what was handed over to the reader and is open still, whatever its kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.views.decorators.http import require_safe

from linli.commons.models import Booking, Claim, GroupDay, Need, Turn
from linli.duties.models import Admission
from linli.faces.kit import paging
from linli.faces.kit.gates import SignedIn, heir
from linli.faces.kit.handed import HELD
from linli.insight.models import Circular
from linli.matters.models import Exclusion, Matter
from linli.orgs import holdings
from linli.orgs.authority import may
from linli.orgs.grants import Grant
from linli.orgs.models import Handed
from linli.places.reads import gazetteer
from linli.volunteering.models import Activity, Task
from linli.whistles.models import Whistle


@dataclass(frozen=True, slots=True)
class Line:
    """One thing: what it is, its number and where it opens, where it happens, who gave it and when."""

    what: str | Promise
    number: str
    href: str
    place: str
    sender: str
    at: datetime


TO_MATTER = {
    "order": "matter",
    "refusal": "matter",
    **dict.fromkeys(("return", "extension", "pause", "support", "supervision"), "order__matter"),
}
"""The path from each of these to its matter."""


@heir
@require_safe
def handed(request: SignedIn) -> HttpResponse:
    """The newest first; what has ended, or was taken up by somebody else, is left out."""
    rows = Handed.objects.filter(to=request.user, stands=True).select_related("sender")
    page = paging.asked(request, rows, "at", newest_first=True)
    places = {(held.kind, held.pk): held.place for held in holdings.still_held(page["rows"])}
    ways = _ways(request, places)
    lines = [
        Line(
            HELD[row.kind],
            *ways[row.kind, row.subject_id],
            gazetteer().label(places[row.kind, row.subject_id].ljust(12, "0")),
            str(row.sender),
            row.at,
        )
        for row in page["rows"]
        if (row.kind, row.subject_id) in ways
    ]
    return TemplateResponse(request, "desk/handed.html", page | {"lines": lines, "at": timezone.now()})


def _ways(request: SignedIn, places: Mapping[tuple[str, int], str]) -> dict[tuple[str, int], tuple[str, str]]:
    """The number and the page of each thing."""
    ways: dict[tuple[str, int], tuple[str, str]] = {}
    for kind in {kind for kind, _ in places}:
        keys = [pk for of, pk in places if of == kind]
        for pk, number, href in WAYS.get(kind, _of_matter)(request, kind, keys):
            ways[kind, pk] = number, href
    return ways


def _of_matter(request: SignedIn, kind: str, keys: Iterable[int]) -> list[tuple[int, str, str]]:
    """To the page of the matter, or to that of the order for who sees no queue."""
    rows = holdings.KNOWN[kind].model._default_manager.filter(pk__in=keys)
    path = TO_MATTER[kind]
    order = "order" if path.startswith("order__") else "pk"
    told = rows.values_list("pk", order, f"{path}__number", f"{path}__place")
    made = []
    for pk, order_pk, number, place in told:
        sees = may(request.user, Grant.SEE_MATTERS, at=place)
        href = reverse("desk:matter", args=[number]) if sees else f"/field/orders/{order_pk}/"
        made.append((pk, Matter(number=number).number_shown, href))
    return made


def _of_whistle(request: SignedIn, kind: str, keys: Iterable[int]) -> list[tuple[int, str, str]]:
    path = "pk" if kind == "whistle" else "summonses__pk"
    rows = Whistle.objects.filter(**{f"{path}__in": keys})
    pairs = rows.values_list(path, "pk")
    known = rows.in_bulk([pk for _, pk in pairs])
    return [(key, known[pk].number_shown, reverse("desk:whistle", args=[pk])) for key, pk in pairs]


def _of_admission(request: SignedIn, kind: str, keys: Iterable[int]) -> list[tuple[int, str, str]]:
    rows = Admission.objects.filter(pk__in=keys)
    return [(row.pk, row.title, reverse("desk:admission", args=[row.pk])) for row in rows]


def _of_exclusion(request: SignedIn, kind: str, keys: Iterable[int]) -> list[tuple[int, str, str]]:
    rows = Exclusion.objects.filter(pk__in=keys).select_related("matter")
    return [(row.pk, row.matter.number_shown, reverse("desk:exclusion", args=[row.pk])) for row in rows]


def _of_commons(request: SignedIn, kind: str, keys: Iterable[int]) -> list[tuple[int, str, str]]:
    """What stands on a list, by its title; a promise opens on the page of the unit."""
    if kind == "need":
        needs = Need.objects.filter(pk__in=keys)
        return [(row.pk, row.title, reverse("desk:need", args=[row.pk])) for row in needs]
    if kind == "claim":
        claims = Claim.objects.filter(pk__in=keys).select_related("part__need")
        titled = [(row.pk, row.part.need) for row in claims]
        return [(pk, need.title, reverse("desk:partner-need", args=[need.pk])) for pk, need in titled]
    bookings = Booking.objects.filter(pk__in=keys).select_related("resource")
    return [(row.pk, row.resource.title, reverse("desk:resource", args=[row.resource_id])) for row in bookings]


def _of_menu(request: SignedIn, kind: str, keys: Iterable[int]) -> list[tuple[int, str, str]]:
    if kind == "group_day":
        days = GroupDay.objects.filter(pk__in=keys).select_related("service")
        return [(row.pk, row.service.name, reverse("desk:group-day", args=[row.pk])) for row in days]
    turns = Turn.objects.filter(pk__in=keys).select_related("order")
    return [(row.pk, row.order.number_shown, reverse("desk:service-order", args=[row.order.number])) for row in turns]


def _of_volunteering(request: SignedIn, kind: str, keys: Iterable[int]) -> list[tuple[int, str, str]]:
    if kind == "activity":
        rows = Activity.objects.filter(pk__in=keys)
        return [(row.pk, row.title, reverse("desk:activity", args=[row.pk])) for row in rows]
    return [(row.pk, row.title, reverse("desk:report-tasks")) for row in Task.objects.filter(pk__in=keys)]


def _of_circular(request: SignedIn, kind: str, keys: Iterable[int]) -> list[tuple[int, str, str]]:
    rows = Circular.objects.filter(pk__in=keys)
    return [(row.pk, str(row), reverse("desk:circular", args=[row.month, row.version])) for row in rows]


WAYS: dict[str, Callable[[Any, str, Iterable[int]], list[tuple[int, str, str]]]] = {
    "whistle": _of_whistle,
    "summons": _of_whistle,
    "admission": _of_admission,
    "exclusion": _of_exclusion,
    **dict.fromkeys(("need", "claim", "booking"), _of_commons),
    **dict.fromkeys(("service", "group_day"), _of_menu),
    **dict.fromkeys(("activity", "task"), _of_volunteering),
    "circular": _of_circular,
}
