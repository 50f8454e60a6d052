"""``linli exchange …``: the partners of the exchange, their keys, their classes, their address."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

import click

from linli.site.cli.imports import FILE, readable
from linli.site.cli.start import Group, Stopped, Unusable, with_django

if TYPE_CHECKING:
    from linli.exchange.models import Partner


@click.group(
    cls=Group, help=_("Systems that send orders and hear what becomes of them: the hotline, Open311 programs.")
)
def exchange() -> None:
    pass


@exchange.command("partner", help=_("Open the partner CODE (small letters, digits, dashes)."))
@click.argument("code")
@click.option("--name", default="", help=_("How people call it; the code unless told."))
@with_django
def partner(code: str, name: str) -> None:
    from django.utils import timezone

    from linli.exchange import actions
    from linli.exchange.errors import NoSuchCode, PartnerThere
    from linli.orgs.authority import SYSTEM

    try:
        actions.open_partner(by=SYSTEM, code=code, name=name, at=timezone.now())
    except NoSuchCode as error:
        raise Unusable(_("A code begins with a small letter and has 2 to 20 letters, digits and dashes.")) from error
    except PartnerThere as error:
        raise Stopped(_("There is a partner {code!r} already.").format(code=code)) from error
    click.echo(_("Partner {code} opened. It needs a key: linli exchange key {code}").format(code=code))


@exchange.command(
    "key",
    help=_(
        "Make a key for PARTNER beside those it has. Without an option: a shared secret (HMAC-SHA256). Change keys by "
        "making a new one, handing it over, then ending the old one."
    ),
)
@click.argument("partner")
@click.option("--public", type=FILE, help=_("The partner's own Ed25519 public key, PEM or base64."))
@click.option("--open311", is_flag=True, help=_("A plain key that Open311 programs send as api_key."))
@with_django
def key(partner: str, public: Path | None, open311: bool) -> None:
    from django.utils import timezone

    from linli.exchange import actions
    from linli.exchange.errors import NotAKey
    from linli.exchange.rules import Method
    from linli.orgs.authority import SYSTEM

    method = Method.ED25519 if public is not None else Method.PLAIN if open311 else Method.HMAC
    text = public.read_text(encoding="utf-8", errors="replace") if public is not None else ""
    try:
        made, secret = actions.new_key(
            by=SYSTEM, partner=partner_called(partner), method=method, at=timezone.now(), public=text
        )
    except NotAKey as error:
        raise Unusable(_("This is not an Ed25519 public key.")) from error
    click.echo(_("Key {name} made.").format(name=made.name))
    if secret:
        click.echo(_("Its secret, shown this once:"))
        click.echo(f"\n    {secret}\n")


@exchange.command("end-key", help=_("End the key NAME: from now on it opens nothing."))
@click.argument("name")
@with_django
def end_key(name: str) -> None:
    from django.utils import timezone

    from linli.exchange import actions
    from linli.exchange.models import Key
    from linli.orgs.authority import SYSTEM

    found = Key.objects.live().filter(name=name).first()
    if found is None:
        raise Stopped(_("No living key is called {name!r}.").format(name=name), "linli exchange list")
    actions.end_key(by=SYSTEM, key=found, at=timezone.now())
    click.echo(_("Key {name} ended.").format(name=name))


@exchange.command("push", help=_("Push what PARTNER has to hear to URL from now on; without URL it asks by itself."))
@click.argument("partner")
@click.argument("url", default="")
@with_django
def push(partner: str, url: str) -> None:
    from django.utils import timezone

    from linli.exchange import actions
    from linli.exchange.errors import NoSharedKey, NotAllowed
    from linli.orgs.authority import SYSTEM

    who = partner_called(partner)
    try:
        actions.push_to(by=SYSTEM, partner=who, url=url, at=timezone.now())
    except NotAllowed as error:
        raise Stopped(_("The origin of this address is not in LINLI_EXCHANGE_ORIGINS."), "docs/settings.md") from error
    except NoSharedKey as error:
        raise Stopped(
            _("What is pushed is signed with a shared key, and {code} has none.").format(code=partner),
            f"linli exchange key {partner}",
        ) from error
    click.echo(_("Pushed to {url} from now on.").format(url=url) if url else _("Nothing is pushed any more."))


@exchange.command(
    "classes",
    help=_(
        "Set from a CSV file what the classes of PARTNER are in our catalogue: columns class, kind and, where the "
        "partner promises a time, limit_amount and limit_unit (working_hours, working_days, calendar_hours)."
    ),
)
@click.argument("partner")
@click.argument("file", type=FILE)
@click.option("--from", "since", type=click.DateTime(["%Y-%m-%d"]), help=_("The first day; today unless told."))
@with_django
def classes(partner: str, file: Path, since: object) -> None:
    from datetime import datetime

    from django.utils import timezone

    from linli.exchange import actions
    from linli.exchange.errors import BadClasses
    from linli.orgs.authority import SYSTEM

    at = timezone.now()
    on = since.date() if isinstance(since, datetime) else timezone.localdate(at)
    who = partner_called(partner)
    try:
        with readable(file):
            count = actions.set_classes(by=SYSTEM, partner=who, data=file.read_bytes(), on=on, at=at)
    except BadClasses as error:
        line, what = error.args
        raise Unusable(_("{file}, line {line}: {what}").format(file=file.name, line=line, what=what)) from error
    click.echo(_("{count} classes from {day} on.").format(count=count, day=on))


@exchange.command("list", help=_("The partners, their living keys and what waits for them."))
@with_django
def partners() -> None:
    from linli.exchange.models import HandOff, Partner

    for one in Partner.objects.order_by("code"):
        click.echo(f"{one.code}  {one.name}  {one.push_to or '-'}")
        for key in one.keys.live().order_by("pk"):
            click.echo(f"  {key.name}  {key.method}  {key.made_at:%Y-%m-%d}")
        waiting = HandOff.objects.waiting().filter(order__partner=one).count()
        click.echo(_("  waiting: {count}").format(count=waiting))


def partner_called(code: str) -> Partner:
    from linli.exchange.models import Partner

    found = Partner.objects.filter(code=code).first()
    if found is None:
        raise Stopped(_("There is no partner {code!r}.").format(code=code), f"linli exchange partner {code}")
    return found
