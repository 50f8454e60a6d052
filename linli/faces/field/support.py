"""请求支援 in two taps: the unit that shall assist; the desk that sends work orders decides."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from linli.duties.reads import catalogue
from linli.faces.field.orders import done_to, find
from linli.faces.kit.fields import UnitField, Words, in_language, unit_label
from linli.faces.kit.gates import SignedIn, field
from linli.faces.kit.posted import whole
from linli.faces.kit.problems import explain
from linli.matters import actions
from linli.matters.models import WorkOrder
from linli.matters.reads import supports
from linli.matters.rules import SHORT_WORDS_LIMIT
from linli.orgs.models import Organisation


class SupportForm(forms.Form):
    """Whom to ask for, and with what they shall help. ``intent`` is what the phone calls this very tap."""

    intent = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, order: WorkOrder, at: datetime) -> None:
        super().__init__(data, initial={"words": _words(order), "intent": uuid4()}, auto_id="support-%s")
        listed = supports.askable(order, at)
        self.fields["unit"] = UnitField(listed=listed, label=gettext_lazy("Unit that shall assist"))
        self.fields["words"] = Words(
            max_length=SHORT_WORDS_LIMIT,
            widget=forms.Textarea({"rows": 3}),
            label=gettext_lazy("What it shall help with"),
        )


@field
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: SignedIn, pk: int) -> HttpResponse:
    """The units; ``quick`` is the key of the one that was tapped."""
    at = timezone.now()
    found = find(request, pk)
    if request.method != "POST":
        if not supports.may_ask(found):
            raise Http404
        return _page(request, found, SupportForm(order=found, at=at), at)
    quick = catalogue().units.by_pk.get(whole(request.POST.get("quick", "")))
    told = request.POST.dict() | ({"unit": unit_label(quick), "words": _words(found)} if quick is not None else {})
    form = SupportForm(told, order=found, at=at)
    if not form.is_valid():
        return _page(request, found, form, at, status=422)
    asked = form.cleaned_data
    unit = Organisation.objects.get(pk=asked["unit"].pk)
    try:
        actions.ask_support(
            by=request.user, order=found, unit=unit, words=asked["words"], at=at, intent=asked["intent"]
        )
    except Exception as error:
        problem = explain(error)  # raises again what has no words
        return _page(request, find(request, pk), form, at, trouble=problem.text, status=problem.status)
    messages.success(request, _("Asked. The desk decides; go on with the work meanwhile."))
    return done_to(pk, found.version)


def _words(order: WorkOrder) -> str:
    kind = catalogue().kinds[order.matter.kind_id]
    name = in_language(kind.names[-1], kind.names_en[-1])
    return _("Please help with: %(kind)s, request %(number)s.") % {"kind": name, "number": order.matter.number_shown}


def _page(
    request: SignedIn,
    found: WorkOrder,
    form: SupportForm,
    at: datetime,
    *,
    trouble: str | Promise = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "at": at,
        "order": found,
        "kind": catalogue().kinds[found.matter.kind_id],
        "units": supports.askable(found, at),
        "form": form,
        "trouble": trouble,
    }
    return TemplateResponse(request, "field/support.html", context, status=status)
