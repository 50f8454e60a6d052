"""Entering a request for somebody who stands at the counter or is on the phone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers

from linli.faces.desk.matter import find
from linli.faces.kit.entry import ContactFields, EntryForm
from linli.faces.kit.gates import SignedIn, desk
from linli.faces.kit.problems import explain_on
from linli.matters.actions import receipt_of
from linli.matters.models import Channel
from linli.orgs.authority import prefixes
from linli.orgs.grants import Grant

BEGIN, LONGEST_BEGUN = "begin", 120  # see ``menu.counter``
RECEIPT = "desk_receipt"  # in the session: number and intent of what was entered last


class DeskEntryForm(ContactFields, EntryForm):
    channel = forms.ChoiceField(
        choices=[(Channel.PHONE.value, _("On the phone")), (Channel.DESK.value, _("At the counter"))],
        widget=forms.RadioSelect,
        initial=Channel.PHONE.value,
        label=_("How it came in"),
    )


@desk
@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
def new(request: SignedIn) -> HttpResponse:
    areas = prefixes(request.user, Grant.REPORT_FOR_OTHERS)
    if not areas:
        raise Http404
    at = timezone.now()
    if request.method != "POST":
        return _form(request, DeskEntryForm(areas=areas, at=at, initial=request.GET.dict()))
    if request.POST.get(BEGIN):  # the counter's page: who stands there is filled in, nothing is taken down yet
        said = {name: request.POST.get(name, "")[:LONGEST_BEGUN] for name in ("name", "phone", "place")}
        return _form(request, DeskEntryForm(areas=areas, at=at, initial=said | {"channel": Channel.DESK.value}))
    form = DeskEntryForm(request.POST, areas=areas, at=at)
    if not form.is_valid():
        return _form(request, form, 422)
    try:
        receipt = form.receive(
            by=request.user,
            channel=Channel(form.cleaned_data["channel"]),
            at=at,
            contact=form.contact,
            is_public=form.cleaned_data["is_public"],
        )
    except Exception as error:
        problem = explain_on(form, error)  # raises again what has no words
        return _form(request, form, problem.status)
    request.session[RECEIPT] = [receipt.number.replace("-", ""), str(form.cleaned_data["intent"])]
    return redirect("desk:new-done")


@desk
@require_safe
@never_cache
def done(request: SignedIn) -> HttpResponse:
    """The receipt, to be read out: number, code, who answers and by when."""
    if RECEIPT not in request.session:
        return redirect("desk:new")
    number, intent = request.session[RECEIPT]
    found = find(request, number)
    context: dict[str, Any] = {
        "receipt": receipt_of(found, UUID(intent)),
        "matter": found,
        "at": timezone.now(),
        "row": found.row,
    }
    return TemplateResponse(request, "desk/receipt.html", context)


def _form(request: SignedIn, form: DeskEntryForm, status: int = 200) -> HttpResponse:
    """The page, or its questions alone when the kind was changed on it."""
    part = "desk/new.html#questions" if request.headers.get("HX-Request") else "desk/new.html"
    return TemplateResponse(request, part, {"form": form}, status=status)
