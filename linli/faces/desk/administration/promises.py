"""The service catalogue: what is promised for each kind, tried on the last year before another promise takes over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from linli.core.calendar.rules import Limit, LimitUnit
from linli.duties import actions
from linli.duties.models import CatalogueRow, Kind, Urgency
from linli.duties.models.catalogue import ReturnStops
from linli.duties.reads import catalogue
from linli.duties.rules import KindFacts, RowFacts
from linli.faces.desk.administration import trying
from linli.faces.desk.administration.routing import GIVEN_WORK, unit_called
from linli.faces.desk.taking_back import taken_back
from linli.faces.kit.fields import CALENDAR, Words, day_box, unit_label
from linli.faces.kit.gates import SignedIn, rule_keeper
from linli.faces.kit.problems import explain_on
from linli.faces.kit.words import LIMIT_UNIT, ORG_KIND
from linli.matters.reads import replay
from linli.orgs.models import OrgKind

URGENCY = {
    Urgency.EMERGENCY: pgettext_lazy("urgency", "Emergency"),
    Urgency.URGENT: _("Urgent"),
    Urgency.ORDINARY: _("Ordinary"),
    Urgency.COMPLEX: _("Complex"),
}


class PromiseForm(forms.Form):
    """Who answers, within how long, and when it counts as done; from a day on."""

    responsible_kind = forms.ChoiceField(label=_("Who answers"))
    responsible_duty = forms.ChoiceField(label=_("Which department"), required=False)
    limit_amount = forms.IntegerField(label=_("Limit"), min_value=1, max_value=999)
    limit_unit = forms.ChoiceField(
        label=_("counted in"), choices=[(one.value, name) for one, name in LIMIT_UNIT.items()]
    )
    urgency = forms.ChoiceField(label=_("Urgency"), choices=[(one.value, name) for one, name in URGENCY.items()])
    earlier_binds = forms.BooleanField(label=_("An earlier time that another system promised binds"), required=False)
    done_when = Words(label=_("Done when"), max_length=200)
    notice = Words(label=_("Told before reporting"), max_length=200, required=False)
    notice_en = Words(label=_("Told before reporting, in English"), max_length=300, required=False)
    source = Words(label=_("Source"), max_length=120, required=False)
    on = forms.DateField(label=_("In force from"), widget=day_box(), validators=CALENDAR)

    def __init__(self, *args: Any, row: CatalogueRow | None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.row = row
        units = catalogue().units.all
        duties = {unit.duty: unit_label(unit) for unit in units if unit.kind == OrgKind.DEPARTMENT and unit.duty}
        self._choose("responsible_kind", [(kind.value, ORG_KIND[kind]) for kind in GIVEN_WORK])
        self._choose("responsible_duty", [("", "—"), *sorted(duties.items(), key=lambda duty: duty[1])])

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def limit(self) -> Limit:
        return Limit(self.cleaned_data["limit_amount"], LimitUnit(self.cleaned_data["limit_unit"]))

    @property
    def promise(self) -> actions.Promise:
        """What is asked, and what the row in force has beside it: its questions, its line of emergency."""
        told, row = self.cleaned_data, self.row
        return actions.Promise(
            responsible_kind=OrgKind(told["responsible_kind"]),
            responsible_duty=told["responsible_duty"],
            limit=self.limit,
            urgency=Urgency(told["urgency"]),
            done_when=told["done_when"],
            notice=told["notice"],
            notice_en=told["notice_en"],
            source=told["source"],
            questions=list(row.questions) if row else [],
            emergency_line=row.emergency_line if row else "",
            earlier_binds=told["earlier_binds"],
            return_stops=ReturnStops(row.return_stops) if row else ReturnStops.UPHELD,
        )


@dataclass(frozen=True, slots=True)
class RowShown:
    kind: KindFacts
    row: RowFacts
    answers: str | Promise


@rule_keeper
@require_safe
def rows(request: SignedIn) -> HttpResponse:
    today = timezone.localdate()
    asked = request.GET.get("q", "").strip()[:40]
    known = catalogue()
    shown = [
        RowShown(kind, row := known.row(kind.pk, today), unit_called(row.responsible_kind, row.responsible_duty))
        for kind in known.open_kinds(today)
        if not asked or any(asked.lower() in text.lower() for text in (kind.code, *kind.names, *kind.names_en))
    ]
    return TemplateResponse(request, "desk/administration/catalogue.html", {"rows": shown, "asked": asked})


@rule_keeper
@require_http_methods(["GET", "HEAD", "POST"])
def row(request: SignedIn, kind_id: int) -> HttpResponse:
    """The promises of a kind by day; another one is tried first, and takes over when it is sent again."""
    kind = get_object_or_404(Kind, pk=kind_id, level=3)
    at = timezone.now()
    today = timezone.localdate(at)
    history = list(CatalogueRow.objects.filter(kind=kind).order_by("-valid_from"))
    last = history[0] if history else None
    form = PromiseForm(request.POST or None, row=last, initial=_said(last) | {"on": today + timedelta(days=1)})
    context: dict[str, Any] = {
        "kind": catalogue().kinds[kind.pk],
        "history": [(one, unit_called(one.responsible_kind, one.responsible_duty)) for one in history],
        "form": form,
        "days": replay.DAYS,
        "today": today,
    }
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            on = form.cleaned_data["on"]
            try:
                actions.check_day(kind, on, at=at)
                is_live = "live" in request.POST
                if is_live and trying.was_tried(request):
                    actions.set_row(by=request.user, kind=kind, promise=form.promise, on=on, at=at)
                    messages.success(
                        request, _("The promise holds from that day on; what was reported before keeps its own.")
                    )
                    return redirect("desk:system-row", kind.pk)
                context["tried"] = replay.replay_limit(kind.pk, form.limit, on=today, at=at)
                context["token"] = trying.sign(request)
                if is_live:
                    form.add_error(None, trying.TRY_FIRST)
                else:
                    status = 200
            except Exception as error:
                explain_on(form, error)
    return TemplateResponse(request, "desk/administration/row.html", context, status=status)


take_back = taken_back(
    rule_keeper,
    lambda request: CatalogueRow.objects.select_related("kind"),
    actions.take_back_row,
    lambda row: redirect("desk:system-row", row.kind_id),
)


def _said(row: CatalogueRow | None) -> dict[str, Any]:
    names = (
        "responsible_kind",
        "responsible_duty",
        "limit_amount",
        "limit_unit",
        "urgency",
        "earlier_binds",
        "done_when",
    )
    return {name: getattr(row, name) for name in (*names, "notice", "notice_en", "source")} if row else {}
