"""退单 at the desk: what waits for a decision, the decision, and how often units and rules have orders handed back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from linli.duties.rules import UnitFacts
from linli.faces.desk.forms import units_near
from linli.faces.desk.queue.page import TabShown
from linli.faces.kit.fields import UnitField, Words, in_language
from linli.faces.kit.gates import SignedIn, desk
from linli.faces.kit.problems import explain, explain_on
from linli.matters import actions
from linli.matters.errors import Moved
from linli.matters.models import Dispute, Return
from linli.matters.reads import orders as order_reads
from linli.matters.reads import returns as reads
from linli.matters.reads.timeline import timeline
from linli.matters.rules import SHORT_WORDS_LIMIT, AskStage
from linli.orgs.authority import inside, posts_with, prefixes
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation

COUNTED_DAYS = 90


class Tab(StrEnum):
    OPEN = "open"
    DISPUTES = "disputes"
    DECIDED = "decided"
    COUNTS = "counts"


TABS = {
    Tab.OPEN: pgettext_lazy("return", "To decide"),
    Tab.DISPUTES: gettext_lazy("To coordinate"),
    Tab.DECIDED: pgettext_lazy("return", "Decided"),
    Tab.COUNTS: gettext_lazy("Counted by unit and rule"),
}


class KeepForm(forms.Form):
    """The unit keeps it, and reads why."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    words = Words(
        max_length=SHORT_WORDS_LIMIT,
        widget=forms.Textarea({"rows": 3}),
        label=gettext_lazy("Why the unit keeps it"),
    )


