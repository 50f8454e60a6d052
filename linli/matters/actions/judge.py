"""The reporter judges the result; nobody else's word counts for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from linli.core import log
from linli.matters.actions import entries
from linli.matters.actions.again import take_up_again
from linli.matters.actions.moving import hold, move
from linli.matters.actions.words import remark
from linli.matters.errors import AlreadyRated, Moved, NoSuchMark, NothingSaid, TooLate
from linli.matters.models import Matter, Rating, Reporter
from linli.matters.rules import REOPEN_WITHIN_DAYS, SATISFACTION, Stage, UnsolvedReason
from linli.people.models import Person


@transaction.atomic
def rate(
    *,
    reporter: Reporter,
    solved: bool,
    at: datetime,
    satisfaction: int | None = None,
    reason: UnsolvedReason | None = None,
    words: str = "",
    version: int | None = None,
) -> Rating:
    """Say whether it is solved. 解决了 closes an answered matter; 没解决 needs a reason and opens it again.

    A reporter whose matter was merged judges the one it was merged into.
    Raises: NothingSaid, NoSuchMark, TooManyWords, AlreadyRated, TooLate, Moved.
    """
    said = Judgement(solved, satisfaction, reason, words)
    return take_down(reporter, said, by=reporter.person, at=at, version=version)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a reporter says of a result."""

    solved: bool
    satisfaction: int | None = None  # one of ``rules.SATISFACTION``
    reason: UnsolvedReason | None = None
    words: str = ""


def take_down(
    reporter: Reporter,
    said: Judgement,
    *,
    by: Person | None,
    entered_by: Person | None = None,
    at: datetime,
    version: int | None = None,
) -> Rating:
    """Write the judgement of a reporter, given by them or told to ``entered_by`` on the phone, and do what follows.
    Raises: as ``rate``."""
    if not said.solved and said.reason is None:
        raise NothingSaid
    if said.satisfaction is not None and said.satisfaction not in SATISFACTION:
        raise NoSuchMark
    words = remark(said.words)
    matter = reporter.matter.standing()
    hold(matter)
    may_judge(reporter, matter, at=at, version=version, only_closed_lately=not said.solved)
    try:
        with transaction.atomic():
            row = Rating.objects.create(
                matter=matter,
                reporter=reporter,
                round=matter.round,
                solved=said.solved,
                satisfaction=said.satisfaction,
                reason="" if said.solved or said.reason is None else said.reason,
                words=words,
                entered_by=entered_by,
                at=at,
            )
    except IntegrityError as error:
        raise AlreadyRated from error
    log.keep(entries.rated(matter, by, at, solved=said.solved, by_call=entered_by is not None))
    if not said.solved:
        take_up_again(matter, "reopen", at=at)
        log.keep(entries.reopened(matter, by, at, reason=row.reason))
    elif matter.stage == Stage.ANSWERED:
        move(matter, "close", closed_at=at)
        log.keep(entries.closed(matter, by, at, by_check=False))
    return row


def may_judge(
    reporter: Reporter, matter: Matter, *, at: datetime, version: int | None = None, only_closed_lately: bool = True
) -> None:
    """Whether there is something that ``reporter`` may judge now. Raises: AlreadyRated, Moved, TooLate."""
    if Rating.objects.filter(reporter=reporter, round=matter.round).exists():
        raise AlreadyRated
    if matter.stage not in (Stage.ANSWERED, Stage.CLOSED) or version not in (None, matter.version):
        raise Moved(matter)
    over = matter.closed_at is not None and at > matter.closed_at + timedelta(days=REOPEN_WITHIN_DAYS)
    if only_closed_lately and over:
        raise TooLate
