"""Every way in which points move and a household's programme goes on, one function for each verb."""

from linli.points.actions.codes import give_up, redeem, take, take_benefit
from linli.points.actions.earn import read
from linli.points.actions.expire import expire
from linli.points.actions.give import give
from linli.points.actions.households import (
    end,
    found,
    go_on,
    invite,
    join,
    leave,
    take_word_back,
    tell_done,
)
from linli.points.actions.merchants import MerchantSays, found_merchant
from linli.points.actions.offers import (
    OfferSays,
    RuleSays,
    end_cause,
    end_offer,
    offer,
    open_cause,
    set_rule,
    take_back_rule,
)
from linli.points.actions.seeding import seed
from linli.points.actions.stars import StarSays, TaskSays, end_star, set_star, take_back_star
from linli.points.actions.wallets import close_wallet, open_wallet, set_near

__all__ = [
    "MerchantSays",
    "OfferSays",
    "RuleSays",
    "StarSays",
    "TaskSays",
    "close_wallet",
    "end",
    "end_cause",
    "end_offer",
    "end_star",
    "expire",
    "found",
    "found_merchant",
    "give",
    "give_up",
    "go_on",
    "invite",
    "join",
    "leave",
    "offer",
    "open_cause",
    "open_wallet",
    "read",
    "redeem",
    "seed",
    "set_near",
    "set_rule",
    "set_star",
    "take",
    "take_back_rule",
    "take_back_star",
    "take_benefit",
    "take_word_back",
    "tell_done",
]
