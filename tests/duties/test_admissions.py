"""Tasks are handed down only after they were asked for, decided by others, and published; and they end."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from linli.core.intents import IntentConflict
from linli.core.models import Entry
from linli.duties import actions, errors, jobs
from linli.duties.models import Admission
from linli.duties.reads.admissions import holding, reaches, visible_to
from linli.duties.rules import AdmissionStage, DutyLevel
from linli.duties.rules.admission import MOVES, in_force, moves_from
from linli.orgs.models import Post, Role
from tests.duties.asking import AFTER_ITS_END, IN, TODAY, admitted, asked, do, published, says
from tests.town import SINCE, T0, Town, fixed

STAGE = AdmissionStage


def verbs(row: Admission) -> list[str]:
    return list(Entry.objects.about(row).order_by("pk").values_list("verb", flat=True))


def test_a_task_goes_from_asked_to_published_with_every_step_in_the_log(town: Town) -> None:
    row = asked(town)
    actions.review(by=town.zhong, admission=row, words="依据充分", at=T0)
    actions.admit(by=town.zhong, admission=row, words="同意一年内试行", at=T0)
    actions.publish(by=town.zhong, admission=row, at=T0)
    assert row.stage == STAGE.PUBLISHED
    assert (row.asked_by, row.reviewed_by, row.decided_by, row.published_by) == (town.guan, *[town.zhong] * 3)
    assert verbs(row) == [f"duties.admission_{verb}" for verb in ("asked", "reviewed", "admitted", "published")]
    assert row.number == f"准入〔2026〕{row.pk}号"


def test_review_may_be_left_out_and_a_refusal_says_why(town: Town) -> None:
    row = asked(town)
    with pytest.raises(errors.NothingSaid):
        actions.refuse(by=town.zhong, admission=row, words="  ", at=T0)
    actions.refuse(by=town.zhong, admission=row, words="属部门自身职责", at=T0)
    assert (row.stage, row.decision) == (STAGE.REFUSED, "属部门自身职责")
    assert not moves_from(STAGE.REFUSED)


@pytest.mark.parametrize("stage", [stage for stage in STAGE if stage not in IN])
def test_what_has_ended_knows_no_move(stage: str) -> None:
    assert moves_from(stage) == []


@pytest.mark.parametrize("verb", MOVES)
@pytest.mark.parametrize("stage", IN)
def test_a_move_is_made_from_the_stages_of_the_table_and_from_no_other(town: Town, verb: str, stage: str) -> None:
    row = IN[stage](town)
    if stage in MOVES[verb].before:
        do(town, verb, row)
        assert Admission.objects.get(pk=row.pk).stage == MOVES[verb].after
    elif verb == "expire":
        assert do(town, verb, row) is False
    else:
        with pytest.raises(errors.AdmissionMoved) as told:
            do(town, verb, row)
        assert told.value.admission.stage == stage


def test_who_asked_does_not_decide_and_neither_does_the_own_unit(town: Town) -> None:
    row = asked(town)
    for person in (town.guan, town.mei, town.jie, town.sys, town.sec, town.ren):
        with pytest.raises(PermissionDenied):
            actions.admit(by=person, admission=row, at=T0)
    Post.objects.create(person=town.zhong, organisation=town.cleaners, role=Role.DEPARTMENT_HANDLER, valid_from=SINCE)
    both = type(town.zhong).objects.get(pk=town.zhong.pk)
    for verb in ("review", "admit", "refuse"):
        with pytest.raises(errors.OwnAdmission):
            getattr(actions, verb)(by=both, admission=row, at=T0, **({} if verb == "admit" else {"words": "可以"}))
    assert Admission.objects.get(pk=row.pk).stage == STAGE.ASKED


def test_only_departments_and_streets_ask_and_for_themselves(town: Town) -> None:
    for person, unit in ((town.mei, town.committee), (town.guan, town.water), (town.zhong, town.cleaners)):
        with pytest.raises(PermissionDenied):
            actions.ask(by=person, asker=unit, says=says(), at=T0, intent=uuid4())


def test_a_street_asks_its_own_communities_only(town: Town) -> None:
    def ask(**more: object) -> Admission:
        return actions.ask(by=town.jie, asker=town.street, at=T0, intent=uuid4(), **{"says": says()} | more)  # type: ignore[arg-type]

    row = ask(units=[town.committee])
    assert row.place_prefix == town.town.prefix
    with pytest.raises(errors.NotBelow):
        ask(units=[town.far_committee])
    with pytest.raises(errors.NotBelow):
        ask(units=[town.other_street])
    with pytest.raises(errors.NotBelow):
        ask(says=says(level=DutyLevel.STREET))


@pytest.mark.parametrize(
    "period",
    [
        {"starts_on": date(2026, 9, 1), "ends_on": date(2026, 8, 31)},
        {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 3, 1)},
        {"ends_on": date(2030, 1, 1)},
    ],
)
def test_a_period_ends_after_it_begins_in_the_future_and_within_three_years(town: Town, period: dict) -> None:
    with pytest.raises(errors.BadPeriod):
        asked(town, **period)


@pytest.mark.parametrize("name", ["title", "basis", "words"])
def test_title_basis_and_words_are_needed(town: Town, name: str) -> None:
    with pytest.raises(errors.NothingSaid) as told:
        asked(town, **{name: " "})
    assert told.value.field == name
    with pytest.raises(errors.TooLong):
        asked(town, **{name: "长" * 501})


def test_the_same_form_sent_twice_asks_once(town: Town) -> None:
    def ask(**more: object) -> Admission:
        return actions.ask(by=town.guan, asker=town.cleaners, says=says(**more), at=T0, intent=fixed(7))

    assert ask() == ask()
    assert Admission.objects.count() == 1
    with pytest.raises(IntentConflict):
        ask(title="另一件事")


def test_a_published_task_holds_on_its_days_for_its_units(town: Town) -> None:
    row = published(town, units=(town.committee,), starts_on=TODAY + timedelta(days=1))
    tomorrow = TODAY + timedelta(days=1)
    assert not reaches(row, town.committee, TODAY)
    assert reaches(row, town.committee, tomorrow)
    assert reaches(row, town.committee, row.ends_on)
    assert not reaches(row, town.committee, row.ends_on + timedelta(days=1))
    assert not reaches(row, town.other_committee, tomorrow)
    everybody = published(town)
    assert holding(town.other_committee, TODAY) == [everybody]
    assert holding(town.street, TODAY) == []
    assert not reaches(admitted(town), town.committee, TODAY)


def test_what_was_withdrawn_held_until_then(town: Town) -> None:
    row = published(town)
    later = T0 + timedelta(days=10)
    actions.withdraw(by=town.guan, admission=row, words="任务已由部门自办", at=later)
    assert row.stage == STAGE.WITHDRAWN
    assert reaches(row, town.committee, TODAY + timedelta(days=9))
    assert not reaches(row, town.committee, TODAY + timedelta(days=10))
    assert not in_force(STAGE.WITHDRAWN, TODAY, row.ends_on, None, TODAY)


def test_others_do_not_withdraw(town: Town) -> None:
    row = published(town)
    for person in (town.shui, town.mei, town.jie):
        with pytest.raises(PermissionDenied):
            actions.withdraw(by=person, admission=row, words="撤回", at=T0)


def test_a_task_ends_by_itself_once(town: Town) -> None:
    row = published(town)
    last_day = T0 + (row.ends_on - TODAY)
    assert jobs.end_admissions(at=last_day) == 0
    assert jobs.end_admissions(at=last_day + timedelta(days=1)) == 1
    assert jobs.end_admissions(at=last_day + timedelta(days=2)) == 0
    row.refresh_from_db()
    assert (row.stage, row.expired_at) == (STAGE.EXPIRED, last_day + timedelta(days=1))
    assert verbs(row)[-1] == "duties.admission_expired"
    assert reaches(row, town.committee, row.ends_on)


def test_the_asker_is_reminded_once_thirty_days_before_the_end(town: Town) -> None:
    row = published(town)
    before = T0 + (row.ends_on - TODAY) - timedelta(days=31)
    assert jobs.remind_of_ends(at=before) == 0
    assert jobs.remind_of_ends(at=before + timedelta(days=1)) == 1
    assert jobs.remind_of_ends(at=before + timedelta(days=2)) == 0
    assert verbs(row).count("duties.admission_reminded") == 1


def test_what_is_over_is_not_published(town: Town) -> None:
    row = admitted(town)
    with pytest.raises(errors.BadPeriod):
        actions.publish(by=town.zhong, admission=row, at=AFTER_ITS_END)


def test_a_renewal_is_a_new_request_that_names_the_old_one(town: Town) -> None:
    old = published(town)
    new = actions.ask(
        by=town.guan,
        asker=town.cleaners,
        says=says(starts_on=date(2026, 9, 1), ends_on=date(2027, 8, 31)),
        at=T0,
        intent=uuid4(),
        renewal_of=old,
    )
    assert (new.renewal_of, new.stage) == (old, STAGE.ASKED)
    assert list(old.renewals.all()) == [new]


def test_what_is_not_published_is_seen_by_the_asker_and_who_decides(town: Town) -> None:
    row, shown = asked(town), published(town)
    for person in (town.guan, town.zhong):
        assert set(visible_to(person)) == {row, shown}
    for person in (town.shui, town.mei, town.jie):
        assert set(visible_to(person)) == {shown}
