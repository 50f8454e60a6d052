"""A plan of the own grid with the open orders on it: lines and points, drawn here, no tiles and no other map."""

from __future__ import annotations

from dataclasses import dataclass

import shapely
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from shapely.geometry import shape

from linli.faces.field.drawing import Frame, marks
from linli.faces.kit.gates import SignedIn, field
from linli.matters.reads import orders as reads
from linli.matters.reads.orders import OrderLine, OrderTab
from linli.orgs.authority import posts_with
from linli.orgs.grants import Grant
from linli.places.reads import Gazetteer, gazetteer, towns

MOST_GRIDS = 40  # of a department with orders all over the county: more lines than a phone can show


@dataclass(frozen=True, slots=True)
class Area:
    """One grid on the plan: its lines, and where its name stands."""

    name: str
    lines: str
    x: float
    y: float
    is_own: bool


@field
@require_safe
def plan(request: SignedIn) -> HttpResponse:
    at = timezone.now()
    lines = reads.orders(reads.handled_by(request.user), OrderTab.OPEN, at=at)
    known = gazetteer()
    codes = _grids(request, lines, known)
    frame = Frame.around([known.outlines[code] for code in codes]) if codes else None
    shown = [line for line in lines if line.lat is not None]
    context = {
        "at": at,
        "frame": frame,
        "areas": _areas(frame, codes, known) if frame else [],
        "marks": marks(frame, shown) if frame else [],
        "numbered": list(enumerate(shown, start=1)),
        "places": len({line.place for line in lines}),
    }
    return TemplateResponse(request, "field/plan.html", context)


def _grids(request: SignedIn, lines: list[OrderLine], known: Gazetteer) -> list[str]:
    """The reader's own grids; of somebody without one, those in which the open orders are."""
    own = {post.grid.code for post in posts_with(request.user, Grant.HANDLE) if post.grid is not None}
    codes = own or {line.grid for line in lines}
    return sorted(code for code in codes if code in known.outlines)[:MOST_GRIDS]


def _areas(frame: Frame, own: list[str], known: Gazetteer) -> list[Area]:
    """The own grids and, faint, those beside them; where that would be a tangle of lines, the towns."""
    window = shapely.box(*frame.window)
    beside = {code: outline for code, outline in known.outlines.items() if outline.intersects(window)}
    if len(beside) > MOST_GRIDS:
        beside = {row.code: shape(row.outline) for row in towns(known.county or "").defer(None) if row.outline}
        own = []
    found = []
    for code, outline in beside.items():
        if not outline.intersects(window):
            continue
        visible = outline if code in own else outline.intersection(window)
        x, y = frame.at(*visible.representative_point().coords[0])
        found.append(Area(known.name(code), frame.path(outline), x, y, code in own))
    return sorted(found, key=lambda area: area.is_own)
