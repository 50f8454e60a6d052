"""One matter as a desk sees it: what was said, what was promised and why, who could handle it and on what ground."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from linli.core.calendar import working_calendar
from linli.duties.reads import catalogue
from linli.duties.rules import KindFacts, RowFacts
from linli.matters.models import LegalHold, Matter, Petition, Photo, Proposal, Reporter
from linli.matters.reads.moves import is_own_answer, moves
from linli.matters.reads.retention import hold_of
from linli.matters.reads.routing import MOST_UNITS, UnitChoice, choice, named
from linli.matters.reads.voice import voice_of
from linli.matters.rules import CLOCK_STAGES, OPEN_ORDER_STAGES, OrderStage, Stage, sign_is_late
from linli.orgs.authority import may, may_above
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation
from linli.people.models import Person
from linli.places.models import Division, Grid
from linli.places.reads import gazetteer
from linli.places.rules import Level

MOST_KINDS = 3
MOST_ALIKE = 5


@dataclass(frozen=True, slots=True)
class Masked:
    """A reporter without what would name them."""

    pk: int
    name: str
    phone: str
    has_account: bool
    is_reachable: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Promise:
    """The time that was promised and what it rests on."""

    due_at: datetime | None
    from_at: datetime
    row: RowFacts | None
    unannounced: tuple[int, ...]  # years counted Monday to Friday, because no notice was out


@dataclass(frozen=True, slots=True)
class Called:
    """A question or an option, as people read it."""

    name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What was said to one question of the catalogue row."""

    question: Called
    said: Called


@dataclass(frozen=True, slots=True)
class Order:
    """One unit's part, with what it answered last."""

    pk: int
    unit: Organisation
    leads: bool
    stage: str
    task: str
    due_at: datetime
    paused_at: datetime | None
    signed_at: datetime | None
    done_at: datetime | None
    answer: str
    photos: tuple[UUID, ...]
    is_open: bool
    sign_is_late: bool  # nobody signed for it in time
    may_supervise: bool  # whether the reader stands above the unit


@dataclass(frozen=True, slots=True)
class Alike:
    """Another open matter of the same kind at the same place."""

    number: str
    number_shown: str
    words: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Detail:
    matter: Matter
    kind: KindFacts
    place: str
    replies: tuple[Reply, ...]
    photos: tuple[UUID, ...]
    voice: UUID | None
    before: tuple[UUID, ...]  # by the units, while they handled it
    checked: tuple[UUID, ...]
    reworks: int  # checks that failed
    reporters: tuple[Masked, ...]
    promise: Promise
    is_led: bool  # a unit leads it already: others can only assist
    guesses: tuple[tuple[KindFacts, str], ...]  # other kinds it could be, with the word that told it
    choices: tuple[UnitChoice, ...]
    orders: tuple[Order, ...]
    clock_runs: bool
    moves: frozenset[str]  # that the reader may make now
    is_own_answer: bool  # of the reader's unit: somebody else checks it
    may_reveal: bool
    may_hold: bool
    hold: LegalHold | None
    alike: tuple[Alike, ...]  # that could be merged with it
    merged: tuple[str, ...]  # numbers of those that were joined to this one
    parts: tuple[str, ...]  # numbers of those that were taken out of it
    petitions: tuple[Petition, ...]

    @property
    def after(self) -> tuple[UUID, ...]:
        """Photos that came with the last answer of each unit."""
        return tuple(photo for order in self.orders for photo in order.photos)

    @property
    def is_compared(self) -> bool:
        """Whether there is an answer, and photos to hold it against what was said."""
        is_answered = self.matter.stage in {Stage.ANSWERED, Stage.CLOSED}
        return is_answered and bool(self.photos or self.before or self.after or self.checked)

    @property
    def wants_desk(self) -> bool:
        """Whether it waits for this reader of the desk: to take it on, or to check what came back."""
        waits = self.matter.stage in {Stage.RECEIVED, Stage.ACCEPTED, Stage.ANSWERED}
        return waits and not self.is_own_answer


def detail(matter: Matter, *, by: Person, at: datetime) -> Detail:
    """Everything that one page shows. The caller has looked up ``matter`` within what ``by`` may see."""
    book = catalogue()
    kind = book.kinds[matter.kind_id]
    row = book.row_of(matter.row_id)
    photos = list(matter.photos.order_by("order", "pk"))
    return Detail(
        matter=matter,
        kind=kind,
        place=gazetteer().label(matter.place),
        replies=replies(row, matter.replies),
        photos=tuple(p.attachment_id for p in photos if p.phase == Photo.Phase.REPORTED),
        voice=voice_of(matter),
        before=tuple(p.attachment_id for p in photos if p.phase == Photo.Phase.BEFORE),
        checked=tuple(p.attachment_id for p in photos if p.phase == Photo.Phase.CHECKED),
        reworks=matter.checks.filter(passed=False).count(),
        reporters=tuple(masked(reporter) for reporter in reporters(matter)),
        promise=promise(matter),
        guesses=_guesses(matter, at),
        choices=choices(matter, kind, at=at),
        orders=(orders := _orders(matter, photos, by, at)),
        is_led=any(order.leads and order.stage != OrderStage.CANCELLED for order in orders),
        clock_runs=matter.stage in CLOCK_STAGES,
        moves=moves(matter, by),
        is_own_answer=is_own_answer(matter, by),
        may_reveal=may(by, Grant.REVEAL, at=matter.place),
        may_hold=may(by, Grant.LEGAL_HOLD, at=matter.place),
        hold=hold_of(matter),
        alike=_alike(matter),
        merged=tuple(other.number_shown for other in matter.merged.order_by("pk")),
        parts=tuple(part.number_shown for part in matter.parts.order_by("pk")),
        petitions=tuple(matter.petitions.order_by("pk")),
    )


