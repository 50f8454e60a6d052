"""Tasks asked to be handed down: asked by a department or street, decided by the city level, published, over one day.

A move is one conditional update on stage and version; the loser is told and shown how it stands now.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from linli.core import intents, log
from linli.core.moves import made
from linli.duties.errors import AdmissionMoved, BadPeriod, NotBelow, NothingSaid, OwnAdmission, TooLong
from linli.duties.models import Admission
from linli.duties.models.admissions import BASIS_LENGTH, TITLE_LENGTH, WORDS_LENGTH
from linli.duties.rules import DutyLevel, HowOften, level_of
from linli.duties.rules.admission import LONGEST, MOVES
from linli.orgs.authority import posts_of, require
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation
from linli.people.models import Person

MOST_FIELDS, FIELD_NAME_LENGTH = 60, 40


@dataclass(frozen=True, slots=True)
class AdmissionSays:
    """What is asked for: the task, its basis, who gets it, for how long, with what money, and what is to be told."""

    title: str
    basis: str
    words: str
    level: DutyLevel
    starts_on: date
    ends_on: date
    how_often: HowOften
    data_fields: tuple[str, ...] = ()
    funds_fen: int = 0


def ask(
    *,
    by: Person,
    asker: Organisation,
    says: AdmissionSays,
    at: datetime,
    intent: UUID,
    units: Collection[Organisation] = (),
    renewal_of: Admission | None = None,
) -> Admission:
    """Ask to hand a task down to ``units``, or to every unit of the level in the asker's area. The same ``intent``
    gives the same admission. Raises: PermissionDenied, NothingSaid, TooLong, BadPeriod, NotBelow, IntentConflict."""
    require(by, Grant.ASK_ADMISSION, at=asker)
    _check(says, timezone.localdate(at))
    if not all(level_of(unit.kind) is says.level and unit.prefix.startswith(asker.prefix) for unit in units) or (
        level_of(asker.kind) is says.level
    ):
        raise NotBelow
    body = intents.digest(
        [asker.pk, [str(getattr(says, name)) for name in says.__slots__], sorted(u.pk for u in units)]
    )
    if (made := intents.found(intent, body)) is not None:
        return Admission.objects.get(pk=made)
    admission = Admission(
        asker=asker,
        place_prefix=asker.prefix,
        renewal_of=renewal_of,
        asked_at=at,
        asked_by=by,
        **asdict(says) | {"data_fields": list(says.data_fields)},
    )
    try:
        with transaction.atomic():
            admission.save(force_insert=True)
            admission.units.set(units)
            intents.record(intent, body, admission, at=at)
            _log("asked", admission, by, at, asker=asker.pk, renewal_of=renewal_of.pk if renewal_of else None)
    except IntegrityError:  # the same form, sent twice at once
        if (made := intents.found(intent, body)) is None:
            raise
        return Admission.objects.get(pk=made)
    return admission


@transaction.atomic
def review(*, by: Person, admission: Admission, words: str, at: datetime, version: int | None = None) -> None:
    """Say what speaks for and against, before it is decided. Raises: PermissionDenied, OwnAdmission, NothingSaid,
    TooLong, AdmissionMoved."""
    _decides(by, admission)
    _move(admission, "review", version, reviewed_at=at, reviewed_by=by, review=_told("review", words))
    _log("reviewed", admission, by, at)


@transaction.atomic
def admit(*, by: Person, admission: Admission, at: datetime, words: str = "", version: int | None = None) -> None:
    """Let the task be handed down. Raises: PermissionDenied, OwnAdmission, TooLong, AdmissionMoved."""
    _decides(by, admission)
    _move(admission, "admit", version, decided_at=at, decided_by=by, decision=_told("decision", words, required=False))
    _log("admitted", admission, by, at)


@transaction.atomic
def refuse(*, by: Person, admission: Admission, words: str, at: datetime, version: int | None = None) -> None:
    """Refuse it, with the reason. Raises: PermissionDenied, OwnAdmission, NothingSaid, TooLong, AdmissionMoved."""
    _decides(by, admission)
    _move(admission, "refuse", version, decided_at=at, decided_by=by, decision=_told("decision", words))
    _log("refused", admission, by, at)


@transaction.atomic
def publish(*, by: Person, admission: Admission, at: datetime, version: int | None = None) -> None:
    """Show an admitted task to everybody; from then on it counts. Raises: PermissionDenied, OwnAdmission,
    BadPeriod, AdmissionMoved."""
    _decides(by, admission)
    if admission.ends_on < timezone.localdate(at):
        raise BadPeriod
    _move(admission, "publish", version, published_at=at, published_by=by)
    _log("published", admission, by, at)


@transaction.atomic
def withdraw(*, by: Person, admission: Admission, words: str, at: datetime, version: int | None = None) -> None:
    """Take it back, by whoever asked or by the city level, with the reason. Raises: PermissionDenied, NothingSaid,
    TooLong, AdmissionMoved."""
    if admission.asker_id not in {post.organisation_id for post in posts_of(by)}:
        require(by, Grant.DECIDE_ADMISSION, at=settings.LINLI_COUNTY)
    else:
        require(by, Grant.ASK_ADMISSION, at=admission.asker)
    _move(admission, "withdraw", version, withdrawn_at=at, withdrawn_by=by, withdrawal=_told("withdrawal", words))
    _log("withdrawn", admission, by, at)


@transaction.atomic
def expire(*, admission: Admission, at: datetime) -> bool:
    """End a task whose last day has gone; False when somebody was quicker. For the clock."""
    over = Admission.objects.over(timezone.localdate(at)).filter(pk=admission.pk)
    if not over.update(stage=MOVES["expire"].after, version=F("version") + 1, expired_at=at):
        return False
    _log("expired", admission, None, at)
    return True


@transaction.atomic
def remind(*, admission: Admission, at: datetime) -> bool:
    """Remind the asker, once, that a task ends within thirty days; False when it was done. For the clock."""
    ending = Admission.objects.ending(timezone.localdate(at)).filter(pk=admission.pk, reminded_at=None)
    if not ending.update(reminded_at=at):
        return False
    _log("reminded", admission, None, at, asker=admission.asker_id, ends_on=admission.ends_on.isoformat())
    return True


def _check(says: AdmissionSays, today: date) -> None:
    for name in ("title", "basis", "words"):
        _told(name, getattr(says, name))
    if says.ends_on < says.starts_on or says.ends_on < today or says.ends_on - says.starts_on > LONGEST:
        raise BadPeriod
    if len(says.data_fields) > MOST_FIELDS:
        raise TooLong("data_fields", MOST_FIELDS)
    if any(len(name) > FIELD_NAME_LENGTH for name in says.data_fields):
        raise TooLong("data_fields", FIELD_NAME_LENGTH)


LIMITS = {
    "title": TITLE_LENGTH,
    "basis": BASIS_LENGTH,
    **dict.fromkeys(("words", "review", "decision", "withdrawal"), WORDS_LENGTH),
}


def _told(name: str, words: str, *, required: bool = True) -> str:
    words = words.strip()
    if required and not words:
        raise NothingSaid(name)
    if len(words) > LIMITS[name]:
        raise TooLong(name, LIMITS[name])
    return words


def _decides(by: Person, admission: Admission) -> None:
    """A second pair of eyes: neither who asked nor anybody of the unit that asked."""
    require(by, Grant.DECIDE_ADMISSION, at=settings.LINLI_COUNTY)
    own = {post.organisation_id for post in posts_of(by)}
    if by.pk == admission.asked_by_id or admission.asker_id in own:
        raise OwnAdmission


def _move(admission: Admission, verb: str, version: int | None, **sets: Any) -> None:
    if not made(admission, MOVES[verb], version=version, **sets):
        raise AdmissionMoved(Admission.objects.get(pk=admission.pk))


def _log(verb: str, admission: Admission, by: Person | None, at: datetime, **params: Any) -> None:
    log.write(f"duties.admission_{verb}", admission, by=by, at=at, place=admission.place_prefix, **params)
