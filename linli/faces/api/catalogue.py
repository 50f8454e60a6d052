"""What a program needs to know before it can say something: kinds, divisions, units, where a point lies."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from ninja import Query, Router, Status

from linli.duties.reads import catalogue
from linli.faces.api.problems import REFUSED, place_of
from linli.faces.api.shapes import given
from linli.places.reads import gazetteer
from linli.places.rules import level

router = Router(tags=["catalogue"])


@router.get(
    "/kinds", response={200: list[given.CatalogueKind], **REFUSED}, url_name="kinds", summary=_("What can be reported")
)
def kinds(request: HttpRequest) -> Status[list[given.CatalogueKind]]:
    """Kinds of the third level that are in force today, with what is promised for each."""
    book, on = catalogue(), timezone.localdate()
    rows = [(kind, book.row(kind.pk, on)) for kind in book.open_kinds(on)]
    return Status(
        200,
        [
            given.CatalogueKind(
                code=kind.code,
                name=kind.names[-1],
                name_en=kind.names_en[-1],
                path=list(kind.names),
                limit_amount=row.limit.amount,
                limit_unit=row.limit.unit,
                done_when=row.done_when,
                is_sensitive=kind.is_sensitive,
                emergency_line=row.emergency_line,
                questions=[dict(question) for question in row.questions],
            )
            for kind, row in rows
        ],
    )


@router.get(
    "/divisions", response={200: list[given.Division], **REFUSED}, url_name="divisions", summary=_("Towns, communities")
)
def divisions(
    request: HttpRequest, within: Annotated[str, Query(pattern=r"^[0-9]{0,12}$", description="First digits")] = ""
) -> Status[list[given.Division]]:
    """Divisions of the county by code."""
    book = gazetteer()
    codes = sorted(code for code in book.divisions if code.startswith(within))
    return Status(
        200, [given.Division(code=code, level=level(code).name.lower(), name=book.name(code)) for code in codes]
    )


@router.get("/units", response={200: list[given.Unit], **REFUSED}, url_name="units", summary=_("Who can be given work"))
def units(request: HttpRequest) -> Status[list[given.Unit]]:
    """The organisations of the county with their public numbers."""
    return Status(200, [given.Unit.of(unit) for unit in catalogue().units.all])


@router.get(
    "/grids/locate", response={200: given.Located, **REFUSED}, url_name="locate", summary=_("The grid of a point")
)
def locate(
    request: HttpRequest,
    lon: Annotated[float, Query(ge=-180, le=180, allow_inf_nan=False)],
    lat: Annotated[float, Query(ge=-90, le=90, allow_inf_nan=False)],
) -> Status[given.Located]:
    """CGCS2000 degrees. On a shared edge the dedicated grid owns the point, else the lower code."""
    found = gazetteer().locate(lon, lat)
    return Status(
        200, given.Located(grid=place_of(found.grid), nearest=place_of(found.nearest), metres=round(found.metres, 1))
    )
