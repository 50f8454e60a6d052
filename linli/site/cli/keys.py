"""``linli keys …`` and ``linli migrate``."""

from __future__ import annotations

import os
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


@keys.command(
    "rotate", help=_("Put a new key in front of the ring; after a restart, `keys reseal` uses it for everything.")
)
@click.option(
    "--cipher", type=click.Choice(["aes", "sm4"]), help=_("Cipher of the new key; the one in use unless told.")
)
def rotate(cipher: str | None) -> None:
    from linli.site import environment, secrets

    kept = secrets.read(environment.SECRETS)
    if "LINLI_FIELD_KEYS" not in kept or os.environ.get("LINLI_FIELD_KEYS"):
        raise Stopped(
            _("The key ring is not in {file}, so this command cannot change it.").format(file=environment.SECRETS),
            _("put a new key in front of LINLI_FIELD_KEYS where it is set, restart, then: linli keys reseal"),
        )
    kept["LINLI_FIELD_KEYS"] = secrets.with_new_key(kept["LINLI_FIELD_KEYS"], cipher)
    secrets.write(environment.SECRETS, kept)
    name = kept["LINLI_FIELD_KEYS"].partition(":")[0]
    click.echo(
        _("{name} stands in front. Restart `linli serve` on every host, then: linli keys reseal").format(name=name)
    )


@keys.command("push", help=_("Make the key of web push, where secrets.env has none yet."))
def push() -> None:
    from linli.site import environment, secrets

    kept = secrets.read(environment.SECRETS)
    if kept.get("LINLI_PUSH_KEY") or os.environ.get("LINLI_PUSH_KEY"):
        raise Stopped(
            _("There is a key of web push. With another one no phone would hear any more until it is asked again."),
            _("to change it all the same, take LINLI_PUSH_KEY out where it is set, then: linli keys push"),
        )
    secrets.write(environment.SECRETS, kept | {"LINLI_PUSH_KEY": secrets.for_push()})
    click.echo(_("Key of web push written to {file}. Restart `linli serve`.").format(file=environment.SECRETS))


@keys.command("reseal", help=_("Seal anew whatever an older key of the ring sealed."))
@with_django
def reseal() -> None:
    from django.apps import apps
    from django.utils import timezone

    from linli.core import crypto

    done = crypto.rotate(apps.get_models(), by=None, at=timezone.now())
    click.echo(_("{count} values sealed anew.").format(count=f"{done.values:,}"))
    for field, pk in done.unreadable:
        click.echo(
            _("{field} of row {pk} cannot be read: its key is not in the ring.").format(field=field, pk=pk), err=True
        )
    if done.unreadable:
        raise SystemExit(1)


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
