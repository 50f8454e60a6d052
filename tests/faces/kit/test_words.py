"""The kit says things in one way: errors, times, stages, pages for what went wrong."""

from __future__ import annotations

import inspect
from datetime import UTC, datetime, timedelta
from types import ModuleType

import pytest
from django.core.exceptions import PermissionDenied
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.utils import translation

from linli.core import attachments, intents
from linli.desks import errors as desk_errors
from linli.duties import errors as duty_errors
from linli.duties import reads as duty_reads
from linli.faces.kit import errors as pages
from linli.faces.kit import moments, words
from linli.faces.kit.problems import PROBLEMS, explain
from linli.faces.kit.templatetags.kit import TONES
from linli.insight import errors as insight_errors
from linli.matters import errors
from linli.matters.reads.deadline import deadlines
from linli.matters.rules import OrderStage, Stage
from linli.whistles import errors as whistle_errors
from tests.matters.test_extend import leaking
from tests.town import Town

NOW = datetime(2026, 7, 3, 10, 0, tzinfo=UTC)  # six in the evening in Kunshan


AREAS = [errors, attachments, intents, duty_reads, duty_errors, desk_errors, whistle_errors, insight_errors]


@pytest.mark.parametrize("area", AREAS, ids=lambda area: area.__name__)
def test_every_error_that_a_form_can_meet_has_words(area: ModuleType) -> None:
    named = [
        kind
        for kind in vars(area).values()
        if inspect.isclass(kind) and issubclass(kind, Exception) and kind.__module__.startswith(area.__name__)
    ]
    assert named
    assert [kind.__name__ for kind in named if kind not in PROBLEMS] == []


def test_a_lost_race_is_a_conflict_and_a_missing_right_is_forbidden() -> None:
    assert explain(errors.Moved(None)).status == 409
    assert explain(PermissionDenied()).status == 403


def test_an_error_without_words_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        explain(ZeroDivisionError())


def test_instants_read_as_people_say_them() -> None:
    with translation.override("zh-hans"):
        assert moments.moment(NOW) == "7月3日 18:00"
        assert moments.moment(NOW, NOW + timedelta(days=365)) == "2026年7月3日 18:00"
    with translation.override("en"):
        assert moments.moment(NOW) == "3 Jul, 18:00"


@pytest.mark.parametrize(
    ("ahead", "state", "text"),
    [
        (timedelta(hours=3), "fine", "还剩 3 小时"),
        (timedelta(minutes=59), "soon", "还剩 59 分钟"),
        (timedelta(hours=47, minutes=59), "fine", "还剩 47 小时"),
        (timedelta(days=2), "fine", "还剩 2 天"),
        (-timedelta(days=2, hours=5), "late", "已超时 2 天"),
        (-timedelta(seconds=1), "late", "已超时 1 分钟"),
    ],
)
def test_time_left_is_said_in_whole_words(ahead: timedelta, state: str, text: str) -> None:
    with translation.override("zh-hans"):
        assert moments.left(NOW + ahead, NOW) == moments.Left(state, text)


def test_the_last_fifth_of_a_term_is_soon() -> None:
    due = NOW + timedelta(days=10)
    assert moments.left(due, due - timedelta(days=2), since=NOW).state == "soon"
    assert moments.left(due, due - timedelta(days=3), since=NOW).state == "fine"


def test_every_stage_has_a_badge_with_words() -> None:
    for code in [*Stage, *OrderStage]:
        assert str(code) in TONES
        assert code in words.STAGE or code in words.ORDER_STAGE
        page = Template("{% load kit %}{% stage code %}").render(Context({"code": str(code)}))
        assert 'class="stage"' in page and "<svg" in page


@pytest.mark.parametrize("page", [pages.bad_request, pages.denied, pages.missing, pages.broken])
def test_pages_for_what_went_wrong_need_no_database(page) -> None:  # type: ignore[no-untyped-def]
    answer = page(RequestFactory().get("/somewhere/"))
    assert answer.status_code >= 400
    assert "12345" in answer.content.decode()


def test_the_elder_version_is_one_press_and_is_remembered(client: Client, db: None) -> None:
    answer = client.post("/kit/elder/", {"on": "1", "next": "/follow/"})
    assert answer["Location"] == "/follow/"
    assert client.cookies["linli_elder"].value == "1"
    assert client.post("/kit/elder/", {"on": "0", "next": "https://elsewhere.example/"})["Location"] == "/"


def test_the_language_can_be_changed(client: Client, db: None) -> None:
    assert client.post("/kit/language/", {"language": "en", "next": "/"}).status_code == 302
    assert client.cookies["django_language"].value == "en"


def test_problems_are_said_in_the_readers_language() -> None:
    for language, words_of_it in (("zh-hans", "2000 字"), ("en", "2000 characters")):
        with translation.override(language):
            assert words_of_it in str(explain(errors.TooManyWords()).text)
            assert "%" not in str(explain(errors.TooManyPhotos()).text)


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("2026-03-02T02:00:00+00:00", "还剩 3 个工作日"),
        ("2026-03-05T02:00:00+00:00", "还剩 7 小时"),  # its last day
        ("2026-03-05T10:00:00+00:00", "已超时 30 分钟"),
        ("2026-03-09T10:00:00+00:00", "已超时 2 个工作日"),  # a weekend lies between
    ],
)
def test_a_deadline_says_once_how_long_is_left_in_the_unit_it_is_counted_in(town: Town, now: str, said: str) -> None:
    order = leaking(town)
    at = datetime.fromisoformat(now)
    (one,) = deadlines(order.matter, at=at)
    with translation.override("zh-hans"):
        shown = Template("{% load deadline %}{% left_of one at %}").render(Context({"one": one, "at": at}))
    assert said in shown
    assert shown.count("<time") == 1


def test_the_reporter_is_spoken_to_where_colleagues_are_told_about_them() -> None:
    with translation.override("zh-hans"):
        for yours, said in ((True, "您评价：没解决"), (False, "诉求人评价：没解决")):
            assert str(words.step("matters.rated", {"solved": False}, yours=yours)) == said
            assert str(words.step("matters.answered", {}, yours=yours)) == "已答复"
