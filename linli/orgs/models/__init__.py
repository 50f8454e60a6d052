"""Tables of organisations: the tree, its posts, links across it, the rules and seats of bodies, their ground."""

from linli.orgs.models.bodies import BodyRule, Need, Seat, SeatRule
from linli.orgs.models.ground import AreaKind, Ground, ResponsibilityArea, Sense, Stand
from linli.orgs.models.handed import Handed
from linli.orgs.models.links import LinkKind, Pairing, UnitLink
from linli.orgs.models.posts import Post, PostQuerySet, Role
from linli.orgs.models.tree import BodyForm, Former, Organisation, OrganisationQuerySet, OrgKind

__all__ = [
    "AreaKind",
    "BodyForm",
    "BodyRule",
    "Former",
    "Ground",
    "Handed",
    "LinkKind",
    "Need",
    "OrgKind",
    "Organisation",
    "OrganisationQuerySet",
    "Pairing",
    "Post",
    "PostQuerySet",
    "ResponsibilityArea",
    "Role",
    "Seat",
    "SeatRule",
    "Sense",
    "Stand",
    "UnitLink",
]
