"""``linli import …``: each reads a file, tells what it did, and names every refused line with its number and cause."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

import click

from linli.site.cli.start import Command, Group, Stopped, Unusable, with_django

if TYPE_CHECKING:
    from linli.core.imports import Progress, Refusal, Summary

FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
DATUMS = ["cgcs2000", "wgs84", "gcj02", "bd09"]


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

    from linli.core.imports import MissingColumns, NotText
    from linli.orgs import actions
    from linli.orgs.authority import SYSTEM
    from linli.places import causes

    data = file.read_bytes()
    try:
        with bar(data.count(b"\n")) as progress:
            summary = actions.import_divisions(data, by=SYSTEM, at=timezone.now(), progress=progress)
    except MissingColumns as error:
        raise Unusable(
            _("{file}: these columns are missing: {names}").format(file=file.name, names=", ".join(error.args[0]))
        ) from error
    except NotText as error:
        raise Unusable(_("{file} is not text in UTF-8 or GBK.").format(file=file.name)) from error
    tell(summary, words=lambda cause: str(causes.WORDS[causes.Cause(cause)]), line=_("line {number}"))


@imports.command("grids", cls=Command, help=_("Load the polygons of grids from a GeoJSON FeatureCollection."))
@click.argument("file", type=FILE)
@click.option("--datum", required=True, type=click.Choice(DATUMS), help=_("What the coordinates are measured in."))
@with_django
def grids(file: Path, datum: str) -> None:
    from django.utils import timezone

    from linli.core.imports import NotText
    from linli.orgs import actions
    from linli.orgs.authority import SYSTEM
    from linli.places import causes
    from linli.places.actions import NotAFeatureCollection
    from linli.places.datum import Datum

    data = file.read_bytes()
    try:
        with bar(data.count(b'"Feature"')) as progress:
            summary = actions.import_grids(data, datum=Datum(datum), by=SYSTEM, at=timezone.now(), progress=progress)
    except NotAFeatureCollection as error:
        raise Unusable(_("{file} is not a GeoJSON FeatureCollection.").format(file=file.name)) from error
    except NotText as error:
        raise Unusable(_("{file} is not text in UTF-8 or GBK.").format(file=file.name)) from error
    tell(summary, words=lambda cause: str(causes.WORDS[causes.Cause(cause)]), line=_("feature {number}"))


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

    from linli.core.imports import MissingColumns, NotText
    from linli.duties import actions, causes
    from linli.orgs.authority import SYSTEM

    data = file.read_bytes()
    try:
        with bar(data.count(b"\n")) as progress:
            summary = actions.import_lists(data, by=SYSTEM, at=timezone.now(), progress=progress)
    except MissingColumns as error:
        raise Unusable(
            _("{file}: these columns are missing: {names}").format(file=file.name, names=", ".join(error.args[0]))
        ) from error
    except NotText as error:
        raise Unusable(_("{file} is not text in UTF-8 or GBK.").format(file=file.name)) from error
    tell(summary, words=lambda cause: str(causes.WORDS[causes.Cause(cause)]), line=_("line {number}"))


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


@imports.command(
    "messages",
    cls=Command,
    help=_(
        "Load messages of another system from a CSV file, each once. A mapping says which column means what: a shipped "
        "one by name (hotline, boston311), a TOML or JSON file, or --map for single fields."
    ),
)
@click.argument("file", type=FILE)
@click.option("--mapping", help=_("A shipped mapping or a file; hotline unless --map names every column."))
@click.option("--map", "pairs", multiple=True, metavar="FIELD=COLUMN", help=_("One field by hand; may be given again."))
@click.option("--source", help=_("Name of the other system, for --map without --mapping."))
@click.option("--timezone", "zone", default="Asia/Shanghai", show_default=True, help=_("Where its times were written."))
@click.option("--dry-run", is_flag=True, help=_("Read and tell, and keep nothing."))
@with_django
def messages(
    file: Path, mapping: str | None, pairs: tuple[str, ...], source: str | None, zone: str, dry_run: bool
) -> None:
    from django.db import transaction
    from django.utils import timezone

    from linli.core.imports import MissingColumns
    from linli.matters.errors import UnknownKind, UnknownPlace
    from linli.matters.imports import causes
    from linli.matters.imports import mapping as mappings
    from linli.matters.imports.messages import import_messages

    lines = sum(chunk.count(b"\n") for chunk in iter_chunks(file))
    try:
        if source is not None and mapping is None:
            told = mappings.of_options(pairs, source=source, timezone=zone)
        else:
            told = mappings.read(Path(mapping or "hotline")).with_columns(pairs)
        with file.open("rb") as stream, transaction.atomic() if dry_run else nullcontext(), bar(lines) as progress:
            summary = import_messages(stream, mapping=told, by=None, at=timezone.now(), progress=progress)
            if dry_run:
                transaction.set_rollback(True)
    except mappings.BadMapping as error:
        what = ": ".join(str(part) for part in error.args)
        raise Unusable(_("The mapping cannot be used: {cause}").format(cause=what)) from error
    except MissingColumns as error:
        lacking = _("{file}: these columns are missing: {names}").format(file=file.name, names=", ".join(error.args[0]))
        raise Unusable(lacking, "linli import messages --help") from error
    except UnknownPlace as error:
        raise Stopped(_("No county is loaded yet."), "linli import divisions FILE.csv") from error
    except UnknownKind as error:
        raise Stopped(_("There is no service catalogue yet."), "linli migrate") from error
    tell(summary, words=lambda cause: str(causes.WORDS[causes.Cause(cause)]), line=_("line {number}"))
    for remark, count in summary.notes.items():
        click.echo(f"  {causes.WORDS[causes.Remark(remark)]}: {count:,}")
    if dry_run:
        click.echo(_("A try: nothing was kept."))


def iter_chunks(file: Path) -> Iterator[bytes]:
    with file.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            yield chunk
