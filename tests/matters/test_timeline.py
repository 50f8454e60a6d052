"""What reporters and desks read of what happened."""

from __future__ import annotations

from datetime import timedelta

from linli.core.calendar import Limit, LimitUnit
from linli.matters import actions
from linli.matters.models import Matter
from linli.matters.reads.following import followed, reporters_of, rows
from linli.matters.reads.timeline import timeline
from linli.matters.rules import DeclineReason, Stage, UnsolvedReason
from tests.matters.test_extend import ask, grant, leaking
from tests.town import T0, Town, answer

LATER = T0 + timedelta(hours=2)


def told(matter: Matter, *, public: bool = True) -> list[tuple[str, str, str]]:
    return [(step.verb.removeprefix("matters."), step.unit, step.words) for step in timeline(matter, public=public)]


def test_the_line_of_steps_names_units_and_the_answer_newest_first(town: Town) -> None:
    matter = town.answered(by=town.ren)
    assert told(matter) == [
        ("answered", "昆山市城市管理局", "已清运，增加一个垃圾桶"),
        ("contacted", "昆山市城市管理局", ""),
        ("order_signed", "昆山市城市管理局", ""),
        ("order_dispatched", "昆山市城市管理局", ""),
        ("accepted", "里厍社区居委会", ""),
        ("received", "", ""),
    ]


def test_residents_read_no_names_of_staff_and_desks_do(town: Town) -> None:
    matter = town.answered()
    assert {step.by for step in timeline(matter, public=True)} == {""}
    assert "演示社区台" in {step.by for step in timeline(matter, public=False)}


def test_residents_do_not_read_the_words_of_an_assisting_unit(town: Town) -> None:
    matter = town.matter()
    actions.dispatch(by=town.mei, matter=matter, lead=town.cleaners, assisting=[town.water], at=T0)
    order = matter.orders.get(unit=town.water)
    actions.sign(by=town.shui, order=order, at=T0)
    actions.finish(by=town.shui, order=order, answer=answer("内部意见"), at=LATER)
    assert ("order_done", "昆山市水务局", "") in told(matter)
    assert ("order_done", "昆山市水务局", "内部意见") in told(matter, public=False)


def test_notes_on_the_way_are_told(town: Town) -> None:
    matter = town.handling()
    order = matter.orders.get()
    actions.sign(by=town.guan, order=order, at=T0)
    actions.note(by=town.guan, order=order, words="已派车", at=LATER)
    assert told(matter)[0] == ("order_noted", "昆山市城市管理局", "已派车")


def test_two_rounds_tell_two_answers(town: Town) -> None:
    matter = town.answered(by=town.ren)
    actions.rate(reporter=town.reporter(matter), solved=False, reason=UnsolvedReason.HALF_DONE, at=LATER)
    order = matter.orders.get()
    actions.finish(by=town.guan, order=order, answer=answer("第二次清运"), at=LATER + timedelta(hours=1))
    words = [text for verb, _, text in told(matter) if verb == "answered"]
    assert words == ["第二次清运", "已清运，增加一个垃圾桶"]


def test_a_look_at_the_contact_is_not_in_the_public_line(town: Town) -> None:
    matter = town.matter(by=town.ren)
    actions.reveal(
        by=town.mei, matter=matter, reporter=town.reporter(matter), purpose="call_back", at=LATER
    )  # fmt: skip
    assert "contact_revealed" not in [verb for verb, _, _ in told(matter)]
    assert "contact_revealed" in [verb for verb, _, _ in told(matter, public=False)]


def test_the_line_costs_the_same_however_long_it_is(town: Town, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    matter = town.answered(by=town.ren)
    with django_assert_max_num_queries(7):
        timeline(matter, public=True)


def test_a_reporter_may_rate_an_answer_once_and_withdraw_before(town: Town) -> None:
    early = followed(town.reporter(town.matter(by=town.ren)), at=LATER)
    assert (early.can_rate, early.can_withdraw, early.clock_runs) == (False, True, True)
    matter = town.answered(by=town.ren)
    seen = followed(town.reporter(matter), at=LATER)
    assert (seen.can_rate, seen.can_withdraw, seen.in_time) == (True, False, True)
    actions.rate(reporter=town.reporter(matter), solved=True, at=LATER)
    assert not followed(town.reporter(matter), at=LATER).can_rate


def test_a_closed_matter_can_be_rated_for_thirty_days(town: Town) -> None:
    matter = town.answered(by=town.ren)
    actions.close(by=town.mei, matter=matter, at=LATER)
    assert followed(town.reporter(matter), at=LATER + timedelta(days=30)).can_rate
    assert not followed(town.reporter(matter), at=LATER + timedelta(days=31)).can_rate


def test_a_merged_matter_leads_to_the_other_without_the_others_words(town: Town) -> None:
    first = town.matter(by=town.lao, words="别人的话")
    second = town.matter(by=town.ren, words="我的话")
    actions.merge(by=town.mei, matter=second, into=first, at=LATER)
    seen = followed(town.reporter(Matter.objects.get(pk=second.pk)), at=LATER)
    assert (seen.number, seen.merged_from, seen.words) == (first.number, second.number_shown, "我的话")
    assert "matters.received" not in [step.verb for step in seen.steps]
    assert not seen.can_withdraw


def test_a_refusal_tells_why(town: Town) -> None:
    matter = town.matter(by=town.ren)
    actions.decline(by=town.mei, matter=matter, reason=DeclineReason.IN_COURT, words="法院已立案", at=LATER)
    seen = followed(town.reporter(matter), at=LATER)
    assert (seen.stage, seen.declined_for, seen.steps[0].words) == (Stage.DECLINED, "in_court", "法院已立案")


def test_ones_own_list_begins_with_what_waits_for_a_rating(town: Town, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    waiting = town.answered(by=town.ren)
    newer = town.matter(by=town.ren, at=LATER)
    town.matter(by=town.lao)
    with django_assert_num_queries(1):
        lines = rows(reporters_of(town.ren))
    assert [line.number for line in lines] == [waiting.number, newer.number]
    assert lines[0].wants_rating


def test_a_browser_keeps_only_what_it_was_given(town: Town) -> None:
    matter = town.matter()
    assert rows(reporters_of(None)) == []
    assert [line.number for line in rows(reporters_of(None, [town.reporter(matter).pk]))] == [matter.number]


def test_desks_read_who_sent_an_order_to_whom(town: Town) -> None:
    matter = town.handling()
    sent = next(step for step in timeline(matter, public=False) if step.verb == "matters.order_dispatched")
    assert (sent.unit, sent.by, sent.to) == (town.committee.name, "演示社区台", town.cleaners.name)


def test_who_decided_above_is_told_as_its_own_unit_and_whose_order_it_was_about(town: Town) -> None:
    order = leaking(town)
    grant(town, ask(town, order))
    limit = Limit(1, LimitUnit.WORKING_DAYS)
    actions.supervise(by=town.zhong, order=order, words="请说明原因", within=limit, at=T0 + timedelta(days=2))
    steps = {step.verb: (step.unit, step.to) for step in timeline(order.matter, public=False)}
    assert steps["matters.order_extension_asked"] == (town.water.name, "")
    assert steps["matters.order_extended"] == (town.centre.name, town.water.name)
    assert steps["matters.order_supervised"] == (town.centre.name, town.water.name)
    read = {step.verb: (step.unit, step.to) for step in timeline(order.matter, public=True)}
    assert read["matters.order_extended"] == (town.centre.name, town.water.name)
