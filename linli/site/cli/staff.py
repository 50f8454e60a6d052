"""``linli token``: what programs show at the API."""

from __future__ import annotations

from gettext import gettext as _

import click

from linli.site.cli.start import Command, Stopped, with_django


@click.command(cls=Command, help=_("Print a token with which a program acts at the API as the staff account USERNAME."))
@click.argument("username")
@with_django
def token(username: str) -> None:
    from linli.faces.api import tokens
    from linli.people.models import Person

    person = Person.objects.filter(username=username, is_active=True).first()
    if person is None:
        raise Stopped(_("There is no staff account {name!r}.").format(name=username))
    click.echo(tokens.issue(person))
    click.echo(
        _("Good for {days} days, until the posts of {name} change. Send it as: Authorization: Bearer TOKEN").format(
            days=tokens.LIVES.days, name=username
        ),
        err=True,
    )
