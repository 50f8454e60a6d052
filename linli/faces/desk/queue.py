"""The queue of a desk, by the time that is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from linli.faces.kit.gates import SignedIn, desk
from linli.matters.reads import queue as reads
from linli.matters.reads.queue import COUNT_UP_TO, BadCursor, Tab
from linli.orgs.authority import prefixes
from linli.orgs.grants import Grant

TABS = {
    Tab.OPEN: _("All open"),
    Tab.NEW: _("New"),
    Tab.HANDLING: _("Being handled"),
    Tab.CHECK: _("To check"),
    Tab.OVERDUE: _("Overdue"),
    Tab.ENDED: _("Ended"),
}


class QueueForm(forms.Form):
    """What part of the queue is asked for; everything may be left out."""

    tab = forms.ChoiceField(choices=[(tab.value, name) for tab, name in TABS.items()], required=False)
    q = forms.CharField(max_length=60, required=False)
    place = forms.CharField(max_length=15, required=False)
    after = forms.CharField(max_length=40, required=False)


@dataclass(frozen=True, slots=True)
class TabShown:
    name: str | Promise
    query: str
    is_open: bool
    count: str


@desk
@require_safe
@vary_on_headers("HX-Request")
def queue(request: SignedIn) -> HttpResponse:
    areas = prefixes(request.user, Grant.SEE_MATTERS)
    if not areas:  # a department has work orders, no queue
        return redirect("desk:orders")
    form = QueueForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    tab = Tab(asked.get("tab") or Tab.OPEN)
    place = asked.get("place", "")
    seen = [place] if place.isdigit() and any(place.startswith(area) for area in areas) else areas
    at = timezone.now()
    try:
        page = reads.page(seen, tab, at=at, asked=asked.get("q", ""), after=asked.get("after", ""))
    except BadCursor as error:
        raise BadRequest from error
    kept = {name: asked[name] for name in ("q", "place") if asked.get(name)}
    context = {
        "form": form,
        "at": at,
        "lines": page.lines,
        "tab": tab,
        "tabs": _tabs(tab, seen, kept, at=at),
        "parts": reads.parts(areas),
        "next": urlencode({"tab": tab, **kept, "after": page.after}) if page.after else "",
        "first": urlencode({"tab": tab, **kept}),
        "is_first": not asked.get("after"),
    }
    part = "desk/queue.html#queue" if request.headers.get("HX-Request") else "desk/queue.html"
    return TemplateResponse(request, part, context)


def _tabs(opened: Tab, areas: Sequence[str], kept: Mapping[str, str], *, at: datetime) -> list[TabShown]:
    counts = reads.counts(areas, at=at)
    return [
        TabShown(
            name=name,
            query=urlencode({"tab": tab, **kept}),
            is_open=tab is opened,
            count=f"{COUNT_UP_TO}+" if counts.get(tab, 0) > COUNT_UP_TO else str(counts.get(tab) or ""),
        )
        for tab, name in TABS.items()
    ]
