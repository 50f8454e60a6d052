"""``linli doctor``: every check with its result and, where something is wrong, what to do."""

from __future__ import annotations

from gettext import gettext as _

import click

from linli.site.cli.start import Command, start

MARKS = {"well": ("✓", "green"), "worth_a_look": ("!", "yellow"), "wrong": ("✗", "red")}


@click.command(
    cls=Command,
    help=_("Look at settings, database, calendar, data and disk; say what to do. Ends with 1 when something is wrong."),
)
def doctor() -> None:
    start()
    from django.utils import timezone

    from linli.site.doctor import State, examine

    wrong = 0
    for finding in examine(at=timezone.now()):
        mark, colour = MARKS[finding.state]
        wrong += finding.state is State.WRONG
        click.echo(f"{click.style(mark, fg=colour)} {finding.about}: {finding.told}")
        if finding.do:
            click.echo(f"    → {finding.do}")
    if wrong:
        raise SystemExit(1)
