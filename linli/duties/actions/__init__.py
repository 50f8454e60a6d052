"""Writes of the catalogue and the routing rules. Call them through this module: ``duties.actions.set_row(...)``."""

from linli.duties.actions.admissions import AdmissionSays, admit, ask, publish, refuse, review, withdraw
from linli.duties.actions.burden import record, strike
from linli.duties.actions.days import decree_day
from linli.duties.actions.lists import ItemSays, end_item, seed_lists, set_item, take_back_item
from linli.duties.actions.loading import import_lists
from linli.duties.actions.promise import (
    DayTaken,
    NothingInForce,
    NotThirdLevel,
    Promise,
    TooLate,
    check_day,
    end_kind,
    set_row,
    take_back_row,
)
from linli.duties.actions.routing import (
    AlreadySo,
    NoCondition,
    RuleEnded,
    RuleSays,
    UnitUnclear,
    drafted,
    end_rule,
    set_rule,
    switch_rule,
    take_back_rule,
)
from linli.duties.actions.seeding import Seeded, seed

__all__ = [
    "AdmissionSays",
    "AlreadySo",
    "DayTaken",
    "ItemSays",
    "NoCondition",
    "NotThirdLevel",
    "NothingInForce",
    "Promise",
    "RuleEnded",
    "RuleSays",
    "Seeded",
    "TooLate",
    "UnitUnclear",
    "admit",
    "ask",
    "check_day",
    "decree_day",
    "drafted",
    "end_item",
    "end_kind",
    "end_rule",
    "import_lists",
    "publish",
    "record",
    "refuse",
    "review",
    "seed",
    "seed_lists",
    "set_item",
    "set_row",
    "set_rule",
    "strike",
    "switch_rule",
    "take_back_item",
    "take_back_row",
    "take_back_rule",
    "withdraw",
]
