"""加盟商家: a merchant with its counter and its first offer, founded by the city's desk on one form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.faces.desk.thanks.forms import OfferForm
from linli.faces.kit.fields import Words
from linli.faces.kit.gates import SignedIn, desk
from linli.faces.kit.posted import sent
from linli.orgs.authority import prefixes
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation, OrgKind
from linli.orgs.reads import communities_of
from linli.people.models import Person
from linli.points import actions


class MerchantForm(OfferForm):
    """An offer, and before it who gives it and who stands at the counter."""

    name = Words(max_length=60, label=gettext_lazy("What the merchant is called"))
    merchant_en = Words(max_length=120, required=False, label=gettext_lazy("Its name in English"))
    phone = Words(max_length=30, required=False, label=gettext_lazy("Telephone number of the shop"))
    person = forms.CharField(
        max_length=40,
        label=gettext_lazy("User name of who stands at the counter"),
        help_text=gettext_lazy("The security administrator opens the account first; the post comes with this form."),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none"}),
    )

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, units=Organisation.objects.none(), **more)
        del self.fields["unit"]

    def clean_person(self) -> Person:
        found = Person.objects.filter(username=self.cleaned_data["person"], is_active=True).first()
        if found is None or not found.is_staff:
            raise ValidationError(_("No account of an office has this user name."))
        return found

    def merchant(self) -> actions.MerchantSays:
        told = self.cleaned_data
        return actions.MerchantSays(told["name"], told["merchant_en"], told["phone"])


@desk
def merchant(request: SignedIn) -> HttpResponse:
    if not prefixes(request.user, Grant.FOUND_MERCHANTS):
        raise Http404
    at = timezone.now()
    communities = communities_of(request.user, Grant.FOUND_MERCHANTS).order_by("code")
    form = MerchantForm(request.POST or None, initial={"begin": timezone.localdate(at)}, communities=communities)
    status = sent(
        request,
        form,
        lambda told: actions.found_merchant(
            by=request.user,
            says=form.merchant(),
            community=told["community"],
            parent=_committee(told["community"].pk, told["begin"]),
            counter=told["person"],
            offer=form.says(),
            begin=told["begin"],
            end=told["end"],
            at=at,
        ),
        _("Founded: the merchant, its counter and its first offer."),
    )
    if status is None:
        return redirect("desk:thanks-merchant")
    return TemplateResponse(request, "desk/thanks/merchant.html", {"form": form}, status=status)


def _committee(community: int, on: Any) -> Organisation | None:
    """The committee of a community: a merchant stands under it."""
    rows = Organisation.objects.valid(on).filter(division=community, kind=OrgKind.COMMUNITY_COMMITTEE)
    return rows.first()
