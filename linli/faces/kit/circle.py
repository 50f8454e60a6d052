"""生活圈 in pages: shares of homes within a walk, by area, and the estates that lie outside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy

from linli.faces.kit.fields import in_language, named, offer
from linli.faces.kit.halls import FORM
from linli.insight.reads import circle as reads
from linli.insight.reads.circle import Circle, EstateRow
from linli.insight.rules.circle import REACH, Share
from linli.places.models import EstateForm
from linli.places.reads import gazetteer
from linli.places.reads.facilities import vocabulary
from linli.places.rules import GRID_DIGITS, Level

USUAL = "service_centre"
GAPS_SHOWN = 30
BELOW: dict[int, int] = {Level.COUNTY: Level.TOWN, Level.TOWN: Level.COMMUNITY, Level.COMMUNITY: GRID_DIGITS}


@dataclass(frozen=True, slots=True)
class AreaLine:
    code: str
    name: str
    share: Share
    can_open: bool


class KindForm(forms.Form):
    """Which kind of facility, and which area. What makes no sense is as if it had not been asked."""

    kind = forms.ChoiceField(required=False, label=gettext_lazy("Kind"))

    def __init__(self, data: Mapping[str, Any], areas: Sequence[str]) -> None:
        super().__init__(data)
        kinds = [one for one in vocabulary().kinds.values() if one.in_circle]
        codes = [one.code for one in kinds]
        self.chosen = (
            data["kind"] if data.get("kind") in codes else (USUAL if USUAL in codes else codes[0] if codes else "")
        )
        asked = str(data.get("area", ""))
        known = gazetteer().known(asked.ljust(12, "0")) if asked.isdigit() and len(asked) in BELOW else False
        inside = any(asked.startswith(area) for area in areas)
        self.within = asked if known and inside else (areas[0] if areas else "")
        offer(self, kind=named(kinds))
        self.initial = {"kind": self.chosen}


def county() -> str:
    """The six digits of the county that is served."""
    return gazetteer().county or settings.LINLI_COUNTY


def shown(data: Mapping[str, Any], areas: Sequence[str], at: datetime) -> dict[str, Any]:
    """The circle of one kind in one area; ``areas`` are those that may be looked into."""
    wish = KindForm(data, areas)
    found = reads.circle(wish.chosen, at=at)
    depth = BELOW.get(len(wish.within))
    below = found.by_area(depth, wish.within) if depth else []
    gaps = [row for row in found.by_estate(wish.within) if row.is_gap]
    gaps.sort(key=lambda row: (-row.homes, row.pk))
    above = next((code for code in areas if len(code) < len(wish.within)), "")
    return {
        "now": at,
        "wish": wish,
        "found": found,
        "share": _whole(found, wish.within),
        "rows": [_line(row.code, row.share) for row in below],
        "forms": [(FORM[EstateForm(form) if form else ""], share) for form, share in found.by_form(wish.within)],
        "gaps": [(row, gazetteer().label(row.place)) for row in gaps[:GAPS_SHOWN]],
        "gap_count": len(gaps),
        "reach": list(REACH.items()),
        "area_name": gazetteer().label(wish.within),
        "up": wish.within[: {12: 9, 9: 6}.get(len(wish.within), 0)] if above else "",
        "detour": f"{settings.LINLI_WALK_DETOUR:.2f}".rstrip("0"),
        "points": _marks(found, wish.chosen, wish.within, gaps, at),
    }


def _whole(found: Circle, area: str) -> Share:
    rows = found.by_area(len(area), area) if len(area) in (Level.TOWN, Level.COMMUNITY) else []
    return rows[0].share if rows else found.share if len(area) <= Level.COUNTY else Share(0, (0, 0, 0))


def _line(code: str, share: Share) -> AreaLine:
    return AreaLine(code, gazetteer().name(code.ljust(12, "0")), share, can_open=len(code) < GRID_DIGITS)


def _marks(found: Circle, kind: str, area: str, gaps: Sequence[EstateRow], at: datetime) -> list[dict[str, object]]:
    """Gaps and the facilities there are, for the map."""
    marks: list[dict[str, object]] = [
        {"name": row.name, "at": [round(row.point[1], 5), round(row.point[0], 5)], "gap": True} for row in gaps
    ]
    for one in reads.sites(kind, at):
        if one.details.place.startswith(area) and one.details.point:
            lon, lat = one.details.point
            name = in_language(one.details.name, one.details.name_en)
            marks.append({"name": name, "at": [round(lat, 5), round(lon, 5)], "open": True})
    return marks
