"""Whistles in tabs: what one's own department must answer, what the own area blew, refusals, who stays away, ended."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from linli.faces.desk.queue.page import TabShown
from linli.faces.kit.gates import SignedIn, desk
from linli.orgs.authority import posts_with
from linli.orgs.grants import Grant
from linli.whistles.reads import lists as reads
from linli.whistles.reads.lists import Tab

TABS = {
    Tab.ANSWER: _("Mine to answer"),
    Tab.OURS: _("Blown here"),
    Tab.DECIDE: _("Refusals to decide"),
    Tab.CHASED: _("Staying away"),
    Tab.ENDED: _("Ended whistles"),
}


class TabForm(forms.Form):
    tab = forms.ChoiceField(choices=[(tab.value, name) for tab, name in TABS.items()], required=False)


@desk
@require_safe
@vary_on_headers("HX-Request")
def whistles(request: SignedIn) -> HttpResponse:
    open_to = reads.tabs_of(request.user)
    form = TabForm(request.GET)
    asked = form.cleaned_data["tab"] if form.is_valid() else ""
    tab = Tab(asked) if asked in open_to else open_to[0]
    at = timezone.now()
    counts = reads.counts(request.user)
    context = {
        "at": at,
        "tab": tab,
        "lines": reads.lines(request.user, tab, at=at),
        "most": reads.SHOWN,
        "tabs": [
            TabShown(TABS[one], urlencode({"tab": one}), one is tab, str(counts.get(one) or "")) for one in open_to
        ],
        "may_blow": posts_with(request.user, Grant.BLOW_WHISTLE),
        "may_set": posts_with(request.user, Grant.SET_CAUSES),
    }
    part = "desk/whistles/list.html#queue" if request.headers.get("HX-Request") else "desk/whistles/list.html"
    return TemplateResponse(request, part, context)
