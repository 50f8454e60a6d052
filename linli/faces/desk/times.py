"""Extensions and pauses at the desk: what units below ask for in one list, deciding it, and why a time ends when it
does."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from linli.faces.desk.matter import find
from linli.faces.desk.queue.page import TabShown
from linli.faces.kit.fields import Words
from linli.faces.kit.gates import SignedIn, desk
from linli.faces.kit.posted import tapped
from linli.faces.kit.problems import explain_on
from linli.matters import actions
from linli.matters.models import Extension, Pause
from linli.matters.reads import asks as reads
from linli.matters.reads.asks import Tab, What
from linli.matters.reads.deadline import deadlines
from linli.matters.rules import SHORT_WORDS_LIMIT, AskStage
from linli.orgs.authority import inside, may_above, posts_with, prefixes
from linli.orgs.grants import Grant

TABS = {
    Tab.WAITING: gettext_lazy("To decide"),
    Tab.STANDING: gettext_lazy("Clocks that stand"),
    Tab.DECIDED: gettext_lazy("Decided"),
}
WITH = ("order__matter", "order__unit__division")


class DecideForm(forms.Form):
    words = Words(
        max_length=SHORT_WORDS_LIMIT,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        label=gettext_lazy("Words to the unit"),
        help_text=gettext_lazy("Needed for a refusal."),
    )


@desk
@require_safe
def times(request: SignedIn) -> HttpResponse:
    """The list, by tab."""
    if not posts_with(request.user, Grant.DECIDE_TIME):
        raise Http404
    asked = request.GET.get("tab", "")
    tab = Tab(asked) if asked in set(Tab) else Tab.WAITING
    waiting = reads.asks(request.user, Tab.WAITING)
    context = {
        "at": timezone.now(),
        "tab": tab,
        "lines": waiting if tab is Tab.WAITING else reads.asks(request.user, tab),
        "most": reads.SHOWN,
        "tabs": [
            TabShown(name, urlencode({"tab": key}), key is tab, str(len(waiting) or "") if key is Tab.WAITING else "")
            for key, name in TABS.items()
        ],
    }
    return TemplateResponse(request, "desk/times.html", context)


def ask_of(request: SignedIn, what: str, pk: int) -> Extension | Pause:
    """What was asked, if the reader stands above the unit. Raises: Http404."""
    if what not in set(What):
        raise Http404
    here = inside("order__matter__place", prefixes(request.user, Grant.DECIDE_TIME))
    row: Extension | Pause
    if what == What.EXTENSION:
        row = get_object_or_404(Extension.objects.filter(here).select_related(*WITH), pk=pk)
    else:
        row = get_object_or_404(Pause.objects.filter(here).select_related(*WITH, "cause"), pk=pk)
    if not may_above(request.user, Grant.DECIDE_TIME, unit=row.order.unit, place=row.order.matter.place):
        raise Http404
    return row


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: SignedIn, what: str, ask: int) -> HttpResponse:
    """One extension or pause with what it would come to; granted or refused with words."""
    at = timezone.now()
    row = ask_of(request, what, ask)
    form = DecideForm(request.POST if request.method == "POST" else None, auto_id="decide-%s")
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            is_granted = "grant" in request.POST
            decided = {"by": request.user, "is_granted": is_granted, "words": form.cleaned_data["words"], "at": at}
            try:
                if isinstance(row, Extension):
                    actions.decide_extension(extension=row, **decided)
                else:
                    actions.decide_pause(pause=row, **decided)
            except Exception as error:
                problem = explain_on(form, error)  # raises again what has no words
                status = problem.status if problem.status != 400 else 422
                row = ask_of(request, what, ask)
            else:
                messages.success(request, _("Granted.") if is_granted else _("Refused; the unit reads why."))
                return redirect("desk:times")
    line = reads.line(row)
    context = {
        "at": at,
        "line": line,
        "form": form,
        "waits": row.stage == AskStage.ASKED,
        "then": reads.end_if(row.order, line.more) if line.more is not None and row.stage == AskStage.ASKED else None,
        "deadlines": deadlines(row.order.matter, at=at),
    }
    return TemplateResponse(request, "desk/time.html", context, status=status)


@desk
def resume(request: SignedIn, standing: int) -> HttpResponse:
    """Let a clock run again before its day."""
    if request.method != "POST":
        return redirect("desk:times")
    row, at = ask_of(request, What.PAUSE, standing), timezone.now()
    tapped(
        request,
        lambda: actions.resume(by=request.user, pause=row, at=at),  # type: ignore[arg-type]
        _("The clock runs again."),
    )
    return redirect("desk:times")


@desk
@require_safe
def matter_clock(request: SignedIn, number: str) -> HttpResponse:
    """Which row, which limit, since when, which days: of the promise and of every leg with a limit of its own."""
    found, at = find(request, number), timezone.now()
    context = {"at": at, "matter": found, "deadlines": deadlines(found, at=at)}
    return TemplateResponse(request, "desk/clock.html", context)
