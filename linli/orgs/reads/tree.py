"""The tree of organisations, one branch at a time, and the bodies that lack something."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from linli.orgs.authority import inside
from linli.orgs.models import BodyRule, Need, Organisation, Post, Role, Seat, SeatRule
from linli.orgs.rules import TERM_SOON_DAYS

PAGE = 50
HEADS = (Role.PARTY_HEAD, Role.SECRETARY)


class Lack(StrEnum):
    SEAT = "seat"  # a must-have seat is empty
    TERM = "term"  # the term of a member is over soon, or over
    HEAD = "head"  # its rule asks for a head, and nobody is
    END = "end"  # a temporary body that dissolves soon


@dataclass(frozen=True, slots=True)
class Node:
    """An organisation in a list: how many stand below it, and what it lacks."""

    body: Organisation
    below: int
    vacant: int  # must-have seats without anybody
    headless: bool


@dataclass(frozen=True, slots=True)
class Wish:
    """What of the tree is looked for: a name, a kind, what is lacking."""

    words: str = ""
    kind: str = ""
    lack: Lack | None = None

    @property
    def is_open(self) -> bool:
        return not (self.words or self.kind or self.lack)


def seen(areas: Iterable[str], on: date) -> QuerySet[Organisation]:
    """The organisations whose ground lies inside ``areas``, on a day."""
    return Organisation.objects.valid(on).filter(inside("division__code", areas))


def branch(
    areas: Collection[str], on: date, *, under: Organisation | None, after: str = ""
) -> tuple[Sequence[Node], str]:
    """One page of what stands directly ``under`` a body, by code; under nothing, what has nobody above it inside
    ``areas``. With the code behind which the next page begins, empty on the last one."""
    rows = seen(areas, on)
    rows = rows.filter(parent=under) if under is not None else rows.exclude(parent__in=seen(areas, on).values("pk"))
    return _page(rows, on, after)


def found(areas: Collection[str], on: date, wish: Wish, *, after: str = "") -> tuple[Sequence[Node], str]:
    """One page of the bodies that fit ``wish``, by code."""
    rows = seen(areas, on)
    if wish.words:
        rows = rows.filter(Q(name__contains=wish.words) | Q(name_en__icontains=wish.words))
    if wish.kind:
        rows = rows.filter(kind=wish.kind)
    soon = on + timedelta(days=TERM_SOON_DAYS)
    if wish.lack is Lack.SEAT:
        rows = rows.annotate(taken=_taken(on), asked=_asked(on)).filter(asked__gt=F("taken"))
    elif wish.lack is Lack.TERM:
        rows = rows.filter(pk__in=Seat.objects.taken(on).filter(term_ends_on__lte=soon).values("body"))
    elif wish.lack is Lack.HEAD:
        rows = rows.filter(kind__in=_with_head(on)).filter(~Exists(_heads(on)))
    elif wish.lack is Lack.END:
        rows = rows.filter(valid_to__lte=soon)
    return _page(rows, on, after)


def _page(rows: QuerySet[Organisation], on: date, after: str) -> tuple[Sequence[Node], str]:
    if after:
        rows = rows.filter(code__gt=after)
    below = (
        Organisation.objects.valid(on)
        .filter(parent=OuterRef("pk"))
        .order_by()
        .values("parent")
        .annotate(n=Count("pk"))
        .values("n")
    )
    rows = (
        rows.select_related("division", "parent")
        .defer("division__outline")
        .annotate(below=Coalesce(Subquery(below), 0), taken=_taken(on), asked=_asked(on), has_head=Exists(_heads(on)))
        .order_by("code")
    )
    asks_head = _with_head(on)
    shown = list(rows[: PAGE + 1])
    nodes = [
        Node(
            one,
            one.below,
            max(0, one.asked - one.taken),
            one.kind in asks_head and not one.has_head,
        )
        for one in shown[:PAGE]
    ]
    return nodes, shown[PAGE - 1].code if len(shown) > PAGE else ""


def _must(on: date) -> dict[str, dict[str, int]]:
    """Kind of body to the must-have seats that it has: code to how many."""
    must: dict[str, dict[str, int]] = {}
    for rule in SeatRule.objects.valid(on).filter(need=Need.MUST):
        must.setdefault(rule.body_kind, {})[rule.code] = rule.seats
    return must


def _asked(on: date) -> Case:
    """How many must-have seats a body of this kind has."""
    whens = [When(kind=kind, then=Value(sum(seats.values()))) for kind, seats in _must(on).items()]
    return Case(*whens, default=Value(0), output_field=IntegerField())


def _taken(on: date) -> Coalesce:
    """How many of its must-have seats are taken."""
    fits = Q(pk__in=[])
    for kind, seats in _must(on).items():
        for code, count in seats.items():
            fits |= Q(body__kind=kind, code=code, number__lte=count)
    taken = Seat.objects.taken(on).filter(fits, body=OuterRef("pk")).order_by().values("body")
    return Coalesce(Subquery(taken.annotate(n=Count("pk")).values("n")), 0)


def _heads(on: date) -> QuerySet[Post]:
    return Post.objects.held(on).filter(organisation=OuterRef("pk"), role__in=HEADS)


def _with_head(on: date) -> set[str]:
    """The kinds whose rule asks for a head."""
    return set(BodyRule.objects.valid(on).filter(needs_head=True).values_list("kind", flat=True))
