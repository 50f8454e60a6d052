"""回访 at the desk: whom to call, and on one page the contact with its purpose, what was said, and earlier tries."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from linli.faces.kit.contact import RevealForm
from linli.faces.kit.fields import Words
from linli.faces.kit.gates import SignedIn, desk
from linli.faces.kit.problems import explain_on
from linli.faces.kit.words import SATISFACTION, UNSOLVED_REASON
from linli.matters import actions
from linli.matters.models import CallBack, Matter, Reporter
from linli.matters.reads import call_backs as reads
from linli.matters.reads.detail import detail, masked
from linli.matters.rules import REOPEN_WITHIN_DAYS, SHORT_WORDS_LIMIT, UnsolvedReason
from linli.orgs.authority import inside, own_units, posts_with, prefixes
from linli.orgs.grants import Grant
from linli.people.models import Purpose

NOT_REACHED, SAYS_NOTHING = "not_reached", "says_nothing"
SOLVED, UNSOLVED = "solved", "unsolved"


class CallBackForm(forms.Form):
    """What came of the call: nobody reached, or the reporter's word as they would give it on their own page."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    came = forms.ChoiceField(
        choices=[
            (SOLVED, gettext_lazy("Reached: solved")),
            (UNSOLVED, gettext_lazy("Reached: not solved")),
            (SAYS_NOTHING, gettext_lazy("Reached, would not judge")),
            (NOT_REACHED, pgettext_lazy("call", "Not reached")),
        ],
        widget=forms.RadioSelect,
        label=gettext_lazy("What came of the call"),
    )
    satisfaction = forms.TypedChoiceField(
        choices=[("", "—"), *((str(mark), name) for mark, name in SATISFACTION.items())],
        coerce=int,
        empty_value=None,
        required=False,
        label=gettext_lazy("How satisfied"),
    )
    reason = forms.ChoiceField(
        choices=[("", "—"), *((reason.value, name) for reason, name in UNSOLVED_REASON.items())],
        required=False,
        label=gettext_lazy("What is wrong with it"),
        help_text=gettext_lazy("Needed when it is not solved."),
    )
    said = Words(
        max_length=SHORT_WORDS_LIMIT,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        label=gettext_lazy("In the words of the reporter"),
    )
    words = Words(max_length=SHORT_WORDS_LIMIT, required=False, label=gettext_lazy("Your remark, for colleagues"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("came") == UNSOLVED and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Say what is wrong with it."))
        return cleaned

    def judgement(self) -> actions.Judgement | None:
        """The word of the reporter; None where there is none."""
        asked = self.cleaned_data
        if asked["came"] not in (SOLVED, UNSOLVED):
            return None
        solved = asked["came"] == SOLVED
        reason = None if solved else UnsolvedReason(asked["reason"])
        return actions.Judgement(solved, asked["satisfaction"], reason, asked["said"])


@desk
@require_safe
def call_backs(request: SignedIn) -> HttpResponse:
    """Whom to call, tried least first."""
    by = request.user
    if not posts_with(by, Grant.CALL_BACK):
        raise Http404
    at = timezone.now()
    lines = reads.to_call(prefixes(by, Grant.CALL_BACK), own_units(by), at=at)
    context = {"at": at, "lines": lines, "most": reads.SHOWN, "days": REOPEN_WITHIN_DAYS}
    return TemplateResponse(request, "desk/call_backs.html", context)


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def call_back(request: SignedIn, number: str, reporter_id: int) -> HttpResponse:
    """One call: the answer to read out, the contact to reveal, and what was said."""
    at = timezone.now()
    areas = prefixes(request.user, Grant.CALL_BACK)
    found = get_object_or_404(Matter.objects.filter(inside("place", areas)), number=number)
    reporter = get_object_or_404(
        Reporter.objects.select_related("matter", "person"), pk=reporter_id, matter__in=[found, *found.merged.all()]
    )
    form = CallBackForm(request.POST or None, initial={"version": found.version})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            asked = form.cleaned_data
            try:
                actions.call_back(
                    by=request.user,
                    matter=found,
                    reporter=reporter,
                    reached=asked["came"] != NOT_REACHED,
                    said=form.judgement(),
                    words=asked["words"],
                    at=at,
                    version=asked["version"],
                )
            except Exception as error:
                problem = explain_on(form, error)  # raises again what has no words
                status = problem.status
                found.refresh_from_db()
            else:
                messages.success(request, _("Noted. Thank you for asking."))
                return redirect("desk:call-backs")
    reveal = RevealForm(initial={"reporter": reporter.pk, "purpose": Purpose.CALL_BACK}, auto_id="reveal-%s")
    context = {
        "at": at,
        "matter": found,
        "shown": detail(found, by=request.user, at=at),
        "reporter": masked(reporter),
        "reveal": reveal,
        "form": form,
        "calls": CallBack.objects.filter(reporter=reporter, round=found.round).select_related("by").order_by("-at"),
    }
    return TemplateResponse(request, "desk/call_back.html", context, status=status)