class PassOnForm(forms.Form):
    """Another unit does it, by default the one that was named."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, row: Return, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["owner"] = UnitField(
            listed=_others(row), required=row.order.leads, label=gettext_lazy("Who does it instead")
        )
        self.fields["words"] = Words(
            max_length=SHORT_WORDS_LIMIT,
            required=False,
            widget=forms.Textarea({"rows": 2}),
            label=gettext_lazy("A word to both units"),
        )


class SettleForm(forms.Form):
    """Who does it for good, and why."""

    def __init__(self, data: Any = None, *, row: Dispute, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["owner"] = UnitField(listed=units_near(row.matter.place), label=gettext_lazy("Who does it"))
        self.fields["words"] = Words(
            max_length=SHORT_WORDS_LIMIT,
            widget=forms.Textarea({"rows": 3}),
            label=gettext_lazy("What was agreed, and why"),
        )


@desk
@require_safe
def returns(request: SignedIn) -> HttpResponse:
    """The list, by tab."""
    by = request.user
    if not posts_with(by, Grant.ARBITRATE):
        raise Http404
    mine = [tab for tab in Tab if tab is not Tab.DISPUTES or posts_with(by, Grant.COORDINATE)]
    asked = request.GET.get("tab", "")
    tab = Tab(asked) if asked in mine else Tab.OPEN
    waiting, disputes = reads.to_decide(by), list(reads.disputes(by)[: reads.SHOWN])
    counts = {Tab.OPEN: len(waiting), Tab.DISPUTES: len(disputes)}
    at = timezone.now()
    context: dict[str, Any] = {
        "at": at,
        "tab": tab,
        "tabs": [
            TabShown(TABS[each], urlencode({"tab": each}), each is tab, str(counts.get(each) or "")) for each in mine
        ],
    }
    match tab:
        case Tab.OPEN:
            context["lines"] = [reads.line(row) for row in waiting]
        case Tab.DISPUTES:
            context["disputes"] = [(row, reads.line(row.handed_back)) for row in disputes]
        case Tab.DECIDED:
            context["decided"] = reads.decided(by)[: reads.SHOWN]
        case Tab.COUNTS:
            areas, since = prefixes(by, Grant.ARBITRATE), at - timedelta(days=COUNTED_DAYS)
            context |= {
                "days": COUNTED_DAYS,
                "by_unit": [row for row in reads.by_unit(areas, since) if row.handed_back],
                "by_rule": [row for row in reads.by_rule(areas, since) if row.handed_back],
            }
    return TemplateResponse(request, "desk/returns.html", context)


@desk
@require_safe
def returned(request: SignedIn, return_id: int) -> HttpResponse:
    """One order that was handed back, with both buttons for who stands above the unit."""
    return _show(request, _find(request, return_id), at=timezone.now())


@desk
@require_http_methods(["POST"])
def keep(request: SignedIn, return_id: int) -> HttpResponse:
    def act(row: Return, asked: dict[str, Any], at: datetime) -> None:
        actions.keep(by=request.user, handed_back=row, words=asked["words"], at=at, version=asked["version"])

    return _decide(request, return_id, "keep", act, _("Decided: the unit keeps the order and reads why."))


@desk
@require_http_methods(["POST"])
def pass_on(request: SignedIn, return_id: int) -> HttpResponse:
    def act(row: Return, asked: dict[str, Any], at: datetime) -> None:
        to = Organisation.objects.get(pk=asked["owner"].pk) if asked["owner"] else None
        actions.pass_on(by=request.user, handed_back=row, to=to, words=asked["words"], at=at, version=asked["version"])

    return _decide(request, return_id, "pass_on", act, _("Decided: the order went on to the unit that does it."))


def _decide(
    request: SignedIn,
    pk: int,
    move: str,
    act: Callable[[Return, dict[str, Any], datetime], None],
    done: str,
) -> HttpResponse:
    at = timezone.now()
    row = _find(request, pk)
    form: forms.Form
    if move == "keep":
        form = KeepForm(request.POST, auto_id="keep-%s")
    else:
        form = PassOnForm(request.POST, row=row, auto_id="pass-on-%s")
    if not form.is_valid():
        return _show(request, row, at=at, sent={move: form}, status=422)
    try:
        act(row, form.cleaned_data, at)
    except Moved as error:
        return _show(request, _find(request, pk), at=at, trouble=str(explain(error).text), status=409)
    except Exception as error:
        problem = explain_on(form, error)  # raises again what has no words
        return _show(request, _find(request, pk), at=at, sent={move: form}, status=problem.status)
    messages.success(request, done)
    return redirect("desk:returns")


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def dispute(request: SignedIn, dispute_id: int) -> HttpResponse:
    """Both sides' words side by side; the centre says for good who does it."""
    at = timezone.now()
    areas = prefixes(request.user, Grant.COORDINATE)
    rows = Dispute.objects.filter(inside("matter__place", areas)).select_related(
        "matter", "order__matter", "order__unit__division", "handed_back__reason", "handed_back__owner", "settled_on"
    )
    row = get_object_or_404(rows.select_related("handed_back__order__unit"), pk=dispute_id)
    form = SettleForm(request.POST or None, row=row, auto_id="settle-%s", initial={"owner": _called(row.order.unit)})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            on = Organisation.objects.get(pk=form.cleaned_data["owner"].pk)
            try:
                actions.settle(by=request.user, dispute=row, on=on, words=form.cleaned_data["words"], at=at)
            except Exception as error:
                problem = explain_on(form, error)  # raises again what has no words
                status = problem.status
                row = rows.get(pk=dispute_id)
            else:
                messages.success(request, _("Settled. Both units read it."))
                return redirect("/desk/returns/?tab=disputes")
    context = {
        "at": at,
        "row": row,
        "line": reads.line(row.handed_back),
        "form": form if row.settled_at is None and reads.may_settle(request.user, row) else None,
        "seen": order_reads.order(row.order, at=at),
        "timeline": timeline(row.matter, public=False),
    }
    return TemplateResponse(request, "desk/dispute.html", context, status=status)


def _called(unit: Organisation | None) -> str:
    """The name under which ``UnitField`` finds the unit."""
    return in_language(unit.name, unit.name_en) if unit is not None else ""


def _find(request: SignedIn, pk: int) -> Return:
    areas = prefixes(request.user, Grant.ARBITRATE)
    return get_object_or_404(reads.returns().filter(inside("order__matter__place", areas)), pk=pk)


def _others(row: Return) -> list[UnitFacts]:
    return [unit for unit in units_near(row.order.matter.place) if unit.pk != row.order.unit_id]


def _show(
    request: SignedIn,
    row: Return,
    *,
    at: datetime,
    sent: dict[str, forms.Form] | None = None,
    trouble: str = "",
    status: int = 200,
) -> HttpResponse:
    start = {"version": row.order.version, "owner": _called(row.owner)}
    blank: dict[str, forms.Form] = {
        "keep": KeepForm(initial=start, auto_id="keep-%s"),
        "pass_on": PassOnForm(row=row, initial=start, auto_id="pass-on-%s"),
    }
    waits = row.stage == AskStage.ASKED
    context = {
        "at": at,
        "row": row,
        "line": reads.line(row),
        "seen": order_reads.order(row.order, at=at),
        "timeline": timeline(row.order.matter, public=False),
        "forms": blank | (sent or {}) if waits and reads.may_decide(request.user, row) else {},
        "waits": waits,
        "trouble": trouble,
    }
    return TemplateResponse(request, "desk/return.html", context, status=status)
