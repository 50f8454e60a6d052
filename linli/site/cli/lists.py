"""``linli import needs``, ``resources`` and ``projects``: the three lists of communities from CSV files."""

from __future__ import annotations

from collections.abc import Callable
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

import click

from linli.site.cli.imports import FILE, readable, tell
from linli.site.cli.start import Command, with_django

if TYPE_CHECKING:
    from linli.core.imports import Summary


@click.command(
    "needs",
    cls=Command,
    help=_(
        "Load needs of communities from a CSV file with the columns kind, title, community_code, parts and, if known, "
        "the others that the desk's download has. A second run adds nothing."
    ),
)
@click.argument("file", type=FILE)
@with_django
def needs(file: Path) -> None:
    from linli.commons.actions import loading

    _load(loading.load_needs, file)


@click.command(
    "resources",
    cls=Command,
    help=_(
        "Load resources of units from a CSV file with the columns kind, sort, title, community_code, unit_code, "
        "capacity and, if known, the others that the desk's download has. A second run adds nothing."
    ),
)
@click.argument("file", type=FILE)
@with_django
def resources(file: Path) -> None:
    from linli.commons.actions import loading

    _load(loading.load_resources, file)


@click.command(
    "projects",
    cls=Command,
    help=_(
        "Load projects of communities from a CSV file with the columns kind, title, community_code, starts_on, ends_on "
        "and, if known, unit_code, words. A second run adds nothing."
    ),
)
@click.argument("file", type=FILE)
@with_django
def projects(file: Path) -> None:
    from linli.commons.actions import loading

    _load(loading.load_projects, file)


def _load(load: Callable[..., Summary], file: Path) -> None:
    from django.utils import timezone

    from linli.commons.causes import WORDS, Cause
    from linli.orgs.authority import SYSTEM

    with readable(file):
        summary = load(file.read_bytes(), by=SYSTEM, at=timezone.now())
    tell(summary, words=lambda cause: str(WORDS[Cause(cause)]), line=_("line {number}"))
