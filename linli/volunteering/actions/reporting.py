"""Somebody reports in where they live; the community confirms or declines; withdrawn, nothing of it is left.

What a person does here for themselves stands in the log without their name: the log is never erased, and it must not
tell for ever who said that they belong to what. Who confirms and declines is named.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from linli.core import crypto, log
from linli.orgs.authority import may, posts_with, require
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation
from linli.people.models import Look, Person, Purpose
from linli.places.models import Division
from linli.places.rules import Level
from linli.volunteering.errors.reporting import (
    Decided,
    NoConsent,
    NoHome,
    NoName,
    NoReason,
    NoSuchKind,
    NoTeam,
    NotHere,
    NotReportedIn,
    OfficeAccount,
    ReportedIn,
)
from linli.volunteering.models import ReportIn, ReportRule, ReportTeam
from linli.volunteering.models.reporting import NAME_INDEX
from linli.volunteering.rules.reporting import NAME_LIMIT, WORDS_LIMIT, Stage, months_after


@dataclass(frozen=True, slots=True)
class ReportSays:
    """Who somebody is and where they belong: an organisation of the tree, one elsewhere in words, or a team."""

    name: str
    home: Organisation | None = None
    home_elsewhere: str = ""
    team: ReportTeam | None = None


def rule_of(kind: str, *, at: datetime) -> ReportRule:
    """The rule of a kind as it is in force. Raises: NoSuchKind."""
    rule = ReportRule.objects.valid(timezone.localdate(at)).filter(code=kind).first()
    if rule is None:
        raise NoSuchKind
    return rule


@transaction.atomic
def report_in(*, by: Person, kind: str, community: Division, says: ReportSays, wording: str, at: datetime) -> ReportIn:
    """Report in to a community, as agreed to in ``wording``; it waits for the community. One that was declined or is
    over makes room. Raises: OfficeAccount, NoSuchKind, NoConsent, NoName, NotHere, NoHome, NoTeam, ReportedIn."""
    if by.is_staff:
        raise OfficeAccount
    on, rule = timezone.localdate(at), rule_of(kind, at=at)
    name = says.name.strip()[:NAME_LIMIT]
    if not wording:
        raise NoConsent
    if not name:
        raise NoName
    if community.level != Level.COMMUNITY or community.valid_to is not None:
        raise NotHere
    home, team = _belongs(rule, says, community, at)
    for gone in ReportIn.objects.filter(person=by, kind=kind):
        if gone.stage == Stage.DECLINED or (gone.expires_on is not None and gone.expires_on <= on):
            gone.delete()
    try:
        with transaction.atomic():
            row = ReportIn.objects.create(
                person=by,
                kind=kind,
                community=community,
                home=home,
                home_elsewhere="" if rule.asks_home or rule.as_team else says.home_elsewhere.strip()[:WORDS_LIMIT],
                team=team,
                name=name,
                name_index=crypto.blind(name, purpose=NAME_INDEX),
                wording=wording,
                said_at=at,
            )
    except IntegrityError as error:
        raise ReportedIn from error
    log.write("volunteering.reported_in", row, by=None, at=at, place=community.prefix)
    return row


def _belongs(
    rule: ReportRule, says: ReportSays, community: Division, at: datetime
) -> tuple[Organisation | None, ReportTeam | None]:
    """The organisation and the team, as far as the rule asks for them. Raises: NoHome, NoTeam."""
    if rule.as_team:
        if says.team is None or says.team.community_id != community.pk or says.team.ended_at is not None:
            raise NoTeam
        return says.team.home, says.team
    if not rule.asks_home:
        return None, None
    if says.home is None or not Organisation.objects.valid(timezone.localdate(at)).filter(pk=says.home.pk).exists():
        raise NoHome
    return says.home, None


def hold(report_in: ReportIn) -> ReportIn:
    """The report-in as it stands, kept from being withdrawn until the end of the transaction: nothing is hung on a row
    that goes. Raises: NotReportedIn."""
    row = ReportIn.objects.select_for_update().filter(pk=report_in.pk).first()
    if row is None:
        raise NotReportedIn
    return row


@transaction.atomic
def hear_tasks(*, by: Person, report_in: ReportIn, wants: bool, at: datetime) -> None:
    """Be told of each task that the community posts from now on, or no more. Raises: NotReportedIn."""
    mine = ReportIn.objects.confirmed(timezone.localdate(at)).filter(pk=report_in.pk, person=by)
    if not mine.update(hears_tasks=wants):
        raise NotReportedIn
    log.write("volunteering.tasks_heard", report_in, by=None, at=at, wants=wants)


@transaction.atomic
def withdraw(*, by: Person | None, report_in: ReportIn, at: datetime) -> None:
    """Erase a report-in and everything that hangs on it: tasks done, comments, days, notices, who looked at the name.
    By its owner, or by the clock (None) when its time is over. Raises: NotReportedIn."""
    if by is not None and report_in.person_id != by.pk:
        raise NotReportedIn
    row = hold(report_in)
    log.write("volunteering.report_withdrawn", row, by=None, at=at)
    Look.objects.filter(person=row.person_id, purpose=Purpose.VERIFY_PERSON).delete()
    row.delete()


@transaction.atomic
def confirm(*, by: Person, report_in: ReportIn, at: datetime) -> None:
    """Confirm that somebody reported in; it stands as long as the rule says.
    Raises: PermissionDenied, NoSuchKind, Decided."""
    require(by, Grant.KEEP_REPORT_INS, at=report_in.community.prefix)
    months = rule_of(report_in.kind, at=at).months
    until = months_after(timezone.localdate(at), months) if months else None
    _decide(by, report_in, at, stage=Stage.CONFIRMED, expires_on=until)
    log.write("volunteering.report_confirmed", report_in, by=by, at=at, place=report_in.community.prefix)


@transaction.atomic
def decline(*, by: Person, report_in: ReportIn, reason: str, at: datetime) -> None:
    """Decline with a reason that the person reads. Raises: PermissionDenied, NoReason, Decided."""
    require(by, Grant.KEEP_REPORT_INS, at=report_in.community.prefix)
    if not reason.strip():
        raise NoReason
    _decide(by, report_in, at, stage=Stage.DECLINED, reason=reason.strip()[:WORDS_LIMIT])
    log.write("volunteering.report_declined", report_in, by=by, at=at, place=report_in.community.prefix)


def _decide(by: Person, row: ReportIn, at: datetime, **sets: object) -> None:
    if not ReportIn.objects.waiting().filter(pk=row.pk).update(decided_at=at, decided_by=by, **sets):
        raise Decided
    row.refresh_from_db()


@transaction.atomic
def disown(*, by: Person, report_in: ReportIn, at: datetime) -> None:
    """The organisation that somebody named says that they are not of theirs: it sees them no more, and who it was reads
    so and can report in anew. Raises: PermissionDenied, Decided."""
    home = report_in.home
    if home is None:
        raise Decided
    require(by, Grant.KEEP_MEMBERS, at=home)
    if not ReportIn.objects.filter(pk=report_in.pk, home=home).update(home=None):
        raise Decided
    log.write("volunteering.member_disowned", report_in, by=by, at=at, unit=home.pk)


@transaction.atomic
def reveal(*, by: Person, report_in: ReportIn, at: datetime) -> str:
    """Show the whole name, to the community or the organisation that it was told to; the look is written first, and the
    person sees it. Raises: PermissionDenied, NotReportedIn."""
    unit = _looking(by, hold(report_in))
    Look.objects.create(
        person_id=report_in.person_id, by=by, unit_name=unit.name, purpose=Purpose.VERIFY_PERSON, fields="name", at=at
    )
    log.write("volunteering.name_revealed", report_in, by=by, at=at, unit=unit.pk)
    return report_in.name


def _looking(by: Person, row: ReportIn) -> Organisation:
    """The organisation in whose name ``by`` looks. Raises: PermissionDenied."""
    for post in posts_with(by, Grant.KEEP_REPORT_INS):
        if row.community.code.startswith(post.prefix):
            return post.organisation
    if row.home is not None and may(by, Grant.KEEP_MEMBERS, at=row.home):
        return row.home
    raise PermissionDenied(Grant.KEEP_REPORT_INS.value)
