"""Both sides say how it was: the whistler of each department, each department of the whistle. Units, never persons."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from linli.matters.errors import Moved, NoSuchMark, NothingSaid
from linli.matters.rules import SHORT_WORDS_LIMIT
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.people.models import Person
from linli.whistles.actions.telling import fits, write_summons
from linli.whistles.authority import lead
from linli.whistles.errors import AlreadyRated
from linli.whistles.models import Rating, Summons, Verdict
from linli.whistles.rules import MARKS, RATED_STAGES, SummonsStage


@transaction.atomic
def rate(
    *, by: Person, summons: Summons, in_time: bool, helped: bool, marks: int, at: datetime, words: str = ""
) -> Rating:
    """Say of one department whether it came in time and helped, with one to five marks; once.
    Raises: PermissionDenied, NoSuchMark, TooManyWords, AlreadyRated, Moved."""
    lead(by, summons.whistle)
    if marks not in MARKS:
        raise NoSuchMark
    words = fits(words, limit=SHORT_WORDS_LIMIT)
    _check(summons)
    row = Rating(summons=summons, in_time=in_time, helped=helped, marks=marks, words=words, at=at, by=by)
    _once(row)
    write_summons("rated", summons, by=by, at=at, in_time=in_time, helped=helped, marks=marks)
    return row


@transaction.atomic
def judge(*, by: Person, summons: Summons, is_due: bool, at: datetime, words: str = "") -> Verdict:
    """Say for one's department whether the whistle was due; if not, why. Once.
    Raises: PermissionDenied, NothingSaid, TooManyWords, AlreadyRated, Moved."""
    require(by, Grant.ANSWER_WHISTLE, at=summons.department, place=summons.whistle.place)
    words = fits(words, limit=SHORT_WORDS_LIMIT)
    if not is_due and not words:
        raise NothingSaid
    _check(summons)
    row = Verdict(summons=summons, is_due=is_due, words=words, at=at, by=by)
    _once(row)
    write_summons("judged", summons, by=by, at=at, is_due=is_due)
    return row


def _check(summons: Summons) -> None:
    """Raises: Moved, before the result stands and for a department that was released."""
    if summons.whistle.stage not in RATED_STAGES or summons.stage == SummonsStage.RELEASED:
        raise Moved(summons)


def _once(row: Rating | Verdict) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyRated from error
