"""``linli keys …`` and ``linli migrate``."""

from __future__ import annotations

from gettext import gettext as _

import click

from linli.site.cli.start import Command, Group, Stopped, with_django


@click.group(cls=Group, help=_("The keys of this deployment."))
def keys() -> None:
    pass


@keys.command("new", help=_("Make the keys of a new deployment and write them to secrets.env in the data folder."))
@click.option(
    "--cipher",
    type=click.Choice(["aes", "sm4"]),
    default="aes",
    show_default=True,
    help=_("Cipher of personal fields: AES-256-GCM, or SM4-GCM where the rules ask for Chinese ciphers."),
)
def new(cipher: str) -> None:
    from linli.site import environment, secrets

    try:
        secrets.make(environment.SECRETS, cipher=cipher)
    except secrets.AlreadyThere as error:
        raise Stopped(
            _("{file} already holds keys. Without them nothing sealed so far could be read.").format(
                file=environment.SECRETS
            ),
            "linli keys rotate",
        ) from error
    click.echo(_("Keys written to {file}.").format(file=environment.SECRETS))
    click.echo(_("Keep a copy in another safe place: without them personal data cannot be read, and nobody can help."))


@click.command(
    cls=Command,
    help=_("Bring database and data folder to this release: tables, holidays, service catalogue, static files."),
)
@with_django
def migrate() -> None:
    from django.utils import timezone

    from linli.site import setting_up

    for name in setting_up.migrate():
        click.echo(f"  · {name}")
    at = timezone.now()
    setting_up.fill_calendar(at=at)
    setting_up.seed_catalogue(at=at)
    setting_up.collect_static()
    click.echo(_("Database and data folder are at this release."))
