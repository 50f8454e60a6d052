"""Deeds of the log earn by dated rules: once, within caps, for those who opened a wallet; undone, they take back."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from linli.core import log
from linli.points import actions, jobs
from linli.points.errors import BadRule, HasWallet, NoWallet, OfficeAccount, RuleBegins
from linli.points.models import Account, Line, Lot, Movement, Reading, Rule
from linli.points.reads.verify import verify
from linli.points.reads.wallet import wallet_of
from linli.points.rules import Holder, Outcome, Why
from tests.points.steps import (
    AGREED,
    LATER,
    PLEDGE,
    TASK,
    attended,
    balance,
    cause,
    earned,
    merchant,
    offer,
    rule,
    struck,
    taken,
    wallet,
)
from tests.town import T0, Town


def outcomes() -> list[str]:
    return list(Reading.objects.order_by("pk").values_list("outcome", flat=True))


def test_a_deed_earns_once_however_often_the_log_is_read(town: Town) -> None:
    wallet(town.ren)
    rule()
    attended(town, town.ren)
    for _ in range(3):
        jobs.read(at=LATER)
        jobs.read_all(at=LATER)
    assert balance(town.ren) == 10
    assert outcomes() == [Outcome.EARNED]
    moved = wallet_of(town.ren).moved[0]  # type: ignore[union-attr]
    assert (moved.why, moved.points, moved.at) == (Why.EARNED, 10, LATER)
    assert moved.rule is not None


def test_the_deed_is_the_members_or_the_actors(town: Town) -> None:
    for person in (town.ren, town.lao):
        wallet(person)
    rule()
    rule(TASK, points=15)
    rule(PLEDGE, points=5)
    attended(town, town.ren)  # written by the organiser
    log.write(TASK, town.committee, by=town.mei, at=LATER, member=town.ren.pk)
    log.write(PLEDGE, town.committee, by=town.lao, at=LATER)
    jobs.read(at=LATER)
    assert (balance(town.ren), balance(town.lao)) == (25, 5)


def test_only_who_opened_a_wallet_earns_and_only_from_then_on(town: Town) -> None:
    rule()
    attended(town, town.ren, 1)
    wallet(town.ren, at=LATER + timedelta(minutes=1))
    attended(town, town.lao, 1)
    jobs.read(at=LATER + timedelta(hours=1))
    assert outcomes() == [Outcome.NO_WALLET, Outcome.NO_WALLET]
    assert not Movement.objects.exists()


def test_an_account_of_an_office_has_no_wallet_and_nobody_has_two(town: Town) -> None:
    with pytest.raises(OfficeAccount):
        wallet(town.mei)
    wallet(town.ren)
    with pytest.raises(HasWallet):
        wallet(town.ren)


def test_caps_of_a_day_and_of_a_month_hold(town: Town) -> None:
    wallet(town.ren)
    rule(day_cap=15, month_cap=30)
    for n in range(3):
        attended(town, town.ren, n, at=LATER)
    for n in range(3):
        attended(town, town.ren, 10 + n, at=LATER + timedelta(days=1))
    attended(town, town.ren, 20, at=LATER + timedelta(days=31))  # April
    jobs.read(at=LATER + timedelta(days=31))
    assert sorted(Line.objects.filter(lot__isnull=False).values_list("amount", flat=True)) == [5, 5, 10, 10, 10]
    assert outcomes().count(Outcome.CAPPED) == 2
    assert balance(town.ren) == 40


def test_a_rule_holds_from_a_day_to_a_day(town: Town) -> None:
    wallet(town.ren)
    rule(valid_to=date(2026, 3, 3))
    rule(points=3, valid_from=date(2026, 3, 3), valid_to=date(2026, 3, 4))
    for days in range(3):
        attended(town, town.ren, days, at=LATER + timedelta(days=days))
    jobs.read(at=LATER + timedelta(days=3))
    assert outcomes() == [Outcome.EARNED, Outcome.EARNED, Outcome.NO_RULE]
    assert balance(town.ren) == 13


def test_the_same_deed_told_again_earns_nothing(town: Town) -> None:
    wallet(town.ren)
    rule()
    attended(town, town.ren)
    attended(town, town.ren)
    jobs.read(at=LATER)
    assert outcomes() == [Outcome.EARNED, Outcome.AGAIN]


def test_a_deed_that_is_struck_takes_back_and_may_be_told_anew(town: Town) -> None:
    wallet(town.ren)
    rule(day_cap=10)
    attended(town, town.ren)
    struck(town, town.lao)  # somebody else's word on the same activity
    jobs.read(at=LATER)
    assert balance(town.ren) == 10
    struck(town, town.ren)
    struck(town, town.ren)
    jobs.read(at=LATER)
    assert balance(town.ren) == 0
    assert outcomes() == [Outcome.EARNED, Outcome.NOTHING, Outcome.TAKEN_BACK, Outcome.NOTHING]
    attended(town, town.ren)
    jobs.read(at=LATER)
    assert balance(town.ren) == 10  # what was taken back fills no cap
    assert verify().wrong == ()


def test_what_was_spent_stays_spent_and_nobody_gets_into_debt(town: Town) -> None:
    earned(town, town.ren)
    taken(town.ren, offer(town, merchant(town)[0], price=8))
    struck(town, town.ren, 1_000)
    jobs.read(at=LATER)
    assert balance(town.ren) == 0
    assert verify().wrong == ()


def test_a_withdrawal_waits_until_the_deed_has_been_read(town: Town) -> None:
    wallet(town.ren)
    rule()
    deed = attended(town, town.ren)
    undo = struck(town, town.ren)
    assert actions.read(undo, at=LATER) is None  # another work process has the deed and has not finished
    assert actions.read(deed, at=LATER) is Outcome.EARNED
    assert actions.read(undo, at=LATER) is Outcome.TAKEN_BACK
    assert actions.read(deed, at=LATER) is None


def test_entries_that_commit_late_are_read(town: Town) -> None:
    wallet(town.ren)
    rule()
    early, late = attended(town, town.ren, 1), attended(town, town.ren, 2)
    actions.read(late, at=LATER)  # the one before it was not to be seen yet
    jobs.read(at=LATER)
    assert Reading.objects.filter(pk=early.pk, outcome=Outcome.EARNED).exists()
    assert balance(town.ren) == 20


def test_points_expire_once_with_the_day(town: Town) -> None:
    wallet(town.ren)
    rule(months=1)
    attended(town, town.ren)
    jobs.read(at=LATER)
    lot = Lot.objects.get()
    assert lot.expires_at.astimezone().isoformat() == "2026-04-03T00:00:00+08:00"
    jobs.expire(at=lot.expires_at - timedelta(seconds=1))
    assert balance(town.ren) == 10
    for _ in range(2):
        jobs.expire(at=lot.expires_at)
    assert balance(town.ren) == 0
    assert [line.amount for line in Line.objects.filter(account__kind=Holder.EXPIRED)] == [10]


def test_what_expires_first_is_spent_first(town: Town) -> None:
    wallet(town.ren)
    rule(months=12)
    rule(PLEDGE, months=1, points=5)
    attended(town, town.ren)
    log.write(PLEDGE, town.committee, by=town.ren, at=LATER)
    jobs.read(at=LATER)
    actions.give(by=town.ren, cause=cause(town), points=7, intent=uuid4(), at=LATER)
    assert sorted(Lot.objects.values_list("earned", "left")) == [(5, 0), (10, 8)]
    assert verify().wrong == ()


def test_closing_a_wallet_gives_back_and_forgets_whose_it_was(town: Town) -> None:
    earned(town, town.ren, 2)
    row = taken(town.ren, offer(town, merchant(town)[0]))
    account = Account.objects.wallets().get()
    with pytest.raises(NoWallet):
        actions.close_wallet(by=town.lao, wallet=account, at=LATER)
    actions.close_wallet(by=town.ren, wallet=account, at=LATER)
    account.refresh_from_db()
    row.refresh_from_db()
    assert (account.person_id, account.held, account.near) == (None, 0, "")
    assert row.returned_at == LATER
    assert not Reading.objects.exclude(movement=None).exists()
    assert wallet_of(town.ren) is None
    assert sum(Line.objects.filter(account__kind=Holder.ISSUE).values_list("amount", flat=True)) == 0
    assert verify().wrong == ()
    with pytest.raises(NoWallet):
        actions.close_wallet(by=town.ren, wallet=account, at=LATER)
    actions.open_wallet(by=town.ren, wording=AGREED, at=LATER)
    jobs.read_all(at=LATER)
    assert balance(town.ren) == 0  # what was read before earns nothing a second time


def test_a_wallet_is_closed_with_the_account_of_its_owner(town: Town) -> None:
    earned(town, town.ren)
    town.ren.is_active = False
    town.ren.save()
    jobs.forget(at=LATER)
    assert not Account.objects.wallets().exists()


def test_a_rule_is_set_for_a_day_to_come_by_the_centre(town: Town) -> None:
    first = rule()
    says = actions.RuleSays(verb=first.verb, name="参加活动", points=5, months=12, day_cap=10)
    made = actions.set_rule(by=town.zhong, says=says, on=date(2026, 3, 9), at=T0)
    first.refresh_from_db()
    assert (first.valid_to, made.valid_from) == (date(2026, 3, 9), date(2026, 3, 9))
    with pytest.raises(RuleBegins):
        actions.set_rule(by=town.zhong, says=says, on=date(2026, 3, 9), at=T0)
    with pytest.raises(RuleBegins):
        actions.set_rule(by=town.zhong, says=says, on=date(2026, 3, 1), at=T0)
    with pytest.raises(BadRule):
        bad = actions.RuleSays(verb="matters.received", name="提交诉求", points=5, months=12)
        actions.set_rule(by=town.zhong, says=bad, on=date(2026, 3, 10), at=T0)
    assert Rule.objects.count() == 2


def test_the_seeded_rules_and_stars_are_in_force_and_seeded_once(town: Town) -> None:
    assert actions.seed(at=T0, since=date(2022, 1, 1)) == 3 + 10 + 20
    assert actions.seed(at=T0, since=date(2022, 1, 1)) == 0
