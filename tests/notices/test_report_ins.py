"""Who reported in hears what became of it, that it ends, of a comment and, if they asked, of a task; withdrawn, nothing
of it is left."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import translation

from linli.notices import jobs, words
from linli.notices.models import Notice
from linli.notices.rules import OF_REPORT_INS
from linli.volunteering.actions import reporting, tasks
from linli.volunteering.jobs.reporting import tell_of_ends
from linli.volunteering.models import ReportIn
from tests.notices.steps import agree, begin, later, run, told
from tests.town import T0, Town
from tests.volunteering.reporting import LAST_YEAR, TODAY, commented, confirmed, posted, reported
from tests.volunteering.reporting import told as said_done


def waiting(town: Town, **more: object) -> ReportIn:
    """The resident, who agreed to be told, waits for the community."""
    begin()
    agree(town.ren)
    return reported(town, **more)  # type: ignore[arg-type]


def test_the_community_s_word_is_told_and_never_which_kind_it_is(town: Town, box: list[tuple[str, str]]) -> None:
    row = waiting(town)
    reporting.confirm(by=town.mei, report_in=row, at=later(0.1))
    run(later(0.1))
    reporting.disown(by=town.guan, report_in=row, at=later(0.2))
    run(later(0.2))
    assert told() == ["stands", "disowned"]
    assert [words for _, words in box] == [
        "您的社区报到已确认，点开查看需要帮忙的任务。",
        "您报到时填写的单位反馈您不是其人员，请点开另选单位。",
    ]
    assert not any("党" in words for _, words in box)


def test_a_report_in_that_is_declined_is_told_without_the_reason(town: Town, box: list[tuple[str, str]]) -> None:
    row = waiting(town)
    reporting.decline(by=town.mei, report_in=row, reason="住址不在本社区", at=later(0.1))
    run(later(0.1))
    assert box == [("10000000001", "您的社区报到未获确认，点开查看原因。")]


def test_the_end_is_told_once_a_fortnight_before(town: Town, box: list[tuple[str, str]]) -> None:
    row = confirmed(town, kind="passing", at=LAST_YEAR)
    ends = T0.date() + timedelta(days=14)
    ReportIn.objects.filter(pk=row.pk).update(expires_on=ends)
    begin()
    agree(town.ren)
    assert tell_of_ends(at=T0 - timedelta(days=1)) == 0
    assert [tell_of_ends(at=later(hours)) for hours in (0.1, 1)] == [1, 0]
    run(later(1))
    assert told() == ["ending"]
    assert box[0][1] == "您的社区报到将于3月16日到期，到期后相关内容即删除，届时可重新报到。"


def test_a_task_is_told_to_those_who_asked_while_it_is_asked_for(town: Town, box: list[tuple[str, str]]) -> None:
    begin()
    for person in (town.ren, town.lao):
        agree(person)
        row = confirmed(town, person)
        reporting.hear_tasks(by=person, report_in=row, wants=person == town.ren, at=T0)
    jobs.collect(at=T0)
    Notice.objects.all().delete()
    posted(town, until=TODAY, at=later(0.1))
    closed = posted(town, until=TODAY, at=later(0.2))
    jobs.collect(at=later(0.2))
    tasks.close(by=town.mei, task=closed, at=later(0.2))
    jobs.send(at=later(0.3))
    assert told() == ["task", "task"]
    assert set(Notice.objects.values_list("person", flat=True)) == {town.ren.pk}
    assert [words for _, words in box] == ["社区新任务：周末清扫楼道，3月2日截止。"]


def test_a_comment_is_told_and_all_of_it_goes_when_the_report_in_is_withdrawn(
    town: Town, box: list[tuple[str, str]]
) -> None:
    row = confirmed(town, at=LAST_YEAR)
    begin()
    agree(town.ren)
    commented(town, row)
    run(later(0.1))
    assert (told(), len(box)) == (["comment"], 1)
    reporting.withdraw(by=town.ren, report_in=row, at=later(1))
    assert not Notice.objects.exists()


def test_a_member_hears_that_a_deed_was_confirmed_and_that_one_was_not(town: Town, box: list[tuple[str, str]]) -> None:
    row = confirmed(town)
    begin()
    agree(town.ren)
    done, other = said_done(row), said_done(row, task=posted(town), kind=None, words="")
    tasks.confirm_deed(by=town.mei, deed=done, at=later(0.1))
    run(later(0.1))
    tasks.decline_deed(by=town.mei, deed=other, reason="未见到场", at=later(0.2))
    run(later(0.2))
    tasks.strike(by=town.mei, deed=done, reason="误认", at=later(0.3))
    run(later(14))  # in the quiet hours it waits
    assert [notice.state for notice in Notice.objects.order_by("pk")] == ["sent", "sent", "ready"]
    run(later(24))
    assert told() == ["deed", "undone", "undone"]
    thanks, refused = "社区已确认您做的事，谢谢您！", "您反馈的一件事社区未予确认，点开查看原因。"
    assert [words for _, words in box] == [thanks, refused, refused]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("verb", list(OF_REPORT_INS))
def test_all_that_is_told_of_a_report_in_has_words_and_leads_to_its_page(verb: str, language: str) -> None:
    said = {"day": "2026-03-16", "title": "清扫楼道"}
    with translation.override(language):
        message = words.message(Notice(told=OF_REPORT_INS[verb], report_in=ReportIn(pk=1), said=said))
    assert message.words
    assert "%" not in message.words
    assert message.page == "/report-in/"
