"""Every way in which an order for a service moves, one function for each verb."""

from linli.commons.actions.orders.answer import cancel, close, forget, not_received, receive
from linli.commons.actions.orders.give import decline, give_out, let_go, pass_on, refuse
from linli.commons.actions.orders.place import Wish, place
from linli.commons.actions.orders.serve import accept, agree, deliver, reveal

__all__ = [
    "Wish",
    "accept",
    "agree",
    "cancel",
    "close",
    "decline",
    "deliver",
    "forget",
    "give_out",
    "let_go",
    "not_received",
    "pass_on",
    "place",
    "receive",
    "refuse",
    "reveal",
]
