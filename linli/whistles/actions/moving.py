"""How a move is made: one conditional update on stage and version; the loser is told and shown the fresh row.

An action that touches a summons takes its whistle first, so that no two ever wait for each other.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import F

from linli.core.moves import made
from linli.matters.errors import Moved
from linli.whistles.models import Chase, Summons, Whistle
from linli.whistles.rules import MOVES, SUMMONS_MOVES, Limit


def hold(whistle: Whistle) -> None:
    """Read ``whistle`` afresh and keep it from others until the end of the transaction."""
    whistle.refresh_from_db(from_queryset=Whistle.objects.select_for_update(no_key=True))


def move(whistle: Whistle, verb: str, *, version: int | None = None, **sets: Any) -> None:
    """Move ``whistle`` by ``MOVES[verb]`` and set fields with it; ``version`` is what the caller saw. Raises: Moved."""
    if not made(whistle, MOVES[verb], version=version, **sets):
        raise Moved(Whistle.objects.get(pk=whistle.pk))


def move_summons(summons: Summons, verb: str, *, version: int | None = None, **sets: Any) -> None:
    """The same for a summons, by ``SUMMONS_MOVES[verb]``. Raises: Moved."""
    if not made(summons, SUMMONS_MOVES[verb], version=version, **sets):
        raise Moved(Summons.objects.get(pk=summons.pk))


def end_summonses(whistle: Whistle, at: datetime) -> None:
    """With its whistle ends every summons: who came is done, who did not is stood down. The whistle is held."""
    for verb, stages in (("finish", SUMMONS_MOVES["finish"]), ("stand_down", SUMMONS_MOVES["stand_down"])):
        Summons.objects.filter(whistle=whistle, stage__in=stages.before).update(
            stage=SUMMONS_MOVES[verb].after, version=F("version") + 1, ended_at=at
        )
    Chase.objects.filter(summons__whistle=whistle, fired_at=None).delete()


def drop_chases(summons: Summons, limits: Collection[Limit] = tuple(Limit)) -> None:
    """Take the steps off the plan that chase a limit which is kept now."""
    Chase.objects.filter(summons=summons, fired_at=None, limit__in=limits).delete()
