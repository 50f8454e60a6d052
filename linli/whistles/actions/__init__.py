"""Every write on a whistle: one keyword-only function for each verb. Call them as ``whistles.actions.blow(...)``."""

from linli.whistles.actions.answer import arrive, contact, finish, sign
from linli.whistles.actions.blow import blow, call
from linli.whistles.actions.causes import CauseSays, end_cause, seed, set_cause, take_back_cause
from linli.whistles.actions.conclude import call_off, close, conclude
from linli.whistles.actions.rate import judge, rate
from linli.whistles.actions.refuse import decide, refuse
from linli.whistles.actions.telling import note

__all__ = [
    "CauseSays",
    "arrive",
    "blow",
    "call",
    "call_off",
    "close",
    "conclude",
    "contact",
    "decide",
    "end_cause",
    "finish",
    "judge",
    "note",
    "rate",
    "refuse",
    "seed",
    "set_cause",
    "sign",
    "take_back_cause",
]
