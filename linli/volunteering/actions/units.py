"""A unit reports in to a community; riders do so as a team."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from linli.core import log
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation
from linli.people.models import Person
from linli.places.models import Division
from linli.places.rules import Level
from linli.volunteering.errors.reporting import Decided, NameTaken, NoReason, NotHere, NoTitle, NoWords, ReportedIn
from linli.volunteering.models import ReportTeam, UnitReport
from linli.volunteering.rules.reporting import TITLE_LIMIT, WORDS_LIMIT, Stage


@transaction.atomic
def report_unit(*, by: Person, unit: Organisation, community: Division, words: str, at: datetime) -> UnitReport:
    """Report a unit in to a community and say what it brings; it waits for the community.
    Raises: PermissionDenied, NotHere, NoWords, ReportedIn."""
    require(by, Grant.KEEP_MEMBERS, at=unit)
    if community.level != Level.COMMUNITY or community.valid_to is not None:
        raise NotHere
    if not words.strip():
        raise NoWords
    try:
        with transaction.atomic():
            row = UnitReport.objects.create(
                unit=unit, community=community, words=words.strip()[:WORDS_LIMIT], said_at=at, said_by=by
            )
    except IntegrityError as error:
        raise ReportedIn from error
    log.write("volunteering.unit_reported_in", row, by=by, at=at, place=community.prefix, unit=unit.pk)
    return row


@transaction.atomic
def confirm_unit(*, by: Person, report: UnitReport, at: datetime) -> None:
    """Confirm that a unit reported in. Raises: PermissionDenied, Decided."""
    require(by, Grant.KEEP_REPORT_INS, at=report.community.prefix)
    _decide(by, report, at, stage=Stage.CONFIRMED)
    log.write("volunteering.unit_confirmed", report, by=by, at=at, place=report.community.prefix, unit=report.unit_id)


@transaction.atomic
def decline_unit(*, by: Person, report: UnitReport, reason: str, at: datetime) -> None:
    """Decline with a reason that the unit reads. Raises: PermissionDenied, NoReason, Decided."""
    require(by, Grant.KEEP_REPORT_INS, at=report.community.prefix)
    if not reason.strip():
        raise NoReason
    _decide(by, report, at, stage=Stage.DECLINED, reason=reason.strip()[:WORDS_LIMIT])
    log.write("volunteering.unit_declined", report, by=by, at=at, place=report.community.prefix, unit=report.unit_id)


def _decide(by: Person, row: UnitReport, at: datetime, **sets: object) -> None:
    open_ones = UnitReport.objects.filter(pk=row.pk, stage=Stage.WAITING, ended_at=None)
    if not open_ones.update(decided_at=at, decided_by=by, **sets):
        raise Decided
    row.refresh_from_db()


@transaction.atomic
def end_unit(*, by: Person, report: UnitReport, at: datetime) -> None:
    """The unit ends its report-in. Raises: PermissionDenied, Decided."""
    require(by, Grant.KEEP_MEMBERS, at=report.unit)
    if not UnitReport.objects.open().filter(pk=report.pk).update(ended_at=at, ended_by=by):
        raise Decided
    log.write("volunteering.unit_report_ended", report, by=by, at=at, unit=report.unit_id)


@transaction.atomic
def found_team(*, by: Person, community: Division, name: str, home: Organisation | None, at: datetime) -> ReportTeam:
    """Let riders of a firm or a site report in to a community as a team.
    Raises: PermissionDenied, NoTitle, NameTaken."""
    require(by, Grant.KEEP_REPORT_INS, at=community.prefix)
    if not name.strip():
        raise NoTitle
    try:
        with transaction.atomic():
            team = ReportTeam.objects.create(
                community=community, home=home, name=name.strip()[:TITLE_LIMIT], founded_at=at
            )
    except IntegrityError as error:
        raise NameTaken from error
    log.write("volunteering.team_founded", team, by=by, at=at, place=community.prefix)
    return team


@transaction.atomic
def end_team(*, by: Person, team: ReportTeam, at: datetime) -> None:
    """Nobody joins it any more; who is in it stays until their own time is over. Raises: PermissionDenied, Decided."""
    require(by, Grant.KEEP_REPORT_INS, at=team.community.prefix)
    if not ReportTeam.objects.open().filter(pk=team.pk).update(ended_at=at):
        raise Decided
    log.write("volunteering.team_ended", team, by=by, at=at, place=team.community.prefix)