def promise(matter: Matter) -> Promise:
    row = catalogue().row_of(matter.row_id)
    years = working_calendar().unannounced(matter.received_at, matter.due_at) if matter.due_at else []
    return Promise(matter.due_at, matter.received_at, row, tuple(years))


def choices(matter: Matter, kind: KindFacts, *, at: datetime) -> tuple[UnitChoice, ...]:
    """The units that the rules, the catalogue and the place name now, best first, without those already at work."""
    proposed = Proposal.objects.filter(matter=matter).values_list("unit", flat=True).first()
    busy = set(matter.orders.exclude(stage=OrderStage.CANCELLED).values_list("unit", flat=True))
    free = [suggestion for suggestion in named(matter, kind, at) if suggestion.unit.pk not in busy][:MOST_UNITS]
    return tuple(choice(suggestion, was_proposed=suggestion.unit.pk == proposed) for suggestion in free)


def reporters(matter: Matter) -> QuerySet[Reporter]:
    """Those of the matter and of every matter that was joined to it."""
    found = Reporter.objects.filter(Q(matter=matter) | Q(matter__merged_into=matter))
    return found.select_related("person").order_by("pk")


def masked(reporter: Reporter) -> Masked:
    name, phone = reporter.reached_by()
    return Masked(
        pk=reporter.pk,
        name=f"{name[0]}{'*' * (len(name) - 1)}" if name else "",
        phone=f"{phone[:3]}****{phone[-2:]}" if len(phone) > 6 else "*" * len(phone),
        has_account=reporter.person_id is not None,
        is_reachable=bool(name or phone),
        at=reporter.at,
    )


def _guesses(matter: Matter, at: datetime) -> tuple[tuple[KindFacts, str], ...]:
    """What the words tell, unless they tell the kind it has."""
    found = catalogue().guess(matter.words, timezone.localdate(at), MOST_KINDS)
    return () if any(kind.pk == matter.kind_id for kind, _ in found) else tuple(found)


def _alike(matter: Matter) -> tuple[Alike, ...]:
    found = Matter.objects.open().filter(place=matter.place, kind=matter.kind_id).exclude(pk=matter.pk)
    return tuple(
        Alike(other.number, other.number_shown, " ".join(other.words.split()), other.received_at)
        for other in found.order_by("due_at", "pk")[:MOST_ALIKE]
    )


def replies(row: RowFacts | None, said: Mapping[str, object]) -> tuple[Reply, ...]:
    """What was said to the questions of the catalogue; a code that is no question of the row stands for itself."""
    asked = {str(question["code"]): question for question in row.questions} if row is not None else {}
    return tuple(_reply(asked.get(code, {}), code, str(reply)) for code, reply in said.items())


def _reply(question: Mapping[str, Any], code: str, said: str) -> Reply:
    options = {str(option["code"]): option for option in question.get("options", ())}
    return Reply(_called(question, code), _called(options.get(said, {}), said))


def _called(labels: Mapping[str, Any], otherwise: str) -> Called:
    label = str(labels.get("label", otherwise))
    return Called(label, str(labels.get("label_en", label)))


def _orders(matter: Matter, photos: list[Photo], by: Person, at: datetime) -> tuple[Order, ...]:
    found = matter.orders.select_related("unit__division").prefetch_related("answers").order_by("-leads", "pk")
    made = []
    for order in found:
        answer = max(order.answers.all(), key=lambda a: a.round, default=None)
        made.append(
            Order(
                pk=order.pk,
                unit=order.unit,
                leads=order.leads,
                stage=order.stage,
                task=order.task,
                due_at=order.due_at,
                paused_at=order.paused_at,
                signed_at=order.signed_at,
                done_at=order.done_at,
                answer=answer.words if answer is not None else "",
                photos=tuple(p.attachment_id for p in photos if answer is not None and p.answer_id == answer.pk),
                is_open=order.stage in OPEN_ORDER_STAGES,
                sign_is_late=sign_is_late(order.stage, order.sign_by, at),
                may_supervise=order.stage in OPEN_ORDER_STAGES
                and may_above(by, Grant.SUPERVISE, unit=order.unit, place=matter.place),
            )
        )
    return tuple(made)


def outlines(matter: Matter) -> dict[str, object]:
    """A GeoJSON collection of what a small map shows: the community, its grids (the matter's own as ``grid``) and
    the point, each feature with its ``role`` and name. Coordinates are CGCS2000."""
    code = matter.place[: Level.COMMUNITY].ljust(Level.COMMUNITY, "0")
    features = [
        _feature("community", division.short_name, division.outline)
        for division in Division.objects.filter(code=code, valid_to=None)
        if division.outline
    ]
    if len(matter.place) >= Level.COMMUNITY:
        features += [
            _feature("grid" if grid.code == matter.place else "neighbour", grid.name, grid.outline)
            for grid in Grid.objects.within(code).filter(valid_to=None).order_by("code")
        ]
    if matter.lon is not None:
        point = {"type": "Point", "coordinates": [matter.lon, matter.lat]}
        features.append(_feature("point", matter.address, point))
    return {"type": "FeatureCollection", "features": features}


def _feature(role: str, name: str, geometry: object) -> dict[str, object]:
    return {"type": "Feature", "properties": {"role": role, "name": name}, "geometry": geometry}
