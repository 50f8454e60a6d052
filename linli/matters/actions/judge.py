"""The reporter judges the result; nobody else's word counts for it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from linli.core import log
from linli.matters.actions import entries
from linli.matters.actions.again import take_up_again
from linli.matters.actions.moving import hold, move
from linli.matters.errors import AlreadyRated, Moved, NoSuchMark, NothingSaid, TooLate, TooManyWords
from linli.matters.models import Rating, Reporter
from linli.matters.rules import REOPEN_WITHIN_DAYS, SATISFACTION, SHORT_WORDS_LIMIT, Stage, UnsolvedReason, tidy


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
    words = tidy(words)
    if not solved and reason is None:
        raise NothingSaid
    if satisfaction is not None and satisfaction not in SATISFACTION:
        raise NoSuchMark
    if len(words) > SHORT_WORDS_LIMIT:
        raise TooManyWords("words", SHORT_WORDS_LIMIT)
    matter = reporter.matter.standing()
    hold(matter)
    if Rating.objects.filter(reporter=reporter, round=matter.round).exists():
        raise AlreadyRated
    if matter.stage not in (Stage.ANSWERED, Stage.CLOSED) or version not in (None, matter.version):
        raise Moved(matter)
    if matter.closed_at is not None and not solved and at > matter.closed_at + timedelta(days=REOPEN_WITHIN_DAYS):
        raise TooLate
    try:
        with transaction.atomic():
            row = Rating.objects.create(
                matter=matter,
                reporter=reporter,
                round=matter.round,
                solved=solved,
                satisfaction=satisfaction,
                reason="" if solved or reason is None else reason,
                words=words,
                at=at,
            )
    except IntegrityError as error:
        raise AlreadyRated from error
    log.keep(entries.rated(matter, reporter.person, at, solved=solved))
    if not solved:
        take_up_again(matter, "reopen", at=at)
        log.keep(entries.reopened(matter, reporter.person, at, reason=row.reason))
    elif matter.stage == Stage.ANSWERED:
        move(matter, "close", closed_at=at)
        log.keep(entries.closed(matter, reporter.person, at, by_check=False))
    return row
