"""A street's refusal waits for a second pair of eyes; a community's does not, unless a dated row says so."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from linli.core.dated import DayGone
from linli.core.models import Entry
from linli.desks import actions
from linli.desks.errors import AlreadyDecided, AlreadyProposed, NoDesk, SamePerson
from linli.desks.models import Refusal, SecondPairRule
from linli.desks.reads import refusals as reads
from linli.matters import actions as matters
from linli.matters.errors import Moved, NothingSaid, TooManyWords
from linli.matters.models import Matter
from linli.matters.reads import clock
from linli.matters.reads.timeline import timeline
from linli.matters.rules import DeclineReason, Stage
from linli.people.models import Person
from tests.town import SINCE, T0, Town

WHY = DeclineReason.IN_COURT
LATER = T0 + timedelta(minutes=5)


def propose(town: Town, matter: Matter, *, by: Person | None = None, words: str = "法院已立案") -> Refusal:
    made = actions.decline(by=by or town.jie, matter=matter, reason=WHY, words=words, at=T0)
    assert made is not None
    return made


def test_a_street_proposes_and_another_person_declines(town: Town) -> None:
    matter = town.matter()
    refusal = propose(town, matter)
    matter.refresh_from_db()
    assert (matter.stage, matter.version) == (Stage.RECEIVED, 1)
    assert list(reads.waiting([town.county.prefix], but_of=town.zhong)) == [refusal]
    actions.confirm(by=town.zhong, refusal=refusal, at=LATER)
    matter.refresh_from_db()
    assert (matter.stage, matter.decline_words) == (Stage.DECLINED, "法院已立案")
    verbs = [step.verb for step in timeline(matter, public=False)]
    assert verbs[:2] == ["matters.declined", "desks.refusal_proposed"]
    assert "desks.refusal_proposed" not in [step.verb for step in timeline(matter, public=True)]
    assert all(not one.differences for one in clock.check())


def test_a_community_declines_at_once_until_a_row_says_otherwise(town: Town) -> None:
    first, second = town.matter(), town.matter()
    assert actions.decline(by=town.mei, matter=first, reason=WHY, words="已立案", at=T0) is None
    assert first.stage == Stage.DECLINED
    SecondPairRule.objects.create(organisation=town.committee, is_needed=True, valid_from=SINCE)
    assert actions.decline(by=town.mei, matter=second, reason=WHY, words="已立案", at=T0) is not None


def test_a_dated_row_lets_a_street_decline_alone(town: Town) -> None:
    SecondPairRule.objects.create(organisation=town.street, is_needed=False, valid_from=SINCE)
    assert actions.decline(by=town.jie, matter=town.matter(), reason=WHY, words="已立案", at=T0) is None


def test_nobody_confirms_their_own_refusal_nor_one_of_another_place(town: Town) -> None:
    refusal = propose(town, town.matter())
    with pytest.raises(SamePerson):
        actions.confirm(by=town.jie, refusal=refusal, at=LATER)
    with pytest.raises(PermissionDenied):
        actions.confirm(by=town.far, refusal=refusal, at=LATER)
    assert list(reads.waiting([town.town.prefix], but_of=town.jie)) == []


def test_a_refusal_that_is_sent_back_leaves_the_matter_as_it_was(town: Town) -> None:
    matter = town.matter()
    refusal = propose(town, matter)
    with pytest.raises(NothingSaid):
        actions.send_back(by=town.mei, refusal=refusal, remark=" ", at=LATER)
    actions.send_back(by=town.mei, refusal=refusal, remark="法院没有受理", at=LATER)
    with pytest.raises(AlreadyDecided):
        actions.confirm(by=town.zhong, refusal=refusal, at=LATER)
    matter.refresh_from_db()
    assert matter.stage == Stage.RECEIVED
    propose(town, matter)  # and it can be proposed anew


def test_one_refusal_waits_at_a_time_and_lapses_when_the_matter_moves(town: Town) -> None:
    matter = town.matter()
    refusal = propose(town, matter)
    with pytest.raises(AlreadyProposed):
        propose(town, matter)
    matters.accept(by=town.mei, matter=matter, at=LATER)
    assert reads.waiting_for(matter) is None
    with pytest.raises(AlreadyDecided):
        actions.confirm(by=town.zhong, refusal=refusal, at=LATER)
    with pytest.raises(Moved):
        actions.decline(by=town.jie, matter=matter, reason=WHY, words="已立案", at=LATER)


def test_a_refusal_needs_words_and_authority(town: Town) -> None:
    matter = town.matter()
    with pytest.raises(NothingSaid):
        propose(town, matter, words=" ")
    with pytest.raises(TooManyWords):
        propose(town, matter, words="长" * 301)
    with pytest.raises(PermissionDenied):
        propose(town, matter, by=town.wang)
    assert not Entry.objects.filter(verb__startswith="desks.").exists()


def test_a_street_sets_from_a_day_on_who_looks_a_second_time(client: Client, town: Town) -> None:
    address, today = "/desk/refusals/second-pair/", timezone.localdate()
    assert not reads.needs_second(town.committee, today)
    client.force_login(town.jie)
    sent = {"organisation": town.committee.name, "is_needed": "1", "on": today.isoformat()}
    assert client.post(address, sent).status_code == 302
    assert reads.needs_second(town.committee, today)
    tomorrow = today + timedelta(days=1)
    assert client.post(address, sent | {"is_needed": "0", "on": tomorrow.isoformat()}).status_code == 302
    assert reads.needs_second(town.committee, today)
    assert not reads.needs_second(town.committee, tomorrow)
    assert [row.is_needed for row in client.get(address).context["rows"]] == [False, True]
    assert [entry.params["needed"] for entry in Entry.objects.filter(verb="desks.second_pair_set")] == [True, False]
    assert client.post(address, sent | {"on": (today - timedelta(days=1)).isoformat()}).status_code == 400
    client.post(address, sent)  # from today again: what was set for tomorrow goes
    assert reads.needs_second(town.committee, tomorrow)
    assert SecondPairRule.objects.count() == 1


def test_nobody_sets_it_elsewhere_or_for_who_has_no_desk(client: Client, town: Town) -> None:
    today = timezone.localdate(T0)
    for by, organisation in ((town.mei, town.committee), (town.far, town.committee), (town.jie, town.centre)):
        with pytest.raises(PermissionDenied):
            actions.set_second_pair(by=by, organisation=organisation, is_needed=True, on=today, at=T0)
    with pytest.raises(NoDesk):
        actions.set_second_pair(by=town.zhong, organisation=town.water, is_needed=True, on=today, at=T0)
    with pytest.raises(DayGone):
        actions.set_second_pair(
            by=town.jie, organisation=town.street, is_needed=False, on=today - timedelta(days=1), at=T0
        )
    assert not SecondPairRule.objects.exists()
    client.force_login(town.jie)
    elsewhere = {"organisation": town.centre.name, "is_needed": "0", "on": timezone.localdate().isoformat()}
    assert client.post("/desk/refusals/second-pair/", elsewhere).status_code == 403
