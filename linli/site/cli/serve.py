"""``linli serve`` and ``linli work``."""

from __future__ import annotations

import os
import signal
import threading
from gettext import gettext as _

import click

from linli.site.cli.start import Command, Stopped, with_django


@click.command(
    cls=Command, help=_("Serve: web processes and the work process under one command, until Ctrl-C or SIGTERM.")
)
@click.option("--host", default="127.0.0.1", show_default=True, help=_("Address to listen on."))
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help=_("Port to listen on."))
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    help=_("Web processes; the number of cores unless told. SQLite always gets one."),
)
@click.option("--threads", type=click.IntRange(1, 64), help=_("Threads of each web process."))
@with_django
def serve(host: str, port: int, workers: int | None, threads: int | None) -> None:
    from django.conf import settings

    from linli.site import checks, serving

    checks.refuse_what_is_unsafe()
    if not serving.is_free(host, port):
        raise Stopped(
            _("Port {port} is in use.").format(port=port), f"linli serve --port {serving.free_port(host, port)}"
        )

    def ready(answered: bool) -> None:
        if answered:
            click.echo(f"http://{host}:{port}/")
        else:
            click.echo(_("The first page did not come; the lines above say why."), err=True)

    serving.run(host, port, workers=web_processes(workers), threads=threads or settings.LINLI_THREADS, ready=ready)


def web_processes(asked: int | None) -> int:
    """SQLite has one writer at a time, and waits unfairly when there are more: one process."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return 1
    return asked or os.cpu_count() or 1


@click.command(
    cls=Command, help=_("Do what the clock asks for: reminders, sealing the log, sweeping. `serve` runs it.")
)
@click.option("--once", is_flag=True, help=_("Run every job once and end."))
@click.option("--with-parent", type=int, hidden=True)
@with_django
def work(once: bool, with_parent: int | None) -> None:
    from django.utils import timezone

    from linli.site.work import Loop, jobs

    loop = Loop(jobs())
    if once:
        loop.tick(timezone.now())
        return
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    loop.run(stop, alone=lambda: with_parent is not None and os.getppid() != with_parent)
