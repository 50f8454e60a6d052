"""``linli demo``: from an empty folder to a county that answers, or from a kept one in a few seconds."""

from __future__ import annotations

import os
from contextlib import ExitStack
from gettext import gettext as _

import click

from linli.site.cli.start import Command, Stopped, start
from linli.site.cli.steps import Steps

HOST = "127.0.0.1"
MATTERS = 600


@click.command(
    cls=Command,
    help=_("Show Linli on this machine: a made-up county in the data folder, kept until --fresh. Nobody in it exists."),
)
@click.option("--fresh", is_flag=True, help=_("Throw the kept county away and build a new one."))
@click.option(
    "--matters", type=click.IntRange(0, 5_000_000), help=_("How many matters a new county has; 600 unless told.")
)
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8000,
    show_default=True,
    help=_("Port to listen on; the next free one when it is in use."),
)
@click.option("--no-serve", is_flag=True, help=_("Build only."))
def demo(fresh: bool, matters: int | None, port: int, no_serve: bool) -> None:
    from linli.site import county, environment

    os.environ["LINLI_MODE"] = "demo"
    elsewhere = "LINLI_DATA=./demo linli demo"
    steps = Steps(9 - no_serve)
    with ExitStack() as stack:
        try:
            with steps.step(_("Keys")):
                county.claim()
            start()
            built = None if fresh else county.matters_built()
            with county.held(alone=built is None):
                built = prepare(steps, matters=matters, built=built)
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
        if matters is not None and built != matters:
            click.echo(_("The kept county has {built} matters; --fresh builds a new one.").format(built=built))
        if not no_serve:
            show(steps, port)


def prepare(steps: Steps, *, matters: int | None, built: int | None) -> int:
    """Bring tables, calendar, county and static files to where they should be; gives the matters of the county."""
    from django.utils import timezone

    from linli.site import county, setting_up

    at = timezone.now()
    with steps.step(_("Database")):
        if built is None:
            county.empty()
        setting_up.migrate()
    with steps.step(_("Working calendar")):
        setting_up.fill_calendar(at=at)
    if built is None:
        built = MATTERS if matters is None else matters
        build(steps, built)
        county.note_built(matters=built, at=at)
    else:
        for name in parts():
            with steps.step(name) as told:
                told.append(_("(kept)"))
    with steps.step(_("Static files")):
        setting_up.collect_static()
    return built


def parts() -> list[str]:
    """The steps of the county, in the order in which it is built."""
    return [
        _("Towns, communities and grids"),
        _("Load the service catalogue"),
        _("Offices and people"),
        _("Make the matters"),
    ]


def build(steps: Steps, matters: int) -> None:
    from django.utils import timezone

    from linli.site import demo as made_up

    left = parts()
    steps.begin(left.pop(0))

    def done(step: made_up.Step) -> None:
        steps.end("、".join(f"{count:,} {words_of(name)}" for name, count in step.made.items()))
        if left:
            steps.begin(left.pop(0))

    made_up.build(at=timezone.now(), matters=matters, done=done)


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
