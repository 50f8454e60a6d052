"""A circular to be kept: Word, CSV or JSON, named by month and version."""

from __future__ import annotations

import orjson
from django.http import HttpResponse

from linli.faces.kit.circular.data import as_csv, as_json
from linli.faces.kit.circular.document import MEDIA_TYPE, document
from linli.faces.kit.circular.sheet import Sheet


def download(sheet: Sheet, ending: str) -> HttpResponse:
    """``ending`` is docx, csv or json."""
    content: bytes | str
    if ending == "docx":
        content, media_type = document(sheet), MEDIA_TYPE
    elif ending == "csv":
        content, media_type = "".join(as_csv(sheet)), "text/csv; charset=utf-8"
    else:
        content, media_type = orjson.dumps(as_json(sheet)), "application/json"
    answer = HttpResponse(content, content_type=media_type)
    of = sheet.circular
    answer["Content-Disposition"] = f'attachment; filename="linli-{of.month}-v{of.version}.{ending}"'
    return answer
