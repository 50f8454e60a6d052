"""剔除 at the desk: a unit asks and sees what became of it; the centre decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.faces.kit import drafts
from linli.faces.kit.fields import Words
from linli.faces.kit.figures import EXCLUSION_REASON, EXCLUSION_STAGE
from linli.faces.kit.gates import SignedIn, View, desk
from linli.faces.kit.photos import served
from linli.faces.kit.posted import posted
from linli.faces.kit.problems import explain_on
from linli.matters import actions, follow
from linli.matters.models import Exclusion, Matter
from linli.matters.reads.facts import facts_of
from linli.matters.rules import SHORT_WORDS_LIMIT, AskStage, ExclusionReason
from linli.orgs.authority import inside, prefixes, units_of
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation

MOST = 200


class AskForm(forms.Form):
    number = forms.CharField(
        label=_("Number of the matter"), max_length=20, help_text=_("A matter that your unit leads, as on its order.")
    )
    reason = forms.ChoiceField(
        label=_("Why it shall not count"),
        choices=[(reason.value, words) for reason, words in EXCLUSION_REASON.items()],
        widget=forms.RadioSelect,
    )
    words = Words(
        label=_("What proves it"),
        help_text=_("For example the number of the court case, or when the reporter was called. Name no persons."),
        max_length=SHORT_WORDS_LIMIT,
        widget=forms.Textarea({"rows": 3}),
    )
    intent = forms.UUIDField(widget=forms.HiddenInput)


class DecideForm(forms.Form):
    words = Words(label=_("Why you decide so"), max_length=SHORT_WORDS_LIMIT, widget=forms.Textarea({"rows": 2}))


def seen(request: SignedIn) -> QuerySet[Exclusion]:
    """Those of the own units, and in the own area for who decides."""
    decides = inside("matter__place", prefixes(request.user, Grant.EXCLUDE))
    rows = Exclusion.objects.filter(Q(unit__in=units_of(request.user)) | Q(pk__in=Exclusion.objects.filter(decides)))
    return rows.select_related("matter", "unit")


@desk
@require_safe
def exclusions(request: SignedIn) -> HttpResponse:
    rows = list(seen(request).order_by("-asked_at", "-pk")[:MOST])
    context = {
        "tab": "exclusions",
        "open": [row for row in rows if row.stage == AskStage.ASKED][::-1],
        "decided": [row for row in rows if row.stage != AskStage.ASKED],
        "reasons": EXCLUSION_REASON,
        "stages": EXCLUSION_STAGE,
        "may_ask": bool(units_of(request.user)),
        "at": timezone.now(),
    }
    return TemplateResponse(request, "desk/figures/exclusions.html", context)


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: SignedIn) -> HttpResponse:
    """A form for a matter of the own unit, with a photo as evidence where there is one."""
    units = units_of(request.user)
    if not units:
        raise Http404
    at = timezone.now()
    if request.method != "POST":
        form = AskForm(initial={"number": request.GET.get("number", ""), "intent": uuid4()})
        return _asking(request, form)
    form = AskForm(request.POST)
    if not form.is_valid():
        return _asking(request, form, status=422)
    asked = form.cleaned_data
    photos, wrong = _evidence(request, asked["intent"])
    if wrong or "drop" in request.POST:
        return _asking(request, form, photos, wrong, status=422 if wrong else 200)
    matter = Matter.objects.filter(number=follow.clean(asked["number"]), unit__in=units).first()
    if matter is None:
        form.add_error("number", _("Your unit leads no matter with this number."))
        return _asking(request, form, photos, status=422)
    try:
        row = actions.ask_exclusion(
            by=request.user,
            matter=matter,
            unit=cast(Organisation, matter.unit),
            reason=ExclusionReason(asked["reason"]),
            words=asked["words"],
            evidence=photos[0].photo if photos else None,
            at=at,
        )
    except Exception as error:
        problem = explain_on(form, error)  # raises again what has no words
        return _asking(request, form, photos, status=problem.status)
    messages.success(request, str(_("Asked. The centre decides about it.")))
    return redirect("desk:exclusion", row.pk)


def _evidence(request: SignedIn, intent: UUID) -> tuple[list[drafts.Draft], list[str]]:
    """One photo, the first."""
    photos, wrong = drafts.of_form(request, intent=intent, at=timezone.now())
    return photos[:1], wrong


def _asking(
    request: SignedIn, form: AskForm, photos: list[drafts.Draft] | None = None, wrong: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    context = {"tab": "exclusions", "form": form, "photos": photos or [], "wrong": wrong or []}
    return TemplateResponse(request, "desk/figures/ask.html", context, status=status)


@desk
@require_safe
def exclusion(request: SignedIn, exclusion_id: int) -> HttpResponse:
    return _show(request, get_object_or_404(seen(request), pk=exclusion_id))


def _show(request: SignedIn, row: Exclusion, form: DecideForm | None = None, status: int = 200) -> HttpResponse:
    at = timezone.now()
    decides = row.matter.place.startswith(tuple(prefixes(request.user, Grant.EXCLUDE))) and (
        row.unit_id not in units_of(request.user) and row.asked_by_id != request.user.pk
    )
    may_appeal = row.appeal_until is not None and at <= row.appeal_until and row.unit_id in units_of(request.user)
    context = {
        "tab": "exclusions",
        "row": row,
        "reason": EXCLUSION_REASON[ExclusionReason(row.reason)],
        "stage": EXCLUSION_STAGE[AskStage(row.stage)],
        "facts": facts_of(row.matter, at=at),
        "may_decide": decides and row.stage == AskStage.ASKED,
        "may_appeal": may_appeal and not row.appealed.exists(),
        "form": form or DecideForm(),
        "at": at,
    }
    return TemplateResponse(request, "desk/figures/exclusion.html", context, status=status)


def _decided(act: Callable[..., Exclusion], said: str | Promise) -> View:
    def view(request: SignedIn, exclusion_id: int) -> HttpResponse:
        at = timezone.now()
        row = get_object_or_404(seen(request), pk=exclusion_id)
        form = DecideForm(request.POST)
        if not form.is_valid():
            return _show(request, row, form, status=422)
        try:
            act(by=request.user, exclusion=row, words=form.cleaned_data["words"], at=at)
        except Exception as error:
            problem = explain_on(form, error)  # raises again what has no words
            return _show(request, get_object_or_404(seen(request), pk=exclusion_id), form, status=problem.status)
        messages.success(request, str(said))
        return redirect("desk:exclusion", exclusion_id)

    return view


grant = desk(posted("desk:exclusion")(_decided(actions.grant_exclusion, _("It is left out of the net rates."))))
refuse = desk(posted("desk:exclusion")(_decided(actions.refuse_exclusion, _("Refused. It counts."))))


@desk
@require_safe
def evidence(request: SignedIn, exclusion_id: int) -> HttpResponse:
    row = get_object_or_404(seen(request).select_related("evidence"), pk=exclusion_id)
    if row.evidence is None:
        raise Http404
    return served(row.evidence)
