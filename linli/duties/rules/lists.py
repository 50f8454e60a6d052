"""The duty lists, pure: which levels have them, which lists there are, and what a kind of matter meets in them.

Source: seed 001 (张家港: 9 duties by law, 55 assists, small powers), seed 003 (北京: six fields of a street; 广西:
departments hand nothing down; 景德镇: communities are not the responsible body of demolition, clean-up, investment).
"""

from __future__ import annotations

from enum import StrEnum


class DutyLevel(StrEnum):
    """Whose duties a list tells."""

    COMMUNITY = "community"  # 社区(村)
    STREET = "street"  # 镇(街道)


class ListKind(StrEnum):
    """What standing on a list means."""

    LAWFUL = "lawful"  # 依法履职: the level's own by law
    ASSIST = "assist"  # 协助: a department leads, the level helps
    OWN = "own"  # 街道职责: the level's own by the list of the city
    SMALL_POWER = "small_power"  # 小微权力: who may decide what, by which steps
    EXCLUDED = "excluded"  # 负面清单: the level must not be made responsible for it


LEVEL_OF = {"community_committee": DutyLevel.COMMUNITY, "street_office": DutyLevel.STREET}
"""Kind of organisation to the level of its lists; a department has the catalogue instead."""

IS_DUTY = frozenset({ListKind.LAWFUL, ListKind.ASSIST, ListKind.OWN})
"""Lists that make something the level's business."""

LOCAL = frozenset({ListKind.SMALL_POWER})
"""Lists that a street may write for itself; the others are the county's, so that nobody takes or sheds a duty alone."""


def level_of(unit_kind: str) -> DutyLevel | None:
    """The level whose lists bind an organisation of this kind, if any does."""
    return LEVEL_OF.get(unit_kind)


def concerns(codes: tuple[str, ...], kind_code: str) -> bool:
    """Whether an item with these kind codes speaks of ``kind_code``: one of them is it, or stands above it."""
    return any(kind_code == code or kind_code.startswith(f"{code}-") for code in codes)
