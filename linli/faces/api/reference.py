"""The schema as JSON for programs, and as a page for the people who write them. Nothing comes from another origin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from linli.faces.api.gate import program
from linli.faces.api.program import api
from linli.faces.kit.gates import public

PREFIX = "api/v1/"


@dataclass(frozen=True, slots=True)
class Line:
    """A parameter, field or answer: its name, its type in words, a schema to look up, a remark."""

    name: str
    type: str
    links: tuple[str, ...] = ()
    needed: bool = False
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    key: str
    method: str
    path: str
    summary: str  # in the language of the reader; the document itself is English
    description: str
    token: str  # needed, possible or none
    asks: tuple[Line, ...]
    answers: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    name: str
    description: str
    fields: tuple[Line, ...]


@lru_cache(maxsize=1)
def schema() -> Mapping[str, Any]:
    return api.get_openapi_schema(path_prefix=PREFIX)


@program
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI 3.1 document."""
    return HttpResponse(orjson.dumps(schema(), option=orjson.OPT_NON_STR_KEYS), content_type="application/json")


@public
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Every operation and every shape, readable without a script."""
    document = schema()
    context = {
        "operations": list(_operations(document)),
        "shapes": [_shape(name, body) for name, body in sorted(document["components"]["schemas"].items())],
    }
    return TemplateResponse(request, "api/reference.html", context)


def _operations(document: Mapping[str, Any]) -> Iterator[Operation]:
    for path, methods in document["paths"].items():
        for method, body in methods.items():
            security = body.get("security", [{}])
            asks = [
                _line(ask["name"], ask["schema"], needed=ask.get("required", False), remark=ask["in"])
                for ask in body.get("parameters", [])
            ]
            for media, content in body.get("requestBody", {}).get("content", {}).items():
                asks.append(_line(media, content["schema"], needed=True, remark="body"))
            yield Operation(
                key=body["operationId"],
                method=method.upper(),
                path=path,
                summary=gettext(body["summary"]),
                description=_flowing(body.get("description", "")),
                token="none" if security == [{}] else "possible" if {} in security else "needed",
                asks=tuple(asks),
                answers=tuple(
                    _line(str(status), content["schema"])
                    for status, answer in body["responses"].items()
                    for content in answer["content"].values()
                ),
            )


def _flowing(text: str) -> str:
    """The paragraphs of a docstring without the line ends and the marks of the source."""
    return "\n\n".join(" ".join(paragraph.replace("``", "").split()) for paragraph in text.split("\n\n"))


def _shape(name: str, body: Mapping[str, Any]) -> Shape:
    needed = set(body.get("required", ()))
    fields = tuple(_line(field, told, needed=field in needed) for field, told in body.get("properties", {}).items())
    return Shape(name, _flowing(body.get("description", "")), fields or (_line("", body),))


def _line(name: str, told: Mapping[str, Any], *, needed: bool = False, remark: str = "") -> Line:
    return Line(name, _type(told), tuple(_links(told)), needed, remark or told.get("description", ""))


def _type(told: Mapping[str, Any]) -> str:
    """A JSON schema in a few words: ``string (uuid)``, ``integer 1…5``, ``one of a, b``, ``list of …``."""
    if "$ref" in told:
        return ""
    if "const" in told:
        return str(told["const"])
    if "enum" in told:
        return " | ".join(map(str, told["enum"]))
    if choices := told.get("anyOf") or told.get("oneOf"):
        return " | ".join(filter(None, map(_type, choices)))
    if told.get("type") == "array":
        return f"[{_type(told.get('items', {}))}]"
    words = str(told.get("type", ""))
    if form := told.get("format"):
        words += f" ({form})"
    low, high = told.get("minimum", told.get("minLength")), told.get("maximum", told.get("maxLength"))
    if low is not None or high is not None:
        words += f" {'' if low is None else low}…{'' if high is None else high}"
    return words


def _links(told: Any) -> Iterator[str]:
    if isinstance(told, Mapping):
        if "$ref" in told:
            yield str(told["$ref"]).rsplit("/", 1)[-1]
        for key in ("anyOf", "oneOf", "items", "additionalProperties"):
            yield from _links(told.get(key))
    elif isinstance(told, list):
        for one in told:
            yield from _links(one)
