"""Every write on a matter: one keyword-only function for each verb, atomic, logged, asking for authority itself."""

from linli.matters.actions.alike import Part, join, merge, split, unmerge
from linli.matters.actions.answer import Draft, finish
from linli.matters.actions.arbitrate import keep, pass_on, settle
from linli.matters.actions.call_back import call_back
from linli.matters.actions.check import close, send_back
from linli.matters.actions.dispatch import dispatch
from linli.matters.actions.emergency import sent_to_line
from linli.matters.actions.exclude import ask_exclusion, grant_exclusion, refuse_exclusion
from linli.matters.actions.extend import ask_extension, decide_extension
from linli.matters.actions.handle import contacted, note, sign, start
from linli.matters.actions.intake import accept, decline, withdraw
from linli.matters.actions.judge import Judgement, rate
from linli.matters.actions.legal_hold import hold_for_law, lift_hold
from linli.matters.actions.look_up import look_up
from linli.matters.actions.on_the_spot import solve_on_the_spot, unit_on_the_spot
from linli.matters.actions.pause import ask_pause, decide_pause, resume
from linli.matters.actions.petition import link_petition
from linli.matters.actions.receipt import Contact, Receipt, receipt_of
from linli.matters.actions.receive import receive
from linli.matters.actions.returns import dispute, hand_back
from linli.matters.actions.reveal import reveal
from linli.matters.actions.seeding import seed
from linli.matters.actions.supervise import reply, supervise
from linli.matters.actions.support import ask_support, decide_support
from linli.matters.actions.urge import urge

__all__ = [
    "Contact",
    "Draft",
    "Judgement",
    "Part",
    "Receipt",
    "accept",
    "ask_exclusion",
    "ask_extension",
    "ask_pause",
    "ask_support",
    "call_back",
    "close",
    "contacted",
    "decide_extension",
    "decide_pause",
    "decide_support",
    "decline",
    "dispatch",
    "dispute",
    "finish",
    "grant_exclusion",
    "hand_back",
    "hold_for_law",
    "join",
    "keep",
    "lift_hold",
    "link_petition",
    "look_up",
    "merge",
    "note",
    "pass_on",
    "rate",
    "receipt_of",
    "receive",
    "refuse_exclusion",
    "reply",
    "resume",
    "reveal",
    "seed",
    "send_back",
    "sent_to_line",
    "settle",
    "sign",
    "solve_on_the_spot",
    "split",
    "start",
    "supervise",
    "unit_on_the_spot",
    "unmerge",
    "urge",
    "withdraw",
]
