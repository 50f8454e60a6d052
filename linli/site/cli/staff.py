"""``linli staff add``, and ``linli token``: what programs show at the API."""

from __future__ import annotations

from gettext import gettext as _

import click

from linli.site.cli.start import Command, Group, Stopped, with_django

ROLES = [
    "security_admin",
    "system_admin",
    "auditor",
]  # these are made here; the security administrator makes the others


@click.group(cls=Group, help=_("Accounts of the three administrators."))
def staff() -> None:
    pass


@staff.command("add", cls=Command, help=_("Open the account of an administrator and print its first password, once."))
@click.argument("username")
@click.option("--role", type=click.Choice(ROLES), default="security_admin", show_default=True, help=_("Which one."))
@click.option("--name", default="", help=_("How colleagues see the account; the user name unless told."))
@with_django
def add(username: str, role: str, name: str) -> None:
    from django.conf import settings
    from django.db import transaction
    from django.utils import timezone

    from linli.orgs import actions
    from linli.orgs.actions import accounts
    from linli.orgs.authority import SYSTEM
    from linli.orgs.models import Organisation, OrgKind, Role
    from linli.places.models import Division

    at = timezone.now()
    today = timezone.localdate(at)
    county = Division.objects.filter(code=f"{settings.LINLI_COUNTY}000000").first()
    if county is None:
        raise Stopped(_("No county is loaded yet."), "linli import divisions FILE.csv")
    try:
        with transaction.atomic():
            centre = Organisation.objects.filter(kind=OrgKind.CITY_CENTRE, division=county).first() or actions.found(
                by=SYSTEM,
                code="centre",
                kind=OrgKind.CITY_CENTRE,
                name=f"{county.name}社会治理联动中心",
                division=county,
                on=today,
                at=at,
            )
            person, password = accounts.open_account(by=SYSTEM, username=username, display_name=name or username, at=at)
            actions.appoint(by=SYSTEM, person=person, organisation=centre, role=Role(role), on=today, at=at)
    except accounts.NotAUsername as error:
        raise Stopped(
            _("A user name is 3 to 40 small letters, digits, dots, dashes or underscores and begins with a letter.")
        ) from error
    except accounts.NameTaken as error:
        raise Stopped(_("There is an account {name!r} already.").format(name=username)) from error
    click.echo(_("Account {name} opened. First password, shown this once:").format(name=username))
    click.echo(f"\n    {password}\n")
    click.echo(_("At the first sign-in a second factor (TOTP) is set up. Further accounts are made on the desk."))


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
