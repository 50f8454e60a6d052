"""The burden meter: what units were asked from above, month by month, and the one tap that tells of it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from linli.duties import actions
from linli.duties.models import BurdenRecord
from linli.duties.reads import burden as reads
from linli.duties.reads.admissions import holding
from linli.duties.reads.burden import Month
from linli.duties.rules import LEVEL_OF
from linli.faces.desk.duties.tasks import MeterForm, RecordForm
from linli.faces.kit.gates import SignedIn, burdened
from linli.faces.kit.posted import tapped, whole
from linli.faces.kit.problems import explain_on
from linli.faces.kit.sheets import download
from linli.orgs.authority import inside, may, prefixes, units_of
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation, OrganisationQuerySet
from linli.places.rules import Level

MONTHS = 6
NOTE_KEPT = gettext_lazy("Noted. It counts in this month of your unit.")


@burdened
@require_safe
def meter(request: SignedIn) -> HttpResponse:
    month, place, units = _asked(request)
    context = {
        "part": "burden",
        "months": month.back(MONTHS),
        "lines": reads.meter(units, month.back(MONTHS)) if units else [],
        "form": MeterForm({"month": month.code, "place": place}, towns=_towns(request)),
        "records": bool(units_of(request.user, Grant.RECORD_BURDEN)),
    }
    return TemplateResponse(request, "desk/duties/burden.html", context)


@burdened
@require_safe
def as_csv(request: SignedIn) -> HttpResponse:
    """A row for each unit and month: the same that the page shows."""
    month, _place, units = _asked(request)
    head = (
        *("unit_code", "unit", "month", "tasks", "tasks_admitted", "tasks_not_admitted"),
        *("fields", "fields_beyond_admission"),
    )
    rows = [
        (line.unit.code, line.unit.name, code.code, load.tasks, len(load.admitted), len(load.unadmitted), load.fields,
         load.beyond)
        for line in reads.meter(units, month.back(MONTHS))
        for code, load in line.loads.items()
    ]  # fmt: skip
    return download(f"linli-burden-{month.code}", head, rows)


@burdened
@require_safe
def unit_month(request: SignedIn, unit_id: int, month: str) -> HttpResponse:
    """One unit's month: who asked for what, under which admission."""
    unit, asked = _unit(request, unit_id), _month(month)
    if asked is None:
        raise Http404
    load = reads.meter([unit], [asked])[0].loads[asked]
    context = {
        "part": "burden",
        "unit": unit,
        "month": asked,
        "load": load,
        "askers": reads.by_asker(load),
        "own": may(request.user, Grant.RECORD_BURDEN, at=unit),
    }
    return TemplateResponse(request, "desk/duties/unit_month.html", context)


@burdened
def record(request: SignedIn) -> HttpResponse:
    """Tell of a task that came from above: one tap for an admitted one, a few words for any other."""
    at = timezone.now()
    today = timezone.localdate(at)
    unit = _own(request)
    tasks = holding(unit, today)
    form = RecordForm(
        request.POST or None, tasks=tasks, initial={"asked_on": today, "fields_asked": 1, "intent": uuid4()}
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = actions.record(by=request.user, unit=unit, at=at, **form.asked)
            except Exception as error:
                explain_on(form, error)
            else:
                messages.success(request, NOTE_KEPT)
                return redirect("desk:burden-unit", unit.pk, Month.of(made.asked_on).code)
    context = {
        "part": "burden",
        "form": form,
        "unit": unit,
        "taps": [(task, uuid4()) for task in tasks],
        "today": today,
    }
    return TemplateResponse(request, "desk/duties/record.html", context, status=status)


@burdened
@require_POST
def strike(request: SignedIn, record_id: int) -> HttpResponse:
    """Strike out a note made by mistake."""
    own = units_of(request.user, Grant.RECORD_BURDEN)
    row = get_object_or_404(BurdenRecord.objects.select_related("unit__division"), pk=record_id, unit__in=own)
    at = timezone.now()
    tapped(request, lambda: actions.strike(by=request.user, row=row, at=at), _("Struck out; it is not counted."))
    return redirect("desk:burden-unit", row.unit_id, Month.of(row.asked_on).code)


def _asked(request: SignedIn) -> tuple[Month, str, list[Organisation]]:
    """The month, the town, and the units that the address asks for, as far as the reader's eyes go."""
    month = _month(request.GET.get("month", "")) or Month.of(timezone.localdate())
    towns = dict(_towns(request))
    place = request.GET.get("place", "")
    place = place if place in towns else ""
    units = _seen(request)
    if place:
        units = units.filter(inside("division__code", [place]))
    elif towns:  # the whole county at once would be hundreds of lines: its streets stand for it
        units = units.filter(kind="street_office")
    return month, place, list(units.order_by("division__code", "pk"))


def _seen(request: SignedIn) -> OrganisationQuerySet:
    """The units with lists of their own inside the reader's figures, and the reader's own."""
    found = Organisation.objects.valid(timezone.localdate()).select_related("division").defer("division__outline")
    areas = prefixes(request.user, Grant.SEE_FIGURES)
    own = units_of(request.user, Grant.RECORD_BURDEN)
    seen = found.filter(kind__in=LEVEL_OF)
    return seen.filter(inside("division__code", areas)) | seen.filter(pk__in=own)


def _towns(request: SignedIn) -> list[tuple[str, str]]:
    """The towns to choose from, for who sees more than one."""
    if not any(len(area) <= Level.COUNTY for area in prefixes(request.user, Grant.SEE_FIGURES)):
        return []
    offices = _seen(request).filter(kind="street_office").order_by("division__code")
    return [(office.prefix, office.division.name) for office in offices]


def _unit(request: SignedIn, unit_id: int) -> Organisation:
    return get_object_or_404(_seen(request), pk=unit_id)


def _own(request: SignedIn) -> Organisation:
    own: Any = units_of(request.user, Grant.RECORD_BURDEN)
    return get_object_or_404(Organisation.objects.select_related("division"), pk=own[0] if own else 0)


def _month(code: str) -> Month | None:
    year, _dash, month = code.partition("-")
    found = Month(whole(year), whole(month))
    return found if found.code == code and 2000 <= found.year <= 2999 and 1 <= found.month <= 12 else None
