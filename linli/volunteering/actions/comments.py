"""双考评: both sides write a few words once a period; the member reads them and may answer. No marks, no order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from linli.core import log
from linli.orgs.authority import posts_with, require
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation
from linli.people.models import Person
from linli.volunteering.actions.reporting import hold, rule_of
from linli.volunteering.errors.reporting import Answered, Commented, NothingDue, NoWords, TooLong
from linli.volunteering.models import Comment, ReportIn
from linli.volunteering.rules.reporting import WORDS_LIMIT, Side, last_period


@dataclass(frozen=True, slots=True)
class CommentSays:
    """Three facts and a few words."""

    took_part: bool
    kept_word: bool
    in_touch: bool
    words: str


@transaction.atomic
def comment(*, by: Person, report_in: ReportIn, side: Side, says: CommentSays, at: datetime) -> Comment:
    """Write what one side says of the last period that is over. Raises: PermissionDenied, NoWords, NothingDue,
    Commented, NotReportedIn."""
    hold(report_in)
    unit = _unit(by, report_in, side)
    if not says.words.strip():
        raise NoWords
    begin = _due(report_in, at)
    try:
        with transaction.atomic():
            row = Comment.objects.create(
                report_in=report_in,
                begins_on=begin,
                side=side,
                unit=unit,
                took_part=says.took_part,
                kept_word=says.kept_word,
                in_touch=says.in_touch,
                words=says.words.strip()[:WORDS_LIMIT],
                written_at=at,
                written_by=by,
            )
    except IntegrityError as error:
        raise Commented from error
    log.write("volunteering.commented", row, by=by, at=at, side=side, begins_on=begin.isoformat())
    return row


def _unit(by: Person, row: ReportIn, side: Side) -> Organisation:
    """In whose name ``by`` writes. Raises: PermissionDenied, NothingDue."""
    if side is Side.HOME:
        if row.home is None:
            raise NothingDue
        require(by, Grant.KEEP_MEMBERS, at=row.home)
        return row.home
    require(by, Grant.KEEP_REPORT_INS, at=row.community.prefix)
    posts = posts_with(by, Grant.KEEP_REPORT_INS)
    return next(post.organisation for post in posts if row.community.code.startswith(post.prefix))


def _due(row: ReportIn, at: datetime) -> date:
    """The first day of the period to comment on. Raises: NothingDue."""
    on = timezone.localdate(at)
    months = rule_of(row.kind, at=at).review_months
    if months is None or not ReportIn.objects.confirmed(on).filter(pk=row.pk).exists():
        raise NothingDue
    begin, end = last_period(on, months)
    if row.decided_at is None or timezone.localdate(row.decided_at) >= end:
        raise NothingDue
    return begin


@transaction.atomic
def answer(*, by: Person, comment: Comment, words: str, at: datetime) -> None:
    """Answer what was written about oneself, once. Raises: NoWords, TooLong, Answered."""
    words = words.strip()
    if not words:
        raise NoWords
    if len(words) > WORDS_LIMIT:
        raise TooLong
    mine = Comment.objects.filter(pk=comment.pk, report_in__person=by, answered_at=None)
    if not mine.update(answer=words, answered_at=at):
        raise Answered
    log.write("volunteering.comment_answered", comment, by=None, at=at)
