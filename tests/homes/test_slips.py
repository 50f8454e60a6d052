"""With its slip a household reads what was written, erases it, or has it put right."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from linli.core.models import Entry
from linli.homes import errors
from linli.homes.actions import looking, merging, people, slips
from linli.homes.actions.people import PersonSays
from linli.homes.models import ChangeRequest, Slip
from linli.homes.reads.slip import said_of
from linli.homes.rules import DECIDED_KEPT_DAYS, OPEN_REQUESTS, SLIP_LENGTH, Asked
from linli.people.actions import TooOften
from linli.people.models import Purpose
from tests.homes.doors import NAME, PHONE, TODAY, alone, gone, household, lives
from tests.town import T0, Town

HERE = "127.0.0.1"


def opened(code: str) -> Slip:
    return slips.open_slip(code=code, address=HERE, at=T0)


def test_a_slip_shows_masked_what_was_written_and_who_looked(town: Town) -> None:
    home = household(town)
    person = lives(town, home)
    alone(town, person)
    code = slips.give(by=town.wang, household=home, at=T0)
    assert len(code) == SLIP_LENGTH and code not in repr(list(Slip.objects.values()))
    looking.reveal(by=town.wang, occupant=person, purpose=Purpose.VISIT, at=T0)
    told = said_of(slips.of_slip(opened(f" {code[:4].lower()} {code[4:]}")), on=TODAY)
    assert [(one.name, len(one.needs)) for one in told.household.people] == [("演**", 1)]
    assert [(look.unit, look.purpose) for look in told.looks] == [(town.committee.name, "visit")]
    assert NAME not in repr(told) and PHONE not in repr(told)
    with pytest.raises(errors.SlipGone):
        slips.give(by=town.mei, household=home, at=T0)
        opened(code)  # a newer one was given


def test_guessing_codes_ends_soon(town: Town) -> None:
    code = slips.give(by=town.mei, household=household(town), at=T0)
    with pytest.raises(errors.SlipGone):
        slips.open_slip(code=code, address=HERE, at=T0 + timedelta(days=366))
    for _ in range(19):
        with pytest.raises(errors.SlipGone):
            opened("BCDFGHJKMNPQ")
    with pytest.raises(TooOften):
        opened(code)


def test_what_the_household_wants_gone_is_gone_at_once_and_only_theirs(town: Town) -> None:
    home, other = household(town), household(town, "9")
    person, stranger = lives(town, home), lives(town, other)
    need = alone(town, person)
    slip = opened(slips.give(by=town.mei, household=home, at=T0))
    with pytest.raises(errors.NotTheirs):
        slips.erase(slip=slip, line=stranger, at=T0)
    slips.erase(slip=slip, line=need, at=T0)
    slips.erase(slip=slip, line=person, at=T0)
    assert gone(need) and gone(person) and not gone(stranger)
    assert {(e.actor_id, e.subject_id) for e in Entry.objects.filter(verb="homes.line_erased")} == {(None, 0)}
    assert home.requests.count() == 0


def test_a_slip_follows_its_household_into_the_one_it_was_joined_to(town: Town) -> None:
    into, twice = household(town), household(town, "9")
    code = slips.give(by=town.mei, household=twice, at=T0)
    merging.merge(by=town.mei, into=into, gone=twice, doubles={}, at=T0)
    assert slips.of_slip(opened(code)) == into


def test_a_correction_is_asked_for_and_taken_once(town: Town) -> None:
    home = household(town)
    person = lives(town, home)
    slip = opened(slips.give(by=town.mei, household=home, at=T0))
    asked = slips.ask(slip=slip, asks=Asked.PHONE, occupant=person, words="100 0000 0088", at=T0)
    with pytest.raises(PermissionDenied):
        slips.take(by=town.tom, request=asked, at=T0)
    slips.take(by=town.wang, request=asked, at=T0)
    person.refresh_from_db()
    assert (person.name, person.phone) == (NAME, "10000000088")
    kept = ChangeRequest.objects.get()
    assert (kept.words, kept.is_taken, kept.decided_by) == ("", True, town.wang)
    for decide in (
        lambda: slips.take(by=town.mei, request=asked, at=T0),
        lambda: slips.refuse(by=town.mei, request=asked, answer="号码打不通", at=T0),
    ):
        with pytest.raises(errors.Decided):
            decide()


def test_who_refuses_a_correction_says_why(town: Town) -> None:
    home = household(town)
    slip = opened(slips.give(by=town.mei, household=home, at=T0))
    asked = slips.ask(slip=slip, asks=Asked.OTHER, occupant=None, words="门牌写错了", at=T0)
    with pytest.raises(errors.NoWords):
        slips.refuse(by=town.mei, request=asked, answer=" ", at=T0)
    slips.refuse(by=town.mei, request=asked, answer="已核对，门牌无误", at=T0)
    (told,) = said_of(home, on=TODAY).requests
    assert (told.answer, told.words) == ("已核对，门牌无误", "")
    assert DECIDED_KEPT_DAYS > 30


def test_what_cannot_be_asked_is_told_before_anything_is_kept(town: Town) -> None:
    home, other = household(town), household(town, "9")
    person, stranger = lives(town, home), lives(town, other)
    slip = opened(slips.give(by=town.mei, household=home, at=T0))
    for asks, who, words, wrong in (
        (Asked.NAME, person, " ", errors.NoWords),
        (Asked.NAME, person, "长" * 21, errors.LongName),
        (Asked.PHONE, person, "没有", errors.BadPhone),
        (Asked.OTHER, None, "长" * 201, errors.LongWords),
        (Asked.NAME, None, "演示", errors.NotTheirs),
        (Asked.NAME, stranger, "演示", errors.NotTheirs),
    ):
        with pytest.raises(wrong):
            slips.ask(slip=slip, asks=asks, occupant=who, words=words, at=T0)
    assert not ChangeRequest.objects.exists()
    for _ in range(OPEN_REQUESTS):
        slips.ask(slip=slip, asks=Asked.OTHER, occupant=None, words="请更正", at=T0)
    with pytest.raises(errors.TooMany):
        slips.ask(slip=slip, asks=Asked.OTHER, occupant=None, words="请更正", at=T0)
    people.correct(by=town.mei, occupant=person, says=PersonSays(NAME), at=T0)
    assert Slip.objects.count() == 1
