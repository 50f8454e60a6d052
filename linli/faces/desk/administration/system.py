"""The system administrator: which days count, how big it all is, what runs."""

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
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from linli.core.models import AnnouncedYear, Day, Entry, WorkingHours
from linli.duties.models import CatalogueRow, RoutingRule
from linli.faces.kit.gates import SignedIn, rule_keeper
from linli.notices.models import Notice
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
        (_("Notices that wait"), Notice.objects.filter(state="ready").count()),
        (_("Notices that could not be sent"), Notice.objects.filter(state="failed").count()),
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
