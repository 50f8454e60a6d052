"""What a body does together with those who stand by it: the latest on its page, all of it on pages of their own."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from linli.commons.reads.brought import claims_of, resources_of
from linli.faces.desk.bodies.tree import find
from linli.faces.kit.gates import SignedIn, body_keeper
from linli.faces.kit.paging import asked
from linli.orgs.authority import may
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation
from linli.orgs.rules import OFFICES
from linli.volunteering.reads.organised import organised_by, with_numbers

SHOWN = 20
ACTIVITIES, RESOURCES, CLAIMS = "activities", "resources", "claims"
NAMES: dict[str, tuple[str | Promise, str]] = {
    ACTIVITIES: (_("What it does together"), "begins_at"),
    RESOURCES: (_("Resources shared"), "added_at"),
    CLAIMS: (_("Promised and delivered for needs"), "claimed_at"),
}
"""What each list is called, and by which instant it is paged, the latest first."""


@dataclass(frozen=True, slots=True)
class Part:
    listed: str
    name: str | Promise
    rows: Sequence[Any]
    has_more: bool


def latest(body: Organisation, others: Collection[int], on: date) -> list[Part]:
    """The latest ``SHOWN`` of each list; ``others`` are the units that stand by ``body``."""
    parts = []
    for listed, (name, _at) in NAMES.items():
        rows = list(_rows(listed, body, others, on)[: SHOWN + 1])
        parts.append(Part(listed, name, _told(listed, rows[:SHOWN]), has_more=len(rows) > SHOWN))
    return parts


@body_keeper
@require_safe
def together(request: SignedIn, body_id: int, listed: str) -> HttpResponse:
    """All of one list, a page at a time."""
    body, now = find(request, body_id), timezone.now()
    if listed not in NAMES or body.kind in OFFICES:
        raise Http404
    on, (name, at) = timezone.localdate(now), NAMES[listed]
    others = body.linked_by.valid(on).values_list("unit", flat=True)
    page = asked(request, _rows(listed, body, others, on), at, newest_first=True)
    context = page | {
        "body": body,
        "listed": listed,
        "name": name,
        "rows": _told(listed, page["rows"]),
        "may_hold": may(request.user, Grant.HOLD_ACTIVITIES, at=body.prefix),
        "now": now,
    }
    return TemplateResponse(request, "desk/bodies/together.html", context)


def _rows(listed: str, body: Organisation, others: Collection[int], on: date) -> QuerySet[Any]:
    if listed == ACTIVITIES:
        return organised_by(body)
    units = [body.pk, *others]
    return resources_of(units, on) if listed == RESOURCES else claims_of(units)


def _told(listed: str, rows: Sequence[Any]) -> Sequence[Any]:
    return with_numbers(rows) if listed == ACTIVITIES else rows
