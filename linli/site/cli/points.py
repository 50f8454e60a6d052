"""``linli points verify``."""

from __future__ import annotations

import sys
from gettext import gettext as _

import click

from linli.site.cli.start import Command, Group, with_django


@click.group(cls=Group, help=_("The ledger of points."))
def points() -> None:
    pass


@points.command(
    "verify",
    cls=Command,
    help=_(
        "Check that every movement of points sums to zero and that every running balance is the sum of its movements. "
        "Changes nothing; ends with 1 when something differs."
    ),
)
@with_django
def verify() -> None:
    from linli.points.reads.verify import Fault
    from linli.points.reads.verify import verify as compare

    verdict = compare()
    click.echo(
        _("{movements} movements and {wallets} wallets compared.").format(
            movements=verdict.movements, wallets=verdict.wallets
        )
    )
    if not verdict.wrong:
        click.echo(_("Balances equal the sum of movements."))
        return
    named = {
        Fault.MOVEMENT: _("movement {key}: its lines do not sum to zero, or there are fewer than two"),
        Fault.WALLET: _("account {key}: the running balance is {kept}, its lines sum to {counted}"),
        Fault.LOT: _("lot {key}: {kept} are left, its lines sum to {counted}"),
        Fault.SPREAD: _("account {key}: the running balance is {kept}, its lots hold {counted}"),
    }
    for wrong in verdict.wrong:
        said = named[wrong.fault].format(key=wrong.key, kept=wrong.kept, counted=wrong.counted)
        click.echo(said, err=True)
    sys.exit(1)
