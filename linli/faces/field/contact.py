"""How to reach the one who reported it, for the unit that works on it: with a purpose, on record, shown once."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from linli.faces.field.forms import ContactedForm
from linli.faces.field.orders import find, show
from linli.faces.kit.contact import RevealForm
from linli.faces.kit.gates import SignedIn, field
from linli.faces.kit.posted import posted
from linli.faces.kit.problems import explain
from linli.faces.kit.words import PURPOSE
from linli.matters import actions
from linli.matters.errors import Moved, NotTheirs
from linli.matters.models import Reporter


@field
@posted("field:order")
@never_cache
def reveal(request: SignedIn, pk: int) -> HttpResponse:
    found = find(request, pk)
    at = timezone.now()
    form = RevealForm(request.POST)
    if not form.is_valid():
        return show(request, found, at=at, trouble=_("Say what you need the contact for."), status=422)
    reporter = get_object_or_404(Reporter.objects.select_related("matter"), pk=form.cleaned_data["reporter"])
    purpose = form.cleaned_data["purpose"]
    try:
        contact = actions.reveal(by=request.user, matter=found.matter, reporter=reporter, purpose=purpose, at=at)
    except NotTheirs as error:
        raise Http404 from error
    context = {"order": found, "contact": contact, "purpose": PURPOSE[purpose]}
    return TemplateResponse(request, "field/contact.html", context)


@field
@posted("field:order")
def contacted(request: SignedIn, pk: int) -> HttpResponse:
    """One tap after a call or a visit: reached, or not."""
    found = find(request, pk)
    at = timezone.now()
    form = ContactedForm(request.POST)
    if not form.is_valid():
        return show(request, found, at=at, trouble=_("This form did not arrive whole. Please press again."), status=422)
    reached, intent = form.cleaned_data["reached"], form.cleaned_data["intent"]
    try:
        actions.contacted(by=request.user, order=found, reached=reached, at=at, intent=intent)
    except Moved as error:
        return show(request, find(request, pk), at=at, trouble=explain(error).text, status=409)
    done = _("Noted: you spoke to them.") if reached else _("Noted: not reached. Try again later.")
    messages.success(request, done)
    return redirect("field:order", pk)
