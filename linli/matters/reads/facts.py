"""The facts behind the rates, counted by unit, place, kind or channel: the one definition of each figure.

Matters imported from another system's history, and those declined, withdrawn or merged, are in none of them but
``taken``. Everything is counted in the month in which it fell due or was said, up to the cut-off ``at``:

- ``taken``: received in the month, whatever became of them.
- ``assigned``: orders that lead and whose time to contact the reporter ended in the month (where nobody left a way to
  be reached there is no such time); ``contacted``: the first contact came no later.
- ``heard``: reporters who said in the month, by their last word on a matter, whether it is solved; and those whom a
  call-back did not reach, as the rule in force on the first day of the month counts them. ``solved``: it is.
- ``marked``: of ``heard``, those who gave 1 to 5; ``satisfied``: 4 or 5. Who was not reached goes with ``solved``.
- ``due`` (应结案): matters whose promised time ended in the month, the last round of each, none whose clock stands.
  ``kept``: answered no later than promised; ``closed``: closed by the cut-off; ``closed_in_time``: both.
- ``reworked``: of ``due``, those that a check sent back; ``redone``: those that a reporter called unsolved.
- ``to_sign``: orders whose time to sign ended in the month; ``signed``: no later.
- ``sent``: orders sent in the month; ``returned``: of them those the unit handed back, however that was decided.

What was left out by decision (剔除) is in the raw counts and not in the net ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Left

from linli.matters.figures import SATISFIED_FROM, Counts, Tally
from linli.matters.models import CallBack, Check, Exclusion, Matter, Rating, Return, WorkOrder
from linli.matters.reads.counting import counting
from linli.matters.reads.months import Month
from linli.matters.rules import NOTHING_OWED, AskStage, OrderStage, Unanswered
from linli.orgs.authority import inside
from linli.places.rules import Level

Key = int | str | None
EVERYWHERE = ("",)
ALL_COUNTS = frozenset(field.name for field in fields(Counts))


class Span(NamedTuple):
    """The places from a code on to the one before another."""

    begins: str
    ends: str


class By(StrEnum):
    """What is counted apart."""

    ALL = "all"
    UNIT = "unit"
    TOWN = "town"
    COMMUNITY = "community"
    KIND = "kind"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class _Part:
    """Rows of one table that are counted alike. ``matter`` leads from them to their matter, ``unit`` to their unit;
    ``counts`` are names of ``Counts`` with the condition under which a row is one of them."""

    rows: QuerySet[Any]
    matter: str
    unit: str
    counts: dict[str, Q | Exists]


def tallies(
    month: Month,
    *,
    at: datetime,
    by: By,
    areas: Sequence[str] = EVERYWHERE,
    span: Span | None = None,
    only: Collection[str] = ALL_COUNTS,
    net: bool = True,
) -> dict[Key, Tally]:
    """What ``month`` has up to ``at``, by key: the unit's or kind's primary key, 9 or 12 digits of a place, a channel.
    ``areas`` are the first digits of the places that count, ``span`` the codes between which they lie, ``only`` the
    counts that are asked for; without ``net``, the net ones are as the raw ones. Ten queries at most for each of the
    two, eleven when unreached call-backs count.
    """
    raw: dict[Key, Counts] = defaultdict(Counts)
    out: dict[Key, Counts] = defaultdict(Counts)
    for part in _parts(month, at):
        place = f"{part.matter}place"
        rows = part.rows if "" in areas else part.rows.filter(inside(place, areas))
        if span is not None:
            rows = rows.filter(**{f"{place}__gte": span.begins, f"{place}__lt": span.ends})
        _count(raw, rows, part, by, only)
        if net:
            _count(out, rows.filter(_left_out(part)), part, by, only)
    return {key: Tally(counts, counts - out.get(key, Counts())) for key, counts in raw.items()}


def tally(
    month: Month,
    *,
    at: datetime,
    areas: Sequence[str] = EVERYWHERE,
    only: Collection[str] = ALL_COUNTS,
    net: bool = True,
) -> Tally:
    """All of it together."""
    return tallies(month, at=at, by=By.ALL, areas=areas, only=only, net=net).get("", Tally())


@dataclass(frozen=True, slots=True)
class MatterFacts:
    """Of one matter, whatever the month: None where nothing is known or nothing counts."""

    is_contacted: bool | None
    is_solved: bool | None
    is_satisfied: bool | None
    is_kept: bool | None
    is_excluded: bool


def facts_of(matter: Matter, *, at: datetime) -> MatterFacts:
    """What one matter puts into the rates of the unit that leads it. Of several reporters, all must agree."""
    lead = matter.orders.filter(leads=True).exclude(stage=OrderStage.CANCELLED).first()
    contacted = None
    if lead is not None and lead.contact_by is not None:
        spoken = matter.contacted_at is not None and matter.contacted_at <= lead.contact_by
        contacted = True if spoken else (False if lead.contact_by < at else None)
    said = list(_last_words(at).filter(matter=matter).values_list("solved", "satisfaction"))
    marks = [mark for _, mark in said if mark is not None]
    kept = None
    if matter.due_at is not None and matter.paused_at is None and matter.stage not in NOTHING_OWED:
        if matter.answered_at is not None:
            kept = matter.answered_at <= matter.due_at
        elif matter.due_at < at:
            kept = False
    return MatterFacts(
        is_contacted=contacted,
        is_solved=all(solved for solved, _ in said) if said else None,
        is_satisfied=all(mark >= SATISFIED_FROM for mark in marks) if marks else None,
        is_kept=kept,
        is_excluded=Exclusion.objects.filter(matter=matter, unit=matter.unit, stage=AskStage.GRANTED).exists(),
    )


def _parts(month: Month, at: datetime) -> Iterable[_Part]:
    until = min(month.end, at)

    def within(field: str) -> Q:
        return Q(**{f"{field}__gte": month.start, f"{field}__lt": until})

    own = Matter.objects.filter(source="")
    yield _Part(own.filter(within("received_at")), "", "unit_id", {"taken": Q()})
    kept = Q(answered_at__lte=F("due_at"))
    closed = Q(closed_at__lt=at)
    yield _Part(
        own.filter(within("due_at"), paused_at=None).exclude(stage__in=NOTHING_OWED),
        "",
        "unit_id",
        {
            "due": Q(),
            "kept": kept,
            "closed": closed,
            "closed_in_time": kept & closed,
            "reworked": Exists(Check.objects.filter(matter=OuterRef("pk"), passed=False)),
            "redone": Exists(Rating.objects.filter(matter=OuterRef("pk"), solved=False)),
        },
    )
    orders = WorkOrder.objects.filter(matter__source="").exclude(matter__stage__in=NOTHING_OWED)
    yield _Part(
        orders.filter(within("contact_by"), leads=True).exclude(stage=OrderStage.CANCELLED),
        "matter__",
        "unit_id",
        {"assigned": Q(), "contacted": Q(matter__contacted_at__lte=F("contact_by"))},
    )
    yield _Part(
        orders.filter(within("sign_by")).exclude(stage=OrderStage.CANCELLED, signed_at=None),
        "matter__",
        "unit_id",
        {"to_sign": Q(), "signed": Q(signed_at__lte=F("sign_by"))},
    )
    yield _Part(
        orders.filter(within("dispatched_at")),
        "matter__",
        "unit_id",
        {"sent": Q(), "returned": Exists(Return.objects.filter(order=OuterRef("pk")))},
    )
    yield _Part(
        _last_words(until).filter(within("at")),
        "matter__",
        "matter__unit_id",
        {
            "heard": Q(),
            "solved": Q(solved=True),
            "marked": Q(satisfaction__isnull=False),
            "satisfied": Q(satisfaction__gte=SATISFIED_FROM),
        },
    )
    rule = counting(month.start)
    if rule is None or rule.unanswered is Unanswered.NOT_COUNTED:
        return
    names = ["heard", "marked"]
    if rule.unanswered is Unanswered.AS_SOLVED:
        names += ["solved", "satisfied"]
    yield _Part(_unreached(until).filter(within("at")), "matter__", "matter__unit_id", dict.fromkeys(names, Q()))


def _last_words(until: datetime) -> QuerySet[Rating]:
    """The last word of each reporter before ``until``."""
    later = Rating.objects.filter(reporter=OuterRef("reporter"), round__gt=OuterRef("round"), at__lt=until)
    said = Rating.objects.filter(~Exists(later), matter__source="", at__lt=until)
    return said.exclude(matter__stage__in=NOTHING_OWED)


def _unreached(until: datetime) -> QuerySet[CallBack]:
    """The last call-back of each reporter before ``until``, where it reached nobody and the reporter said nothing."""
    later = CallBack.objects.filter(reporter=OuterRef("reporter"), pk__gt=OuterRef("pk"), at__lt=until)
    said = Rating.objects.filter(reporter=OuterRef("reporter"), round__gte=OuterRef("round"), at__lt=until)
    rows = CallBack.objects.filter(~Exists(later), ~Exists(said), reached=False, matter__source="", at__lt=until)
    return rows.exclude(matter__stage__in=NOTHING_OWED)


def _left_out(part: _Part) -> Exists:
    of_matter = part.matter.removesuffix("__") or "pk"
    granted = Exclusion.objects.filter(stage=AskStage.GRANTED)
    return Exists(granted.filter(matter=OuterRef(of_matter), unit=OuterRef(part.unit)))


def _count(found: dict[Key, Counts], rows: QuerySet[Any], part: _Part, by: By, only: Collection[str]) -> None:
    """Add what ``rows`` count to ``found``. A count that looks into another table is a query of its own: as a
    condition on rows the database joins the two at once, as one on a count it would look once for each row."""
    plain = {name: when for name, when in part.counts.items() if name in only and isinstance(when, Q)}
    looked = {name: when for name, when in part.counts.items() if name in only and isinstance(when, Exists)}
    asked = [(rows, {name: Count("pk", filter=when) if when else Count("pk") for name, when in plain.items()})]
    asked += [(rows.filter(when), {name: Count("pk")}) for name, when in looked.items()]
    for counted, counts in asked:
        for key, *numbers in _grouped(counted, part, by, counts) if counts else ():
            found[key] += Counts(**dict(zip(counts, numbers, strict=True)))


def _grouped(rows: QuerySet[Any], part: _Part, by: By, counts: Mapping[str, Count]) -> Iterable[tuple[Any, ...]]:
    """(key, the counts in their order)."""
    named = {f"n_{name}": count for name, count in counts.items()}
    place = f"{part.matter}place"
    match by:
        case By.ALL:
            return [("", *rows.order_by().aggregate(**named).values())]
        case By.UNIT:
            key: Any = F(part.unit)
        case By.TOWN:
            key = Left(place, Level.TOWN)
        case By.COMMUNITY:
            key = Left(place, Level.COMMUNITY)
        case By.KIND:
            key = F(f"{part.matter}kind_id")
        case By.CHANNEL:
            key = F(f"{part.matter}channel")
    return rows.order_by().annotate(key=key).values_list("key").annotate(**named)
