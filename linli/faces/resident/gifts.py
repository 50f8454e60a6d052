"""My gift: by number and code, what became of it; the name beside it can be taken back."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from linli.commons.actions import gifts as actions
from linli.commons.models import Fund
from linli.commons.reads.gifts import account, find, summed
from linli.faces.kit.address import address_of
from linli.faces.kit.fields import Words
from linli.faces.kit.gates import public
from linli.faces.resident.forms import FollowForm
from linli.people import limits

WRONG_TRIES = (20, 3600)  # wrong codes from one address within an hour


class KeyForm(FollowForm):
    """Number and code of a gift."""

    number = Words(
        label=gettext_lazy("Number of the gift"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "J260703-1234567"}),
    )


@public
@never_cache
def gift(request: HttpRequest) -> HttpResponse:
    """Ask for number and code, and show what they open on the same page: nothing of it is kept in this browser."""
    now, form = timezone.now(), KeyForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return TemplateResponse(request, "resident/gift.html", {"form": form}, status=status)
    key = f"gift-code:{address_of(request)}"
    if limits.free_at(key, *WRONG_TRIES, at=now):
        form.add_error(None, _("Too many wrong codes. Please try again in an hour, or call the community."))
        return TemplateResponse(request, "resident/gift.html", {"form": form}, status=429)
    found = find(form.cleaned_data["number"], form.cleaned_data["code"])
    if found is None:
        limits.use(key, WRONG_TRIES[1], at=now)
        form.add_error(None, _("No gift has this number and code. Both were told when it was given."))
        return TemplateResponse(request, "resident/gift.html", {"form": form}, status=422)
    if request.POST.get("unname"):
        actions.unname(found, at=now)
        found.refresh_from_db()
    fund = summed(Fund.objects.all()).get(pk=found.fund_id)
    context = {"form": form, "gift": found, "fund": fund, "account": account(fund), "now": now}
    return TemplateResponse(request, "resident/gift.html", context)
