"""The demo's data folder: whether it is one, whether its county is whole, and how it is emptied.

The folder says ``LINLI_MODE=demo`` in its secrets, so nothing here ever touches the folder of a real deployment.
"""

from __future__ import annotations

import fcntl
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from linli.site import environment, secrets

SMALL, COUNTY = SIZES = ("small", "county")


class NotADemo(Exception):
    """The data folder or the database, which is named, belongs to a real deployment."""


class InUse(Exception):
    """Another demo runs in this folder, or is being built there."""


def claim() -> bool:
    """Make the data folder a demo's, with its secrets. Gives whether it was made now. Raises: NotADemo."""
    kept = secrets.read(environment.SECRETS)
    if kept and kept.get("LINLI_MODE") != "demo":
        raise NotADemo(environment.DATA)
    if not kept:
        secrets.make(environment.SECRETS, LINLI_MODE="demo")
    elif "LINLI_PUSH_KEY" not in kept:  # a demo of an earlier release
        secrets.write(environment.SECRETS, kept | {"LINLI_PUSH_KEY": secrets.for_push()})
    return not kept


@contextmanager
def held(*, alone: bool) -> Iterator[None]:
    """Hold the folder: together with other running demos, or ``alone`` to build or empty it. Raises: InUse."""
    with (environment.DATA / "demo.lock").open("w") as file:
        try:
            fcntl.flock(file, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise InUse(environment.DATA) from error
        yield


def _mark() -> Path:
    return environment.DATA / "demo.json"


@dataclass(frozen=True, slots=True)
class Built:
    """What a county was built with."""

    matters: int
    size: str  # one of SIZES


def built() -> Built | None:
    """What the county was built with; None when there is no county, or half of one."""
    if not _mark().exists():
        return None
    told = json.loads(_mark().read_text())
    return Built(told["matters"], told.get("size", SMALL))


def note_built(what: Built, *, at: datetime) -> None:
    _mark().write_text(json.dumps(asdict(what) | {"built_at": at.isoformat()}))


def empty() -> None:
    """Remove the county: tables, photos, anchors of the log. The keys stay. Raises: NotADemo."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite" and Path(name).resolve().is_relative_to(environment.DATA):
        connection.close()
        for end in ("", "-wal", "-shm"):
            Path(f"{name}{end}").unlink(missing_ok=True)
    elif _is_somebodys():
        raise NotADemo(name)
    else:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("flush", verbosity=0, interactive=False)
    _mark().unlink(missing_ok=True)
    if settings.LINLI_ANCHORS.is_relative_to(environment.DATA):
        settings.LINLI_ANCHORS.unlink(missing_ok=True)
    if settings.LINLI_MEDIA.is_relative_to(environment.DATA):
        shutil.rmtree(settings.LINLI_MEDIA, ignore_errors=True)


def _is_somebodys() -> bool:
    """Whether the database holds places or people, and nobody made up: production never has both."""
    from linli.people.models import Person
    from linli.places.models import Division

    if Person._meta.db_table not in connection.introspection.table_names():
        return False
    return (Division.objects.exists() or Person.objects.exists()) and not Person.objects.filter(
        is_made_up=True
    ).exists()
