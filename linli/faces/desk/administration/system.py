"""The system administrator: what is promised, who gets what, which days count, and how big it all is."""

from __future__ import annotations

import platform
import shutil
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version

import django
from django.conf import settings
from django.db import connection
from django.db.models import Count
from django.db.models.functions import ExtractYear
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from linli.core.models import AnnouncedYear, Day, Entry, WorkingHours
from linli.duties import actions
from linli.duties.models import CatalogueRow, RoutingRule
from linli.duties.reads import catalogue, switched
from linli.duties.rules import KindFacts, RowFacts
from linli.faces.kit.fields import in_language, unit_label
from linli.faces.kit.gates import SignedIn, rule_keeper
from linli.faces.kit.words import ORG_KIND
from linli.matters.reads import routing
from linli.orgs.models import Organisation, Post
from linli.people.models import Person
from linli.places.models import Division, Grid

GIGABYTE = 1024**3
YEARS_BACK = 2


@dataclass(frozen=True, slots=True)
class Year:
    """A year of the working calendar: how many days its notice moved, or that no notice is known."""

    year: int
    announced: bool
    moved: int
    source: str


@dataclass(frozen=True, slots=True)
class RowShown:
    kind: KindFacts
    row: RowFacts
    answers: str | Promise


@rule_keeper
@require_safe
def overview(request: SignedIn) -> HttpResponse:
    at = timezone.now()
    today = timezone.localdate(at)
    context = {
        "at": at,
        "years": years(today),
        "hours": WorkingHours.objects.filter(valid_from__lte=today).order_by("-valid_from").first(),
        "sizes": sizes(today),
        "versions": versions(),
        "free_gb": shutil.disk_usage(settings.LINLI_DATA).free // GIGABYTE,
    }
    return TemplateResponse(request, "desk/administration/system.html", context)


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
@require_safe
def rules(request: SignedIn) -> HttpResponse:
    return _rules_page(request)


@rule_keeper
@require_safe
def try_switch(request: SignedIn, rule_id: int) -> HttpResponse:
    """What switching a rule would have done to the matters of the last months: numbers, and nothing that was said."""
    rule = get_object_or_404(RoutingRule, pk=rule_id)
    at = timezone.now()
    tried = routing.try_rules(switched(rule), on=timezone.localdate(at), at=at)
    context = {"rule": rule, "tried": tried, "days": routing.TRIED_DAYS}
    return TemplateResponse(request, "desk/administration/try.html", context)


@rule_keeper
@require_POST
def switch(request: SignedIn, rule_id: int) -> HttpResponse:
    """Let a rule count, or not, from now on."""
    rule = get_object_or_404(RoutingRule, pk=rule_id)
    try:
        actions.switch_rule(by=request.user, rule=rule, on=request.POST.get("on") == "1", at=timezone.now())
    except actions.AlreadySo:
        return _rules_page(request, note=_("Somebody else was faster. Below is how it stands now."), status=409)
    return redirect("desk:system-rules")


def _rules_page(request: SignedIn, note: str | Promise = "", status: int = 200) -> HttpResponse:
    today = timezone.localdate()
    found = RoutingRule.objects.select_related("kind", "zone", "unit").order_by("order", "pk")
    shown = [(rule, goes_to(rule)) for rule in found if not rule.valid_to or rule.valid_to > today]
    return TemplateResponse(request, "desk/administration/rules.html", {"rules": shown, "note": note}, status=status)


def goes_to(rule: RoutingRule) -> str | Promise:
    if rule.unit is not None:
        return in_language(rule.unit.name, rule.unit.name_en)
    return unit_called(rule.unit_kind, rule.unit_duty)


def unit_called(kind: str, duty: str) -> str | Promise:
    """A kind of unit, or by name the department that has the duty in the whole county."""
    unit = catalogue().units.covering(settings.LINLI_COUNTY, kind, duty) if duty else None
    return unit_label(unit) if unit is not None else ORG_KIND[kind]


def years(today: date) -> list[Year]:
    """The years from two back to the next one, newest first."""
    announced = dict(AnnouncedYear.objects.values_list("year", "source"))
    per_year = Day.objects.annotate(year=ExtractYear("on")).values_list("year").annotate(Count("pk"))
    moved: dict[int, int] = dict(per_year.order_by("year"))
    return [
        Year(year, year in announced, moved.get(year, 0), announced.get(year, ""))
        for year in range(today.year + 1, today.year - YEARS_BACK - 1, -1)
    ]


def sizes(today: date) -> list[tuple[str | Promise, int]]:
    return [
        (_("Divisions"), Division.objects.count()),
        (_("Grids"), Grid.objects.filter(valid_to=None).count()),
        (_("Organisations"), Organisation.objects.valid(today).count()),
        (_("Posts held"), Post.objects.held(today).count()),
        (_("Staff accounts"), Person.objects.filter(username__isnull=False, is_active=True).count()),
        (_("Rows of the catalogue in force"), CatalogueRow.objects.valid(today).count()),
        (_("Routing rules switched on"), RoutingRule.objects.filter(is_on=True).count()),
        (_("Entries of the log"), Entry.objects.count()),
        (_("Entries not sealed yet"), Entry.objects.unsealed().count()),
    ]


def versions() -> list[tuple[str, str]]:
    database = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
    number = ".".join(str(part) for part in connection.get_database_version())
    return [
        ("Linli", version("linli")),
        ("Python", platform.python_version()),
        ("Django", django.get_version()),
        (database, number),
    ]
