"""The tree of verbs."""

from __future__ import annotations

from gettext import gettext as _
from importlib.metadata import version

import click

from linli.site.cli import lists, start
from linli.site.cli.audit import audit
from linli.site.cli.clock import clock
from linli.site.cli.demo import demo
from linli.site.cli.doctor import doctor
from linli.site.cli.exchange import exchange
from linli.site.cli.gifts import gifts
from linli.site.cli.imports import imports
from linli.site.cli.keys import keys, migrate
from linli.site.cli.points import points
from linli.site.cli.serve import serve, work
from linli.site.cli.staff import staff, token
from linli.site.cli.tables import messages, orders


@click.group(
    cls=start.Group,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=_("Linli (邻里): what a neighbourhood says is heard, answered in time and judged by those who said it."),
)
@click.version_option(version("linli"), message="linli %(version)s")
def linli() -> None:
    pass


for verb in (demo, serve, work, doctor, migrate, keys, imports, audit, clock, staff, token, exchange, points, gifts):
    linli.add_command(verb)
for table in (messages, orders, lists.needs, lists.resources, lists.projects):
    imports.add_command(table)
