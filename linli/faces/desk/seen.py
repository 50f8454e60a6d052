"""What a page of a matter showed, sealed into its forms: a move that comes too late is laid beside what stands now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core import signing
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.duties.reads import catalogue
from linli.faces.kit.fields import kind_name, unit_label
from linli.faces.kit.moments import moment
from linli.faces.kit.words import STAGE
from linli.matters.reads.detail import Detail
from linli.matters.rules import OrderStage, Stage

SALT = "desk.seen"


@dataclass(frozen=True, slots=True)
class Beside:
    """One thing about a matter, as the page showed it and as it is now."""

    name: str | Promise
    before: str
    now: str

    @property
    def has_changed(self) -> bool:
        return self.before != self.now


def seal(shown: Detail, at: datetime) -> str:
    return signing.dumps(_facts(shown) | {"at": at.isoformat()}, salt=SALT)


def compared(sealed: str, shown: Detail) -> tuple[datetime | None, list[Beside]]:
    """When the page was shown, and the facts side by side; nothing when the seal is none of ours."""
    try:
        before: Mapping[str, Any] = signing.loads(sealed, salt=SALT)
    except signing.BadSignature:
        return None, []
    now = _facts(shown)
    rows = [Beside(name, _said(key, before.get(key)), _said(key, now[key])) for key, name in NAMES.items()]
    return datetime.fromisoformat(before["at"]), rows


NAMES = {
    "stage": _("Stage"),
    "kind": _("Kind"),
    "unit": _("Unit"),
    "due": _("Promised time"),
    "orders": _("Work orders"),
}


def _facts(shown: Detail) -> dict[str, Any]:
    matter = shown.matter
    return {
        "stage": str(matter.stage),
        "kind": matter.kind_id,
        "unit": matter.unit_id,
        "due": matter.due_at.isoformat() if matter.due_at else None,
        "orders": [order.unit.pk for order in shown.orders if order.stage != OrderStage.CANCELLED],
    }


def _said(key: str, value: Any) -> str:
    units = catalogue().units.by_pk
    if not value:
        return "—"
    if key == "stage":
        return str(STAGE[Stage(value)])
    if key == "kind":
        return kind_name(catalogue().kinds[value])
    if key == "due":
        return moment(datetime.fromisoformat(value))
    named = value if isinstance(value, list) else [value]
    return "、".join(unit_label(units[pk]) for pk in named if pk in units)
