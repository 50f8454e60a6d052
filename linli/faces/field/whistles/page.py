"""The list of whistles on a phone, and one of them with the button that counts."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from linli.faces.kit.drafts import Draft
from linli.faces.kit.fields import UnitField, Words
from linli.faces.kit.gates import SignedIn, field
from linli.faces.kit.whistles import REFUSAL_REASON
from linli.matters.rules import SHORT_WORDS_LIMIT
from linli.orgs.authority import posts_with
from linli.orgs.grants import Grant
from linli.whistles.models import Whistle
from linli.whistles.reads import lists as reads
from linli.whistles.reads.called import callees
from linli.whistles.reads.lists import Tab
from linli.whistles.reads.scope import seen_by
from linli.whistles.reads.seen import seen
from linli.whistles.rules import WORDS_LIMIT, RefusalReason

TABS = {Tab.ANSWER: _("To answer"), Tab.OURS: _("Blown here"), Tab.ENDED: _("Ended")}


class TellForm(forms.Form):
    """A step of one's own department, or a line of the joint log; ``version`` is the one that the page showed."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    intent = forms.UUIDField(widget=forms.HiddenInput)
    words = Words(max_length=WORDS_LIMIT, required=False, widget=forms.Textarea({"rows": 3}), label=_("In a few words"))

    def __init__(self, data: Any = None, *, version: int = 1, **more: Any) -> None:
        super().__init__(data, initial={"version": version, "intent": uuid4()}, **more)


class RefuseForm(forms.Form):
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    reason = forms.ChoiceField(
        choices=[(reason.value, name) for reason, name in REFUSAL_REASON.items()],
        widget=forms.RadioSelect,
        label=_("Why we need not come"),
    )
    words = Words(max_length=WORDS_LIMIT, widget=forms.Textarea({"rows": 3}), label=_("Reason and legal basis"))

    def __init__(self, data: Any = None, *, whistle: Whistle, version: int = 1, **more: Any) -> None:
        super().__init__(data, initial={"version": version}, **more)
        listed = [one.unit for one in callees(whistle.place, on=timezone.localdate(), matter=whistle.matter)]
        self.fields["owner"] = UnitField(
            listed=listed, required=False, label=_("Who answers for it"), help_text=_("Needed when it is another one.")
        )

    def clean_reason(self) -> RefusalReason:
        return RefusalReason(self.cleaned_data["reason"])


class JudgeForm(forms.Form):
    """Was the whistle due? ``due`` is the button that was pressed."""

    words = Words(
        max_length=SHORT_WORDS_LIMIT,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        label=_("Why"),
        help_text=_("Needed when you say that it was not due."),
    )


class TabForm(forms.Form):
    tab = forms.ChoiceField(choices=[(tab.value, name) for tab, name in TABS.items()], required=False)


@field
@require_safe
def whistles(request: SignedIn) -> HttpResponse:
    open_to = [tab for tab in reads.tabs_of(request.user) if tab in TABS]
    form = TabForm(request.GET)
    asked = form.cleaned_data["tab"] if form.is_valid() else ""
    tab = Tab(asked) if asked in open_to else open_to[0]
    at = timezone.now()
    counts = reads.counts(request.user)
    context = {
        "at": at,
        "tab": tab,
        "tabs": [(one, TABS[one], counts.get(one, 0), one is tab) for one in open_to],
        "lines": reads.lines(request.user, tab, at=at),
        "may_blow": posts_with(request.user, Grant.BLOW_WHISTLE),
    }
    return TemplateResponse(request, "field/whistles/list.html", context)


def find(request: SignedIn, pk: int) -> Whistle:
    """The whistle, if the reader may see it. Raises: Http404."""
    return get_object_or_404(seen_by(request.user).select_related("cause", "unit", "matter"), pk=pk)


@field
@require_safe
def whistle(request: SignedIn, whistle_id: int) -> HttpResponse:
    return show(request, find(request, whistle_id), at=timezone.now())


def show(
    request: SignedIn,
    found: Whistle,
    *,
    at: datetime,
    sent: forms.Form | None = None,
    photos: tuple[list[Draft], list[str]] = ([], []),
    trouble: str | Promise = "",
    typed: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page of ``found``; ``sent`` is a form that came back, ``trouble`` says what could not be done, ``typed`` the
    words that were written for it."""
    page = seen(found, by=request.user, at=at)
    ours = page.ours
    version = ours.summons.version if ours is not None else 1
    is_refusal, is_verdict = isinstance(sent, RefuseForm), isinstance(sent, JudgeForm)
    context = {
        "at": at,
        "whistle": found,
        "seen": page,
        "ours": ours,
        "tell": sent if isinstance(sent, TellForm) else TellForm(version=version, auto_id="tell-%s"),
        "refuse": sent if is_refusal else RefuseForm(whistle=found, version=version, auto_id="refuse-%s"),
        "judge": sent if is_verdict else JudgeForm(auto_id="judge-%s"),
        "photos": photos[0],
        "wrong": photos[1],
        "trouble": trouble,
        "typed": typed,
    }
    return TemplateResponse(request, "field/whistles/whistle.html", context, status=status)
