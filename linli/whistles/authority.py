"""Who leads a whistle: the level that blew it, or one above it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from linli.orgs.authority import posts_with
from linli.orgs.grants import Grant
from linli.orgs.models import OrgKind, Post
from linli.people.models import Person
from linli.whistles.models import Whistle
from linli.whistles.rules import RANKS, Rank


def rank_of(post: Post) -> Rank:
    """On which level the holder of ``post`` whistles."""
    if post.grid is not None:
        return Rank.GRID
    return Rank.STREET if post.organisation.kind == OrgKind.STREET_OFFICE else Rank.COMMUNITY


def leading_post(by: Person, whistle: Whistle) -> Post | None:
    """The post in which ``by`` leads ``whistle``: the unit's own comes first."""
    fits = [
        post
        for post in posts_with(by, Grant.BLOW_WHISTLE)
        if whistle.place.startswith(post.prefix) and RANKS.index(rank_of(post)) >= RANKS.index(Rank(whistle.rank))
    ]
    return min(fits, key=lambda post: (post.organisation_id != whistle.unit_id, post.pk), default=None)


def lead(by: Person, whistle: Whistle) -> Post:
    """Raises: PermissionDenied, unless ``by`` leads ``whistle``."""
    post = leading_post(by, whistle)
    if post is None:
        raise PermissionDenied(Grant.BLOW_WHISTLE.value)
    return post
