"""Which roles go together, who is given work, which homes lie in which, when a term ends. Source: GB/T 22239-2019
8.1.4.2: administrators have separate powers, and least of them."""

from __future__ import annotations

import calendar
from collections.abc import Collection
from datetime import date

ADMINISTRATORS = frozenset({"system_admin", "security_admin", "auditor"})
ON_A_GRID = frozenset({"grid_worker", "grid_head"})
WITHOUT_ACCOUNT = frozenset({"part_time_member", "party_head", "party_adviser", "area_keeper"})
"""Roles without a grant: whoever sits on a seat, leads a body, is sent to it or answers for homes may work elsewhere,
or be a resident."""

OFFICES = frozenset({"city_centre", "department", "street_office", "community_committee", "grid_team"})
"""Kinds whose founding and posts are the security administrator's: they hold grants over what residents say."""

GIVEN_WORK = OFFICES | {"property_company"}
"""Kinds that work orders go to. Units of other kinds are far more, and would fill every list to choose from."""

SAYS_MEMBER = frozenset({"member", "hub_household"})
"""Kinds of responsibility areas that say of somebody to be a party member; only the member may say so."""

LINK_FROM = {
    "managing_town": frozenset({"street_office"}),
    "regulator": frozenset({"department"}),
    "association": frozenset({"industry_association"}),
    "linked_department": frozenset({"department"}),
}
"""The kinds of units that stand by another in a way; ways that are not here are open to every kind. Seed 000: the four
of the "1+4" are towns, the regulating department, the committee itself and the association."""

MOST_SEATS = 50  # of one rule; ours, as many as sit at a table
LONGEST_TERM_MONTHS = 120
TERM_SOON_DAYS = 90  # ours: by then a committee should know who follows


def together(roles: Collection[str]) -> bool:
    """Whether one person may hold all ``roles``: an administrator holds nothing else."""
    held = set(roles)
    return len(held) <= 1 or not held & ADMINISTRATORS


def term_end(on: date, months: int) -> date:
    """The day after a term that begins ``on``; from the 31st into a short month, the month's last day."""
    year, month = divmod(on.year * 12 + on.month - 1 + months, 12)
    return date(year, month + 1, min(on.day, calendar.monthrange(year, month + 1)[1]))


def path(estate: int, building: int | None = None, staircase: str = "", dwelling: int | None = None) -> str:
    """Homes from wide to narrow by their keys: ``12/``, ``12/34/``, ``12/34/1单元/``, ``12/34/1单元/56/``."""
    parts = [str(estate)]
    if building is not None:
        parts.append(str(building))
        if staircase or dwelling is not None:
            parts.append(staircase)
        if dwelling is not None:
            parts.append(str(dwelling))
    return "".join(f"{part}/" for part in parts)


def around(homes: str) -> list[str]:
    """The paths of everything that ``homes`` lie in, themselves among them."""
    parts = homes.split("/")[:-1]
    return ["".join(f"{part}/" for part in parts[: n + 1]) for n in range(len(parts))]
