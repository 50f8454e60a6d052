"""退单 on the order's page: why, by what, whose it is, in two taps; and what is still in dispute goes to the centre."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from linli.core.dated import in_force
from linli.duties.reads import catalogue
from linli.duties.reads.lists import NOT_LISTED, Citation
from linli.duties.rules import Ground, UnitFacts
from linli.faces.field.forms import DisputeForm, StepForm
from linli.faces.field.orders import done_to, find, show
from linli.faces.kit.fields import UnitField, Words, in_language, unit_label
from linli.faces.kit.gates import SignedIn, field
from linli.faces.kit.posted import posted
from linli.faces.kit.problems import explain, explain_on
from linli.matters import actions
from linli.matters.errors import Moved
from linli.matters.models import ReturnReason, WorkOrder
from linli.matters.reads import orders as reads
from linli.matters.reads import owners
from linli.matters.reads.returns import citations, way
from linli.matters.reads.routing import case_of
from linli.matters.rules import BASIS_LIMIT, SHORT_WORDS_LIMIT
from linli.orgs.models import Organisation

BASES = {
    Ground.RULE: gettext_lazy("The county's routing rules name this unit for this kind."),
    Ground.CATALOGUE: gettext_lazy("The county's service catalogue names this unit for this kind."),
    Ground.TERRITORY: gettext_lazy("The place lies in the area of this unit, which has the same duty there."),
}


class HandBackForm(StepForm):
    """A reason of the list, the item of the duty list that is cited, the right owner, a basis and words."""

    def __init__(self, data: Any = None, *, order: WorkOrder, at: datetime, asked: str = "", **more: Any) -> None:
        self.cited = {item.code: item for item in citations(order, at)}
        item = self.cited.get(asked)
        start = {
            "version": order.version,
            "intent": uuid4(),
            "cites": item.code if item else "",
            **_begun(order, item, at),
        }
        super().__init__(data, initial=start, **more)
        reasons = ReturnReason.objects.filter(in_force(timezone.localdate(at))).order_by("order", "pk")
        self.fields["reason"] = forms.ChoiceField(
            choices=[
                (reason.code, in_language(reason.name, reason.name_en))
                for reason in reasons
                if self.cited or not reason.cites_list
            ],
            widget=forms.RadioSelect,
            label=gettext_lazy("Reason"),
        )
        if self.cited:
            self.fields["cites"] = forms.ChoiceField(
                choices=[("", "—"), *((item.code, cited_as(item)) for item in self.cited.values())],
                required=False,
                label=gettext_lazy("Item of the duty list"),
            )
        self.fields["owner"] = UnitField(listed=_near(order), required=False, label=gettext_lazy("Whose work it is"))
        self.fields["basis"] = Words(
            max_length=BASIS_LIMIT,
            required=False,
            widget=forms.TextInput({"autocomplete": "off"}),
            label=gettext_lazy("Legal basis"),
            help_text=gettext_lazy("Law, rule or assignment of duties with its article; a cited item stands for it."),
        )
        self.fields["words"] = Words(
            max_length=SHORT_WORDS_LIMIT, widget=forms.Textarea({"rows": 3}), label=gettext_lazy("In your words")
        )


@dataclass(frozen=True, slots=True)
class AtOnce:
    """A reason that one tap sends, with all that it needs: whose work it is and by what, as the house suggests it."""

    reason: ReturnReason
    owner: UnitFacts | None = None
    basis: str = ""
    cites: str = ""

    def filled(self) -> dict[str, str]:
        """What the form would have been filled in with."""
        owner = unit_label(self.owner) if self.owner is not None else ""
        words = in_language(self.reason.name, self.reason.name_en)
        return {"reason": self.reason.code, "words": words, "owner": owner, "basis": self.basis, "cites": self.cites}


def at_once(order: WorkOrder, at: datetime) -> list[AtOnce]:
    """The reasons that need nothing more: such as name no owner, those whose owner the house knows for certain, and
    the duty list with the item that fits."""
    known = {
        "not_our_duty": owners.by_duty(order, at),
        "not_our_area": owners.by_area(order),
        "wrong_kind": owners.by_words(order, at),
    }
    item = next((item for item in citations(order, at) if item.fits and item.owner_kind), None)
    made = []
    for reason in ReturnReason.objects.filter(in_force(timezone.localdate(at))).order_by("order", "pk"):
        if reason.cites_list:
            begun = _begun(order, item, at) if item is not None else {}
            owner = next((unit for unit in _near(order) if unit_label(unit) == begun.get("owner")), None)
            if item is not None and owner is not None:
                made.append(AtOnce(reason, owner, item.basis, item.code))
        elif not reason.names_owner:
            made.append(AtOnce(reason))
        elif named := known.get(reason.code):
            made.append(AtOnce(reason, named.unit, _basis(named)))
    return made


def _basis(named: owners.Owner) -> str:
    basis = str(BASES[named.ground])
    if named.kind is None:
        return basis
    kind = in_language(named.kind.names[-1], named.kind.names_en[-1])
    return _("By what was said it is “%(kind)s”. %(basis)s") % {"kind": kind, "basis": basis}


@field
@require_http_methods(["GET", "HEAD", "POST"])
def hand_back(request: SignedIn, pk: int) -> HttpResponse:
    at = timezone.now()
    found = find(request, pk)
    if request.method != "POST":
        if not way(found, at=at).may_hand_back:
            return redirect("field:order", pk)
        return _page(request, found, HandBackForm(order=found, at=at, asked=request.GET.get("cites", "")), at=at)
    quick = {one.reason.code: one for one in at_once(found, at)}.get(request.POST.get("quick", ""))
    told = request.POST.dict() | (quick.filled() if quick is not None else {})
    form = HandBackForm(told, order=found, at=at)
    if not form.is_valid():
        return _page(request, found, form, at=at, status=422)
    asked = form.cleaned_data
    owner = Organisation.objects.get(pk=asked["owner"].pk) if asked["owner"] else None
    try:
        actions.hand_back(
            by=request.user,
            order=found,
            reason=asked["reason"],
            words=asked["words"],
            basis=asked["basis"],
            cites=asked.get("cites", ""),
            owner=owner,
            at=at,
            version=asked["version"],
            intent=asked["intent"],
        )
    except Moved as error:
        return show(request, find(request, pk), at=at, trouble=explain(error).text, words=asked["words"], status=409)
    except Exception as error:
        problem = explain_on(form, error)  # raises again what has no words
        return _page(request, find(request, pk), form, at=at, status=problem.status)
    messages.success(request, _("Handed back. The level above decides; until then the order stays with you."))
    return done_to(pk, asked["version"] + 1)


@field
@posted("field:order")
def dispute(request: SignedIn, pk: int) -> HttpResponse:
    at = timezone.now()
    found = find(request, pk)
    form = DisputeForm(request.POST, auto_id="dispute-%s")
    if not form.is_valid():
        return show(request, found, at=at, dispute=form, status=422)
    asked = form.cleaned_data
    try:
        actions.dispute(by=request.user, order=found, words=asked["words"], at=at, version=asked["version"])
    except Exception as error:
        problem = explain(error)  # raises again what has no words
        return show(
            request, find(request, pk), at=at, trouble=problem.text, words=asked["words"], status=problem.status
        )
    messages.success(request, _("The city centre coordinates. Go on with the work until it is settled."))
    return redirect("field:order", pk)


def cited_as(item: Citation) -> str:
    """``SQ-F-1 供水管网维修``."""
    if item.code == NOT_LISTED:
        return _("No item of the list names this kind")
    return f"{item.code} {in_language(item.title, item.title_en)}"


def _begun(order: WorkOrder, item: Citation | None, at: datetime) -> dict[str, str]:
    """What the form begins with: by the cited item, and the unit that the rules name beside this one."""
    named = None
    if item is not None and item.owner_kind:
        named = catalogue().units.covering(order.matter.place, item.owner_kind, item.owner_duty)
    if named is None:
        case = case_of(order.matter, catalogue().kinds[order.matter.kind_id], timezone.localdate(at))
        named = next((one.unit for one in catalogue().suggest(case) if one.unit.pk != order.unit_id), None)
    begun = {"owner": unit_label(named) if named is not None else ""}
    if item is not None:
        words = _("Outside the duty list of this level: %s") % cited_as(item)
        begun |= {"reason": "outside_list", "basis": item.basis, "words": words}
    return begun


def _near(order: WorkOrder) -> list[UnitFacts]:
    town = order.matter.place[:9]
    near = [unit for unit in catalogue().units.all if unit.prefix.startswith(town) or town.startswith(unit.prefix)]
    return [unit for unit in near if unit.pk != order.unit_id]


def _page(request: SignedIn, found: WorkOrder, form: forms.Form, *, at: datetime, status: int = 200) -> HttpResponse:
    context = {
        "at": at,
        "order": found,
        "seen": reads.order(found, at=at),
        "form": form,
        "way": way(found, at=at),
        "quick": at_once(found, at),
    }
    return TemplateResponse(request, "field/hand_back.html", context, status=status)
