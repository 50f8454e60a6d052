"""Tables of organisations: the tree, its posts, and links across it."""

from linli.orgs.models.links import LinkKind, UnitLink
from linli.orgs.models.posts import Post, PostQuerySet, Role
from linli.orgs.models.tree import Organisation, OrganisationQuerySet, OrgKind

__all__ = ["LinkKind", "OrgKind", "Organisation", "OrganisationQuerySet", "Post", "PostQuerySet", "Role", "UnitLink"]
