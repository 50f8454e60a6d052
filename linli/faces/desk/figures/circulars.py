"""通报 at the desk: drafts for those who issue them, issued ones for everybody here; page, Word document and data."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from linli.faces.kit.circular import download, sheet
from linli.faces.kit.fields import Words
from linli.faces.kit.figures import BANDS, FIGURE, RAW_AND_NET, TAKEN
from linli.faces.kit.gates import SignedIn, View, desk
from linli.faces.kit.posted import posted
from linli.faces.kit.problems import explain
from linli.insight import actions
from linli.insight.models import Circular, CircularQuerySet
from linli.matters.figures import FEWEST
from linli.matters.rules import SHORT_WORDS_LIMIT
from linli.orgs.authority import may
from linli.orgs.grants import Grant

MADE = {
    "refresh": _("Counted anew."),
    "issue": _("Issued. It stands as it is from now on."),
    "publish": _("Published on the open pages, with small numbers hidden."),
    "correct": _("A new version was begun, counted anew. The issued one stays as it is."),
}


class CorrectForm(forms.Form):
    words = Words(
        label=_("What changes, and why"),
        help_text=_("Stands on top of the new version, for everybody."),
        max_length=SHORT_WORDS_LIMIT,
        widget=forms.Textarea({"rows": 2}),
    )


def seen(request: SignedIn) -> CircularQuerySet:
    """Who issues circulars sees their drafts; everybody at a desk sees what was issued."""
    rows = Circular.objects.all()
    return rows if _issues(request) else rows.filter(Q(issued_at__isnull=False))


def find(request: SignedIn, period: str, version: int) -> Circular:
    return get_object_or_404(seen(request), month=period, version=version)


@desk
@require_safe
def circulars(request: SignedIn) -> HttpResponse:
    rows = seen(request).defer("figures").order_by("-month", "-version")
    context = {"tab": "circulars", "circulars": rows, "at": timezone.now()}
    return TemplateResponse(request, "desk/figures/circulars.html", context)


@desk
@require_safe
def circular(request: SignedIn, period: str, version: int) -> HttpResponse:
    return _show(request, find(request, period, version))


def _show(request: SignedIn, found: Circular, form: CorrectForm | None = None, status: int = 200) -> HttpResponse:
    versions = seen(request).filter(month=found.month).defer("figures").order_by("version")
    context = {
        "tab": "circulars",
        "sheet": sheet(found, public=False),
        "circular": found,
        "versions": versions,
        "is_last": found == versions.last(),
        "may_issue": _issues(request),
        "form": form or CorrectForm(),
        "figures": FIGURE,
        "taken": TAKEN,
        "notes": (RAW_AND_NET, BANDS),
        "fewest": FEWEST,
        "at": timezone.now(),
    }
    return TemplateResponse(request, "desk/figures/circular.html", context, status=status)


@desk
@require_safe
def as_document(request: SignedIn, period: str, version: int) -> HttpResponse:
    return download(sheet(find(request, period, version), public=False), "docx")


@desk
@require_safe
def as_csv(request: SignedIn, period: str, version: int) -> HttpResponse:
    return download(sheet(find(request, period, version), public=False), "csv")


@desk
@require_safe
def as_json(request: SignedIn, period: str, version: int) -> HttpResponse:
    return download(sheet(find(request, period, version), public=False), "json")


def _issues(request: SignedIn) -> bool:
    return may(request.user, Grant.ISSUE_CIRCULAR, at=settings.LINLI_COUNTY)


def _moved(verb: str, act: Callable[..., Circular]) -> View:
    """A button without a form: the action, then back to the page of what it gave."""

    def view(request: SignedIn, period: str, version: int) -> HttpResponse:
        at = timezone.now()
        found = find(request, period, version)
        try:
            act(by=request.user, circular=found, at=at)
        except Exception as error:
            return _refused(request, found, error)
        messages.success(request, str(MADE[verb]))
        return redirect("desk:circular", period, version)

    return view


def _refused(request: SignedIn, found: Circular, error: Exception) -> HttpResponse:
    problem = explain(error)  # raises again what has no words
    found.refresh_from_db()
    form = CorrectForm({"words": request.POST.get("words", "")})
    form.is_valid()
    form.errors.clear()
    form.add_error(problem.field if problem.field in form.fields else None, str(problem.text))
    return _show(request, found, form, status=problem.status)


refresh = desk(posted("desk:circular")(_moved("refresh", actions.bring_up_to_date)))
issue = desk(posted("desk:circular")(_moved("issue", actions.issue)))
publish = desk(posted("desk:circular")(_moved("publish", actions.publish)))


@desk
@posted("desk:circular")
def correct(request: SignedIn, period: str, version: int) -> HttpResponse:
    at: datetime = timezone.now()
    found = find(request, period, version)
    form = CorrectForm(request.POST)
    if not form.is_valid():
        return _show(request, found, form, status=422)
    try:
        new = actions.correct(by=request.user, circular=found, words=form.cleaned_data["words"], at=at)
    except Exception as error:
        return _refused(request, found, error)
    messages.success(request, str(MADE["correct"]))
    return redirect("desk:circular", new.month, new.version)
