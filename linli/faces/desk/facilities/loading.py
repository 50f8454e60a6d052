"""A file of facilities is looked at first: what it would add, change and not take, line by line; then it is loaded."""

from __future__ import annotations

from dataclasses import replace
from secrets import token_urlsafe
from typing import Any
from urllib.parse import quote

from django import forms
from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_safe

from linli.core.imports import Refusal, Summary
from linli.faces.desk.facilities.area import areas_of, known_in
from linli.faces.desk.facilities.telling import differing
from linli.faces.kit import facility_files
from linli.faces.kit.gates import SignedIn, desk
from linli.faces.kit.posted import sent
from linli.orgs.actions.facilities import load_file, try_file
from linli.places.causes import WORDS, Cause

MOST_BYTES = 2 * 1024 * 1024
KEPT_SECONDS = 30 * 60  # between looking and loading
LINES_SHOWN = 200


class FileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("CSV or JSON (HSDS) file"),
        widget=forms.FileInput({"accept": ".csv,.json,text/csv,application/json"}),
    )

    def clean_file(self) -> Any:
        if self.cleaned_data["file"].size > MOST_BYTES:
            raise ValidationError(_("This file has more than 2 MB. Split it."))
        return self.cleaned_data["file"]


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def load(request: SignedIn) -> HttpResponse:
    """With a file: what it would do. With the mark of one that was looked at: do it."""
    areas_of(request)
    if request.method == "POST" and "mark" in request.POST:
        return _load(request, request.POST["mark"])
    form = FileForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}

    def look(told: dict[str, Any]) -> None:
        data = told["file"].read()
        summary, changes = try_file(data, is_hsds=_is_hsds(data), by=request.user, at=timezone.now())
        mark = token_urlsafe(12)
        cache.set(_key(request, mark), data, KEPT_SECONDS)
        more = max(0, len(changes) - LINES_SHOWN)
        shown = [replace(one, fields=tuple(differing(one.fields))) for one in changes[:LINES_SHOWN]]
        context.update(mark=mark, changes=shown, more=more, **_counted(summary))

    status = sent(request, form, look) or 200
    return TemplateResponse(request, "desk/facilities/load.html", context, status=status)


def _load(request: SignedIn, mark: str) -> HttpResponse:
    key = _key(request, quote(mark[:40]))  # a mark of ours needs no quoting
    data = cache.get(key)
    if data is None:
        messages.warning(request, _("That was half an hour ago. Please choose the file once more."))
        return redirect("desk:facility-load")
    summary = load_file(data, is_hsds=_is_hsds(data), by=request.user, at=timezone.now())
    cache.delete(key)
    context = {"form": FileForm(), "done": True} | _counted(summary)
    return TemplateResponse(request, "desk/facilities/load.html", context)


def _key(request: SignedIn, mark: str) -> str:
    return f"facility-load:{request.user.pk}:{mark}"


def _is_hsds(data: bytes) -> bool:
    return data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"[", b"{")


def _counted(summary: Summary) -> dict[str, Any]:
    return {"summary": summary, "refused": _lines(summary.refused), "odd": _lines(summary.odd)}


def _lines(found: list[Refusal]) -> list[tuple[int, Any, str]]:
    return [(one.line, WORDS[Cause(one.cause)], one.detail) for one in found[:LINES_SHOWN]]


@desk
@require_safe
@gzip_page
def download(request: SignedIn, form: str) -> HttpResponse:
    """The facilities of one's area, in a shape that can be loaded again."""
    known = known_in(areas_of(request), timezone.localdate())
    return facility_files.as_hsds(known) if form == "json" else facility_files.as_csv(known)
