"""Calling departments to the spot."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from linli.core import intents
from linli.core.calendar import working_calendar
from linli.core.models import Attachment
from linli.matters.errors import Moved, NothingSaid, TooManyWords, UnknownPlace
from linli.matters.models import Matter
from linli.matters.rules import ADDRESS_LIMIT, OPEN_STAGES, tidy
from linli.orgs.authority import posts_with
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation, Post
from linli.people.models import Person
from linli.places.reads import gazetteer
from linli.whistles import rules
from linli.whistles.actions.moving import hold
from linli.whistles.actions.telling import fits, keep_note, write
from linli.whistles.authority import lead, rank_of
from linli.whistles.errors import (
    AlreadyBlown,
    AlreadyCalled,
    CauseEnded,
    CauseNotTheirs,
    Elsewhere,
    MatterEnded,
    NobodyCalled,
    NotCallable,
)
from linli.whistles.models import CALLABLE, Cause, Chase, Note, Summons, Whistle


def blow(
    *,
    by: Person,
    unit: Organisation,
    cause: Cause,
    departments: Collection[Organisation],
    words: str,
    at: datetime,
    matter: Matter | None = None,
    place: str = "",
    address: str = "",
    photos: Sequence[Attachment] = (),
    intent: UUID | None = None,
) -> Whistle:
    """Call ``departments`` to one matter, or to a ``place`` (the code of a grid or community) without one, in the name
    of ``unit``. Sent again under the same ``intent``, it is the whistle that stands already.

    Raises: PermissionDenied, Elsewhere, UnknownPlace, MatterEnded, CauseEnded, CauseNotTheirs, NobodyCalled,
    NotCallable, NothingSaid, TooManyWords, TooManyPhotos, AlreadyBlown, IntentConflict.
    """
    where = matter.place if matter is not None else place
    post = _post(by, unit, where)
    words, address = fits(words, photos), tidy(address)
    if not words:
        raise NothingSaid
    if len(address) > ADDRESS_LIMIT:
        raise TooManyWords("address", ADDRESS_LIMIT)
    said = [words, address, matter and matter.pk, where, sorted(unit.pk for unit in departments)]
    body = intents.digest(["blow", by.pk, unit.pk, cause.pk, said, [photo.sha256 for photo in photos]])
    known = intents.found(intent, body) if intent is not None else None
    if known is not None:
        return Whistle.objects.get(pk=known)
    _check(cause, post, matter, where, at)
    whistle = Whistle(
        cause=cause,
        rank=rank_of(post),
        unit=unit,
        matter=matter,
        place=where,
        address=address or (matter.address if matter is not None else ""),
        words=words,
        blown_at=at,
        blown_by=by,
    )
    try:
        _keep(whistle, departments, photos, intent, body)
    except (AlreadyBlown, IntegrityError):
        known = intents.found(intent, body) if intent is not None else None
        if known is None:
            raise
        return Whistle.objects.get(pk=known)  # the same form, sent twice at once
    return whistle


@transaction.atomic
def _keep(
    whistle: Whistle,
    departments: Collection[Organisation],
    photos: Sequence[Attachment],
    intent: UUID | None,
    body: str,
) -> None:
    """Write everything that a new whistle is. Raises: NobodyCalled, NotCallable, AlreadyBlown, IntegrityError."""
    by, at = whistle.blown_by, whistle.blown_at
    try:
        with transaction.atomic():
            whistle.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyBlown(Whistle.objects.open().filter(matter=whistle.matter).first()) from error
    called = [summons.department_id for summons in _summon(whistle, departments, at)]
    told = keep_note(whistle, whistle.unit, Note.Verb.BLOWN, words="", photos=photos, by=by, at=at)
    if intent is not None:
        intents.record(intent, body, whistle, at=at)
    write("blown", whistle, by=by, at=at, told=told, cause=whistle.cause.code, unit=whistle.unit_id, departments=called)


@transaction.atomic
def call(*, by: Person, whistle: Whistle, departments: Collection[Organisation], at: datetime) -> list[Summons]:
    """Call more departments to an open whistle. Raises: PermissionDenied, NobodyCalled, NotCallable, AlreadyCalled,
    Moved."""
    lead(by, whistle)
    hold(whistle)
    if not whistle.is_open:
        raise Moved(whistle)
    if whistle.summonses.filter(department__in=[department.pk for department in departments]).exists():
        raise AlreadyCalled
    made = _summon(whistle, departments, at)
    write("called", whistle, by=by, at=at, departments=[summons.department_id for summons in made])
    return made


def plan_chases(summons: Summons, cause: Cause) -> list[Chase]:
    """Who will hear when, if this department stays away; not saved yet."""
    due = rules.Dues(summons.sign_due_at, summons.contact_due_at, summons.arrive_due_at)
    return [
        Chase(summons=summons, round=summons.round, step=n, limit=step.limit, to=step.to, due_at=due_at)
        for n, (step, due_at) in enumerate(rules.chase_times(due, cause.steps, working_calendar()), start=1)
    ]


def _summon(whistle: Whistle, departments: Collection[Organisation], at: datetime) -> list[Summons]:
    """A summons for each, with its limits and who hears when they are missed."""
    units = {department.pk: department for department in departments}
    if not units:
        raise NobodyCalled
    if any(
        department.kind not in CALLABLE
        or department.pk == whistle.unit_id
        or department.valid_to is not None
        or not whistle.place.startswith(department.prefix)
        for department in units.values()
    ):
        raise NotCallable
    due = rules.dues(at, whistle.cause.limits, working_calendar())
    made = Summons.objects.bulk_create(
        Summons(whistle=whistle, department=department, called_at=at, **due._asdict()) for department in units.values()
    )
    Chase.objects.bulk_create(chase for summons in made for chase in plan_chases(summons, whistle.cause))
    return made


def _post(by: Person, unit: Organisation, place: str) -> Post:
    """The post in which ``by`` whistles for ``unit``. Raises: PermissionDenied, Elsewhere."""
    posts = [post for post in posts_with(by, Grant.BLOW_WHISTLE) if post.organisation_id == unit.pk]
    if not posts:
        raise PermissionDenied(Grant.BLOW_WHISTLE.value)
    fitting = [post for post in posts if place.startswith(post.prefix)]
    if not fitting:
        raise Elsewhere
    return min(fitting, key=lambda post: (len(post.prefix), post.pk))


def _check(cause: Cause, post: Post, matter: Matter | None, place: str, at: datetime) -> None:
    if matter is None and not gazetteer().known(place):
        raise UnknownPlace
    if matter is not None and matter.stage not in OPEN_STAGES:
        raise MatterEnded
    on = timezone.localdate(at)
    if not place.startswith(cause.area) or not Cause.objects.valid(on).filter(pk=cause.pk).exists():
        raise CauseEnded
    if rank_of(post) not in cause.ranks:
        raise CauseNotTheirs
