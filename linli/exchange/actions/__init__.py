"""Every write of the exchange: one keyword-only function for each verb."""

from linli.exchange.actions.admit import admit, admit_plain
from linli.exchange.actions.hand_offs import acknowledge, carry, retry
from linli.exchange.actions.once import Taken
from linli.exchange.actions.partners import end_key, new_key, open_partner, push_to, set_classes
from linli.exchange.actions.requests import judge, request
from linli.exchange.actions.take import Said, take

__all__ = [
    "Said",
    "Taken",
    "acknowledge",
    "admit",
    "admit_plain",
    "carry",
    "end_key",
    "judge",
    "new_key",
    "open_partner",
    "push_to",
    "request",
    "retry",
    "set_classes",
    "take",
]
