"""The gate of Open311: for programs, errors in the form that was asked for, all of them at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.utils.translation import gettext as _

from linli.exchange.errors import NotSigned
from linli.faces.api.open311.formats import XML, answer
from linli.faces.api.problems import AREA_ERRORS, TooOften
from linli.faces.kit.problems import explain

View = Callable[..., HttpResponse]
UNREADABLE = (SuspiciousOperation, UnreadablePostError, MultiPartParserError)


class Wrong(Exception):
    """What is wrong with a request: an HTTP status and one text for each fault."""

    def __init__(self, status: int, *texts: str) -> None:
        super().__init__(status, *texts)
        self.status, self.texts = status, texts


def georeport(*methods: str) -> Callable[[View], View]:
    """For programs that speak GeoReport v2, by these methods."""

    def wear(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, form: str = XML, **path: Any) -> HttpResponse:
            if request.method not in {*methods, "HEAD" if "GET" in methods else "GET"}:
                refused = errors(form, 405, [_("Not a method of this address")])
                refused["Allow"] = ", ".join(methods)
                return refused
            try:
                return view(request, form, **path)
            except Wrong as wrong:
                return errors(form, wrong.status, wrong.texts)
            except NotSigned:
                return errors(form, 403, [_("api_key is missing or not valid")])
            except Http404:
                return errors(form, 404, [_("Not here")])
            except TooOften:
                return errors(form, 429, [_("Too many in a short time")])
            except RequestDataTooBig:
                return errors(form, 413, [_("Too large")])
            except UNREADABLE:
                return errors(form, 400, [_("This cannot be taken as it is")])
            except AREA_ERRORS as error:
                problem = explain(error)
                return errors(form, problem.status, [f"{problem.field}: {problem.text}".removeprefix(": ")])

        guarded.gate = "program"  # type: ignore[attr-defined]
        guarded.csrf_exempt = True  # type: ignore[attr-defined]  # no cookie counts here, so none can be abused
        return guarded

    return wear


def errors(form: str, status: int, texts: Sequence[str]) -> HttpResponse:
    return answer(form, "errors", [{"code": str(status), "description": str(text)} for text in texts], status)
