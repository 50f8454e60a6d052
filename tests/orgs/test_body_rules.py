"""What a house starts with: a rule for every kind of body, and the seats of a joint committee."""

from __future__ import annotations

import pytest

from linli.core.models import Entry
from linli.orgs import actions
from linli.orgs.models import BodyForm, BodyRule, Ground, LinkKind, Need, OrgKind, SeatRule
from tests.town import SINCE, T0

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
