"""One whistle on one page: who was called, who came, how much time is left, what was told, what the reader may do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from linli.core.models import Entry
from linli.orgs.authority import may
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation, Post
from linli.people.models import Person
from linli.places.reads import gazetteer
from linli.whistles.authority import leading_post
from linli.whistles.models import Chase, Note, Photo, Rating, Refusal, Summons, Verdict, Whistle
from linli.whistles.rules import (
    MOVES,
    OPEN_STAGES,
    RATED_STAGES,
    SUMMONS_MOVES,
    Limit,
    Stage,
    SummonsStage,
    is_late,
)

ANSWERS = ("sign", "contact", "arrive", "finish", "refuse")


@dataclass(frozen=True, slots=True)
class Kept:
    """One of the three limits: by when, and when it was kept (None: not yet, or never)."""

    limit: Limit
    due_at: datetime
    kept_at: datetime | None
    is_late: bool
    is_next: bool  # its clock runs now


@dataclass(frozen=True, slots=True)
class Part:
    """One department's part in a whistle."""

    summons: Summons
    department: Organisation
    limits: tuple[Kept, ...]
    next: Kept | None
    refusal: Refusal | None
    rating: Rating | None
    verdict: Verdict | None
    chased: tuple[Chase, ...]
    is_ours: bool  # the reader answers for it
    moves: frozenset[str]  # of ``rules.SUMMONS_MOVES`` and ``judge``, ``rate``, ``decide`` that the reader may make now

    @property
    def came_in_time(self) -> bool:
        arrival = self.limits[-1]
        return arrival.kept_at is not None and not arrival.is_late


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the joint log."""

    unit: Organisation
    verb: str
    words: str
    photos: tuple[UUID, ...]
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Event:
    """A row of the log about the whistle, with the department it is about and who did it."""

    verb: str
    at: datetime
    by: str
    unit: Organisation | None
    params: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Seen:
    whistle: Whistle
    place: str
    parts: tuple[Part, ...]
    lines: tuple[Line, ...]
    events: tuple[Event, ...]  # the newest first
    moves: frozenset[str]  # of ``rules.MOVES`` and ``call``, ``note`` that the reader may make now
    leads: bool
    unrated: int  # departments that the whistler has still to rate

    @property
    def came(self) -> int:
        return sum(part.summons.arrived_at is not None for part in self.parts)

    @property
    def ours(self) -> Part | None:
        """The part that the reader answers for."""
        return next((part for part in self.parts if part.is_ours), None)


def seen(whistle: Whistle, *, by: Person, at: datetime) -> Seen:
    """Everything on the page. The caller has looked up ``whistle`` within what ``by`` may see. Ten queries, however
    many departments were called."""
    leads = leading_post(by, whistle) is not None
    summonses = list(
        whistle.summonses.select_related(
            "department__division", "refusal__owner", "refusal__decided_by", "rating", "verdict"
        ).order_by("pk")
    )
    chased: dict[int, list[Chase]] = defaultdict(list)
    for chase in Chase.objects.fired().filter(summons__whistle=whistle).order_by("fired_at", "pk"):
        chased[chase.summons_id].append(chase)
    parts = tuple(part(one, whistle, chased[one.pk], by=by, at=at, leads=leads) for one in summonses)
    moves = {verb for verb in ("conclude", "close", "call_off") if leads and whistle.stage in MOVES[verb].before}
    if whistle.stage in OPEN_STAGES:
        moves |= {"call"} if leads else set()
        if leads or any(one.is_ours and one.summons.stage != SummonsStage.RELEASED for one in parts):
            moves.add("note")
    return Seen(
        whistle=whistle,
        place=gazetteer().label(whistle.place),
        parts=parts,
        lines=_lines(whistle),
        events=_events(whistle, {one.pk: one.department for one in summonses}),
        moves=frozenset(moves),
        leads=leads,
        unrated=sum(one.rating is None and one.summons.stage != SummonsStage.RELEASED for one in parts),
    )


def part(summons: Summons, whistle: Whistle, chased: list[Chase], *, by: Person, at: datetime, leads: bool) -> Part:
    limits = kept(summons, whistle, at)
    is_ours = may(by, Grant.ANSWER_WHISTLE, at=summons.department, place=whistle.place)
    refusal = getattr(summons, "refusal", None)
    rating, verdict = getattr(summons, "rating", None), getattr(summons, "verdict", None)
    moves: set[str] = set()
    if whistle.stage in OPEN_STAGES and is_ours:
        moves = {verb for verb in ANSWERS if summons.stage in SUMMONS_MOVES[verb].before}
        moves -= {"refuse"} if refusal is not None else set()
    if whistle.stage in OPEN_STAGES and summons.stage == SummonsStage.REFUSED:
        moves |= {"decide"} if may(by, Grant.DECIDE_REFUSALS, at=whistle.place) else set()
    if whistle.stage in RATED_STAGES and summons.stage != SummonsStage.RELEASED:
        moves |= {"rate"} if leads and rating is None and whistle.stage == Stage.CONCLUDED else set()
        moves |= {"judge"} if is_ours and verdict is None else set()
    return Part(
        summons=summons,
        department=summons.department,
        limits=limits,
        next=next((one for one in limits if one.is_next), None),
        refusal=refusal,
        rating=rating,
        verdict=verdict,
        chased=tuple(chased),
        is_ours=is_ours,
        moves=frozenset(moves),
    )


def kept(summons: Summons, whistle: Whistle, at: datetime) -> tuple[Kept, ...]:
    """The three limits of ``summons``; those of an ended part are judged by its end, a refused one waits."""
    until = min(at, summons.ended_at or at)
    waits = summons.stage in (SummonsStage.REFUSED, SummonsStage.RELEASED)
    runs = whistle.stage in OPEN_STAGES and not waits
    made: list[Kept] = []
    for limit in Limit:
        due_at, kept_at = due_of(summons, limit)
        late = not (waits and kept_at is None) and is_late(due_at, kept_at, until)
        is_next = runs and kept_at is None and not any(one.is_next for one in made) and summons.ended_at is None
        made.append(Kept(limit, due_at, kept_at, late, is_next))
    return tuple(made)


def due_of(summons: Summons, limit: Limit) -> tuple[datetime, datetime | None]:
    """By when ``limit`` is to be kept, and when it was."""
    match limit:
        case Limit.SIGN:
            return summons.sign_due_at, summons.signed_at
        case Limit.CONTACT:
            return summons.contact_due_at, summons.contacted_at
    return summons.arrive_due_at, summons.arrived_at


def _lines(whistle: Whistle) -> tuple[Line, ...]:
    photos: dict[int, list[UUID]] = defaultdict(list)
    for photo in Photo.objects.filter(note__whistle=whistle).order_by("order", "pk"):
        photos[photo.note_id].append(photo.attachment_id)
    notes = Note.objects.filter(whistle=whistle).select_related("unit", "by").order_by("-at", "-pk")
    return tuple(
        Line(note.unit, note.verb, note.words, tuple(photos[note.pk]), note.at, note.by.display_name) for note in notes
    )


def _events(whistle: Whistle, departments: Mapping[int, Organisation]) -> tuple[Event, ...]:
    """Every row of the log about ``whistle`` and its parts; lines of the joint log have their own place."""
    about_whistle = Entry.objects.about(whistle)
    about_parts = Entry.objects.filter(subject_type=Summons._meta.label_lower, subject_id__in=departments)
    rows = [row for row in (about_whistle | about_parts).order_by("-at", "-id") if row.verb != "whistles.noted"]
    names, units = _people({row.actor_id for row in rows if row.actor_id is not None}, whistle.place)
    return tuple(
        Event(
            row.verb,
            row.at,
            names.get(row.actor_id or 0, ""),
            departments[row.subject_id]
            if row.subject_type == Summons._meta.label_lower
            else units.get(row.actor_id or 0),
            row.params,
        )
        for row in rows
    )


def _people(actors: set[int], place: str) -> tuple[dict[int, str], dict[int, Organisation]]:
    """How colleagues call each actor, and the unit of the post that answers for ``place``."""
    posts = Post.objects.filter(person__in=actors).select_related("person", "organisation__division").order_by("pk")
    names: dict[int, str] = {}
    units: dict[int, Organisation] = {}
    for post in sorted(posts, key=lambda post: not place.startswith(post.organisation.prefix)):
        names.setdefault(post.person_id, post.person.display_name)
        units.setdefault(post.person_id, post.organisation)
    return names, units
