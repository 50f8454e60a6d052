"""Several at once: one report-in, one decision, one comment, one deed of each task."""

from __future__ import annotations

import pytest

from linli.volunteering.actions import comments, reporting, tasks, units
from linli.volunteering.errors.reporting import Commented, Decided, NotReportedIn, ReportedIn, SaidBefore
from linli.volunteering.models import Comment, Deed, ReportIn, UnitReport
from linli.volunteering.rules.reporting import Side, Stage
from tests.matters.test_races import losers, race
from tests.town import T0, Town
from tests.volunteering.reporting import AGREED, LAST_YEAR, NAME, SAYS, TODAY, confirmed, entries, posted, told

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

RACERS = 6


def test_one_of_many_forms_reports_in(town: Town) -> None:
    reporting.withdraw(by=town.ren, report_in=confirmed(town), at=T0)
    says = reporting.ReportSays(name=NAME, home=town.cleaners)
    asked = {"by": town.ren, "kind": "member", "community": town.community, "says": says, "wording": AGREED, "at": T0}
    results = race([lambda: reporting.report_in(**asked) for _ in range(RACERS)])
    assert losers(results) == {ReportedIn: RACERS - 1}
    unit = {"by": town.guan, "unit": town.cleaners, "community": town.community, "words": "清扫", "at": T0}
    results = race([lambda: units.report_unit(**unit) for _ in range(RACERS)])
    assert losers(results) == {ReportedIn: RACERS - 1}
    assert (ReportIn.objects.count(), UnitReport.objects.count()) == (1, 1)


def test_one_of_many_decides_and_the_deed_is_told_once(town: Town) -> None:
    row = confirmed(town, at=LAST_YEAR)
    task = posted(town)
    results = race([lambda: told(row, task=task, kind=None) for _ in range(RACERS)])
    assert losers(results) == {SaidBefore: RACERS - 1}
    deed = Deed.objects.get()
    confirm = [lambda: tasks.confirm_deed(by=town.mei, deed=deed, at=T0) for _ in range(RACERS // 2)]
    decline = [lambda: tasks.decline_deed(by=town.mei, deed=deed, reason="没有来", at=T0) for _ in range(RACERS // 2)]
    assert losers(race([*confirm, *decline])) == {Decided: RACERS - 1}
    deed.refresh_from_db()
    assert len(entries("task_done")) == (deed.stage == Stage.CONFIRMED)


def test_a_side_comments_once_however_many_of_its_desk_write(town: Town) -> None:
    row = confirmed(town, at=LAST_YEAR)
    asked = {"by": town.mei, "report_in": row, "side": Side.COMMUNITY, "says": SAYS, "at": T0}
    assert losers(race([lambda: comments.comment(**asked) for _ in range(RACERS)])) == {Commented: RACERS - 1}
    assert Comment.objects.count() == 1


def test_who_withdraws_while_a_desk_is_at_work_leaves_nothing(town: Town) -> None:
    row = confirmed(town)
    deed = told(row, done_on=TODAY)
    race(
        [
            lambda: reporting.withdraw(by=town.ren, report_in=row, at=T0),
            lambda: tasks.confirm_deed(by=town.mei, deed=deed, at=T0),
            lambda: reporting.reveal(by=town.mei, report_in=row, at=T0),
        ]
    )
    with pytest.raises(NotReportedIn):
        reporting.withdraw(by=town.ren, report_in=row, at=T0)
    assert not ReportIn.objects.exists() and not Deed.objects.exists()
