"""通报: a draft of the month is prepared once, brought up to date until somebody issues it, and stands from then on."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max

from linli.core import log
from linli.insight.actions.slices import counts_of
from linli.insight.errors import Issued, NoReason, NotIssued, NotOver, Published, Tampered
from linli.insight.models import Circular, Count, digest
from linli.insight.reads.snapshot import snapshot, told
from linli.matters.actions.words import remark
from linli.matters.reads.months import Month
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.people.models import Person


def prepare(*, month: Month, at: datetime, count: Count | None = None) -> Circular:
    """Make the first draft of ``month``, which is over, of what was counted in slices, else counted now. Exactly one
    is made, whoever comes when: the one that stands is given otherwise. Raises: NotOver."""
    if at < month.end:
        raise NotOver
    if (known := Circular.objects.filter(month=month.code).order_by("version").first()) is not None:
        return known
    try:
        return _draft(month, at=at, by=None, count=count)
    except IntegrityError:
        return Circular.objects.get(month=month.code, version=1)


@transaction.atomic
def bring_up_to_date(*, by: Person, circular: Circular, at: datetime) -> Circular:
    """Count a draft anew, with ``at`` as the cut-off: exclusions decided since are in it. Raises: PermissionDenied,
    Issued."""
    _may(by)
    figures = snapshot(Month.from_code(circular.month), at=at)
    _change(circular, figures=figures, digest=digest(figures), cut_off_at=at)
    _tell("brought_up_to_date", circular, by, at)
    return circular


@transaction.atomic
def issue(*, by: Person, circular: Circular, at: datetime) -> Circular:
    """From now on it stands as it is. Raises: PermissionDenied, Issued, Tampered."""
    _may(by)
    _check(circular)
    _change(circular, issued_at=at, issued_by=by)
    _tell("issued", circular, by, at)
    return circular


@transaction.atomic
def publish(*, by: Person, circular: Circular, at: datetime) -> Circular:
    """Show it to everybody, with small numbers hidden. Raises: PermissionDenied, NotIssued, Published, Tampered."""
    _may(by)
    if circular.issued_at is None:
        raise NotIssued
    _check(circular)
    mine = Circular.objects.filter(pk=circular.pk, published_at=None)
    if not mine.update(published_at=at, published_by=by):
        raise Published
    circular.refresh_from_db()
    _tell("published", circular, by, at)
    return circular


@transaction.atomic
def correct(*, by: Person, circular: Circular, words: str, at: datetime) -> Circular:
    """Begin a new version of an issued circular, counted anew; ``words`` say what changed and why. The old one stays.
    Raises: PermissionDenied, TooManyWords, NoReason, NotIssued, Issued when a correction was begun already."""
    _may(by)
    words = remark(words)
    if not words:
        raise NoReason
    if circular.issued_at is None:
        raise NotIssued
    try:
        with transaction.atomic():
            return _draft(Month.from_code(circular.month), at=at, by=by, changes=words)
    except IntegrityError as error:
        raise Issued(Circular.objects.filter(month=circular.month).latest("version")) from error


def _may(by: Person) -> None:
    require(by, Grant.ISSUE_CIRCULAR, at=settings.LINLI_COUNTY)


def _check(circular: Circular) -> None:
    if not circular.is_whole:
        raise Tampered


@transaction.atomic
def _draft(month: Month, *, at: datetime, by: Person | None, changes: str = "", count: Count | None = None) -> Circular:
    last = Circular.objects.filter(month=month.code).aggregate(last=Max("version"))["last"] or 0
    cut_off_at = count.cut_off_at if count is not None else at
    figures = told(month, counts_of(count), at=cut_off_at) if count is not None else snapshot(month, at=at)
    row = Circular.objects.create(
        month=month.code,
        version=last + 1,
        figures=figures,
        digest=digest(figures),
        cut_off_at=cut_off_at,
        changes=changes,
        prepared_at=at,
        prepared_by=by,
    )
    Count.objects.filter(month=month.code).delete()
    _tell("prepared", row, by, at)
    return row


def _change(circular: Circular, **sets: object) -> None:
    """Change a draft, and only what the caller saw. Raises: Issued."""
    mine = Circular.objects.filter(pk=circular.pk, issued_at=None, digest=circular.digest)
    if not mine.update(**sets):
        raise Issued(Circular.objects.get(pk=circular.pk))
    circular.refresh_from_db()


def _tell(verb: str, row: Circular, by: Person | None, at: datetime) -> None:
    about = {"month": row.month, "version": row.version, "digest": row.digest}
    log.write(f"insight.circular_{verb}", row, by=by, at=at, place=settings.LINLI_COUNTY, **about)
