"""``linli audit verify``."""

from __future__ import annotations

from gettext import gettext as _

import click

from linli.site.cli.start import Command, Group, with_django


@click.group(cls=Group, help=_("The sealed log."))
def audit() -> None:
    pass


@audit.command(
    "verify",
    cls=Command,
    help=_("Compute the whole log anew and name the first row that does not fit. Ends with 1 then."),
)
@with_django
def verify() -> None:
    from linli.core import audit as core

    verdict = core.verify()
    click.echo(
        _("{entries} entries in {batches} batches checked, {unsealed} not sealed yet.").format(
            entries=verdict.entries, batches=verdict.batches, unsealed=verdict.unsealed
        )
    )
    bad = verdict.bad
    if bad is None:
        click.echo(_("The log is whole."))
        return
    where = [_("entry {number}").format(number=bad.entry)] if bad.entry is not None else []
    where += [_("batch {number}").format(number=bad.batch)] if bad.batch is not None else []
    click.echo(
        _("The log does NOT fit at {where}: {reason}").format(where=", ".join(where), reason=bad.reason), err=True
    )
    raise SystemExit(1)
