"""Which roles go together. Source: GB/T 22239-2019 8.1.4.2: administrators have separate powers, and least of them."""

from __future__ import annotations

from collections.abc import Collection

ADMINISTRATORS = frozenset({"system_admin", "security_admin", "auditor"})
ON_A_GRID = frozenset({"grid_worker", "grid_head"})
WITHOUT_ACCOUNT = frozenset({"part_time_member", "party_head", "party_adviser", "area_keeper"})
"""Roles without a grant: whoever sits on a seat, leads a body, is sent to it or answers for homes may work elsewhere,
or be a resident."""


def together(roles: Collection[str]) -> bool:
    """Whether one person may hold all ``roles``: an administrator holds nothing else."""
    held = set(roles)
    return len(held) <= 1 or not held & ADMINISTRATORS
