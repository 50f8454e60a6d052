"""保全: a desk keeps a matter whole that a court, an audit or a review may ask for, and ends that again."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.faces.desk.matter import find
from linli.faces.kit.fields import Words
from linli.faces.kit.gates import SignedIn, desk
from linli.faces.kit.posted import posted
from linli.faces.kit.problems import explain, explain_on
from linli.matters import actions
from linli.matters.models import Matter
from linli.matters.reads.retention import hold_of, terms
from linli.matters.rules import SHORT_WORDS_LIMIT
from linli.orgs.authority import may
from linli.orgs.grants import Grant


class HoldForm(forms.Form):
    words = Words(
        max_length=SHORT_WORDS_LIMIT, widget=forms.Textarea({"rows": 3}), label=gettext_lazy("What it is kept for")
    )


def _find(request: SignedIn, number: str) -> Matter:
    """The matter, if the reader may hold it. Raises: Http404."""
    found = find(request, number)
    if not may(request.user, Grant.LEGAL_HOLD, at=found.place):
        raise Http404
    return found


@desk
def hold(request: SignedIn, number: str) -> HttpResponse:
    """Say what for, or see why and end it."""
    at = timezone.now()
    found = _find(request, number)
    form, status = HoldForm(request.POST or None, auto_id="hold-%s"), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.hold_for_law(by=request.user, matter=found, at=at, **form.cleaned_data)
            except Exception as error:
                problem = explain_on(form, error)
                status = problem.status
            else:
                messages.success(request, _("Nothing of it is erased from now on."))
                return redirect("desk:matter", number)
    context = {"at": at, "matter": found, "form": form, "hold": hold_of(found), "terms": terms(at)}
    return TemplateResponse(request, "desk/hold.html", context, status=status)


@desk
@posted("desk:hold")
def lift(request: SignedIn, number: str) -> HttpResponse:
    found = _find(request, number)
    try:
        actions.lift_hold(by=request.user, matter=found, at=timezone.now())
    except Exception as error:
        messages.warning(request, str(explain(error).text))
    else:
        messages.success(request, _("It ends with its term again."))
    return redirect("desk:matter", number)
