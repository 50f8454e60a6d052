"""The queue: in the order of time left, only what lies in the reader's area, quick whatever its size."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from itertools import cycle

import pytest
from django.test import Client
from django.utils import timezone

from linli.core.models import Entry
from linli.matters import actions, jobs
from linli.matters.models import Matter
from linli.matters.reads import asked as asked_reads
from linli.matters.reads import queue
from linli.matters.reads.asked import Asked
from linli.matters.reads.left import Left
from linli.matters.reads.queue import BadCursor, Tab
from tests.town import GRIDS, INSIDE, T0, Town

MANY = 120


def numbers(page: queue.Page) -> list[str]:
    return [line.number for line in page.lines]


@pytest.fixture
def crowd(town: Town) -> list[Matter]:
    """``MANY`` open matters of the first grid, three and three due at the same instant."""
    rows = [
        Matter(
            number=f"260302{serial:07d}",
            channel="web",
            kind=town.rubbish,
            place=GRIDS[0],
            words=f"第{serial}件",
            received_at=T0,
            due_at=T0 + timedelta(hours=serial // 3) if serial % 10 else None,
        )
        for serial in range(MANY)
    ]
    return Matter.objects.bulk_create(rows)


def test_the_queue_goes_by_time_left(client: Client, town: Town) -> None:
    slow, quick = town.matter(kind=town.leak.code), town.matter()
    client.force_login(town.mei)
    page = client.get("/desk/")
    assert page.status_code == 200
    text = page.content.decode()
    assert text.index(quick.number_shown) < text.index(slow.number_shown)
    assert "垃圾桶满了" in text


@pytest.mark.parametrize("who", ["tom", "far"])
def test_another_place_sees_nothing_of_it(client: Client, town: Town, who: str) -> None:
    matter = town.matter()
    client.force_login(getattr(town, who))
    for tab in Tab:
        page = client.get("/desk/", {"tab": tab, "q": matter.number})
        assert matter.number_shown not in page.content.decode()
    page = client.get("/desk/", {"place": GRIDS[0]})  # asking for a place does not open it
    assert matter.number_shown not in page.content.decode()


@pytest.mark.parametrize("who", ["mei", "jie", "zhong", "wang"])
def test_everybody_above_the_place_sees_it(client: Client, town: Town, who: str) -> None:
    matter = town.matter()
    client.force_login(getattr(town, who))
    assert matter.number_shown in client.get("/desk/").content.decode()


def test_a_department_has_work_orders_and_no_queue(client: Client, town: Town) -> None:
    client.force_login(town.guan)
    assert client.get("/desk/").headers["Location"] == "/desk/orders/"


def test_residents_find_no_desk_and_strangers_the_door(client: Client, town: Town) -> None:
    assert client.get("/desk/").headers["Location"].startswith("/door/")
    client.force_login(town.ren)
    assert client.get("/desk/").status_code == 404


def paged() -> list[str]:
    """The numbers of the open list, page by page; the third is the last."""
    seen: list[str] = []
    after = ""
    for _ in range(3):
        page = queue.page([GRIDS[0]], Tab.OPEN, at=T0, after=after)
        seen += numbers(page)
        after = page.after
    assert after == ""
    return seen


def test_pages_follow_each_other_without_gap_or_double(town: Town, crowd: list[Matter]) -> None:
    seen = paged()
    assert sorted(seen) == sorted(matter.number for matter in crowd)
    dated = [matter for matter in sorted(crowd, key=lambda m: (m.due_at or T0, m.pk)) if matter.due_at]
    assert seen[: len(dated)] == [matter.number for matter in dated]


def test_what_stands_is_sorted_by_where_it_will_end_and_last_when_nobody_knows(town: Town, crowd: list[Matter]) -> None:
    first, open_ended, *_rest = sorted((m for m in crowd if m.due_at), key=lambda m: (m.due_at or T0, m.pk))
    Matter.objects.filter(pk=first.pk).update(paused_at=T0, paused_due_at=T0 + timedelta(hours=20, minutes=1))
    Matter.objects.filter(pk=open_ended.pk).update(paused_at=T0)
    expected = sorted(Matter.objects.all(), key=lambda m: (m.ends_at is None, m.ends_at or T0, m.pk))
    seen = paged()
    assert seen == [matter.number for matter in expected]
    assert 50 < seen.index(first.number) < 60
    assert open_ended.number in seen[-MANY // 10 - 1 :]
    assert [row.number for row in queue.first([GRIDS[0]], Tab.OPEN, MANY, at=T0)] == seen
    assert first.number not in numbers(queue.page([GRIDS[0]], Tab.OPEN, at=T0, asked=Asked(left=Left.HOURS)))
    days = [matter.number for matter in expected if matter.ends_at and T0 <= matter.ends_at <= T0 + timedelta(days=3)]
    assert first.number in days
    found = [row.number for row in queue.first([GRIDS[0]], Tab.OPEN, MANY, at=T0, asked=Asked(left=Left.DAYS))]
    assert found == days


@pytest.mark.parametrize("left", Left)
def test_the_time_left_is_asked_of_what_runs_and_of_what_stands_with_one_result(
    town: Town, crowd: list[Matter], left: Left
) -> None:
    at = T0 + timedelta(hours=9, minutes=30)
    hours = (None, 8, 12, 14, 70, 90)  # from T0 to where a pause ends
    for matter, ends in zip(crowd[::4], cycle(hours), strict=False):
        matter.paused_at, matter.paused_due_at = T0, None if ends is None else T0 + timedelta(hours=ends)
    for matter in crowd[::7]:
        matter.stage = "answered"  # its clock is over
    Matter.objects.bulk_update(crowd, ["paused_at", "paused_due_at", "stage"])

    def fits(matter: Matter) -> bool:
        ends = matter.ends_at
        if matter.stage == "answered" or (ends is None and not matter.paused_at):
            return False
        if ends is None:
            return left is Left.LATER
        tonight = timezone.make_aware(datetime.combine(timezone.localdate(at), time.max))
        return {
            Left.OVERDUE: ends < at and not matter.paused_at,
            Left.HOURS: at <= ends <= at + timedelta(hours=4),
            Left.TODAY: at <= ends <= tonight,
            Left.DAYS: at <= ends <= at + timedelta(days=3),
            Left.LATER: ends > at + timedelta(days=3),
        }[left]

    expected = {matter.pk for matter in crowd if fits(matter)}
    asked = Asked(left=left)
    chosen = queue.select([GRIDS[0]], Tab.OPEN, at=at, asked=asked)
    in_parts = [row.pk for _, part in chosen.parts() for row in part]
    assert expected
    assert sorted(in_parts) == sorted(expected)  # and none is in both
    assert {row.pk for row in chosen.whole()} == expected
    assert [row.pk for row in chosen.first(MANY)] == [row.pk for row in chosen.stream(MANY)]
    assert {row.pk for row in chosen.stream(MANY)} == expected
    assert queue.count([GRIDS[0]], Tab.OPEN, at=at, asked=asked) == len(expected)
    assert chosen.count(2) == 2


def test_the_row_of_what_stands_says_when_it_ends_at_the_latest(client: Client, town: Town) -> None:
    matter = town.handling()
    Matter.objects.filter(pk=matter.pk).update(paused_at=T0, paused_due_at=T0 + timedelta(days=3))
    client.force_login(town.mei)
    assert "暂停 · 最迟 3月5日 09:00 到期" in client.get("/desk/").content.decode()
    Matter.objects.filter(pk=matter.pk).update(paused_due_at=None)
    assert "暂停 · 剩余" in client.get("/desk/").content.decode()


def test_ended_ones_come_newest_first(town: Town, crowd: list[Matter]) -> None:
    Matter.objects.update(stage="closed")
    seen: list[str] = []
    after = ""
    for _ in range(3):
        page = queue.page([GRIDS[0]], Tab.ENDED, at=T0, after=after)
        seen += numbers(page)
        after = page.after
    assert seen == [matter.number for matter in reversed(crowd)]


@pytest.mark.parametrize("cursor", ["x", "1", "1.x", f"{10**30}.1", "." * 5])
def test_a_forged_cursor_is_refused(client: Client, town: Town, cursor: str) -> None:
    with pytest.raises(BadCursor):
        queue.page([GRIDS[0]], Tab.OPEN, at=T0, after=cursor)
    client.force_login(town.mei)
    assert client.get("/desk/", {"after": cursor}).status_code == 400


def test_each_tab_holds_its_stages(town: Town) -> None:
    new, handling, answered = town.matter(), town.handling(), town.answered()
    late = T0 + timedelta(days=1)
    areas = [town.committee.prefix]
    assert numbers(queue.page(areas, Tab.NEW, at=T0)) == [new.number]
    assert numbers(queue.page(areas, Tab.HANDLING, at=T0)) == [handling.number]
    assert numbers(queue.page(areas, Tab.CHECK, at=T0)) == [answered.number]
    assert numbers(queue.page(areas, Tab.OVERDUE, at=T0)) == []
    assert set(numbers(queue.page(areas, Tab.OVERDUE, at=late))) == {new.number, handling.number}
    assert queue.counts(areas, at=late) == {Tab.NEW: 1, Tab.CHECK: 1, Tab.OVERDUE: 2}
    actions.close(by=town.mei, matter=answered, at=T0)
    assert numbers(queue.page(areas, Tab.ENDED, at=T0)) == [answered.number]


def test_a_number_is_found_under_every_tab_and_words_under_the_open_one(town: Town) -> None:
    one, other = town.matter(words="河里有垃圾"), town.matter(words="楼道堆物")
    jobs.make_findable(at=T0)
    areas = [town.committee.prefix]
    assert numbers(queue.page(areas, Tab.ENDED, at=T0, asked=Asked(words=one.number_shown))) == [one.number]
    assert numbers(queue.page(areas, Tab.OPEN, at=T0, asked=Asked(words="楼道"))) == [other.number]
    assert numbers(queue.page(areas, Tab.CHECK, at=T0, asked=Asked(words="楼道"))) == []


def test_a_street_narrows_its_queue_to_one_community(client: Client, town: Town) -> None:
    here, there = town.matter(), town.matter(point=INSIDE[GRIDS[2]])
    client.force_login(town.jie)
    text = client.get("/desk/", {"place": town.community.prefix}).content.decode()
    assert here.number_shown in text
    assert there.number_shown not in text


def test_a_fragment_is_only_the_list_and_caches_know_it(client: Client, town: Town) -> None:
    town.matter()
    client.force_login(town.mei)
    page = client.get("/desk/", headers={"HX-Request": "true"})
    assert "<html" not in page.content.decode()
    assert 'id="queue"' in page.content.decode()
    assert "HX-Request" in page.headers["Vary"]


def test_a_search_that_is_too_long_says_so(client: Client, town: Town) -> None:
    client.force_login(town.mei)
    page = client.get("/desk/", {"q": "长" * 61})
    assert page.status_code == 200
    assert "invalid-feedback" in page.content.decode()


@pytest.mark.slow
def test_the_queue_asks_few_questions_whatever_its_size(
    client: Client, town: Town, crowd: list[Matter], django_assert_max_num_queries
) -> None:
    for who in (town.mei, town.zhong):
        client.force_login(who)
        client.get("/desk/")  # what is kept in memory is loaded once
        with django_assert_max_num_queries(12):
            assert client.get("/desk/", {"tab": Tab.OPEN}).status_code == 200


def test_in_english_kinds_and_units_have_their_english_names(client: Client, town: Town) -> None:
    town.matter()
    client.force_login(town.mei)
    text = client.get("/desk/", headers={"Accept-Language": "en"}).content.decode()
    assert "Rubbish lying about" in text
    assert town.cleaners.name_en in text
    assert town.cleaners.name not in text


def shown(client: Client, **asked: object) -> str:
    page = client.get("/desk/", asked)
    assert page.status_code == 200
    return page.content.decode()


def test_filters_narrow_together_and_each_is_a_chip_that_comes_off(client: Client, town: Town) -> None:
    rubbish, leak = town.matter(), town.matter(kind=town.leak.code, words="水管漏水")
    client.force_login(town.mei)
    text = shown(client, kind=town.leak.code, unit=town.water.pk, place=GRIDS[0])
    assert leak.number_shown in text
    assert rubbish.number_shown not in text
    assert text.count('class="chips"') == 1
    assert f"kind={town.leak.code}&amp;unit={town.water.pk}" in text  # without the place
    assert leak.number_shown in shown(client, kind="02-01")  # a code of a higher level holds all below it
    assert leak.number_shown not in shown(client, unit=town.cleaners.pk)


def test_the_time_left_is_a_filter(client: Client, town: Town) -> None:
    late, soon, far = (Matter.objects.get(pk=town.report().pk) for _ in range(3))
    now = timezone.now()
    for matter, hours in ((late, -1), (soon, 1), (far, 100)):
        Matter.objects.filter(pk=matter.pk).update(due_at=now + timedelta(hours=hours))
    client.force_login(town.mei)
    found = {left: shown(client, left=left) for left in ("overdue", "hours", "days", "later")}
    numbers = {left: {m.number for m in (late, soon, far) if m.number_shown in text} for left, text in found.items()}
    expected = {"overdue": {late.number}, "hours": {soon.number}, "days": {soon.number}, "later": {far.number}}
    assert numbers == expected


def test_words_are_found_a_moment_later_and_the_page_says_so_until_then(client: Client, town: Town) -> None:
    matter = town.matter(words="楼道里的灯坏了")
    client.force_login(town.mei)
    before = shown(client, q="的灯")
    assert matter.number_shown not in before
    assert "note-soon" in before
    assert jobs.make_findable(at=T0) == 1
    assert jobs.make_findable(at=T0) == 0
    after = shown(client, q="的灯")
    assert matter.number_shown in after
    assert "note-soon" not in after
    assert matter.number_shown not in shown(client, q="灯的")  # both characters, but not side by side


def test_what_another_place_says_cannot_be_found(client: Client, town: Town) -> None:
    matter = town.matter(words="楼道里的灯坏了")
    jobs.make_findable(at=T0)
    client.force_login(town.tom)
    for asked in ({"q": "楼道"}, {"q": "楼道", "place": GRIDS[0]}, {"q": "楼道", "tab": "ended"}):
        assert matter.number_shown not in shown(client, **asked)
    assert matter.number not in client.get("/desk/points.json", {"q": "楼道"}).content.decode()


def test_very_common_words_are_looked_for_in_the_newest(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asked_reads, "MOST_FOUND", 2)
    made = [town.matter(at=T0 + timedelta(minutes=step)) for step in range(4)]
    jobs.make_findable(at=T0)
    areas = [town.committee.prefix]
    open_ones = queue.page(areas, Tab.OPEN, at=T0, asked=Asked(words="垃圾桶"))
    assert (len(open_ones.lines), open_ones.is_cut) == (4, False)  # what waits is never left out
    Matter.objects.update(stage="closed")
    ended = queue.page(areas, Tab.ENDED, at=T0, asked=Asked(words="垃圾桶"))
    assert numbers(ended) == [matter.number for matter in reversed(made[2:])]
    assert ended.is_cut


@pytest.mark.parametrize("typed", ["", "电话", "12"])
def test_what_is_no_phone_is_not_looked_up(client: Client, town: Town, typed: str) -> None:
    client.force_login(town.mei)
    answer = client.post("/desk/by-phone/", {"phone": typed}, follow=True)
    assert answer.redirect_chain == [("/desk/", 302)]
    assert "请输入电话号码" in answer.content.decode()
    assert not Entry.objects.filter(verb="matters.phone_looked_up").exists()


def test_a_phone_finds_what_it_reported_here_and_stands_in_no_address(client: Client, town: Town) -> None:
    told = town.matter(contact=actions.Contact("演示张三", "10000000009"))
    own, other = town.matter(by=town.ren), town.matter()
    client.force_login(town.mei)
    for phone, found in (("100 0000 0009", told), ("10000000001", own)):
        answer = client.post("/desk/by-phone/", {"phone": phone})
        where = answer.headers["Location"]
        assert phone.replace(" ", "") not in where
        text = client.get(where).content.decode()
        assert found.number_shown in text
        assert other.number_shown not in text
    assert Entry.objects.filter(verb="matters.phone_looked_up", actor_id=town.mei.pk).count() == 2
    client.force_login(town.wang)
    assert client.post("/desk/by-phone/", {"phone": "10000000001"}).status_code == 403


def test_the_map_shows_what_the_list_shows(client: Client, town: Town) -> None:
    here = town.matter()
    town.matter(kind=town.leak.code, words="水管漏水")
    client.force_login(town.mei)
    assert "data-points" in shown(client, show="map", kind=town.rubbish.code)
    answer = client.get("/desk/points.json", {"kind": town.rubbish.code}).json()["features"]
    features = [one for one in answer if one["geometry"]["type"] == "Point"]
    assert len(answer) - len(features) == 2  # on the ground of the two grids of the community
    assert [one["properties"]["href"] for one in features] == [f"/desk/matters/{here.number}/"]
    assert tuple(features[0]["geometry"]["coordinates"]) == INSIDE[GRIDS[0]]


@pytest.mark.parametrize("asked", [{"unit": "x"}, {"left": "?"}, {"since": "never"}, {"caller": "1"}, {"place": "玉"}])
def test_a_filter_that_cannot_be_read_is_said_and_the_others_count(
    client: Client, town: Town, asked: dict[str, str]
) -> None:
    matter = town.matter()
    client.force_login(town.mei)
    text = shown(client, kind=town.rubbish.code, **asked)
    assert "invalid-feedback" in text
    assert matter.number_shown in text


def test_days_the_wrong_way_round_are_said(client: Client, town: Town) -> None:
    client.force_login(town.mei)
    assert "截止日期早于起始日期" in shown(client, since="2026-03-09", until="2026-03-01")


def test_days_beyond_the_calendar_break_nothing(client: Client, town: Town) -> None:
    client.force_login(town.mei)
    for asked in ({"until": "9999-12-31"}, {"since": "0001-01-01"}):
        assert client.get("/desk/", asked).status_code < 500
