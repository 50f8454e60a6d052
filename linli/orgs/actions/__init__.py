"""Writes of organisations and posts, and the way in for imports of places: ``orgs.actions.appoint(...)``."""

from linli.orgs.actions.facilities import (
    add_facility,
    change_facility,
    end_facility,
    import_facilities,
    import_hsds,
    verify_facility,
)
from linli.orgs.actions.imports import end_division, import_divisions, import_grids
from linli.orgs.actions.loading import import_organisations, import_posts
from linli.orgs.actions.posts import (
    AlreadyHolds,
    GridUnclear,
    NoAccount,
    OwnPost,
    PostEnded,
    PowersSeparate,
    appoint,
    end_post,
)
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
    "CodeTaken",
    "DutyUnclear",
    "GridUnclear",
    "LinkEnded",
    "NoAccount",
    "OwnPost",
    "ParentElsewhere",
    "PostEnded",
    "PowersSeparate",
    "SameUnit",
    "add_facility",
    "appoint",
    "change_facility",
    "end_division",
    "end_facility",
    "end_post",
    "found",
    "import_divisions",
    "import_facilities",
    "import_grids",
    "import_hsds",
    "import_organisations",
    "import_posts",
    "link",
    "seed",
    "unlink",
    "verify_facility",
]
