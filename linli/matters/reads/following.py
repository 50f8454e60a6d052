"""A matter as the one who reported it sees it, and the list of one's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from linli.core.calendar import working_calendar
from linli.duties.reads import catalogue
from linli.duties.rules import KindFacts, RowFacts, UnitFacts
from linli.matters.follow import code_of, may_be_shared, part_intent, share_code
from linli.matters.models import Matter, Pause, Photo, Rating, Reporter
from linli.matters.reads.news import moved_at
from linli.matters.reads.timeline import Step, timeline
from linli.matters.reads.urging import may_urge_from
from linli.matters.reads.voice import voice_of
from linli.matters.rules import CLOCK_STAGES, MOVES, OPEN_STAGES, REOPEN_WITHIN_DAYS, Stage, in_time
from linli.people.models import Helping, Person
from linli.places.reads import gazetteer

LIST_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Followed:
    """Everything on the page of one matter. What others said of the same trouble is not in it."""

    number: str
    number_shown: str
    stage: str
    version: int
    kind: KindFacts
    row: RowFacts | None
    place: str
    address: str
    words: str
    photos: tuple[UUID, ...]
    voice: UUID | None
    before: tuple[UUID, ...]  # as the unit found it
    after: tuple[UUID, ...]  # as it left it
    checked: tuple[UUID, ...]
    unit: UnitFacts | None
    received_at: datetime
    due_at: datetime | None
    clock_runs: bool
    answered_at: datetime | None
    promised: datetime | None  # the time that still counts, or counted for the answer; None when nothing is owed
    in_time: bool | None  # whether the last answer kept the promise; None when there is none
    assumed_years: tuple[int, ...]
    declined_for: str
    merged_from: str  # the number it was reported under, when it was joined to this one
    steps: tuple[Step, ...]
    parts: tuple[tuple[str, str], ...]  # number and code of what was taken out of it to go its own way
    is_only_yours: bool  # nobody else reported it: what is told of "the reporter" is told of the reader
    can_rate: bool
    can_withdraw: bool
    paused: Pause | None  # the clock stands, and why
    urge_from: datetime | None  # from when it may be urged; None when it was enough, or nothing is awaited
    share_code: str  # of the link to its public part; empty where it is nobody else's business

    @property
    def is_compared(self) -> bool:
        """Whether there is a result to hold against what was said."""
        return bool(self.after or self.checked)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list of one's own matters."""

    reporter: int
    number: str
    number_shown: str
    stage: str
    kind: KindFacts
    place: str
    place_code: str
    said_at: datetime
    moved_at: datetime  # when something last moved that the reporter did not do
    received_at: datetime
    due_at: datetime | None
    paused_at: datetime | None
    clock_runs: bool
    is_open: bool
    wants_rating: bool


def reporters_of(person: Person | None, kept: Iterable[int] = ()) -> QuerySet[Reporter]:
    """Whose words these are: of the account, of those whose keys this browser keeps, and of those for whom the account
    entered them and still may (代办)."""
    theirs = Q(pk__in=list(kept))
    if person is not None:
        elders = Helping.objects.live().filter(helper=person)
        theirs |= Q(person=person) | Q(entered_by=person, person__in=elders.values("elder"))
    return Reporter.objects.filter(theirs)


def followed(reporter: Reporter, *, at: datetime) -> Followed:
    """The matter of ``reporter`` as it stands; one that was merged leads to the one it was merged into."""
    own = reporter.matter
    matter = own.standing()
    is_own = matter.pk == own.pk
    photos = list(
        Photo.objects.filter(matter__in={own, matter}).select_related("answer__order").order_by("order", "pk")
    )
    ended = matter.stage in (Stage.ANSWERED, Stage.CLOSED)
    rated = Rating.objects.filter(reporter=reporter, round=matter.round).exists()
    steps = timeline(matter, public=True)
    if reporter.joined or not is_own:  # that somebody else reported it is theirs
        steps = [step for step in steps if step.verb != "matters.received"]
    before, after, checked = _results(matter, photos) if ended else ((), (), ())
    compared = {*before, *after, *checked} if after or checked else set()
    steps = [replace(step, photos=tuple(key for key in step.photos if key not in compared)) for step in steps]
    is_only_yours = is_own and not reporter.joined and has_one_reporter(own)
    book = catalogue()
    return Followed(
        number=matter.number,
        number_shown=matter.number_shown,
        stage=matter.stage,
        version=matter.version,
        kind=book.kinds[matter.kind_id],
        row=book.row_of(matter.row_id),
        place=gazetteer().label(matter.place),
        address="" if reporter.joined else own.address,
        words="" if reporter.joined else own.words,
        photos=() if reporter.joined else tuple(p.attachment_id for p in photos if _is_said(p, own)),
        voice=None if reporter.joined else voice_of(own),
        before=before,
        after=after,
        checked=checked,
        unit=book.units.by_pk.get(matter.unit_id) if matter.unit_id is not None else None,
        received_at=reporter.at if reporter.joined else own.received_at,
        due_at=matter.due_at,
        clock_runs=matter.stage in CLOCK_STAGES,
        answered_at=matter.answered_at,
        promised=matter.due_at if matter.stage in CLOCK_STAGES or matter.answered_at else None,
        in_time=in_time(matter.due_at, matter.answered_at) if matter.answered_at and matter.due_at else None,
        assumed_years=tuple(working_calendar().unannounced(matter.received_at, matter.due_at)) if matter.due_at else (),
        declined_for=matter.decline_reason,
        merged_from="" if is_own else own.number_shown,
        steps=tuple(steps),
        paused=_paused(matter),
        can_rate=not rated and _judgeable(matter, at),
        urge_from=may_urge_from(reporter, matter, at=at) if matter.stage in CLOCK_STAGES else None,
        parts=tuple(
            (part.number_shown, code_of(part_intent(reporter.intent, part.number))) for part in own.parts.order_by("pk")
        ),
        is_only_yours=is_only_yours,
        can_withdraw=is_only_yours and own.stage in MOVES["withdraw"].before,
        share_code=share_code(own) if may_be_shared(own) and may_be_shared(matter) else "",
    )


