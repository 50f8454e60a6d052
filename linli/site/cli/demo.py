"""``linli demo``: from an empty folder to a county that answers, or from a kept one in a few seconds."""

from __future__ import annotations

import gc
import os
from contextlib import ExitStack
from gettext import gettext as _
from typing import TYPE_CHECKING

import click

from linli.site.cli.start import Command, Stopped, start
from linli.site.cli.steps import Steps

if TYPE_CHECKING:
    from linli.site.county import Built

HOST = "127.0.0.1"
MATTERS = 400
MANY = 2_000_000  # objects, some 300 MB
SMALL, COUNTY = "small", "county"  # as in ``site.county``, which is not loaded before the mode is set


@click.command(
    cls=Command,
    help=_("Show Linli on this machine: a made-up county in the data folder, kept until --fresh. Nobody in it exists."),
)
@click.option("--fresh", is_flag=True, help=_("Throw the kept county away and build a new one."))
@click.option(
    "--matters", type=click.IntRange(0, 5_000_000), help=_("How many matters a new county has; 400 unless told.")
)
@click.option(
    "--size",
    type=click.Choice([SMALL, COUNTY]),
    help=_("How large a new county is: small, or with the people, units and facilities of a whole county."),
)
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8000,
    show_default=True,
    help=_("Port to listen on; the next free one when it is in use."),
)
@click.option("--no-serve", is_flag=True, help=_("Build only."))
def demo(fresh: bool, matters: int | None, size: str | None, port: int, no_serve: bool) -> None:
    from linli.site import county, environment

    os.environ["LINLI_MODE"] = "demo"
    elsewhere = "LINLI_DATA=./demo linli demo"
    kept = None if fresh else county.built()
    steps = Steps(5 - no_serve + len(parts(kept.size if kept else size)))
    with ExitStack() as stack:
        try:
            with steps.step(_("Keys")):
                county.claim()
            start()
            with county.held(alone=kept is None):
                built = prepare(steps, matters=matters, size=size, kept=kept)
            stack.enter_context(county.held(alone=False))
        except county.NotADemo as error:
            raise Stopped(
                _("{place} belongs to a real deployment; a demo does not belong there.").format(place=error.args[0]),
                elsewhere,
            ) from error
        except county.InUse as error:
            raise Stopped(
                _("Another demo is running or being built in {folder}. Stop it first.").format(folder=environment.DATA),
                elsewhere,
            ) from error
        if matters not in (None, built.matters):
            click.echo(_("The kept county has {built} matters; --fresh builds a new one.").format(built=built.matters))
        if size not in (None, built.size):
            click.echo(_("The kept county is of the size {size}; --fresh builds a new one.").format(size=built.size))
        if not no_serve:
            show(steps, port)


def prepare(steps: Steps, *, matters: int | None, size: str | None, kept: Built | None) -> Built:
    """Bring tables, calendar, county and static files to where they should be; gives what the county was built with."""
    gc.set_threshold(MANY)  # a county is made in one go: to look for garbage all the while takes a third of the time
    from django.utils import timezone

    from linli.site import county, setting_up
    from linli.site import demo as made_up

    at = timezone.now()
    with steps.step(_("Database")):
        if kept is None:
            county.empty()
        setting_up.migrate()
    with steps.step(_("Working calendar")):
        setting_up.fill_calendar(at=at)
    if kept is None:
        usual = made_up.COUNTY.matters if size == COUNTY else MATTERS
        kept = county.Built(usual if matters is None else matters, size or SMALL)
        build(steps, kept)
        county.note_built(kept, at=at)
    else:
        for name in parts(kept.size):
            with steps.step(name) as told:
                told.append(_("(kept)"))
    with steps.step(_("Static files")):
        setting_up.collect_static()
    return kept


def parts(size: str | None) -> list[str]:
    """The steps of the county, in the order in which it is built."""
    usual = [
        _("Towns, communities and grids"),
        _("Load the service catalogue"),
        _("Offices and people"),
        _("Make the matters"),
    ]
    more = [
        _("People of the whole county"),
        _("Units of the whole county"),
        _("Bodies on the grids, and pioneers"),
        _("Facilities of the whole county"),
        _("Report-ins and what was done"),
        _("Activities and who signed up"),
        _("The three lists"),
        _("Orders from the service menu"),
        _("Wallets of volunteers"),
        _("Households on their way to the stars"),
    ]
    return usual + more if size == COUNTY else usual


def build(steps: Steps, what: Built) -> None:
    from django.utils import timezone

    from linli.site import demo as made_up

    left = parts(what.size)
    steps.begin(left.pop(0))

    def done(step: made_up.Step) -> None:
        steps.end("、".join(f"{count:,} {words_of(name)}" for name, count in step.made.items()))
        if left:
            steps.begin(left.pop(0))

    grown = made_up.COUNTY if what.size == COUNTY else None
    made_up.build(at=timezone.now(), matters=what.matters, grown=grown, done=done)


def words_of(name: str) -> str:
    words = {
        "towns": _("towns"),
        "communities": _("communities"),
        "grids": _("grids"),
        "kinds": _("kinds"),
        "rules": _("routing rules"),
        "departments": _("departments"),
        "residents": _("residents"),
        "matters": _("matters"),
        "whistles": _("whistles"),
        "units": _("units"),
        "partners": _("co-building units"),
        "bodies": _("bodies"),
        "pioneers": _("pioneers"),
        "facilities": _("facilities"),
        "report_ins": _("report-ins"),
        "deeds": _("tasks done"),
        "unit_reports": _("units that reported in"),
        "activities": _("activities"),
        "sign_ups": _("sign-ups"),
        "needs": _("needs"),
        "resources": _("resources"),
        "projects": _("projects"),
        "services": _("services"),
        "orders": _("orders"),
        "wallets": _("wallets"),
        "movements": _("movements"),
        "households": _("households"),
    }
    return words.get(name, name)


def show(steps: Steps, wanted: int) -> None:
    from django.conf import settings

    from linli.site import serving

    try:
        port = serving.free_port(HOST, wanted)
    except serving.PortTaken as error:
        raise Stopped(
            _("Port {port} is in use, and so are the next ones.").format(port=wanted), "linli demo --port 9000"
        ) from error
    steps.begin(_("Start the service"))

    def ready(answered: bool) -> None:
        if answered:
            steps.end()
            click.echo(f"\n  http://{HOST}:{port}/demo/\n")
        else:
            click.echo(_("The first page did not come; the lines above say why."), err=True)

    serving.run(HOST, port, workers=1, threads=settings.LINLI_THREADS, ready=ready, page="/demo/")
