"""One answer, two forms: JSON as it is, XML with a named element for each member of a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpResponse
from orjson import dumps

JSON, XML = "json", "xml"
MEDIA_TYPES = {JSON: "application/json; charset=utf-8", XML: "text/xml; charset=utf-8"}
MEMBER = {
    "services": "service",
    "service_requests": "request",
    "service_request_updates": "request_update",
    "errors": "error",
    "attributes": "attribute",
    "values": "value",
    "endpoints": "endpoint",
    "formats": "format",
}
"""What a member of each list is called in XML."""

NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML 1.0 document may hold. Source: Extensible Markup Language 1.0, 2.2"""


def answer(form: str, root: str, told: Any, status: int = 200) -> HttpResponse:
    """``told`` under the name ``root``, which JSON leaves out."""
    body = dumps(told) if form == JSON else xml(root, told)
    return HttpResponse(body, status=status, content_type=MEDIA_TYPES[form])


def xml(root: str, told: Any) -> bytes:
    return ('<?xml version="1.0" encoding="utf-8"?>\n' + "".join(_element(root, told))).encode()


def _element(name: str, told: Any) -> Iterable[str]:
    yield f"<{name}>"
    if isinstance(told, Mapping):
        for key, value in told.items():
            yield from _element(key, value)
    elif isinstance(told, list):
        for value in told:
            yield from _element(MEMBER[name], value)
    elif isinstance(told, bool):
        yield "true" if told else "false"
    elif told is not None:
        yield _text(str(told))
    yield f"</{name}>"


def _text(text: str) -> str:
    clean = NOT_XML.sub("", text)
    return clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")
