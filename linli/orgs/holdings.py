"""What hangs on a person and not only on their unit: whoever gives up a post must leave none of it behind.

The areas above say of their own what that is (``register``, when the house starts), so that no way of ending a post can
forget one; here it is only known as so many open things of a kind, somewhere, of a unit.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Model, Q, QuerySet

from linli.orgs.grants import TABLE, Grant
from linli.orgs.models import Handed, Organisation, Post
from linli.people.models import Person


@dataclass(frozen=True, slots=True)
class Holding:
    """A kind of open thing. ``by``, ``since``, ``place`` and ``unit`` are paths from its row to who answers for it,
    since when, where, and for which organisation; without ``unit`` it counts by place. Its keeper has ``grant``."""

    kind: str
    rows: Callable[[], QuerySet[Any]]  # those that are open
    by: str
    since: str
    place: str
    grant: Grant
    unit: str = ""

    @property
    def model(self) -> type[Model]:
        return self.rows().model

    def found(self, asked: Q) -> list[Held]:
        paths = ("pk", self.since, self.place, *([self.unit] if self.unit else []))
        rows = self.rows().filter(asked).order_by("pk").values_list(*paths)
        return [Held(self.kind, pk, since, place, unit[0] if unit else None) for pk, since, place, *unit in rows]


@dataclass(frozen=True, slots=True)
class Held:
    """One open thing that somebody answers for, by its row's key."""

    kind: str
    pk: int
    since: datetime
    place: str
    unit: int | None


KNOWN: dict[str, Holding] = {}

PassUp = Callable[[Organisation, Sequence[Organisation], "Person | None", datetime], int]
"""Of a unit that ends, give what none of its people took up to somebody else: to one of the offices above it in the
tree, of which the nearest is first, where one fits; or let it go, where others take it up. In the name of a person or
the clock, at an instant. Returns how many."""
UPWARD: list[PassUp] = []


def register(*holdings: Holding) -> None:
    """Say what of an area hangs on persons; called once, when the house starts."""
    KNOWN.update({holding.kind: holding for holding in holdings})


def register_upward(pass_up: PassUp) -> None:
    """Say how an area gives away what is with a unit alone; called once, when the house starts."""
    if pass_up not in UPWARD:
        UPWARD.append(pass_up)


def held_by(person: Person) -> list[Held]:
    """Every open thing that ``person`` answers for: what they took up and did not hand on, and what was handed to them
    and nobody took up since. A few queries for each kind."""
    found: list[Held] = []
    for kind, holding in KNOWN.items():
        own = holding.found(Q(**{holding.by: person}))
        passed = _standing(kind, [held.pk for held in own])
        found += [held for held in own if held.pk not in passed or passed[held.pk] < held.since]
    return found + handed_to(person)


def handed_to(person: Person) -> list[Held]:
    """What was handed to ``person``, is open still, and was taken up by nobody else since."""
    return still_held(Handed.objects.filter(to=person, stands=True))


def came_to(person: Person, kind: str, keys: Collection[int]) -> dict[int, Handed]:
    """Of the things of a kind with these keys those that were handed to ``person`` and are theirs still, with whose
    they were and by which post."""
    rows = Handed.objects.filter(to=person, kind=kind, subject_id__in=keys, stands=True)
    known = {row.subject_id: row for row in rows.select_related("sender", "post__organisation")}
    kept = {held.pk for held in still_held(known.values())}
    return {pk: row for pk, row in known.items() if pk in kept}


def still_held(rows: Iterable[Handed]) -> list[Held]:
    """Of things that were handed over those that are open still and that nobody took up since; a query for a kind."""
    came: dict[str, dict[int, datetime]] = {}
    for row in rows:
        came.setdefault(row.kind, {})[row.subject_id] = row.at
    return [
        held
        for kind, passed in came.items()
        if kind in KNOWN
        for held in KNOWN[kind].found(Q(pk__in=passed))
        if held.since <= passed[held.pk]
    ]


def left_by(post: Post, on: date) -> list[Held]:
    """What nobody answers for when ``post`` ends on a day: what it covers, and no other post of the person does."""
    others = list(_posts(post.person, on).exclude(pk=post.pk))
    held = held_by(post.person)
    return [one for one in held if covers(post, one) and not any(covers(other, one) for other in others)]


def left_with(person: Person, on: date) -> list[Held]:
    """What ``person`` answers for and has no post for any more: all of it, when the account is off."""
    posts = list(_posts(person, on)) if person.is_active else []
    return [one for one in held_by(person) if not any(covers(post, one) for post in posts)]


def left_behind(on: date) -> list[Person]:
    """Those who answer for open things without any post or with an account that is off: what was not handed over."""
    suspects: set[int] = set()
    gone = ~Q(pk__in=Post.objects.unended(on).values("person")) | Q(is_active=False)
    lost = list(Person.objects.filter(gone, username__isnull=False).values_list("pk", flat=True))
    for holding in KNOWN.values():
        asked = Q(**{f"{holding.by}__in": lost})
        suspects |= set(holding.rows().filter(asked).order_by().values_list(holding.by, flat=True).distinct())
    suspects |= set(Handed.objects.filter(stands=True, to__in=lost).values_list("to", flat=True))
    people = Person.objects.filter(pk__in=suspects).order_by("username")
    return [person for person in people if left_with(person, on)]


def covers(post: Post, held: Held) -> bool:
    """Whether ``post`` lets its holder go on with it."""
    if KNOWN[held.kind].grant not in TABLE[post.role]:  # type: ignore[index]
        return False
    if held.unit is None:
        return held.place.startswith(post.prefix)
    return post.organisation_id == held.unit and (post.grid is None or held.place.startswith(post.grid.code))


def counts(held: Iterable[Held]) -> dict[str, int]:
    """How many of each kind, in the order in which the kinds are known."""
    found = [one.kind for one in held]
    return {kind: found.count(kind) for kind in KNOWN if kind in found}


def _posts(person: Person, on: date) -> QuerySet[Post]:
    return Post.objects.unended(on).filter(person=person).select_related("organisation__division", "grid")


def _standing(kind: str, keys: Collection[int]) -> dict[int, datetime]:
    if not keys:
        return {}
    return dict(Handed.objects.filter(kind=kind, subject_id__in=keys, stands=True).values_list("subject_id", "at"))
