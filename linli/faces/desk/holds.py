"""保全: a desk keeps a matter whole that a court, an audit or a review may ask for, and ends that again."""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.faces.desk.matter import find
from linli.faces.kit.fields import Words
from linli.faces.kit.gates import SignedIn, desk
from linli.faces.kit.posted import posted, sent, tapped
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
    form = HoldForm(request.POST or None, auto_id="hold-%s")
    status = sent(
        request,
        form,
        lambda told: actions.hold_for_law(by=request.user, matter=found, at=at, **told),
        _("Nothing of it is erased from now on."),
    )
    if status is None:
        return redirect("desk:matter", number)
    context = {"at": at, "matter": found, "form": form, "hold": hold_of(found), "terms": terms(at)}
    return TemplateResponse(request, "desk/hold.html", context, status=status)


@desk
@posted("desk:hold")
def lift(request: SignedIn, number: str) -> HttpResponse:
    found, at = _find(request, number), timezone.now()
    tapped(
        request,
        lambda: actions.lift_hold(by=request.user, matter=found, at=at),
        _("It ends with its term again."),
    )
    return redirect("desk:matter", number)
