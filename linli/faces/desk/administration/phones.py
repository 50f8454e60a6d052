"""The security administrator: phones of staff that keep data for where there is no network, and how they are ended."""

from __future__ import annotations

from django import forms
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from linli.faces.desk.administration.accounts import managed_by
from linli.faces.kit import paging
from linli.faces.kit.gates import SignedIn, post_keeper
from linli.orgs.actions import accounts as actions
from linli.people.models import Phone, PhoneEnd, PhoneQuerySet
from linli.places.rules import showable

REASON = {PhoneEnd.LOST: _("Lost"), PhoneEnd.HANDED_ON: _("Handed on"), PhoneEnd.LEFT: _("Left the post")}
SAID: dict[type[Exception], str | Promise] = {
    actions.OwnAccount: _("This is your own phone. End it on the phone's own page, or ask another administrator."),
    actions.AlreadySo: _("This phone has ended already."),
}


class RevokeForm(forms.Form):
    reason = forms.ChoiceField(choices=[(reason.value, words) for reason, words in REASON.items()])


@post_keeper
@require_safe
def phones(request: SignedIn) -> HttpResponse:
    return _page(request)


@post_keeper
@require_POST
def revoke(request: SignedIn, pk: int) -> HttpResponse:
    phone, form = get_object_or_404(_managed(request), pk=pk), RevokeForm(request.POST)
    if not form.is_valid():
        return _page(request, note=_("Say why."), status=400)
    reason = PhoneEnd(form.cleaned_data["reason"])
    try:
        actions.revoke_phone(by=request.user, phone=phone, reason=reason, at=timezone.now())
    except tuple(SAID) as error:
        return _page(request, note=SAID[type(error)], status=409)
    return redirect("desk:phones")


def _managed(request: SignedIn) -> PhoneQuerySet:
    """Phones of the accounts that the reader manages, also ended ones."""
    people = managed_by(request.user, timezone.localdate()).prefetch_related(None)
    return Phone.objects.filter(person__in=people.values("pk")).select_related("person")


def _page(request: SignedIn, *, note: str | Promise = "", status: int = 200) -> HttpResponse:
    """Live phones, those out of touch for longest first: they are the ones that were lost."""
    asked = request.GET.get("q", "").strip()[:40]
    found = _managed(request).live()
    if asked:
        found = found.filter(person__display_name__icontains=asked) if showable(asked) else found.none()
    try:
        shown, following = paging.page(found, "seen_at", request.GET.get("after", ""))
    except paging.BadPage as error:
        raise BadRequest from error
    more = urlencode({"q": asked, "after": following}) if following else ""
    context = {"phones": shown, "next": more, "q": asked, "reasons": REASON.items(), "note": note}
    return TemplateResponse(request, "desk/administration/phones.html", context, status=status)
