"""``linli import …``: each reads a file, tells what it did, and names every refused line with its number and cause."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path

import click

from linli.site.cli.start import Command, Group, Stopped, with_django

FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)


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
        raise Stopped(_("{file} cannot be used: {cause}").format(file=file.name, cause=error)) from error
    for year in filled.years:
        click.echo(_("{year}: {count} days moved by the notice.").format(year=year, count=filled.days))
    for year in filled.unannounced:
        click.echo(_("{year}: not announced yet; it counts Monday to Friday.").format(year=year))
