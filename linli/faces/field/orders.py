"""A unit's own work orders on a phone, on a grid those inside it: the list by time left, one order, its steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from linli.faces.field.forms import DisputeForm, NoteForm, StepForm
from linli.faces.field.listing import groups
from linli.faces.kit.contact import RevealForm
from linli.faces.kit.drafts import Draft
from linli.faces.kit.gates import SignedIn, field
from linli.faces.kit.handed import whence
from linli.faces.kit.posted import posted
from linli.faces.kit.problems import explain
from linli.faces.kit.ways import ways
from linli.matters import actions
from linli.matters.errors import Moved
from linli.matters.models import WorkOrder
from linli.matters.reads import asks, supervision, supports
from linli.matters.reads import orders as reads
from linli.matters.reads.orders import OrderTab
from linli.matters.reads.returns import citations, way
from linli.matters.reads.timeline import timeline
from linli.orgs import holdings
from linli.orgs.authority import may
from linli.orgs.grants import Grant

TABS = {
    OrderTab.OPEN: _("To do"),
    OrderTab.OVERDUE: _("Overdue"),
    OrderTab.DONE: _("Done"),
}


class TabForm(forms.Form):
    tab = forms.ChoiceField(choices=[(tab.value, name) for tab, name in TABS.items()], required=False)


@field
@require_safe
@vary_on_headers("HX-Request")
def orders(request: SignedIn) -> HttpResponse:
    form = TabForm(request.GET)
    tab = OrderTab((form.is_valid() and form.cleaned_data["tab"]) or OrderTab.OPEN)
    at = timezone.now()
    own = reads.handled_by(request.user)
    counts = reads.counts(own, at=at)
    lines = reads.orders(own, tab, at=at)
    context = {
        "at": at,
        "tab": tab,
        "lines": lines,
        "came": _came(request, [line.pk for line in lines]),
        "groups": groups(lines, at=at),
        "tabs": [(key, name, counts.get(key, 0), key is tab) for key, name in TABS.items()],
        "most": reads.SHOWN,
    }
    part = "field/orders.html#orders" if request.headers.get("HX-Request") else "field/orders.html"
    return TemplateResponse(request, part, context)


def _came(request: SignedIn, keys: Sequence[int]) -> dict[int, str]:
    """Of these orders those that came to the reader by a handover, and from whom."""
    return {pk: whence(row) for pk, row in holdings.came_to(request.user, "order", keys).items()}


def find(request: SignedIn, pk: int) -> WorkOrder:
    """The order, if the reader handles it. Raises: Http404."""
    return get_object_or_404(reads.handled_by(request.user).select_related("matter", "unit__division"), pk=pk)


@field
@require_safe
def order(request: SignedIn, pk: int) -> HttpResponse:
    return show(request, find(request, pk), at=timezone.now())


def show(
    request: SignedIn,
    found: WorkOrder,
    *,
    at: datetime,
    note: NoteForm | None = None,
    photos: list[Draft] | None = None,
    wrong: list[str] | None = None,
    trouble: str | Promise = "",
    words: str = "",
    dispute: DisputeForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of ``found``. ``trouble`` says what could not be done; ``words`` are those that were typed for it."""
    seen = reads.order(found, at=at)
    reveals = may(request.user, Grant.REVEAL, at=found.unit, place=found.matter.place)
    point = reads.point_of(found.matter)
    context = {
        "at": at,
        "order": found,
        "ways": ways(point, seen.place) if point and seen.clock_runs else [],
        "is_spot": found.matter.lat is not None,
        "seen": seen,
        "came": _came(request, [found.pk]).get(found.pk, ""),
        "timeline": timeline(found.matter, public=False),
        "note": note or NoteForm(version=found.version, auto_id="note-%s"),
        "photos": photos or [],
        "wrong": wrong or [],
        "mine": asks.of_order(found, at=at),
        "asked": supervision.of_order(found),
        "way": way(found, at=at),
        "cites": next((item.code for item in citations(found, at) if item.fits), ""),
        "may_whistle": seen.clock_runs and may(request.user, Grant.BLOW_WHISTLE, at=found.matter.place),
        "may_support": supports.may_ask(found),
        "supports": supports.of_order(found),
        "shot": uuid4(),  # the form of the answer, when it begins with a photo
        "dispute": dispute or DisputeForm(initial={"version": found.version}, auto_id="dispute-%s"),
        "trouble": trouble,
        "typed": words,
        "reporters": [
            (
                reporter,
                RevealForm(initial={"reporter": reporter.pk}, auto_id=f"reveal-{reporter.pk}-%s") if reveals else None,
            )
            for reporter in seen.reporters
        ],
    }
    return TemplateResponse(request, "field/order.html", context, status=status)


@field
@posted("field:order")
def sign(request: SignedIn, pk: int) -> HttpResponse:
    return _step(request, pk, actions.sign, _("Signed for."))


@field
@posted("field:order")
def start(request: SignedIn, pk: int) -> HttpResponse:
    return _step(request, pk, actions.start, _("You are there; work has begun."))


def _step(request: SignedIn, pk: int, act: Callable[..., WorkOrder], done: str | Promise) -> HttpResponse:
    at = timezone.now()
    found = find(request, pk)
    form = StepForm(request.POST)
    if not form.is_valid():
        return show(request, found, at=at, trouble=_("This form did not arrive whole. Please press again."), status=422)
    try:
        act(by=request.user, order=found, at=at, **form.cleaned_data)
    except Moved as error:
        return show(request, find(request, pk), at=at, trouble=explain(error).text, status=409)
    messages.success(request, str(done))
    return done_to(pk, form.cleaned_data["version"] + 1)


def done_to(pk: int, version: int) -> HttpResponse:
    """Back to the order; the phone's outbox is told the version on which its next step stands."""
    answer = redirect("field:order", pk)
    answer.headers["Linli-Version"] = str(version)
    return answer
