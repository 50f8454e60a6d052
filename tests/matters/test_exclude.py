"""剔除: a unit asks, the centre decides, once there is an appeal; the log has every step and the clock stands by it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from linli.core.models import Entry
from linli.matters import actions
from linli.matters.errors import AlreadyAsked, Moved, NoAppeal, NothingSaid, NotLed, OwnExclusion, TooManyWords
from linli.matters.models import Counting, Exclusion, Matter
from linli.matters.reads import counting
from linli.matters.reads.clock import check
from linli.matters.rules import AskStage, DeclineReason, ExclusionReason
from linli.orgs.models import Post, Role
from tests.matters.steps import photo
from tests.matters.test_races import RACERS, losers, race
from tests.town import SINCE, T0, Town

LATER = T0 + timedelta(hours=3)
DAY = timedelta(days=1)


def ask(town: Town, matter: Matter, **more: Any) -> Exclusion:
    asked: dict[str, Any] = {"by": town.guan, "unit": town.cleaners, "reason": ExclusionReason.IN_COURT, "at": LATER}
    return actions.ask_exclusion(matter=matter, words="法院已立案（2026）苏0583民初1号", **(asked | more))


def test_a_unit_asks_and_the_centre_grants(town: Town) -> None:
    matter = town.answered()
    row = ask(town, matter, evidence=photo())
    assert (row.stage, row.evidence is not None, row.appeals) == (AskStage.ASKED, True, None)
    actions.grant_exclusion(by=town.zhong, exclusion=row, words="属实", at=LATER)
    row.refresh_from_db()
    assert (row.stage, row.decided_by, row.appeal_until) == (AskStage.GRANTED, town.zhong, None)
    told = Entry.objects.filter(verb__startswith="matters.exclusion").order_by("pk")
    assert [(entry.verb, entry.actor_id) for entry in told] == [
        ("matters.exclusion_asked", town.guan.pk),
        ("matters.exclusion_granted", town.zhong.pk),
    ]
    assert all("法院" not in str(entry.params) for entry in told)
    assert [d for checked in check() for d in checked.differences] == []


def test_a_refusal_can_be_appealed_once_and_in_time(town: Town) -> None:
    """The seed gives five working days: from Monday to the next Monday's close."""
    matter = town.answered()
    first = actions.refuse_exclusion(by=town.zhong, exclusion=ask(town, matter), words="证据不足", at=LATER)
    assert first.appeal_until is not None
    assert first.appeal_until - T0 > 7 * DAY
    with pytest.raises(NoAppeal):
        ask(town, matter, at=first.appeal_until + timedelta(seconds=1))
    appeal = ask(town, matter, at=first.appeal_until)
    assert appeal.appeals == first
    again = actions.refuse_exclusion(by=town.zhong, exclusion=appeal, words="维持", at=first.appeal_until)
    assert again.appeal_until is None
    with pytest.raises(NoAppeal):
        ask(town, matter, at=first.appeal_until)


def test_without_a_rule_there_is_no_appeal(town: Town) -> None:
    Counting.objects.all().delete()
    counting.kept.forget()
    matter = town.answered()
    actions.refuse_exclusion(by=town.zhong, exclusion=ask(town, matter), words="证据不足", at=LATER)
    with pytest.raises(NoAppeal):
        ask(town, matter)


def test_only_the_unit_that_leads_asks_and_once(town: Town) -> None:
    matter = town.answered()
    with pytest.raises(PermissionDenied):
        ask(town, matter, by=town.shui)
    with pytest.raises(NotLed):
        ask(town, matter, by=town.shui, unit=town.water)
    with pytest.raises(NothingSaid):
        actions.ask_exclusion(
            by=town.guan, matter=matter, unit=town.cleaners, reason=ExclusionReason.IN_COURT, words=" ", at=LATER
        )
    row = ask(town, matter)
    with pytest.raises(AlreadyAsked):
        ask(town, matter)
    actions.grant_exclusion(by=town.zhong, exclusion=row, words="属实", at=LATER)
    with pytest.raises(AlreadyAsked):
        ask(town, matter)


def test_nothing_is_left_out_where_nothing_is_owed(town: Town) -> None:
    matter = town.matter()
    actions.decline(by=town.mei, matter=matter, reason=DeclineReason.IN_COURT, words="法院正在审理", at=LATER)
    Matter.objects.filter(pk=matter.pk).update(unit=town.cleaners)
    with pytest.raises(NotLed):
        ask(town, Matter.objects.get(pk=matter.pk))


@pytest.mark.parametrize("verb", ["grant_exclusion", "refuse_exclusion"])
def test_only_the_centre_decides_and_never_about_its_own(town: Town, verb: str) -> None:
    row = ask(town, town.answered())
    decide = getattr(actions, verb)
    for somebody in (town.guan, town.mei, town.jie, town.sys):
        with pytest.raises(PermissionDenied):
            decide(by=somebody, exclusion=row, words="属实", at=LATER)
    Post.objects.create(person=town.zhong, organisation=town.cleaners, role=Role.DEPARTMENT_HANDLER, valid_from=SINCE)
    town.zhong.__dict__.pop("_posts_held", None)
    with pytest.raises(OwnExclusion):
        decide(by=town.zhong, exclusion=row, words="属实", at=LATER)
    row.refresh_from_db()
    assert row.stage == AskStage.ASKED


def test_a_decision_needs_few_words(town: Town) -> None:
    row = ask(town, town.answered())
    with pytest.raises(NothingSaid):
        actions.grant_exclusion(by=town.zhong, exclusion=row, words="", at=LATER)
    with pytest.raises(TooManyWords):
        actions.refuse_exclusion(by=town.zhong, exclusion=row, words="据" * 301, at=LATER)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_twenty_decisions_one_stands(town: Town) -> None:
    row = ask(town, town.answered())
    verbs = [actions.grant_exclusion, actions.refuse_exclusion]

    def decide(turn: int) -> object:
        mine = Exclusion.objects.select_related("matter").get(pk=row.pk)
        return verbs[turn % 2](by=town.zhong, exclusion=mine, words="定了", at=LATER)

    results = race([lambda turn=turn: decide(turn) for turn in range(RACERS)])
    assert losers(results) == {Moved: RACERS - 1}
    row.refresh_from_db()
    assert Entry.objects.filter(verb=f"matters.exclusion_{row.stage}").count() == 1
    assert Entry.objects.filter(verb__in=["matters.exclusion_granted", "matters.exclusion_refused"]).count() == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_twenty_that_ask_one_is_taken(town: Town) -> None:
    matter = town.answered()
    results = race([lambda: ask(town, Matter.objects.get(pk=matter.pk)) for _ in range(RACERS)])
    assert losers(results) == {AlreadyAsked: RACERS - 1}
    assert Exclusion.objects.count() == 1
