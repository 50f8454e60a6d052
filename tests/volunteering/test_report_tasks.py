"""Tasks of those who reported in: posted, said, confirmed; points are the member's; both sides comment once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from linli.points import jobs as points
from linli.points.models import Rule
from linli.volunteering.actions import comments, reporting, seeding, tasks
from linli.volunteering.errors import reporting as wrong
from linli.volunteering.models import Deed, ReportRule, TaskKind
from linli.volunteering.rules.reporting import Side, Stage
from tests.points.steps import balance, wallet
from tests.town import SINCE, T0, Town
from tests.volunteering.reporting import (
    LAST_YEAR,
    SATURDAY,
    SAYS,
    TODAY,
    commented,
    confirmed,
    entries,
    kind,
    posted,
    reported,
    told,
)

LATER = T0 + timedelta(hours=1)


def test_the_six_kinds_of_task_are_seeded_once(town: Town) -> None:
    assert seeding.seed_reporting(at=T0, since=SINCE) == 11
    assert seeding.seed_reporting(at=T0, since=SINCE) == 0
    names = list(TaskKind.objects.order_by("order").values_list("name", flat=True))
    assert names == ["宣传政策", "联系群众", "民主议事", "志愿服务", "维护和谐", "处理突发"]
    assert not ReportRule.objects.filter(wording="").exists()


def test_a_posted_task_is_done_and_confirmed(town: Town) -> None:
    row = confirmed(town)
    task = posted(town)
    deed = told(row, task=task, kind=None, words="")
    assert (deed.kind.code, deed.stage) == ("service", Stage.WAITING)
    with pytest.raises(wrong.SaidBefore):
        told(row, task=task)
    for stranger in (town.tom, town.guan, town.ren):
        with pytest.raises(PermissionDenied):
            tasks.confirm_deed(by=stranger, deed=deed, at=LATER)
    tasks.confirm_deed(by=town.mei, deed=deed, at=LATER)
    with pytest.raises(wrong.Decided):
        tasks.decline_deed(by=town.mei, deed=deed, reason="晚了", at=LATER)
    assert [(entry.actor_id, entry.params) for entry in entries("task_done")] == [
        (town.mei.pk, {"member": town.ren.pk})
    ]


def test_points_are_earned_by_the_member_and_not_by_the_desk(town: Town) -> None:
    wallet(town.ren)
    Rule.objects.create(verb="volunteering.task_done", name="报到任务", points=10, months=12, valid_from=SINCE)
    deed = told(confirmed(town))
    points.read(at=LATER)
    assert balance(town.ren) == 0
    tasks.confirm_deed(by=town.mei, deed=deed, at=LATER)
    points.read(at=LATER)
    assert balance(town.ren) == 10
    with pytest.raises(wrong.NoReason):
        tasks.strike(by=town.mei, deed=deed, reason="", at=LATER)
    tasks.strike(by=town.mei, deed=deed, reason="记错了人", at=LATER)
    points.read(at=LATER)
    assert balance(town.ren) == 0


def test_points_stay_when_the_membership_is_withdrawn(town: Town) -> None:
    wallet(town.ren)
    Rule.objects.create(verb="volunteering.task_done", name="报到任务", points=10, months=12, valid_from=SINCE)
    row = confirmed(town)
    tasks.confirm_deed(by=town.mei, deed=told(row), at=LATER)
    reporting.withdraw(by=town.ren, report_in=row, at=LATER)
    points.read(at=LATER)
    assert balance(town.ren) == 10


def test_what_cannot_have_been_done_is_refused_by_name(town: Town) -> None:
    waiting = reported(town)
    with pytest.raises(wrong.NotReportedIn):
        told(waiting)
    reporting.confirm(by=town.mei, report_in=waiting, at=T0)
    for more, error in (
        ({"done_on": TODAY + timedelta(days=1)}, wrong.BadDay),
        ({"done_on": TODAY - timedelta(days=93)}, wrong.BadDay),
        ({"words": " "}, wrong.NoWords),
        ({"kind": None}, wrong.NoSuchKind),
    ):
        with pytest.raises(error):
            told(waiting, **more)
    with pytest.raises(wrong.NotReportedIn):
        tasks.tell_done(by=town.lao, report_in=waiting, done_on=TODAY, kind=kind(), words="别人的", at=T0)
    task = posted(town)
    tasks.close(by=town.mei, task=task, at=T0)
    with pytest.raises(wrong.TaskClosed):
        told(waiting, task=tasks.Task.objects.get())
    for days in (-1, 400):
        with pytest.raises(wrong.BadEnd):
            posted(town, until=TODAY + timedelta(days=days))


def test_weekend_helpers_help_at_weekends(town: Town) -> None:
    row = confirmed(town, kind="weekend")
    with pytest.raises(wrong.NotAWeekend):
        told(row)
    assert told(row, done_on=SATURDAY).done_on == SATURDAY


def test_the_same_word_is_said_once_a_day_and_can_be_taken_back(town: Town) -> None:
    row = confirmed(town)
    deed = told(row)
    with pytest.raises(wrong.SaidBefore):
        told(row)
    with pytest.raises(wrong.Decided):
        tasks.take_back(by=town.lao, deed=deed, at=T0)
    tasks.take_back(by=town.ren, deed=deed, at=T0)
    declined = told(row)
    tasks.decline_deed(by=town.mei, deed=declined, reason="请写明时间地点", at=T0)
    told(row)
    assert Deed.objects.count() == 2


def test_so_many_words_wait_at_once_and_no_more(town: Town) -> None:
    row = confirmed(town)
    for before in range(20):
        told(row, done_on=TODAY - timedelta(days=before))
    with pytest.raises(wrong.TooMany):
        told(row, done_on=TODAY - timedelta(days=30))


def test_both_sides_comment_once_on_a_period_that_is_over(town: Town) -> None:
    row = confirmed(town, at=LAST_YEAR)
    for side in Side:
        made = commented(town, row, side)
        assert made.begins_on.isoformat() == "2025-07-01"  # half a year, by the rule
        with pytest.raises(wrong.Commented):
            commented(town, row, side)
    assert [comment.unit for comment in row.comments.order_by("side")] == [town.committee, town.cleaners]


def test_no_comment_is_due_for_who_came_later_or_whose_kind_has_none(town: Town) -> None:
    with pytest.raises(wrong.NothingDue):
        commented(town, confirmed(town))
    row = confirmed(town, town.lao, "passing", at=LAST_YEAR)
    with pytest.raises(wrong.NothingDue):
        commented(town, row)
    with pytest.raises(wrong.NothingDue):
        commented(town, row, Side.HOME)


def test_only_the_two_sides_comment(town: Town) -> None:
    row = confirmed(town, at=LAST_YEAR)
    for stranger, side in ((town.tom, Side.COMMUNITY), (town.shui, Side.HOME), (town.guan, Side.COMMUNITY)):
        with pytest.raises(PermissionDenied):
            comments.comment(by=stranger, report_in=row, side=side, says=SAYS, at=T0)


def test_the_member_answers_once_and_nobody_else_does(town: Town) -> None:
    made = commented(town, confirmed(town, at=LAST_YEAR))
    with pytest.raises(wrong.Answered):
        comments.answer(by=town.lao, comment=made, words="不是我", at=T0)
    with pytest.raises(wrong.NoWords):
        comments.answer(by=town.ren, comment=made, words=" ", at=T0)
    comments.answer(by=town.ren, comment=made, words="我会继续来", at=T0)
    with pytest.raises(wrong.Answered):
        comments.answer(by=town.ren, comment=made, words="再说一次", at=T0)
    made.refresh_from_db()
    assert made.answer == "我会继续来"


def test_a_comment_has_facts_and_words_and_no_mark(town: Town) -> None:
    fields = {field.name: field.get_internal_type() for field in comments.Comment._meta.concrete_fields}
    assert [name for name, type_ in fields.items() if type_ == "BooleanField"] == ["took_part", "kept_word", "in_touch"]
    assert not [name for name, type_ in fields.items() if "Integer" in type_ or "Float" in type_]
