"""Somebody reports in where they live, by their own word; the community decides; withdrawn, nothing is left."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import connection

from linli.core.models import Entry
from linli.people.models import Look
from linli.people.reads import looks_at
from linli.people.rules import masked_name
from linli.points.models import Reading
from linli.volunteering.actions import comments, days, reporting, tasks, units
from linli.volunteering.actions.reporting import ReportSays
from linli.volunteering.errors import reporting as wrong
from linli.volunteering.jobs import reporting as jobs
from linli.volunteering.models import ReportIn, ReportRule, ReportTeam, StayDay, UnitReport
from linli.volunteering.rules.reporting import Side, Stage, is_weekend, last_period, months_after, period
from tests.town import SINCE, T0, Town
from tests.volunteering.reporting import (
    AGREED,
    LAST_YEAR,
    NAME,
    TODAY,
    commented,
    confirmed,
    entries,
    posted,
    reported,
    told,
)

PERSONAL = ("演示居民甲", "陪独居老人聊天", "谢谢您每周来帮忙", "我会继续来")


@pytest.mark.parametrize(
    ("on", "months", "held", "last"),
    [
        (date(2026, 3, 2), 3, (date(2026, 1, 1), date(2026, 4, 1)), (date(2025, 10, 1), date(2026, 1, 1))),
        (date(2026, 3, 2), 6, (date(2026, 1, 1), date(2026, 7, 1)), (date(2025, 7, 1), date(2026, 1, 1))),
        (date(2026, 12, 31), 1, (date(2026, 12, 1), date(2027, 1, 1)), (date(2026, 11, 1), date(2026, 12, 1))),
        (date(2026, 7, 1), 12, (date(2026, 1, 1), date(2027, 1, 1)), (date(2025, 1, 1), date(2026, 1, 1))),
    ],
)
def test_periods_are_counted_from_january(
    on: date, months: int, held: tuple[date, date], last: tuple[date, date]
) -> None:
    assert period(on, months) == held
    assert last_period(on, months) == last


def test_a_month_later_is_never_a_day_that_does_not_exist() -> None:
    assert months_after(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_after(date(2026, 3, 31), -1) == date(2026, 2, 28)


def test_a_name_is_masked_to_its_first_character() -> None:
    assert (masked_name("演示居民甲"), masked_name("演示")) == ("演**", "演**")
    assert is_weekend(date(2026, 2, 28)) and not is_weekend(TODAY)


def test_a_member_reports_in_and_the_community_confirms(town: Town) -> None:
    row = reported(town)
    assert (row.stage, row.home, row.expires_on) == (Stage.WAITING, town.cleaners, None)
    reporting.confirm(by=town.mei, report_in=row, at=T0)
    assert (row.stage, row.decided_by) == (Stage.CONFIRMED, town.mei)
    assert [entry.actor_id for entry in entries("report_confirmed")] == [town.mei.pk]


def test_only_the_desk_of_the_community_decides(town: Town) -> None:
    row = reported(town)
    for stranger in (town.tom, town.ren, town.guan, town.wang):
        with pytest.raises(PermissionDenied):
            reporting.confirm(by=stranger, report_in=row, at=T0)
        with pytest.raises(PermissionDenied):
            reporting.decline(by=stranger, report_in=row, reason="不住在本社区", at=T0)


def test_who_is_declined_reads_why_and_can_say_it_anew(town: Town) -> None:
    row = reported(town)
    with pytest.raises(wrong.NoReason):
        reporting.decline(by=town.mei, report_in=row, reason=" ", at=T0)
    reporting.decline(by=town.mei, report_in=row, reason="请向亭林社区报到", at=T0)
    assert (row.stage, row.reason) == (Stage.DECLINED, "请向亭林社区报到")
    with pytest.raises(wrong.Decided):
        reporting.confirm(by=town.mei, report_in=row, at=T0)
    again = reported(town)
    assert list(ReportIn.objects.all()) == [again]


def test_nobody_reports_in_twice_and_no_account_of_an_office_does(town: Town) -> None:
    reported(town)
    with pytest.raises(wrong.ReportedIn):
        reported(town)
    reported(town, kind="passing")  # another kind is another report-in
    with pytest.raises(wrong.OfficeAccount):
        reported(town, town.wang)


def test_what_is_missing_is_refused_by_name(town: Town) -> None:
    for more, error in (
        ({"name": " "}, wrong.NoName),
        ({"home": None}, wrong.NoHome),
        ({"kind": "rider"}, wrong.NoTeam),
        ({"kind": "unheard"}, wrong.NoSuchKind),
    ):
        with pytest.raises(error):
            reported(town, **more)  # type: ignore[arg-type]
    says = ReportSays(name=NAME, home=town.cleaners)
    with pytest.raises(wrong.NoConsent):
        reporting.report_in(by=town.ren, kind="member", community=town.community, says=says, wording="", at=T0)
    with pytest.raises(wrong.NotHere):
        reporting.report_in(by=town.ren, kind="member", community=town.town, says=says, wording=AGREED, at=T0)


def test_each_kind_follows_its_own_dated_rule(town: Town) -> None:
    """Of the same kind, another county may ask something else: it is a row, not a branch of the code."""
    row = confirmed(town, kind="passing", home_elsewhere="安徽某村党支部")
    assert (row.home, row.home_elsewhere) == (None, "安徽某村党支部")
    assert row.expires_on == months_after(TODAY, 6)
    reporting.withdraw(by=town.ren, report_in=row, at=T0)
    ReportRule.objects.filter(code="passing").update(valid_to=TODAY)
    old = ReportRule.objects.get(code="passing")
    old.pk, old.valid_from, old.valid_to, old.months, old.asks_home = None, TODAY, None, 3, True
    old.save(force_insert=True)
    assert confirmed(town, kind="passing").expires_on == months_after(TODAY, 3)


def test_riders_report_in_with_their_team(town: Town) -> None:
    reported(town)
    team = units.found_team(by=town.mei, community=town.community, name="玉山站", home=town.cleaners, at=T0)
    row = confirmed(town, town.lao, "rider", team=team, home=None)
    assert (row.team, row.home) == (team, town.cleaners)
    with pytest.raises(wrong.NameTaken):
        units.found_team(by=town.mei, community=town.community, name="玉山站", home=None, at=T0)
    units.end_team(by=town.mei, team=team, at=T0)
    with pytest.raises(wrong.NoTeam):
        reported(town, kind="rider", team=ReportTeam.objects.get())


def test_an_officer_says_the_days_and_takes_them_back(town: Town) -> None:
    row = confirmed(town, kind="officer")
    day = days.tell_day(by=town.ren, report_in=row, on=TODAY, at=T0)
    with pytest.raises(wrong.SaidBefore):
        days.tell_day(by=town.ren, report_in=row, on=TODAY, at=T0)
    for on in (TODAY + timedelta(days=1), TODAY - timedelta(days=400)):
        with pytest.raises(wrong.BadDay):
            days.tell_day(by=town.ren, report_in=row, on=on, at=T0)
    with pytest.raises(wrong.NotReportedIn):
        days.take_day_back(by=town.lao, day=day, at=T0)
    days.take_day_back(by=town.ren, day=day, at=T0)
    assert not StayDay.objects.exists()
    member = confirmed(town)
    with pytest.raises(wrong.NoSuchKind):
        days.tell_day(by=town.ren, report_in=member, on=TODAY, at=T0)


def test_a_unit_reports_in_and_ends_it(town: Town) -> None:
    row = units.report_unit(by=town.guan, unit=town.cleaners, community=town.community, words="每月一次清扫", at=T0)
    with pytest.raises(wrong.ReportedIn):
        units.report_unit(by=town.guan, unit=town.cleaners, community=town.community, words="再来", at=T0)
    with pytest.raises(PermissionDenied):
        units.report_unit(by=town.guan, unit=town.water, community=town.community, words="别家", at=T0)
    with pytest.raises(PermissionDenied):
        units.confirm_unit(by=town.guan, report=row, at=T0)
    units.confirm_unit(by=town.mei, report=row, at=T0)
    with pytest.raises(wrong.Decided):
        units.decline_unit(by=town.mei, report=row, reason="晚了", at=T0)
    units.end_unit(by=town.guan, report=row, at=T0)
    again = units.report_unit(by=town.guan, unit=town.cleaners, community=town.community, words="再来", at=T0)
    units.decline_unit(by=town.mei, report=again, reason="请先联系社区", at=T0)
    units.report_unit(by=town.guan, unit=town.cleaners, community=town.community, words="已联系", at=T0)
    assert UnitReport.objects.open().count() == 1


def test_the_organisation_that_was_named_can_say_not_ours(town: Town) -> None:
    row = confirmed(town)
    with pytest.raises(PermissionDenied):
        reporting.disown(by=town.shui, report_in=row, at=T0)
    reporting.disown(by=town.guan, report_in=row, at=T0)
    row.refresh_from_db()
    assert row.home is None
    with pytest.raises(PermissionDenied):
        reporting.reveal(by=town.guan, report_in=row, at=T0)


def test_a_name_is_shown_on_record_and_the_person_sees_by_whom(town: Town) -> None:
    row = confirmed(town)
    assert reporting.reveal(by=town.mei, report_in=row, at=T0) == NAME
    assert reporting.reveal(by=town.guan, report_in=row, at=T0) == NAME
    for stranger in (town.tom, town.shui, town.jie):
        with pytest.raises(PermissionDenied):
            reporting.reveal(by=stranger, report_in=row, at=T0)
    assert {look.unit for look in looks_at(town.ren)} == {town.committee.name, town.cleaners.name}


def full(town: Town) -> ReportIn:
    """A report-in with everything that can hang on one."""
    row = confirmed(town, kind="officer", at=LAST_YEAR)
    days.tell_day(by=town.ren, report_in=row, on=TODAY, at=T0)
    posted(town)
    tasks.confirm_deed(by=town.mei, deed=told(row), at=T0)
    for side in Side:
        comments.answer(by=town.ren, comment=commented(town, row, side), words="我会继续来", at=T0)
    reporting.reveal(by=town.mei, report_in=row, at=T0)
    return ReportIn.objects.get()


def hints(person: int) -> set[str]:
    """The tables that hold a key of the person. The log has no such keys; the next test looks into it."""
    return {
        model._meta.label
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.is_relation
        and field.related_model._meta.label == "people.Person"
        and model._default_manager.filter(**{field.attname: person}).exists()
    }


def test_a_membership_that_is_withdrawn_leaves_nothing(town: Town) -> None:
    before = hints(town.ren.pk)
    row = full(town)
    assert hints(town.ren.pk) - before == {"volunteering.ReportIn", "people.Look"}
    reporting.withdraw(by=town.ren, report_in=row, at=T0)
    assert hints(town.ren.pk) == before
    for name in ("ReportIn", "Deed", "Comment", "StayDay"):
        assert not apps.get_model("volunteering", name).objects.exists()
    assert not Look.objects.filter(person=town.ren).exists()


def test_the_log_never_tells_who_belongs_to_what(town: Town) -> None:
    """The log is never erased. It names the member only as who did a task, as for any volunteer; not as who reported
    in, and never with a name, words or a kind of report-in."""
    row = full(town)
    reporting.withdraw(by=town.ren, report_in=row, at=T0)
    written = Entry.objects.filter(verb__startswith="volunteering.")
    assert len(written) > 10
    assert not written.filter(actor_id=town.ren.pk).exists()
    naming = {entry.verb for entry in written if town.ren.pk in entry.params.values()}
    assert naming == {"volunteering.task_done"}
    said = " ".join(f"{entry.verb} {entry.params}" for entry in written)
    assert not [word for word in (*PERSONAL, "officer", AGREED) if word in said]


def test_that_guard_can_fail(town: Town) -> None:
    row = reported(town)
    assert "volunteering.ReportIn" in hints(town.ren.pk)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM volunteering_reportin WHERE id = %s", [row.pk])
        assert NAME not in cursor.fetchone()[0]


def test_nobody_withdraws_for_somebody_else(town: Town) -> None:
    row = confirmed(town)
    for stranger in (town.lao, town.mei):
        with pytest.raises(wrong.NotReportedIn):
            reporting.withdraw(by=stranger, report_in=row, at=T0)
    reporting.withdraw(by=town.ren, report_in=row, at=T0)
    with pytest.raises(wrong.NotReportedIn):
        reporting.withdraw(by=town.ren, report_in=row, at=T0)


def test_what_is_over_is_erased_by_itself(town: Town) -> None:
    short = confirmed(town, kind="passing")
    declined = reported(town, town.lao)
    reporting.decline(by=town.mei, report_in=declined, reason="不住在本社区", at=T0)
    stays = confirmed(town)
    assert jobs.forget_reporting(at=T0 + timedelta(days=29)) == 0
    assert jobs.forget_reporting(at=T0 + timedelta(days=31)) == 1
    assert jobs.forget_reporting(at=T0 + timedelta(days=190)) == 1
    assert list(ReportIn.objects.all()) == [stays]
    assert short.expires_on is not None
    town.ren.is_active = False
    town.ren.save()
    assert jobs.forget_reporting(at=T0) == 1
    assert not Reading.objects.exists() and ReportRule.objects.filter(valid_from=SINCE).exists()
