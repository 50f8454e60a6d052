"""``linli clock verify``."""

from __future__ import annotations

import sys
from datetime import datetime
from gettext import gettext as _
from typing import TYPE_CHECKING

import click

from linli.site.cli.start import Command, Group, with_django

if TYPE_CHECKING:
    from linli.matters.clock import Value
    from linli.matters.reads.clock import Difference

MOST = 20


@click.group(cls=Group, help=_("Stages, promises and when they were kept."))
def clock() -> None:
    pass


@clock.command(
    "verify",
    cls=Command,
    help=_(
        "Compute every stage and promise anew from the log, the dated catalogue and the calendar, and compare with the "
        "tables. Changes nothing; ends with 1 when something differs."
    ),
)
@click.option(
    "--most",
    type=click.IntRange(0),
    default=MOST,
    show_default=True,
    metavar="N",
    help=_("List the first N differences."),
)
@with_django
def verify(most: int) -> None:
    from linli.matters.models import Matter
    from linli.matters.reads.clock import Cause, check

    matters = orders = faults = moved = 0
    listed: list[Difference] = []
    total = Matter.objects.count()
    with click.progressbar(length=max(total, 1), label=_("Comparing"), file=sys.stderr) as shown:
        for stretch in check():
            matters += stretch.matters
            orders += stretch.orders
            wrong = [found for found in stretch.differences if found.cause is not Cause.CALENDAR]
            moved += len(stretch.differences) - len(wrong)
            faults += len(wrong)
            listed += wrong[: most - len(listed)]
            shown.update(stretch.matters)
    click.echo(_("{matters} matters and {orders} work orders compared.").format(matters=matters, orders=orders))
    if moved:
        click.echo(
            _("{count} promises were made before the calendar moved; they stand as promised.").format(count=moved)
        )
    if not faults:
        click.echo(_("Tables, log and rules agree."))
        return
    click.echo(_("{count} differences:").format(count=faults), err=True)
    for difference in listed:
        click.echo(f"  {line(difference)}", err=True)
    if faults > len(listed):
        click.echo("  " + _("and {count} more; --most shows them").format(count=faults - len(listed)), err=True)
    raise SystemExit(1)


def line(difference: Difference) -> str:
    about = difference.number or _("matter {key}, which is gone").format(key=difference.matter)
    if difference.order is not None:
        about = _("{matter}, work order {key}").format(matter=about, key=difference.order)
    return _("{about}: {field} is {table} in the table, {log} by the log, {rule} by the rules").format(
        about=about,
        field=difference.field,
        table=text(difference.table),
        log=text(difference.log),
        rule=text(difference.rule),
    )


def text(value: Value) -> str:
    """A value as it is told: an instant by the clock of this place, to the second unless it is finer."""
    from django.utils import timezone

    match value:
        case None | "":
            return _("nothing")
        case datetime():
            return timezone.localtime(value).isoformat(sep=" ", timespec="auto")
        case tuple():
            return ", ".join(map(str, value)) or _("nothing")
    return str(value)
