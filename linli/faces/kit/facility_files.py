"""Facilities as files: CSV, which can be loaded again, and JSON in the shape of HSDS 3.0."""

from __future__ import annotations

from collections.abc import Iterable

import orjson
from django.http import HttpResponse

from linli.faces.kit import sheets
from linli.places import hsds
from linli.places.facility_table import HEADINGS, row
from linli.places.reads.facilities import Known, vocabulary


def as_csv(known: Iterable[Known]) -> HttpResponse:
    return sheets.download("linli-facilities", list(HEADINGS), map(row, known))


def as_hsds(known: Iterable[Known]) -> HttpResponse:
    words = vocabulary()
    answer = HttpResponse(orjson.dumps([hsds.service(one, words) for one in known]), content_type="application/json")
    answer["Content-Disposition"] = 'attachment; filename="linli-facilities-hsds.json"'
    return answer
