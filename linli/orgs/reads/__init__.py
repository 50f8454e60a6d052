"""What pages ask of organisations: scopes of a person, the tree by branch, one body with everything on it."""

from linli.orgs.reads.scopes import REVISION, communities_of

__all__ = ["REVISION", "communities_of"]
