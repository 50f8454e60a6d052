"""The reporter judges the result; nobody else's word counts for it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from linli.core import log
from linli.matters.actions.again import take_up_again
from linli.matters.actions.moving import move
from linli.matters.errors import AlreadyRated, Moved, NothingSaid, TooLate
from linli.matters.models import Rating, Reporter
from linli.matters.rules import REOPEN_WITHIN_DAYS, Stage, UnsolvedReason


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
    Raises: NothingSaid, AlreadyRated, TooLate, Moved."""
    matter = reporter.matter
    matter.refresh_from_db()
    if matter.stage not in (Stage.ANSWERED, Stage.CLOSED):
        raise Moved(matter)
    if not solved and reason is None:
        raise NothingSaid
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
                reason=reason or "",
                words=words.strip(),
                at=at,
            )
    except IntegrityError as error:
        raise AlreadyRated from error
    log.write("matters.rated", matter, by=reporter.person, at=at, place=matter.place, solved=solved, round=matter.round)
    if not solved:
        take_up_again(matter, "reopen", at=at, version=version)
        log.write(
            "matters.reopened",
            matter,
            by=reporter.person,
            at=at,
            place=matter.place,
            reason=reason,
            round=matter.round,
            due_at=matter.due_at.isoformat() if matter.due_at else None,
        )
    elif matter.stage == Stage.ANSWERED:
        move(matter, "close", version=version, closed_at=at)
        log.write(
            "matters.closed", matter, by=reporter.person, at=at, place=matter.place, by_check=False, round=matter.round
        )
    return row
