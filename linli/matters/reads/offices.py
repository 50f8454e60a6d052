"""In whose name somebody acted, as the lines of steps tell it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from linli.core.models import Entry
from linli.orgs.models import Post


@dataclass(frozen=True, slots=True)
class Office:
    """How colleagues call somebody, the unit for which they act, and every unit in which they have or had a post."""

    name: str = ""
    unit: str = ""
    unit_en: str = ""
    posts: frozenset[int] = frozenset()

    def is_outside(self, unit: int) -> bool:
        """Whether they act on what is ``unit``'s without belonging to it, as the level above does; the clock, which
        has no post, belongs everywhere."""
        return bool(self.posts) and unit not in self.posts


def offices_of(entries: Iterable[Entry], place: str) -> dict[int, Office]:
    """The office of each actor with a post; of several posts the one that answers for ``place`` names the unit."""
    actors = {entry.actor_id for entry in entries if entry.actor_id is not None}
    held: dict[int, list[Post]] = defaultdict(list)
    posts = Post.objects.filter(person__in=actors).select_related("person", "organisation__division").order_by("pk")
    for post in sorted(posts, key=lambda post: not place.startswith(post.organisation.prefix)):
        held[post.person_id].append(post)
    return {
        person: Office(
            rows[0].person.display_name,
            rows[0].organisation.name,
            rows[0].organisation.name_en,
            frozenset(post.organisation_id for post in rows),
        )
        for person, rows in held.items()
    }
