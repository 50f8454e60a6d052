"""Pages for everybody: figures and list, map, one matter, definitions, downloads. Nobody signs in, nothing is kept."""

from __future__ import annotations

from datetime import datetime

import orjson
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from linli.faces.kit import paging
from linli.faces.kit.figures import BANDS, FIGURE, RAW_AND_NET, TAKEN
from linli.faces.kit.gates import public
from linli.faces.portal import downloads, outlines
from linli.faces.portal.asked import Asked, asked, months, towns
from linli.matters import follow
from linli.matters.figures import FEWEST
from linli.matters.models import Matter
from linli.matters.reads import public as reads

KEPT_SECONDS = 60
SHAPES_SECONDS = 3600


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """This month in figures, and the list of what may be shown."""
    at = timezone.now()
    wish = asked(request, at)
    page = paging.asked(request, reads.shown(wish.month, wish.town), "received_at", newest_first=True)
    context = _page("home", wish, at) | {
        **page,
        "figures": _figures(wish, at),
        "matters": [reads.as_shown(matter, at) for matter in page["rows"]],
    }
    return TemplateResponse(request, "portal/home.html", context)


@public
@require_safe
def map_(request: HttpRequest) -> HttpResponse:
    """The same matters on a map, one mark a community; beside it the list, which needs no script."""
    at = timezone.now()
    wish = asked(request, at)
    counts = reads.by_community(reads.shown(wish.month, wish.town))
    marks = {row.code: row.count for row in counts}
    return TemplateResponse(request, "portal/map.html", _page("map", wish, at) | {"counts": counts, "marks": marks})


@public
@require_safe
@gzip_page
def shapes(request: HttpRequest) -> HttpResponse:
    """The outlines of the communities, GeoJSON."""
    answer = HttpResponse(outlines.communities(), content_type="application/geo+json")
    answer["Cache-Control"] = f"public, max-age={SHAPES_SECONDS}"
    return answer


@public
@require_safe
def matter(request: HttpRequest, number: str) -> HttpResponse:
    """The public line of steps of one matter; 404 for one that is not shown, as for one that is not there."""
    row = Matter.objects.shown().filter(number=follow.clean(number)).first()
    if row is None:
        raise Http404
    at = timezone.now()
    context = {"now": at, "matter": reads.as_shown(row, at), "steps": reads.passed(row)}
    return TemplateResponse(request, "portal/matter.html", context)


@public
@require_safe
def definitions(request: HttpRequest) -> HttpResponse:
    """What each figure and each column of the data means."""
    context = {
        "part": "definitions",
        "fewest": FEWEST,
        "columns": downloads.COLUMNS,
        "taken": TAKEN,
        "figures": FIGURE,
        "notes": (RAW_AND_NET, BANDS),
    }
    return TemplateResponse(request, "portal/definitions.html", context)


@public
@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    """The list of the month as CSV."""
    at = timezone.now()
    wish = asked(request, at)
    answer = HttpResponse("".join(downloads.lines(_all(wish, at))), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="linli-{_name(wish)}.csv"'
    return answer


@public
@require_safe
def as_json(request: HttpRequest) -> HttpResponse:
    """The figures and the list of the month as JSON. A figure of too few is null."""
    at = timezone.now()
    wish = asked(request, at)
    told = _figures(wish, at)
    figures: dict[str, int | dict[str, int] | None] = {"asked": told.asked_told}
    for name, share in (("in_time", told.in_time), ("solved", told.solved), ("satisfied", told.satisfied)):
        figures[name] = {"part": share.part, "whole": share.whole} if share.is_told else None
    body = {
        "month": wish.month.code,
        "town": wish.town or None,
        "as_of": told.as_of,
        "fewest": FEWEST,
        "figures": figures,
        "matters": [downloads.row(shown) for shown in _all(wish, at)],
    }
    return HttpResponse(orjson.dumps(body), content_type="application/json")


def _all(wish: Asked, at: datetime) -> list[reads.Shown]:
    rows = reads.shown(wish.month, wish.town).order_by("received_at", "pk")
    return [reads.as_shown(row, at) for row in rows]


def _figures(wish: Asked, at: datetime) -> reads.Figures:
    """Counted anew once a minute for each month and town."""
    key = f"portal.figures.{wish.month.code}.{wish.town}"
    told: reads.Figures | None = cache.get(key)
    if told is None:
        told = reads.figures(wish.month, wish.town, at)
        cache.set(key, told, KEPT_SECONDS)
    return told


def _page(part: str, wish: Asked, at: datetime) -> dict[str, object]:
    return {"part": part, "now": at, "wish": wish, "months": months(at), "towns": towns(), "fewest": FEWEST}


def _name(wish: Asked) -> str:
    return "-".join(filter(None, (wish.month.code, wish.town)))
