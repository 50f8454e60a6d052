"""What goes wrong, as ``application/problem+json`` (RFC 9457). Area errors get their words from the kit."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from orjson import dumps
from pydantic import BaseModel, Field

from linli.core import attachments
from linli.core.intents import IntentConflict
from linli.desks.errors import AlreadyProposed
from linli.duties.reads import KindEnded
from linli.exchange import errors as exchange
from linli.faces.api.references import BadReference, BadVoice
from linli.faces.api.shapes import asked
from linli.faces.api.shapes.given import MatterFull, MatterOwn, MatterShown, Order, Place
from linli.faces.api.tokens import NoToken
from linli.faces.kit.paging import BadPage
from linli.faces.kit.problems import explain
from linli.matters import errors
from linli.places.reads import GridFacts, gazetteer

MEDIA_TYPE = "application/problem+json"

PLUMBING = {"body", "query", "path", "header", "file", "root"} | asked.MOVES
"""Steps of ninja's way to a field that are no fields: where it was sent, which shape it was read as."""

AREA_ERRORS: tuple[type[Exception], ...] = (
    *(kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)),
    IntentConflict,
    KindEnded,
    PermissionDenied,
    attachments.NotAPhoto,
    attachments.TooLargeFile,
    attachments.TooManyPixels,
    attachments.NotASound,
    attachments.TooLargeSound,
    attachments.QuotaReached,
    AlreadyProposed,
    exchange.NotSigned,
    exchange.Stale,
    exchange.Replayed,
    exchange.OrderConflict,
)


class TooOften(Exception):
    """More came from one address or partner than is allowed in the time."""


class FieldProblem(BaseModel):
    """One field and what is wrong with it."""

    field: str
    text: str


class Problem(BaseModel):
    """A refusal. ``type`` names it for programs, ``title`` and ``detail`` for people in the language asked for."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldProblem] = Field(default_factory=list)
    nearest: Place | None = Field(None, description="Outside the county: the grid that lies nearest")
    fresh: MatterFull | MatterOwn | MatterShown | Order | None = Field(None, description="409: as it stands now")


REFUSED = dict.fromkeys((400, 401, 403, 404, 409, 413, 415, 429), Problem)
"""Declared by every operation: also what is refused before it is reached."""


def titles() -> Mapping[int, str]:
    return {
        400: _("This cannot be taken as it is"),
        401: _("A valid token or signature is needed"),
        403: _("Not for this account"),
        404: _("Not here"),
        405: _("Not a method of this address"),
        409: _("It is not as you saw it"),
        413: _("Too large"),
        415: _("Not a media type that is taken here"),
        429: _("Too many in a short time"),
    }


def answer(
    status: int,
    name: str,
    detail: str = "",
    fields: Sequence[tuple[str, str]] = (),
    *,
    headers: Mapping[str, str] | None = None,
    nearest: Place | None = None,
    fresh: MatterShown | Order | None = None,
) -> HttpResponse:
    """The response for one refusal; ``name`` is its kebab-case name for programs."""
    title = titles()[status]
    body: dict[str, Any] = {
        "type": f"urn:linli:problem:{name}",
        "title": title,
        "status": status,
        "detail": str(detail) or title,
        "errors": [{"field": field, "text": str(text)} for field, text in fields],
    }
    if nearest is not None:
        body["nearest"] = nearest.model_dump()
    if fresh is not None:
        body["fresh"] = fresh.model_dump(mode="json")
    return HttpResponse(dumps(body), status=status, content_type=MEDIA_TYPE, headers=dict(headers or {}))


def name_of(error: Exception) -> str:
    """``OutsideCounty`` as ``outside-county``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", type(error).__name__).lower()


def of_area(request: HttpRequest, error: Exception) -> HttpResponse:
    problem = explain(error)
    text = str(problem.text)
    fields = [(problem.field, text)] if problem.field else []
    nearest = error.found.nearest if isinstance(error, errors.OutsideCounty) else None
    return answer(problem.status, name_of(error), text, fields, nearest=place_of(nearest))


def place_of(grid: GridFacts | None) -> Place | None:
    return Place(code=grid.code, label=gazetteer().label(grid.code)) if grid is not None else None


def of_validation(request: HttpRequest, error: ValidationError) -> HttpResponse:
    words = {
        "missing": _("This is needed."),
        "extra_forbidden": _("There is no such field."),
        "nowhere": _("Send lon and lat together, or a place."),
        "reason": _("Only what is not solved has a reason."),
        "reason_for_unsolved": _("What is not solved needs a reason, and nothing else has one."),
        "string_too_long": _("This is too long."),
        "string_too_short": _("This is needed."),
        "string_pattern_mismatch": _("Some characters here are not allowed, or the form is another."),
        "union_tag_not_found": _("This is needed."),
    }
    bounds = {
        "enum": ("expected", _("One of: %s")),
        "literal_error": ("expected", _("One of: %s")),
        "union_tag_invalid": ("expected_tags", _("One of: %s")),
        "too_short": ("min_length", _("At least %s of them.")),
        "too_long": ("max_length", _("At most %s of them.")),
        "greater_than_equal": ("ge", _("Not less than %s.")),
        "less_than_equal": ("le", _("Not more than %s.")),
    }
    fields = []
    for row in error.errors:
        path = ".".join(str(step) for step in row["loc"] if step not in PLUMBING)
        bound, text = bounds.get(row["type"], ("", ""))
        said = text % str(row["ctx"][bound]).replace(" or ", ", ") if text else words.get(row["type"])
        fields.append((path, said or _("Not as expected: %s") % row["msg"]))
    return answer(400, "validation", _("Some fields are not right."), fields)


def of_page(request: HttpRequest, error: Exception) -> HttpResponse:
    return answer(400, "page", fields=[("after", _("Take it from `next` of the page before."))])


def of_token(request: HttpRequest, error: Exception) -> HttpResponse:
    return answer(401, "no-token", headers={"WWW-Authenticate": 'Bearer realm="linli"'})


def of_missing(request: HttpRequest, error: Exception | None = None) -> HttpResponse:
    return answer(404, "missing")


def of_flood(request: HttpRequest, error: Exception) -> HttpResponse:
    return answer(429, "too-often", headers={"Retry-After": "3600"})


def of_photo(request: HttpRequest, error: Exception) -> HttpResponse:
    return answer(400, name_of(error), fields=[("photos", _("Send each photo anew to /photos and use its id once."))])


def of_voice(request: HttpRequest, error: Exception) -> HttpResponse:
    return answer(
        400, name_of(error), fields=[("voice", _("Send the voice note anew to /voices and use its id once."))]
    )


def of_size(request: HttpRequest, error: Exception) -> HttpResponse:
    return answer(413, "too-large")


def of_body(request: HttpRequest, error: Exception) -> HttpResponse:
    return answer(400, "body", _("The body cannot be read as JSON in UTF-8."))


HANDLERS: Mapping[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
    **dict.fromkeys(AREA_ERRORS, of_area),
    BadPage: of_page,
    NoToken: of_token,
    TooOften: of_flood,
    BadReference: of_photo,
    BadVoice: of_voice,
    Http404: of_missing,
    ValidationError: of_validation,
    HttpError: of_body,  # the only one ninja raises itself: a body it cannot parse
    RequestDataTooBig: of_size,
    **dict.fromkeys((SuspiciousOperation, UnreadablePostError, MultiPartParserError), of_body),
}


def wear(api: NinjaAPI) -> None:
    """Make every error of ``api`` a problem. What is not named here is a fault of ours and stays a 500."""
    for kind, handler in HANDLERS.items():
        api.add_exception_handler(kind, handler)
