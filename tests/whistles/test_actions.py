"""Who may whistle for what and where, what each side tells, and what is refused."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from linli.core.intents import IntentConflict
from linli.core.models import Entry
from linli.matters import actions as matters
from linli.matters.errors import Moved, NoSuchMark, NothingSaid, TooManyPhotos, TooManyWords, UnknownPlace
from linli.whistles import actions, errors
from linli.whistles.models import Chase, Note, Rating, Summons, Verdict, Whistle
from linli.whistles.rules import RefusalReason, Stage, SummonsStage
from tests.matters.steps import photo
from tests.town import GRIDS, T0, Town, fixed
from tests.whistles.steps import LATER, SOON, blow, cause, part, rate_all, summons_in, whistle_in


@pytest.mark.parametrize(
    ("who", "unit", "rank"),
    [("wang", "committee", "grid"), ("mei", "committee", "community"), ("jie", "street", "street")],
)
def test_grid_community_and_street_whistle(town: Town, who: str, unit: str, rank: str) -> None:
    whistle = blow(town, by=getattr(town, who), unit=getattr(town, unit))
    assert (whistle.rank, whistle.stage, whistle.place) == (rank, Stage.BLOWN, GRIDS[0])
    entry = Entry.objects.get(verb="whistles.blown")
    assert entry.place == GRIDS[0]
    assert entry.params["departments"] == [town.cleaners.pk, town.water.pk]
    assert town.mei.display_name not in str(entry.params)


def test_each_department_gets_its_limits_and_its_plan(town: Town) -> None:
    summons = part(blow(town), town.cleaners)
    assert summons.sign_due_at == T0 + timedelta(hours=1)
    assert summons.contact_due_at == T0 + timedelta(hours=24)
    assert summons.arrive_due_at == T0 + timedelta(days=3, hours=8, minutes=30)  # Thursday, 17:30 in Kunshan
    plan = summons.chases.order_by("step")
    assert [chase.to for chase in plan] == ["head", "head", "joint_meeting", "centre"]
    assert plan[0].due_at == summons.sign_due_at
    assert plan[3].due_at == T0 + timedelta(days=7, hours=8, minutes=30)  # two working days on: Monday


def test_a_whistle_at_a_matter_takes_its_place(town: Town) -> None:
    matter = town.matter()
    whistle = blow(town, matter=matter, place="")
    assert (whistle.matter, whistle.place, whistle.address) == (matter, matter.place, matter.address)


def test_one_whistle_is_open_at_a_matter(town: Town) -> None:
    matter = town.matter()
    first = blow(town, matter=matter)
    with pytest.raises(errors.AlreadyBlown) as raised, transaction.atomic():
        blow(town, matter=matter)
    assert raised.value.fresh == first
    actions.call_off(by=town.mei, whistle=first, words="已解决", at=SOON)
    assert blow(town, matter=matter).stage == Stage.BLOWN


def test_the_same_intent_gives_the_same_whistle_and_another_body_conflicts(town: Town) -> None:
    first = blow(town, intent=fixed(7))
    assert blow(town, intent=fixed(7)) == first
    assert Whistle.objects.count() == 1
    with pytest.raises(IntentConflict):
        blow(town, intent=fixed(7), words="另一件事")


def refused(town: Town) -> list[tuple[dict[str, Any], type[Exception]]]:
    ended = matters.decline(by=town.mei, matter=town.matter(), reason="in_court", words="在审", at=T0)  # type: ignore[arg-type]
    return [
        ({"by": town.guan}, PermissionDenied),
        ({"by": town.zhong, "unit": town.centre}, PermissionDenied),
        ({"by": town.ren}, PermissionDenied),
        ({"by": town.tom}, PermissionDenied),  # of another community
        ({"by": town.wang, "place": GRIDS[1]}, errors.Elsewhere),  # another grid of the same committee
        ({"by": town.far, "unit": town.other_street}, errors.Elsewhere),
        ({"place": f"{town.committee.prefix}777"}, UnknownPlace),
        ({"matter": ended}, errors.MatterEnded),
        ({"departments": []}, errors.NobodyCalled),
        ({"departments": [town.committee]}, errors.NotCallable),
        ({"departments": [town.other_street]}, errors.NotCallable),
        ({"departments": [town.centre]}, errors.NotCallable),
        ({"by": town.jie, "unit": town.street, "departments": [town.street]}, errors.NotCallable),
        ({"words": "  "}, NothingSaid),
        ({"words": "长" * 1001}, TooManyWords),
        ({"address": "长" * 121}, TooManyWords),
        ({"photos": [photo() for _ in range(7)]}, TooManyPhotos),
        ({"cause": cause("hard_case")}, errors.CauseNotTheirs),
    ]


def test_what_is_not_a_whistle_leaves_no_trace(town: Town) -> None:
    for more, error in refused(town):
        with pytest.raises(error), transaction.atomic():
            blow(town, **more)
    assert not Whistle.objects.exists()
    assert not Entry.objects.filter(verb="whistles.blown").exists()


def test_a_cause_that_ended_calls_nobody(town: Town) -> None:
    push = cause()
    actions.end_cause(by=town.zhong, cause=push, on=(T0 + timedelta(days=1)).date(), at=T0)
    assert blow(town, cause=push).cause == push  # still today
    with pytest.raises(errors.CauseEnded):
        blow(town, cause=push, at=T0 + timedelta(days=1))


def test_a_level_leads_what_it_or_one_below_blew(town: Town) -> None:
    whistle = whistle_in(town, Stage.JOINED)  # blown by the community
    for stranger in (town.wang, town.tom, town.far, town.guan, town.zhong, town.ren):
        with pytest.raises(PermissionDenied), transaction.atomic():
            actions.conclude(by=stranger, whistle=whistle, result="已清", at=LATER)
    actions.conclude(by=town.jie, whistle=whistle, result="街道现场确认", at=LATER)
    assert whistle.concluded_by == town.jie


def test_only_ones_own_department_answers(town: Town) -> None:
    summons = part(blow(town), town.cleaners)
    for stranger in (town.shui, town.mei, town.zhong, town.ren):
        with pytest.raises(PermissionDenied), transaction.atomic():
            actions.sign(by=stranger, summons=summons, at=SOON)
    actions.sign(by=town.guan, summons=summons, at=SOON)
    assert (summons.signed_at, summons.signed_by) == (SOON, town.guan)


def test_arrival_is_told_with_words_or_a_photo_and_never_with_a_position(town: Town) -> None:
    summons = summons_in(town, SummonsStage.SIGNED)
    with pytest.raises(NothingSaid):
        actions.arrive(by=town.guan, summons=summons, words="", at=SOON)
    actions.arrive(by=town.guan, summons=summons, words="", photos=[photo()], at=SOON)
    told = Note.objects.get(verb=Note.Verb.ARRIVED)
    assert told.photos.count() == 1
    assert (summons.contacted_at, summons.arrived_at) == (SOON, SOON)  # who stands there has been in contact
    names = {field.name for model in (Summons, Note, Whistle) for field in model._meta.get_fields()}
    assert not names & {"lon", "lat", "point", "track", "position"}


def test_the_first_arrival_begins_the_joint_action_and_the_second_joins_it(town: Town) -> None:
    whistle = summons_in(town, SummonsStage.ARRIVED).whistle
    assert (whistle.stage, whistle.joined_at) == (Stage.JOINED, T0)
    second = part(whistle, town.water)
    actions.sign(by=town.shui, summons=second, at=SOON)
    actions.arrive(by=town.shui, summons=second, words="水务到场", at=LATER)
    assert Whistle.objects.get(pk=whistle.pk).joined_at == T0


def test_everybody_called_and_the_whistler_write_the_joint_log(town: Town) -> None:
    whistle = whistle_in(town, Stage.JOINED)
    for by, words in ((town.mei, "社区协调沿线商户"), (town.shui, "河面打捞一船"), (town.jie, "街道到场")):
        actions.note(by=by, whistle=whistle, words=words, at=LATER)
    noted = Note.objects.filter(verb=Note.Verb.NOTED).order_by("pk")
    assert [note.unit for note in noted] == [town.committee, town.water, town.street]
    for stranger in (town.tom, town.far, town.zhong, town.ren):
        with pytest.raises(PermissionDenied), transaction.atomic():
            actions.note(by=stranger, whistle=whistle, words="我也说一句", at=LATER)
    once = actions.note(by=town.mei, whistle=whistle, words="再记一条", at=LATER, intent=fixed(3))
    assert actions.note(by=town.mei, whistle=whistle, words="再记一条", at=LATER, intent=fixed(3)) == once


def test_the_joint_log_is_closed_with_the_result(town: Town) -> None:
    with pytest.raises(Moved):
        actions.note(by=town.mei, whistle=whistle_in(town, Stage.CONCLUDED), words="晚了", at=LATER)


def test_more_departments_are_called_with_limits_of_their_own(town: Town) -> None:
    whistle = blow(town, departments=[town.cleaners])
    actions.call(by=town.mei, whistle=whistle, departments=[town.water, town.street], at=LATER)
    assert part(whistle, town.water).sign_due_at == LATER + timedelta(hours=1)
    with pytest.raises(errors.AlreadyCalled):
        actions.call(by=town.mei, whistle=whistle, departments=[town.water], at=LATER)
    with pytest.raises(errors.NobodyCalled):
        actions.call(by=town.mei, whistle=whistle, departments=[], at=LATER)


def test_a_refusal_needs_a_reason_and_names_the_right_owner(town: Town) -> None:
    summons = part(blow(town), town.cleaners)
    other = RefusalReason.OTHER_OWNER
    for owner in (None, town.cleaners):
        with pytest.raises(errors.NoOwner):
            actions.refuse(by=town.guan, summons=summons, reason=other, words="属水务", owner=owner, at=SOON)
    with pytest.raises(NothingSaid):
        actions.refuse(by=town.guan, summons=summons, reason=other, words="", owner=town.water, at=SOON)
    row = actions.refuse(by=town.guan, summons=summons, reason=other, words="属水务", owner=town.water, at=SOON)
    assert (row.owner, row.is_upheld) == (town.water, None)
    assert not Chase.objects.filter(summons=summons).exists()  # nobody is chased while the arbiter thinks


def test_only_the_centre_decides_a_refusal(town: Town) -> None:
    summons = summons_in(town, SummonsStage.REFUSED)
    for stranger in (town.mei, town.jie, town.guan, town.ren):
        with pytest.raises(PermissionDenied), transaction.atomic():
            actions.decide(by=stranger, summons=summons, upheld=True, words="同意", at=SOON)


def test_a_refusal_turned_down_calls_anew_and_cannot_be_repeated(town: Town) -> None:
    summons = summons_in(town, SummonsStage.REFUSED)
    actions.decide(by=town.zhong, summons=summons, upheld=False, words="属城管职责", at=LATER)
    assert (summons.round, summons.stage, summons.signed_at) == (2, SummonsStage.CALLED, None)
    assert summons.sign_due_at == LATER + timedelta(hours=1)
    assert summons.chases.filter(round=2).count() == 4
    with pytest.raises(errors.RefusedBefore):
        actions.refuse(by=town.guan, summons=summons, reason=RefusalReason.NO_LEGAL_BASIS, words="仍不来", at=LATER)


def test_both_sides_rate_once_when_the_result_stands(town: Town) -> None:
    whistle = whistle_in(town, Stage.JOINED)
    summons = part(whistle, town.cleaners)
    with pytest.raises(Moved):
        actions.rate(by=town.mei, summons=summons, in_time=True, helped=True, marks=5, at=LATER)
    with pytest.raises(Moved):
        actions.judge(by=town.guan, summons=summons, is_due=True, at=LATER)
    whistle = whistle_in(town, Stage.CONCLUDED)
    summons = part(whistle, town.cleaners)
    with pytest.raises(NoSuchMark):
        actions.rate(by=town.mei, summons=summons, in_time=True, helped=True, marks=6, at=LATER)
    actions.rate(by=town.mei, summons=summons, in_time=True, helped=False, marks=2, words="来了没带设备", at=LATER)
    with pytest.raises(errors.AlreadyRated), transaction.atomic():
        actions.rate(by=town.jie, summons=summons, in_time=True, helped=True, marks=5, at=LATER)
    with pytest.raises(NothingSaid):
        actions.judge(by=town.guan, summons=summons, is_due=False, at=LATER)
    actions.judge(by=town.guan, summons=summons, is_due=False, words="社区可自行解决", at=LATER)
    with pytest.raises(errors.AlreadyRated), transaction.atomic():
        actions.judge(by=town.guan, summons=summons, is_due=True, at=LATER)
    assert (Rating.objects.count(), Verdict.objects.count()) == (1, 1)


def test_a_whistle_closes_when_every_department_was_rated(town: Town) -> None:
    whistle = whistle_in(town, Stage.CONCLUDED)
    with pytest.raises(errors.NotRated):
        actions.close(by=town.mei, whistle=whistle, at=LATER)
    rate_all(town, whistle)
    actions.close(by=town.mei, whistle=whistle, at=LATER)
    assert (whistle.stage, whistle.closed_by) == (Stage.CLOSED, town.mei)


def test_a_department_that_was_released_is_not_rated(town: Town) -> None:
    whistle = summons_in(town, SummonsStage.RELEASED).whistle
    water = part(whistle, town.water)
    actions.sign(by=town.shui, summons=water, at=SOON)
    actions.arrive(by=town.shui, summons=water, words="到场", at=SOON)
    whistle.refresh_from_db()
    actions.conclude(by=town.mei, whistle=whistle, result="已打捞", at=LATER)
    with pytest.raises(Moved):
        actions.judge(by=town.guan, summons=part(whistle, town.cleaners), is_due=True, at=LATER)
    actions.rate(by=town.mei, summons=part(whistle, town.water), in_time=True, helped=True, marks=5, at=LATER)
    actions.close(by=town.mei, whistle=whistle, at=LATER)


def test_a_street_orders_forces_in_an_emergency_within_thirty_minutes(town: Town) -> None:
    """街道应急处置权: by night on a holiday, recorded with time, force and rating."""
    night = T0 + timedelta(days=35, hours=17)  # 6 April, two in the morning, 清明节
    whistle = blow(town, by=town.jie, unit=town.street, cause=cause("emergency"), at=night)
    summons = part(whistle, town.cleaners)
    assert summons.arrive_due_at == night + timedelta(minutes=30)
    actions.sign(by=town.guan, summons=summons, at=night + timedelta(minutes=3))
    actions.arrive(by=town.guan, summons=summons, words="抢险队到场", at=night + timedelta(minutes=25))
    whistle.refresh_from_db()
    actions.conclude(by=town.jie, whistle=whistle, result="险情排除", at=night + timedelta(hours=2))
    actions.rate(by=town.jie, summons=part(whistle, town.cleaners), in_time=True, helped=True, marks=5, at=LATER)
    told = Entry.objects.filter(verb__startswith="whistles.").exclude(verb="whistles.cause_set").order_by("pk")
    assert [row.verb.partition(".")[2] for row in told] == ["blown", "signed", "arrived", "concluded", "rated"]
