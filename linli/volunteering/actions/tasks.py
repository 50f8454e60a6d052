"""A task is posted; who reported in says what they did; the community confirms it, and that is what may earn points."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from linli.core import log
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.people.models import Person
from linli.places.models import Division
from linli.volunteering.actions.reporting import hold, rule_of
from linli.volunteering.errors.reporting import (
    BadDay,
    BadEnd,
    Decided,
    NoReason,
    NoSuchKind,
    NotAWeekend,
    NoTitle,
    NotReportedIn,
    NoWords,
    SaidBefore,
    TaskClosed,
    TooMany,
)
from linli.volunteering.models import Deed, ReportIn, Task, TaskKind
from linli.volunteering.rules.reporting import (
    OLDEST_DEED_DAYS,
    TITLE_LIMIT,
    WAITING_DEEDS,
    WORDS_LIMIT,
    Stage,
    is_weekend,
)

LATEST = timedelta(days=366)


@transaction.atomic
def post(*, by: Person, community: Division, kind: TaskKind, title: str, words: str, until: date, at: datetime) -> Task:
    """Ask those who reported in to do something until a day.
    Raises: PermissionDenied, NoTitle, NoSuchKind, BadEnd."""
    require(by, Grant.KEEP_REPORT_INS, at=community.prefix)
    on = timezone.localdate(at)
    if not title.strip():
        raise NoTitle
    if not TaskKind.objects.valid(on).filter(pk=kind.pk).exists():
        raise NoSuchKind
    if not on <= until <= on + LATEST:
        raise BadEnd
    task = Task.objects.create(
        community=community,
        kind=kind,
        title=title.strip()[:TITLE_LIMIT],
        words=words.strip()[:WORDS_LIMIT],
        until=until,
        posted_at=at,
        posted_by=by,
    )
    log.write("volunteering.task_posted", task, by=by, at=at, place=community.prefix, kind=kind.code)
    return task


@transaction.atomic
def close(*, by: Person, task: Task, at: datetime) -> None:
    """Ask for it no more. Raises: PermissionDenied, Decided."""
    require(by, Grant.KEEP_REPORT_INS, at=task.community.prefix)
    if not Task.objects.filter(pk=task.pk, closed_at=None).update(closed_at=at, closed_by=by):
        raise Decided
    log.write("volunteering.task_closed", task, by=by, at=at, place=task.community.prefix)


@transaction.atomic
def tell_done(
    *,
    by: Person,
    report_in: ReportIn,
    done_on: date,
    at: datetime,
    task: Task | None = None,
    kind: TaskKind | None = None,
    words: str = "",
) -> Deed:
    """Say that a posted ``task`` was done, or in ``words`` what else of which ``kind``; it waits for the community.
    Raises: NotReportedIn, TaskClosed, NoSuchKind, NoWords, BadDay, NotAWeekend, TooMany, SaidBefore."""
    on = timezone.localdate(at)
    row = ReportIn.objects.confirmed(on).filter(pk=hold(report_in).pk, person=by).first()
    if row is None:
        raise NotReportedIn
    kind = _what(row, task, kind, words, done_on, on)
    if not on - timedelta(days=OLDEST_DEED_DAYS) <= done_on <= on:
        raise BadDay
    if rule_of(row.kind, at=at).weekend_only and not is_weekend(done_on):
        raise NotAWeekend
    if row.deeds.waiting().count() >= WAITING_DEEDS:
        raise TooMany
    try:
        with transaction.atomic():
            deed = Deed.objects.create(
                report_in=row,
                community_id=row.community_id,
                kind=kind,
                task=task,
                words=words.strip()[:WORDS_LIMIT],
                done_on=done_on,
                said_at=at,
            )
    except IntegrityError as error:
        raise SaidBefore from error
    log.write("volunteering.deed_told", deed, by=None, at=at, place=row.community.prefix)
    return deed


def _what(row: ReportIn, task: Task | None, kind: TaskKind | None, words: str, done_on: date, on: date) -> TaskKind:
    """The kind of what was done. Raises: TaskClosed, NoSuchKind, NoWords."""
    if task is not None:
        if task.community_id != row.community_id or task.closed_at is not None or done_on > task.until:
            raise TaskClosed
        return task.kind
    if kind is None or not TaskKind.objects.valid(on).filter(pk=kind.pk).exists():
        raise NoSuchKind
    if not words.strip():
        raise NoWords
    return kind


@transaction.atomic
def take_back(*, by: Person, deed: Deed, at: datetime) -> None:
    """Take a word back that nobody has decided on. Raises: Decided."""
    log.write("volunteering.deed_taken_back", deed, by=None, at=at)
    gone, _ = Deed.objects.waiting().filter(pk=deed.pk, report_in__person=by).delete()
    if not gone:
        raise Decided


@transaction.atomic
def confirm_deed(*, by: Person, deed: Deed, at: datetime) -> None:
    """Confirm that it was done. The entry of the log names whose deed it is, for ``points``, and no kind of report-in.
    Raises: PermissionDenied, Decided."""
    require(by, Grant.KEEP_REPORT_INS, at=deed.community.prefix)
    _decide(by, deed, at, Stage.WAITING, stage=Stage.CONFIRMED)
    _tell("volunteering.task_done", by, deed, at)


@transaction.atomic
def decline_deed(*, by: Person, deed: Deed, reason: str, at: datetime) -> None:
    """Decline with a reason that the member reads. Raises: PermissionDenied, NoReason, Decided."""
    require(by, Grant.KEEP_REPORT_INS, at=deed.community.prefix)
    if not reason.strip():
        raise NoReason
    _decide(by, deed, at, Stage.WAITING, stage=Stage.DECLINED, reason=reason.strip()[:WORDS_LIMIT])
    log.write("volunteering.deed_declined", deed, by=by, at=at, place=deed.community.prefix)


@transaction.atomic
def strike(*, by: Person, deed: Deed, reason: str, at: datetime) -> None:
    """Take a confirmation back that was given in error. Raises: PermissionDenied, NoReason, Decided."""
    require(by, Grant.KEEP_REPORT_INS, at=deed.community.prefix)
    if not reason.strip():
        raise NoReason
    _decide(by, deed, at, Stage.CONFIRMED, stage=Stage.STRUCK, reason=reason.strip()[:WORDS_LIMIT])
    _tell("volunteering.task_struck", by, deed, at)


def _decide(by: Person, deed: Deed, at: datetime, before: Stage, **sets: object) -> None:
    if not Deed.objects.filter(pk=deed.pk, stage=before).update(decided_at=at, decided_by=by, **sets):
        raise Decided
    deed.refresh_from_db()


def _tell(verb: str, by: Person, deed: Deed, at: datetime) -> None:
    log.write(verb, deed, by=by, at=at, place=deed.community.prefix, member=deed.report_in.person_id)