def _is_said(photo: Photo, matter: Matter) -> bool:
    return photo.phase == Photo.Phase.REPORTED and photo.matter_id == matter.pk


def _results(matter: Matter, photos: Iterable[Photo]) -> tuple[tuple[UUID, ...], tuple[UUID, ...], tuple[UUID, ...]]:
    """Of ``photos`` those of the work: before it, with the lead's answer of this round, and of the check."""
    rows = [photo for photo in photos if photo.matter_id == matter.pk]

    def of(phase: Photo.Phase) -> tuple[UUID, ...]:
        return tuple(row.attachment_id for row in rows if row.phase == phase and _is_led(row, matter.round))

    return of(Photo.Phase.BEFORE), of(Photo.Phase.AFTER), of(Photo.Phase.CHECKED)


def _is_led(photo: Photo, round: int) -> bool:
    """Not from the answer of an assisting unit or of an earlier round, which reporters do not read here."""
    return photo.answer is None or (photo.answer.order.leads and photo.answer.round == round)


def _paused(matter: Matter) -> Pause | None:
    """Why the promise stands still."""
    if matter.paused_at is None:
        return None
    standing = Pause.objects.filter(order__matter=matter, order__leads=True, began_at__isnull=False, ended_at=None)
    return standing.select_related("cause").first()


def _judgeable(matter: Matter, at: datetime) -> bool:
    if matter.stage == Stage.CLOSED:
        return matter.closed_at is not None and at <= matter.closed_at + timedelta(days=REOPEN_WITHIN_DAYS)
    return matter.stage == Stage.ANSWERED


def has_one_reporter(matter: Matter) -> bool:
    """Whether it is one reporter's alone: nobody joined it, and nothing was merged into it."""
    return matter.reporters.count() == 1 and not matter.merged.exists()


def rows(reporters: QuerySet[Reporter], *, open_only: bool = False, most: int = LIST_AT_ONCE) -> list[Row]:
    """Their matters: those that wait for a rating first, then the open ones, each newest first. One query."""
    unrated = ~Exists(Rating.objects.filter(reporter=OuterRef("pk"), round=OuterRef("matter__round")))
    found = reporters.select_related("matter").annotate(
        unrated=unrated, newest=F("matter__received_at"), moved_at=moved_at()
    )
    if open_only:
        found = found.filter(matter__stage__in=OPEN_STAGES)
    book, places = catalogue(), gazetteer()
    lines = [
        Row(
            reporter=reporter.pk,
            number=reporter.matter.number,
            number_shown=reporter.matter.number_shown,
            stage=reporter.matter.stage,
            kind=book.kinds[reporter.matter.kind_id],
            place=places.label(reporter.matter.place),
            place_code=reporter.matter.place,
            said_at=reporter.at,
            moved_at=reporter.moved_at,
            received_at=reporter.matter.received_at,
            due_at=reporter.matter.due_at,
            paused_at=reporter.matter.paused_at,
            clock_runs=reporter.matter.stage in CLOCK_STAGES,
            is_open=reporter.matter.stage in OPEN_STAGES,
            wants_rating=reporter.matter.stage == Stage.ANSWERED and reporter.unrated,
        )
        for reporter in found.order_by("-newest", "-pk")[:most]
    ]
    return sorted(lines, key=lambda line: (not line.wants_rating, not line.is_open))
