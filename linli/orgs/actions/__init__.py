"""Writes of organisations and posts, and the way in for imports of places: ``orgs.actions.appoint(...)``."""

from linli.orgs.actions.areas import agree_to_area, ask_for_area, end_area, give_back_area
from linli.orgs.actions.bodies import dissolve, move, prolong, rename
from linli.orgs.actions.facilities import (
    add_facility,
    change_facility,
    end_facility,
    import_facilities,
    import_hsds,
    verify_facility,
)
from linli.orgs.actions.ground import leave_ground, stand_on
from linli.orgs.actions.handing import CannotTake, NothingLeft, SameHands, hand_on, hand_over
from linli.orgs.actions.imports import end_division, import_divisions, import_grids
from linli.orgs.actions.loading import import_organisations, import_posts
from linli.orgs.actions.pairs import pair, unpair
from linli.orgs.actions.posts import (
    AlreadyHolds,
    GridUnclear,
    NoAccount,
    OwnPost,
    PostEnded,
    PowersSeparate,
    WorkOpen,
    appoint,
    end_post,
)
from linli.orgs.actions.ruling import (
    BodyRuleSays,
    SeatRuleSays,
    end_seat_rule,
    set_body_rule,
    set_seat_rule,
    take_back_body_rule,
    take_back_seat_rule,
)
from linli.orgs.actions.seats import fill_seat, vacate_seat
from linli.orgs.actions.seeding import seed
from linli.orgs.actions.units import (
    AlreadyLinked,
    CodeTaken,
    DutyUnclear,
    LinkEnded,
    ParentElsewhere,
    SameUnit,
    found,
    link,
    unlink,
)

__all__ = [
    "AlreadyHolds",
    "AlreadyLinked",
    "BodyRuleSays",
    "CannotTake",
    "CodeTaken",
    "DutyUnclear",
    "GridUnclear",
    "LinkEnded",
    "NoAccount",
    "NothingLeft",
    "OwnPost",
    "ParentElsewhere",
    "PostEnded",
    "PowersSeparate",
    "SameHands",
    "SameUnit",
    "SeatRuleSays",
    "WorkOpen",
    "add_facility",
    "agree_to_area",
    "appoint",
    "ask_for_area",
    "change_facility",
    "dissolve",
    "end_area",
    "end_division",
    "end_facility",
    "end_post",
    "end_seat_rule",
    "fill_seat",
    "found",
    "give_back_area",
    "hand_on",
    "hand_over",
    "import_divisions",
    "import_facilities",
    "import_grids",
    "import_hsds",
    "import_organisations",
    "import_posts",
    "leave_ground",
    "link",
    "move",
    "pair",
    "prolong",
    "rename",
    "seed",
    "set_body_rule",
    "set_seat_rule",
    "stand_on",
    "take_back_body_rule",
    "take_back_seat_rule",
    "unlink",
    "unpair",
    "vacate_seat",
    "verify_facility",
]
