"""``linli gifts verify``."""

from __future__ import annotations

import sys
from dataclasses import asdict
from gettext import gettext as _

import click

from linli.site.cli.start import Command, Group, with_django


@click.group(cls=Group, help=_("Donations of goods and money."))
def gifts() -> None:
    pass


@gifts.command(
    "verify",
    cls=Command,
    help=_(
        "Check that what is left of every fund is what was given less what was used. Changes nothing; ends with 1 when "
        "something differs."
    ),
)
@with_django
def verify() -> None:
    from linli.commons.models import Fund
    from linli.commons.reads.gifts import unbalanced

    wrong = unbalanced()
    click.echo(_("{funds} funds compared.").format(funds=Fund.objects.count()))
    if not wrong:
        click.echo(_("What is left is what was given less what was used."))
        return
    for fund in wrong:
        said = _("fund {key}: {kept} are left, {given} were given and {used} used").format(**asdict(fund))
        click.echo(said, err=True)
    sys.exit(1)
