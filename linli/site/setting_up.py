"""The steps that bring a database and a data folder to this release. Each does only what is left to do."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from linli.commons.actions import menu, seeding_lists
from linli.core.calendar import fill
from linli.core.models import AnnouncedYear
from linli.duties import actions as duties
from linli.duties.models import DutyItem, Kind
from linli.homes.actions import seeding as homes
from linli.insight import actions as insight
from linli.matters import actions as matters
from linli.matters.models import Terms
from linli.orgs import actions as orgs
from linli.places.actions import facilities
from linli.points import actions as points
from linli.volunteering.actions import seeding as volunteering
from linli.volunteering.actions import templates
from linli.whistles import actions as whistles


def unapplied() -> list[str]:
    """Migrations that this release has and the database has not, as ``app.name``.

    Raises: ImproperlyConfigured when it has a part of what was drawn together into one since.
    """
    executor = MigrationExecutor(connection)
    graph, drawn = executor.loader.graph, executor.loader.replacements
    if halfway := sorted(app for app, name in drawn if (app, name) not in graph.nodes):
        raise ImproperlyConfigured(
            _(
                "The database stopped halfway through an earlier version ({areas}): finish with that version first."
            ).format(areas=", ".join(halfway))
        )
    plan = executor.migration_plan(graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def migrate() -> list[str]:
    """Apply what is missing and make the cache's table; gives the names of what was applied."""
    missing = unapplied()
    if missing:
        call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    return missing


def fill_calendar(*, at: datetime) -> tuple[int, ...]:
    """Set the usual office hours where none are set, and take the years of the kept library where they are new."""
    fill.ensure_hours(by=None, at=at)
    newest = fill.library_notices()[-1]
    if AnnouncedYear.objects.filter(pk=newest.year).exists():
        return ()
    return fill.fill_from_library(by=None, at=at).years


def seed_catalogue(*, at: datetime) -> None:
    """Give a house without a service catalogue, duty lists, terms of handling, rules of bodies, causes of whistles, a
    menu of services or weights of rates those of this release; a house that has any keeps its own."""
    if not Kind.objects.exists():
        duties.seed(at=at)
    if not DutyItem.objects.exists():
        duties.seed_lists(at=at)
    if not Terms.objects.exists():
        matters.seed(at=at)
    facilities.seed()
    orgs.seed(at=at)
    homes.seed(at=at)
    whistles.seed(at=at)
    points.seed(at=at)
    menu.seed(at=at)
    seeding_lists.seed(at=at)
    volunteering.seed_reporting(at=at)
    templates.seed(at=at)
    insight.seed(at=at)


def static_mark() -> Path:
    """Where is noted which files were collected last."""
    return Path(settings.LINLI_DATA) / "static.collected"


def static_state() -> str:
    """A digest of the names, sizes and times of all static files as they lie in the source."""
    seen = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            stat = Path(storage.path(name)).stat()
            seen.update(f"{name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return seen.hexdigest()


def static_is_collected() -> bool:
    mark = static_mark()
    return mark.exists() and Path(settings.STATIC_ROOT).exists() and mark.read_text() == static_state()


def collect_static() -> bool:
    """Collect, hash and compress the static files when one of them changed. Gives whether it did."""
    if static_is_collected():
        return False
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    static_mark().write_text(static_state())
    return True
