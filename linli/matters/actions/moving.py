"""How a move is made: one conditional update on stage and version. The loser is told and shown the fresh row.

An action that touches a matter and its orders takes the matter first, so that no two ever wait for each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from linli.core.moves import made
from linli.matters.errors import Moved
from linli.matters.models import Exclusion, Extension, Matter, Pause, Return, Support, WorkOrder
from linli.matters.rules import ASK_MOVES, MOVES, ORDER_MOVES

Ask = Extension | Pause | Return | Exclusion | Support


def hold(matter: Matter) -> None:
    """Read ``matter`` afresh and keep it from others until the end of the transaction."""
    matter.refresh_from_db(from_queryset=Matter.objects.select_for_update(no_key=True))


def hold_order(order: WorkOrder) -> None:
    order.refresh_from_db(from_queryset=WorkOrder.objects.select_for_update(no_key=True))


def hold_all(matters: Iterable[Matter]) -> None:
    """The same for several, always in the order of their keys."""
    for matter in sorted(matters, key=lambda matter: matter.pk):
        hold(matter)


def move(matter: Matter, verb: str, *, version: int | None = None, **sets: Any) -> None:
    """Move ``matter`` by ``MOVES[verb]`` and set fields with it. Raises: Moved.

    ``version`` is what the caller saw; by default the one of the object at hand.
    """
    if not made(matter, MOVES[verb], version=version, **sets):
        raise Moved(Matter.objects.get(pk=matter.pk))


def move_order(order: WorkOrder, verb: str, *, version: int | None = None, **sets: Any) -> None:
    """The same for a work order, by ``ORDER_MOVES[verb]``. Raises: Moved."""
    if not made(order, ORDER_MOVES[verb], version=version, **sets):
        raise Moved(WorkOrder.objects.get(pk=order.pk))


def decide(ask: Ask, verb: str, **sets: Any) -> None:
    """The same for what was asked and is decided once, by ``ASK_MOVES[verb]``. Raises: Moved."""
    step, rows = ASK_MOVES[verb], type(ask)._default_manager
    if not rows.filter(pk=ask.pk, stage__in=step.before).update(stage=step.after, **sets):
        raise Moved(rows.get(pk=ask.pk))
    ask.stage = step.after
    for field, value in sets.items():
        setattr(ask, field, value)
