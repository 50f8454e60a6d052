"""A rule for every kind of body and its seats: those a house starts with, and those a county sets by date."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from linli.core.dated import HasBegun
from linli.core.models import Entry
from linli.orgs import actions, errors
from linli.orgs.models import BodyForm, BodyRule, Ground, LinkKind, Need, OrgKind, SeatRule
from linli.orgs.reads.ruling import misfits, seats_meant
from tests.orgs.bodies import TODAY, body, joint
from tests.town import SINCE, T0, Town

TOMORROW = TODAY + timedelta(days=1)
ALONE = actions.BodyRuleSays(under=["", "joint_party_committee"], forms=[], grounds=["grid"], links=[])
POLICE = actions.SeatRuleSays("社区民警", Need.MUST, "police", [], 2, 36)

pytestmark = pytest.mark.django_db


def test_every_kind_has_a_rule_of_words_that_are_known() -> None:
    added = actions.seed(at=T0, since=SINCE)
    rules = {rule.kind: rule for rule in BodyRule.objects.valid(SINCE)}
    assert set(rules) == set(OrgKind.values)
    assert added == len(rules) + SeatRule.objects.count()
    for rule in rules.values():
        assert set(rule.under) <= {"", *OrgKind.values}
        assert set(rule.forms) <= set(BodyForm.values)
        assert set(rule.grounds) <= set(Ground.values)
        assert set(rule.links) <= set(LinkKind.values)


def test_a_joint_committee_must_have_three_kinds_of_members_and_prefers_two() -> None:
    actions.seed(at=T0, since=SINCE)
    needs = list(SeatRule.objects.order_by("order").values_list("need", flat=True))
    assert needs == [Need.MUST] * 3 + [Need.PREFERRED] * 2
    assert set(SeatRule.objects.values_list("body_kind", flat=True)) == {OrgKind.JOINT_PARTY_COMMITTEE}


def test_a_house_is_seeded_once() -> None:
    actions.seed(at=T0, since=SINCE)
    assert actions.seed(at=T0, since=SINCE) == 0
    assert Entry.objects.filter(verb="orgs.body_rules_seeded").count() == 1


def test_a_rule_of_bodies_holds_from_its_day_and_what_stands_stays(town: Town) -> None:
    branch = body(town, OrgKind.GRID_BRANCH, "第1网格党支部", joint(town), form=BodyForm.COMBINED)
    drafted = BodyRule(kind=OrgKind.GRID_BRANCH, **asdict(replace(ALONE, under=[""], needs_head=True)))
    assert [(one.field, one.bodies) for one in misfits(drafted, TODAY)] == [
        ("under", 1),
        ("forms", 1),
        ("needs_head", 1),
    ]
    actions.set_body_rule(by=town.zhong, kind=OrgKind.GRID_BRANCH, says=ALONE, on=TOMORROW, at=T0)
    old, new = BodyRule.objects.filter(kind=OrgKind.GRID_BRANCH).order_by("valid_from")
    assert (old.valid_to, new.valid_to, new.under) == (TOMORROW, None, ["", "joint_party_committee"])
    with pytest.raises(errors.NotUnder):
        body(town, OrgKind.GRID_BRANCH, "今天的支部", None)
    assert body(town, OrgKind.GRID_BRANCH, "明天的支部", None, on=TOMORROW).parent is None
    branch.refresh_from_db()
    assert branch.form == BodyForm.COMBINED


def test_a_rule_that_no_body_could_keep_is_refused_by_name(town: Town) -> None:
    actions.seed(at=T0, since=SINCE)
    wrong = {
        errors.NowhereToStand: replace(ALONE, under=[]),
        errors.NothingCovered: replace(ALONE, grounds=[], covers=True),
        errors.RuleUnclear: replace(ALONE, forms=["oral"]),
        errors.MustEnd: ALONE,
    }
    for error, says in wrong.items():
        with pytest.raises(error):
            actions.set_body_rule(by=town.zhong, kind=OrgKind.TEMPORARY_PARTY_ORG, says=says, on=TODAY, at=T0)
    asked = {"kind": OrgKind.GRID_BRANCH, "says": ALONE, "at": T0}
    with pytest.raises(errors.RuleBegins):
        actions.set_body_rule(by=town.zhong, on=TODAY - timedelta(days=1), **asked)
    with pytest.raises(PermissionDenied):
        actions.set_body_rule(by=town.mei, on=TODAY, **asked)
    actions.set_body_rule(by=town.zhong, on=TODAY, **asked)
    with pytest.raises(errors.NothingNew):
        actions.set_body_rule(by=town.zhong, on=TOMORROW, **asked)
    with pytest.raises(errors.RuleBegins):
        actions.set_body_rule(by=town.zhong, on=TODAY, **(asked | {"says": replace(ALONE, needs_head=True)}))


def test_a_rule_that_has_not_begun_is_taken_back(town: Town) -> None:
    actions.seed(at=T0, since=SINCE)
    told, later = {"by": town.zhong, "kind": OrgKind.GRID_BRANCH, "at": T0}, TOMORROW + timedelta(days=30)
    first = BodyRule.objects.get(kind=OrgKind.GRID_BRANCH)
    middle = actions.set_body_rule(says=ALONE, on=TOMORROW, **told)
    last = actions.set_body_rule(says=replace(ALONE, needs_head=True), on=later, **told)
    with pytest.raises(PermissionDenied):
        actions.take_back_body_rule(by=town.mei, row=middle, at=T0)
    with pytest.raises(HasBegun):
        actions.take_back_body_rule(by=town.zhong, row=middle, at=T0 + timedelta(days=1))  # its day has come
    actions.take_back_body_rule(by=town.zhong, row=middle, at=T0)
    assert list(BodyRule.objects.filter(kind=OrgKind.GRID_BRANCH).order_by("valid_from")) == [first, last]
    first.refresh_from_db()
    assert first.valid_to == later  # until what follows
    assert Entry.objects.get(verb="orgs.body_rule_taken_back").params["on"] == TOMORROW.isoformat()
    for gone in (middle, first):
        with pytest.raises(HasBegun):
            actions.take_back_body_rule(by=town.zhong, row=gone, at=T0)


def test_seats_follow_their_rule_from_its_day_on_and_members_stay(town: Town) -> None:
    committee = joint(town)
    told = {"body_kind": OrgKind.JOINT_PARTY_COMMITTEE, "by": town.zhong, "at": T0}
    for person in (town.ren, town.lao):
        actions.fill_seat(
            by=town.mei, body=committee, code="partner_unit", person=person, home=town.cleaners, on=TODAY, at=T0
        )
    partners = SeatRule.objects.get(code="partner_unit")
    one = SeatRule(**asdict(POLICE) | {"code": "partner_unit", "seats": 1}, body_kind=committee.kind)
    meant = seats_meant(one, TODAY)
    assert (meant.bodies, meant.seats, meant.taken, meant.beyond, meant.from_elsewhere) == (1, 1, 2, 1, 1)
    actions.set_seat_rule(code="police", says=POLICE, on=TOMORROW, **told)
    actions.set_seat_rule(code="new", says=replace(POLICE, home_duty=""), on=TODAY, **told)
    assert SeatRule.objects.get(code="new").order == 6
    with pytest.raises(errors.NothingNew):
        actions.set_seat_rule(code="police", says=POLICE, on=TOMORROW, **told)
    with pytest.raises(errors.SeatsUnclear):
        actions.set_seat_rule(code="police", says=replace(POLICE, seats=0), on=TOMORROW, **told)
    actions.end_seat_rule(by=town.zhong, rule=partners, on=TOMORROW, at=T0)
    with pytest.raises(errors.RuleOver):
        actions.end_seat_rule(by=town.zhong, rule=partners, on=TOMORROW, at=T0)
    assert committee.seats.filter(valid_to=None).count() == 2
    assert set(SeatRule.objects.valid(TOMORROW).values_list("code", "seats")) >= {("police", 2), ("new", 2)}
    assert not SeatRule.objects.valid(TOMORROW).filter(code="partner_unit").exists()
