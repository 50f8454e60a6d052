"""``linli import messages`` and ``linli import orders``: what another system was told, as history or as work to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

import click

from linli.site.cli.imports import FILE, bar, readable, tell
from linli.site.cli.start import Command, Stopped, Unusable, with_django

if TYPE_CHECKING:
    from linli.core.imports import Summary
    from linli.matters.imports.mapping import ColumnMapping


MAPPING = click.option("--mapping", help=_("A shipped mapping or a TOML or JSON file of your own."))
MAP = click.option(
    "--map", "pairs", multiple=True, metavar="FIELD=COLUMN", help=_("One field by hand; may be given again.")
)
DRY_RUN = click.option("--dry-run", is_flag=True, help=_("Read and tell, and keep nothing."))


@click.command(
    "messages",
    cls=Command,
    help=_(
        "Load messages of another system from a CSV, XLSX or JSON file, each once, as history. A mapping says which "
        "column means what: a shipped one by name (hotline, boston311), a TOML or JSON file, or --map for single "
        "fields."
    ),
)
@click.argument("file", type=FILE)
@MAPPING
@MAP
@click.option("--source", help=_("Name of the other system, for --map without --mapping."))
@click.option("--timezone", "zone", default="Asia/Shanghai", show_default=True, help=_("Where its times were written."))
@DRY_RUN
@with_django
def messages(
    file: Path, mapping: str | None, pairs: tuple[str, ...], source: str | None, zone: str, dry_run: bool
) -> None:
    from django.utils import timezone

    from linli.matters.imports import mapping as mappings
    from linli.matters.imports.messages import import_messages

    with usable(file):
        if source is not None and mapping is None:
            told = mappings.of_options(pairs, source=source, timezone=zone)
        else:
            told = mappings.read(Path(mapping or "hotline")).with_columns(pairs)
        with kept_unless(dry_run), file.open("rb") as stream, bar(lines_of(file)) as progress:
            summary = import_messages(stream, mapping=told, by=None, at=timezone.now(), progress=progress)
    show(summary, dry_run)


@click.command(
    "orders",
    cls=Command,
    help=_(
        "Take in work orders that the partner PARTNER of the exchange hands over as a CSV, XLSX or JSON file, each "
        "once, as matters to be handled. What becomes of them goes back to the partner."
    ),
)
@click.argument("partner")
@click.argument("file", type=FILE)
@MAPPING
@MAP
@DRY_RUN
@with_django
def orders(partner: str, file: Path, mapping: str | None, pairs: tuple[str, ...], dry_run: bool) -> None:
    from django.utils import timezone

    from linli.exchange.imports import import_orders
    from linli.matters.imports import mapping as mappings
    from linli.orgs.authority import SYSTEM
    from linli.site.cli.exchange import partner_called

    who = partner_called(partner)
    with usable(file):
        told: ColumnMapping = mappings.read(Path(mapping or "orders")).with_columns(pairs)
        with kept_unless(dry_run), file.open("rb") as stream, bar(lines_of(file)) as progress:
            summary = import_orders(stream, partner=who, mapping=told, by=SYSTEM, at=timezone.now(), progress=progress)
    show(summary, dry_run)


@contextmanager
def usable(file: Path) -> Iterator[None]:
    """Tell what is wrong with ``file``, its mapping or the house before it was read."""
    from linli.matters.errors import UnknownKind, UnknownPlace
    from linli.matters.imports.mapping import BadMapping
    from linli.matters.imports.reading import NotATable

    try:
        with readable(file, "linli import --help"):
            yield
    except BadMapping as error:
        what = ": ".join(str(part) for part in error.args)
        raise Unusable(_("The mapping cannot be used: {cause}").format(cause=what)) from error
    except NotATable as error:
        raise Unusable(_("{file} cannot be read as a table.").format(file=file.name)) from error
    except UnknownPlace as error:
        raise Stopped(_("No county is loaded yet."), "linli import divisions FILE.csv") from error
    except UnknownKind as error:
        raise Stopped(_("There is no service catalogue yet."), "linli migrate") from error


@contextmanager
def kept_unless(dry_run: bool) -> Iterator[None]:
    from django.db import transaction

    with transaction.atomic() if dry_run else nullcontext():
        yield
        if dry_run:
            transaction.set_rollback(True)


def show(summary: Summary, dry_run: bool) -> None:
    from linli.matters.imports import causes

    tell(summary, words=lambda cause: str(causes.WORDS[causes.Cause(cause)]), line=_("line {number}"))
    for remark, count in summary.notes.items():
        click.echo(f"  {causes.WORDS[causes.Remark(remark)]}: {count:,}")
    if dry_run:
        click.echo(_("A try: nothing was kept."))


def lines_of(file: Path) -> int:
    """About how many records ``file`` has, for the bar."""
    with file.open("rb") as stream:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: stream.read(1 << 20), b""))
