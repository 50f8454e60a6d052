"""``linli import …``: each reads a file, tells what it did, and names every refused line with its number and cause."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

import click

from linli.site.cli.start import Command, Group, Unusable, with_django

if TYPE_CHECKING:
    from linli.core.imports import Progress, Refusal, Summary

FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
DATUMS = ["cgcs2000", "wgs84", "gcj02", "bd09"]
COLUMN = click.option(
    "--column", "columns", multiple=True, metavar="OURS=THEIRS", help=_("What this file calls one of the columns.")
)


@click.group("import", cls=Group, help=_("Load files: what is loaded already is left alone, a bad line stops nothing."))
def imports() -> None:
    pass


@imports.command(
    "calendar",
    cls=Command,
    help=_("Load the holidays of one year from a file of the yearly notice (JSON of holiday-cn)."),
)
@click.argument("file", type=FILE)
@with_django
def calendar(file: Path) -> None:
    from django.utils import timezone

    from linli.core.calendar import fill

    try:
        filled = fill.fill_from_file(file.read_bytes(), by=None, at=timezone.now())
    except fill.HolidayFileError as error:
        raise Unusable(_("{file} cannot be used: {cause}").format(file=file.name, cause=error)) from error
    for year in filled.years:
        click.echo(_("{year}: {count} days moved by the notice.").format(year=year, count=filled.days))
    for year in filled.unannounced:
        click.echo(_("{year}: not announced yet; it counts Monday to Friday.").format(year=year))


@imports.command(
    "divisions",
    cls=Command,
    help=_(
        "Load streets and communities from a CSV file with the columns county_code, county, town_code, town, "
        "community_code, urban_rural_class, community and, if known, year."
    ),
)
@click.argument("file", type=FILE)
@with_django
def divisions(file: Path) -> None:
    from django.utils import timezone

    from linli.orgs import actions
    from linli.orgs.authority import SYSTEM
    from linli.places import causes

    data = file.read_bytes()
    with readable(file), bar(data.count(b"\n")) as progress:
        summary = actions.import_divisions(data, by=SYSTEM, at=timezone.now(), progress=progress)
    tell(summary, words=lambda cause: str(causes.WORDS[causes.Cause(cause)]), line=_("line {number}"))


@imports.command("grids", cls=Command, help=_("Load the polygons of grids from a GeoJSON FeatureCollection."))
@click.argument("file", type=FILE)
@click.option("--datum", required=True, type=click.Choice(DATUMS), help=_("What the coordinates are measured in."))
@with_django
def grids(file: Path, datum: str) -> None:
    from django.utils import timezone

    from linli.orgs import actions
    from linli.orgs.authority import SYSTEM
    from linli.places import causes
    from linli.places.actions import NotAFeatureCollection
    from linli.places.datum import Datum

    data = file.read_bytes()
    try:
        with readable(file), bar(data.count(b'"Feature"')) as progress:
            summary = actions.import_grids(data, datum=Datum(datum), by=SYSTEM, at=timezone.now(), progress=progress)
    except NotAFeatureCollection as error:
        raise Unusable(_("{file} is not a GeoJSON FeatureCollection.").format(file=file.name)) from error
    tell(summary, words=lambda cause: str(causes.WORDS[causes.Cause(cause)]), line=_("feature {number}"))


@imports.command(
    "facilities",
    cls=Command,
    help=_(
        "Load facilities from a CSV file with the columns kind, name, community_code and, if known, the others that "
        "the portal's download has, or from a JSON list of HSDS services. A second run adds nothing."
    ),
)
@click.argument("file", type=FILE)
@COLUMN
@with_django
def facilities(file: Path, columns: tuple[str, ...]) -> None:
    from django.utils import timezone

    from linli.orgs import actions
    from linli.orgs.authority import SYSTEM
    from linli.places import causes
    from linli.places.actions.facilities import NotAListOfServices

    data, now = file.read_bytes(), timezone.now()
    is_json = file.suffix.lower() == ".json"
    try:
        with readable(file), bar(data.count(b'"service_at_locations"' if is_json else b"\n")) as progress:
            if is_json:
                summary = actions.import_hsds(data, by=SYSTEM, at=now, progress=progress)
            else:
                summary = actions.import_facilities(
                    data, by=SYSTEM, at=now, columns=_mapped(columns), progress=progress
                )
    except NotAListOfServices as error:
        raise Unusable(_("{file} is not a JSON list of HSDS services.").format(file=file.name)) from error
    line = _("service {number}") if is_json else _("line {number}")
    tell(summary, words=lambda cause: str(causes.WORDS[causes.Cause(cause)]), line=line)


@imports.command(
    "organisations",
    cls=Command,
    help=_(
        "Load the tree of organisations from a CSV file with the columns code, kind, name, division_code and, if "
        "known, name_en, duty, form, purpose, headcount, parent_code, phone, valid_from, valid_to; in any order. A "
        "second run adds nothing."
    ),
)
@click.argument("file", type=FILE)
@COLUMN
@with_django
def organisations(file: Path, columns: tuple[str, ...]) -> None:
    from linli.orgs import actions

    _load_tree(actions.import_organisations, file, columns)


@imports.command(
    "posts",
    cls=Command,
    help=_(
        "Load who holds which post from a CSV file with the columns username, organisation_code, role and, if known, "
        "grid_code, home_organisation_code, valid_from, valid_to. A second run adds nothing."
    ),
)
@click.argument("file", type=FILE)
@COLUMN
@with_django
def posts(file: Path, columns: tuple[str, ...]) -> None:
    from linli.orgs import actions

    _load_tree(actions.import_posts, file, columns)


def _load_tree(load: Callable[..., Summary], file: Path, columns: tuple[str, ...]) -> None:
    from django.utils import timezone

    from linli.orgs import causes
    from linli.orgs.authority import SYSTEM

    data = file.read_bytes()
    with readable(file), bar(data.count(b"\n")) as progress:
        summary = load(data, by=SYSTEM, at=timezone.now(), columns=_mapped(columns), progress=progress)
    tell(summary, words=lambda cause: str(causes.WORDS[causes.Cause(cause)]), line=_("line {number}"))


def _mapped(columns: tuple[str, ...]) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in columns if "=" in pair)


@imports.command(
    "duties",
    cls=Command,
    help=_(
        "Load duty lists from a CSV file with the columns code, level, list_kind, field, title and, if known, the "
        "others that the portal's download has. A new wording follows the old one from its day on."
    ),
)
@click.argument("file", type=FILE)
@with_django
def duties(file: Path) -> None:
    from django.utils import timezone

    from linli.duties import actions, causes
    from linli.orgs.authority import SYSTEM

    data = file.read_bytes()
    with readable(file), bar(data.count(b"\n")) as progress:
        summary = actions.import_lists(data, by=SYSTEM, at=timezone.now(), progress=progress)
    tell(summary, words=lambda cause: str(causes.WORDS[causes.Cause(cause)]), line=_("line {number}"))


@contextmanager
def readable(file: Path, do: str = "") -> Iterator[None]:
    """Say it in words, where ``file`` is not text or lacks columns, and what to ``do`` about the columns."""
    from linli.core.imports import MissingColumns, NotText

    try:
        yield
    except MissingColumns as error:
        lacking = _("{file}: these columns are missing: {names}").format(file=file.name, names=", ".join(error.args[0]))
        raise Unusable(lacking, do) from error
    except NotText as error:
        raise Unusable(_("{file} is not text in UTF-8 or GBK.").format(file=file.name)) from error


@contextmanager
def bar(total: int) -> Iterator[Progress]:
    """A progress bar over about ``total`` items, on standard error so that the summary can be piped."""
    with click.progressbar(length=max(total, 1), label=_("Reading"), file=sys.stderr) as shown:

        def read_so_far(read: int) -> None:
            shown.update(read - shown.pos)

        yield read_so_far


def tell(summary: Summary, *, words: Callable[[str], str], line: str) -> None:
    """Print the counts, then each refused item and each odd one with its number and cause."""
    click.echo(
        _("read {read}, added {added}, changed {changed}, already there {there}, refused {refused}").format(
            read=summary.read,
            added=summary.added,
            changed=summary.changed,
            there=summary.there,
            refused=len(summary.refused),
        )
    )

    def each(found: list[Refusal]) -> None:
        for one in found:
            detail = f" ({one.detail})" if one.detail else ""
            click.echo(f"  {line.format(number=one.line)}: {words(one.cause)}{detail}")

    if summary.refused:
        click.echo(_("Refused:"))
        each(summary.refused)
    if summary.odd:
        click.echo(_("Taken, and worth a look:"))
        each(summary.odd)
