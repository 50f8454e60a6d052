"""What goes back to the hotline: what waits, what failed and why, what arrived; and files for those who carry them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe
from orjson import OPT_INDENT_2, dumps

from linli.exchange import actions
from linli.exchange.models import HandOff, Order, Partner
from linli.exchange.reads.page import partners
from linli.exchange.reads.shape import FIELDS
from linli.exchange.rules import AT_ONCE, Event, State
from linli.faces.kit import paging, sheets
from linli.faces.kit.gates import SignedIn, exchanger
from linli.faces.kit.posted import whole
from linli.faces.kit.words import DECLINE_REASON, UNSOLVED_REASON
from linli.matters.rules import CLOCK_STAGES

TABS = {
    State.READY: pgettext_lazy("exchange", "Ready"),
    State.FAILED: pgettext_lazy("exchange", "Failed"),
    State.SENT: pgettext_lazy("exchange", "Sent"),
}
EVENT: dict[str, str | Promise] = {
    Event.ACCEPTED: pgettext_lazy("exchange", "Accepted"),
    Event.RETURNED: pgettext_lazy("exchange", "Returned"),
    Event.MERGED: pgettext_lazy("exchange", "Merged"),
    Event.DISPATCHED: pgettext_lazy("exchange", "Dispatched"),
    Event.EXTENDED: pgettext_lazy("exchange", "Extended"),
    Event.PAUSED: pgettext_lazy("exchange", "On hold"),
    Event.RESUMED: pgettext_lazy("exchange", "Goes on"),
    Event.ANSWERED: pgettext_lazy("exchange", "Answered"),
    Event.REOPENED: pgettext_lazy("exchange", "Taken up again"),
    Event.CLOSED: pgettext_lazy("exchange", "Closed"),
    Event.CALL_BACK: pgettext_lazy("exchange", "Called back"),
    Event.WITHDRAWN: pgettext_lazy("exchange", "Withdrawn"),
}
COLUMNS: dict[str, str | Promise] = {
    "id": gettext_lazy("Hand-off"),
    "number": gettext_lazy("Order number"),
    "matter": gettext_lazy("Matter"),
    "event": gettext_lazy("Move"),
    "at": gettext_lazy("When"),
    "round": gettext_lazy("Round"),
    "kind": gettext_lazy("Kind"),
    "unit": gettext_lazy("Handling unit"),
    "unit_phone": gettext_lazy("Phone of the unit"),
    "due_at": gettext_lazy("Time limit"),
    "words": gettext_lazy("Answer or reason"),
    "reason": gettext_lazy("Reason"),
    "merged_into": gettext_lazy("Merged into"),
    "solved": pgettext_lazy("exchange", "Solved"),
    "satisfaction": gettext_lazy("Satisfaction"),
}
"""The columns of a file, as ``exchange.reads.shape`` names them."""

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class AskedForm(forms.Form):
    """Which part of the page is asked for; everything may be left out."""

    tab = forms.ChoiceField(choices=[(tab.value, tab.value) for tab in TABS], required=False)
    partner = forms.SlugField(max_length=20, required=False)
    after = forms.CharField(max_length=paging.LONGEST_AFTER, required=False)


@exchanger
@require_safe
def hand_offs(request: SignedIn) -> HttpResponse:
    form = AskedForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    tab, wanted = State(asked.get("tab") or State.READY), asked.get("partner") or ""
    lines = partners()
    rows = HandOff.objects.filter(state=tab).select_related("order__partner", "order__matter")
    if wanted:
        rows = rows.filter(order__partner__code=wanted)
    by, newest = ("sent_at", True) if tab is State.SENT else ("made_at", False)
    try:
        found, following = paging.page(rows, by, asked.get("after") or "", newest_first=newest)
    except paging.BadPage as error:
        raise BadRequest from error
    counts = {State.READY: sum(one.ready for one in lines), State.FAILED: sum(one.failed for one in lines)}
    kept = {"partner": wanted} if wanted else {}
    context = {
        "at": timezone.now(),
        "tab": tab,
        "tabs": [(name, urlencode({"tab": one, **kept}), one is tab, counts.get(one)) for one, name in TABS.items()],
        "partners": lines,
        "forms": ("csv", "xlsx", "json"),
        "wanted": next((one for one in lines if one.code == wanted), None),
        "rows": [(row, EVENT[row.event], _said(row.body)) for row in found],
        "next": urlencode({"tab": tab, **kept, "after": following}) if following else "",
    }
    return TemplateResponse(request, "desk/exchange.html", context)


@exchanger
@require_safe
def orders(request: SignedIn) -> HttpResponse:
    """The orders that came in, newest first."""
    form = AskedForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    rows = Order.objects.select_related("partner", "matter__kind", "matter__unit").exclude(matter__channel="api")
    if asked.get("partner"):
        rows = rows.filter(partner__code=asked["partner"])
    try:
        found, following = paging.page(rows, "taken_at", asked.get("after") or "", newest_first=True)
    except paging.BadPage as error:
        raise BadRequest from error
    kept = {"partner": asked["partner"]} if asked.get("partner") else {}
    context = {
        "at": timezone.now(),
        "rows": [(row, row.matter.stage in CLOCK_STAGES) for row in found],
        "has_many": Partner.objects.count() > 1,
        "tabs": [(name, urlencode({"tab": one, **kept}), False, None) for one, name in TABS.items()],
        "next": urlencode({**kept, "after": following}) if following else "",
    }
    return TemplateResponse(request, "desk/exchange_orders.html", context)


@exchanger
@require_POST
def retry(request: SignedIn) -> HttpResponse:
    """Try again what is named, or all that the page shows."""
    done = actions.retry(by=request.user, ids=_ids(request), at=timezone.now())
    said = ngettext("%d hand-off is tried again.", "%d hand-offs are tried again.", done)
    messages.success(request, said % done)
    return redirect(f"{reverse('desk:exchange')}?{_kept(request, State.FAILED)}")


@exchanger
@require_POST
def carry(request: SignedIn) -> HttpResponse:
    """What was downloaded has been handed over."""
    partner = get_object_or_404(Partner, code=request.POST.get("partner", ""))
    done = actions.carry(by=request.user, partner=partner, ids=_ids(request), at=timezone.now())
    said = ngettext("%d hand-off counts as sent.", "%d hand-offs count as sent.", done)
    messages.success(request, said % done)
    return redirect(f"{reverse('desk:exchange')}?{_kept(request, State.READY)}")


@exchanger
@require_safe
def file(request: SignedIn, partner: str, form: str) -> HttpResponse:
    """What the page shows as ready for a partner, to be carried: ``upto`` is the last hand-off of it."""
    who = get_object_or_404(Partner, code=partner)
    upto = whole(request.GET.get("upto", ""))
    rows = HandOff.objects.filter(order__partner=who, state=State.READY)
    if upto:
        rows = rows.filter(pk__lte=upto)
    told = [{"id": row.pk, **row.body} for row in rows.order_by("made_at", "pk")[:AT_ONCE]]
    if form == "json":
        answer = HttpResponse(dumps({"answers": told}, option=OPT_INDENT_2), content_type="application/json")
    elif form == "csv":
        answer = HttpResponse("".join(sheets.lines(_head(), map(_cells, told))), content_type="text/csv; charset=utf-8")
    elif form == "xlsx":
        answer = HttpResponse(sheets.workbook(_head(), map(_cells, told)), content_type=XLSX)
    else:
        raise Http404
    name = f"{who.code}-{timezone.localdate():%Y%m%d}.{form}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


def _ids(request: HttpRequest) -> list[int]:
    """One that was chosen, else all that the form holds."""
    told = request.POST.getlist("one") or request.POST.getlist("ids")
    return [key for key in map(whole, told[:AT_ONCE]) if key]


def _kept(request: HttpRequest, tab: State) -> str:
    partner = request.POST.get("partner", "")
    return urlencode({"tab": tab, **({"partner": partner} if partner else {})})


def _head() -> list[str]:
    return [str(COLUMNS[name]) for name in ("id", *FIELDS)]


def _cells(told: Mapping[str, Any]) -> list[object]:
    """Codes in words, for people who read the file; programs take the JSON."""
    words = {**told, "event": EVENT[told["event"]], "reason": _reason(told)}
    if told["solved"] is not None:
        words["solved"] = _("yes") if told["solved"] else _("no")
    return [words[name] for name in ("id", *FIELDS)]


def _said(told: Mapping[str, Any]) -> str:
    """The reason, what was judged and the words, in one line."""
    judged = "" if told["solved"] is None else str(_("solved") if told["solved"] else _("not solved"))
    stars = _("satisfaction %d of 5") % told["satisfaction"] if told["satisfaction"] else ""
    return " · ".join(filter(None, (_reason(told), judged, stars, told["words"])))


def _reason(told: Mapping[str, Any]) -> str:
    code = told.get("reason", "")
    return str(DECLINE_REASON.get(code) or UNSOLVED_REASON.get(code) or code)
