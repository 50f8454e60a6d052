"""A request that tells several things is split; one that runs as a petition too is linked to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.duties.models import Kind
from linli.faces.desk.matter import find
from linli.faces.kit.fields import CALENDAR, KindField, Words, day_box
from linli.faces.kit.gates import SignedIn, desk
from linli.faces.kit.posted import sent, whole
from linli.faces.kit.problems import explain
from linli.matters import actions
from linli.matters.actions import Part
from linli.matters.models import Matter
from linli.matters.reads.parts import PartPromise, promised
from linli.matters.rules import PARTS_LIMIT, PETITION_NUMBER_LIMIT, SHORT_WORDS_LIMIT, SPLIT_STAGES, WORDS_LIMIT
from linli.orgs.authority import may
from linli.orgs.grants import Grant

SHOWN = 3  # rows of the form; those left empty are no part


class PartForm(forms.Form):
    words = Words(
        max_length=WORDS_LIMIT, widget=forms.Textarea({"rows": 2}), label=gettext_lazy("In the reporter's words")
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["kind"] = KindField(on=timezone.localdate(), label=gettext_lazy("Kind"))


PartForms = forms.formset_factory(
    PartForm, extra=SHOWN, max_num=PARTS_LIMIT, validate_max=True, min_num=0, validate_min=False
)


class PetitionForm(forms.Form):
    number = Words(max_length=PETITION_NUMBER_LIMIT, label=gettext_lazy("Number of the petition"))
    came_on = forms.DateField(widget=day_box(), validators=CALENDAR, label=gettext_lazy("Registered on"))
    words = Words(
        max_length=SHORT_WORDS_LIMIT,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        label=gettext_lazy("Remark, for colleagues"),
    )


@desk
def split(request: SignedIn, number: str) -> HttpResponse:
    """One form for each part, then what each will promise, and with ``send``, the kinds that were seen so, the split.
    The request itself goes on with what is left."""
    at = timezone.now()
    found = find(request, number)
    if not may(request.user, Grant.ACCEPT, at=found.place) or (
        request.method != "POST" and found.stage not in SPLIT_STAGES
    ):
        raise Http404
    rows = PartForms(request.POST or None, prefix="part")
    version = request.POST.get("version", str(found.version))
    status, trouble = 200, ""
    if request.method == "POST":
        status = 422
        if rows.is_valid():
            told = [row.cleaned_data for row in rows if row.has_changed()]
            kinds = Kind.objects.in_bulk([part["kind"].pk for part in told])
            try:
                if told and request.POST.get("send") != _kinds(told):
                    seen = {pk: promised(found, pk, at=at) for pk in kinds}
                    return _page(request, found, rows, seen=seen, kinds=_kinds(told), at=at)
                made = actions.split(
                    by=request.user,
                    matter=found,
                    parts=[Part(kinds[part["kind"].pk], part["words"]) for part in told],
                    at=at,
                    version=whole(version),
                )
            except Exception as error:
                problem = explain(error)
                trouble, status = str(problem.text), problem.status
                found = find(request, number)
            else:
                shown = _(", ").join(part.number_shown for part in made)
                messages.success(request, _("Split: %s. They wait in the queue.") % shown)
                return redirect("desk:matter", number)
    return _page(request, found, rows, at=at, trouble=trouble, status=status)


def _kinds(told: Sequence[Mapping[str, Any]]) -> str:
    """On what the promises of these parts rest."""
    return " ".join(part["kind"].code for part in told)


def _page(
    request: SignedIn,
    found: Matter,
    rows: Any,
    *,
    at: datetime,
    seen: Mapping[int, PartPromise] | None = None,
    kinds: str = "",
    trouble: str = "",
    status: int = 200,
) -> HttpResponse:
    """``seen`` is what will be promised for each of the ``kinds``."""
    shown = [(row, (seen or {}).get(row.cleaned_data["kind"].pk) if _is_told(row) else None) for row in rows]
    context = {"at": at, "matter": found, "rows": rows, "shown": shown, "kinds": kinds, "trouble": trouble}
    return TemplateResponse(request, "desk/split.html", context, status=status)


def _is_told(row: forms.Form) -> bool:
    return row.is_bound and row.is_valid() and row.has_changed()


@desk
def petition(request: SignedIn, number: str) -> HttpResponse:
    """Link a petition by its number."""
    at = timezone.now()
    found = find(request, number)
    if not may(request.user, Grant.ACCEPT, at=found.place):
        raise Http404
    form = PetitionForm(request.POST or None, auto_id="petition-%s")
    status = sent(
        request,
        form,
        lambda told: actions.link_petition(by=request.user, matter=found, at=at, **told),
        _("Linked."),
    )
    if status is None:
        return redirect("desk:matter", number)
    return TemplateResponse(request, "desk/petition.html", {"at": at, "matter": found, "form": form}, status=status)
