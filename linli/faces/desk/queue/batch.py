"""Many matters at once: first what would become of each, then the move itself, then what became of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from linli.desks import actions
from linli.desks.models import Batch, BatchItem
from linli.desks.reads.refusals import is_only_proposed
from linli.desks.rules import MOST_AT_ONCE
from linli.faces.desk.forms import units_near
from linli.faces.desk.queue.asked import wanted
from linli.faces.kit.fields import UnitField, Words
from linli.faces.kit.gates import SignedIn, desk
from linli.faces.kit.posted import posted, whole
from linli.faces.kit.problems import by_name, explain_on
from linli.faces.kit.words import DECLINE_REASON
from linli.matters.models import Matter
from linli.matters.reads.moves import moves
from linli.matters.reads.queue import Line, line_of
from linli.matters.rules import MOVES, SHORT_WORDS_LIMIT, DeclineReason
from linli.orgs.authority import inside, prefixes
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation

NAMES = {
    "accept": _("Accept"),
    "dispatch": _("Dispatch"),
    "decline": _("Decline"),
    "close": _("Close"),
}
OUTCOMES = {
    "done": _("done"),
    "proposed": _("proposed for a second look"),
    "": _("not tried yet; send it again"),
}


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One matter of a batch: its line, whether the move is open now, and the stage it would come to."""

    line: Line
    is_open: bool
    after: str  # empty where another person looks at it first
    mark: str  # number and version, as the form carries them


class BatchForm(forms.Form):
    """What the move asks for, once for all."""

    intent = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, move: str, areas: list[str], **more: Any) -> None:
        super().__init__(*args, **more)
        if move == "dispatch":
            near = {unit.pk: unit for area in areas for unit in units_near(area)}
            self.fields["lead"] = UnitField(listed=near.values(), label=_("Leading unit"))
            self.fields["task"] = Words(
                max_length=SHORT_WORDS_LIMIT, required=False, label=_("What is asked of the unit")
            )
        if move == "decline":
            choices = [(reason.value, name) for reason, name in DECLINE_REASON.items()]
            self.fields["reason"] = forms.ChoiceField(choices=choices, widget=forms.RadioSelect, label=_("Reason"))
            self.fields["words"] = Words(
                max_length=SHORT_WORDS_LIMIT,
                widget=forms.Textarea({"rows": 3}),
                label=_("In plain words, for the reporter"),
            )

    @property
    def asked(self) -> dict[str, Any]:
        """As the actions take it."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "intent"}
        if "lead" in said:
            said["lead"] = Organisation.objects.get(pk=said["lead"].pk)
        if "reason" in said:
            said["reason"] = DeclineReason(said["reason"])
        return said


@desk
@posted("desk:queue")
def batch(request: SignedIn) -> HttpResponse:
    """The preview; with ``send``, the moves."""
    move = request.POST.get("move", "")
    marks = request.POST.getlist("matter")
    areas = prefixes(request.user, Grant.SEE_MATTERS)
    if move not in NAMES or not 0 < len(marks) <= MOST_AT_ONCE:
        messages.warning(request, _("Mark one to 200 requests and choose what to do with them."))
        return redirect("desk:queue")
    seen = _seen(marks, areas)
    at = timezone.now()
    form = BatchForm(request.POST if "send" in request.POST else None, move=move, areas=areas)
    status = 200
    if form.is_bound and form.is_valid():
        intent: UUID = form.cleaned_data["intent"]
        try:
            actions.move_many(by=request.user, move=move, seen=seen, asked=form.asked, intent=intent, at=at)
        except Exception as error:
            problem = explain_on(form, error)  # raises again what has no words
            status = problem.status
        else:
            return redirect("desk:batch-done", intent)
    elif form.is_bound:
        status = 422
    else:
        form.initial["intent"] = uuid4()
    below = max(map(len, areas), default=0)
    rows = [
        Foreseen(
            line_of(matter, below=below),
            move in moves(matter, request.user) and matter.version == version,
            _after(request, move, matter),
            f"{matter.number}.{version}",
        )
        for matter, version in seen
    ]
    context = {
        "move": move,
        "name": NAMES[move],
        "form": form,
        "rows": rows,
        "open": sum(row.is_open for row in rows),
        "lost": len(marks) - len(seen),
        "at": at,
        "listed": wanted(request.POST).query(),
    }
    return TemplateResponse(request, "desk/batch.html", context, status=status)


def _after(request: SignedIn, move: str, matter: Matter) -> str:
    if move == "decline" and is_only_proposed(request.user, matter, at=timezone.now()):
        return ""
    return str(MOVES[move].after)


def _seen(marks: list[str], areas: list[str]) -> list[tuple[Matter, int]]:
    """The marked matters that lie in the reader's areas, in the order they were marked; others are as unknown."""
    versions = {}
    for mark in marks:
        number, _dot, version = mark.partition(".")
        if whole(version):
            versions[number] = whole(version)
    found = Matter.objects.filter(inside("place", areas), number__in=versions).select_related("unit")
    by_number = {matter.number: matter for matter in found}
    return [(by_number[number], version) for number, version in versions.items() if number in by_number]


@desk
@require_safe
def done(request: SignedIn, intent: UUID) -> HttpResponse:
    """What became of each. Only who sent the batch may read it."""
    found = get_object_or_404(Batch, intent=intent, by=request.user)
    items = list(found.items.select_related("matter"))
    rows = [(item.matter, item.outcome in ("done", "proposed"), _said(item)) for item in items]
    context = {"name": NAMES[found.move], "rows": rows, "good": sum(good for _m, good, _s in rows), "at": found.at}
    return TemplateResponse(request, "desk/batch_done.html", context)


def _said(item: BatchItem) -> str | Promise:
    return OUTCOMES.get(item.outcome) or by_name(item.outcome)
