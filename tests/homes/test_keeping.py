"""What is written of a home rests on a law or a consent, is read by those in charge, and ends."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from linli.core.models import Entry
from linli.homes import errors
from linli.homes.actions import grounds, households, looking, needs, ownership, people
from linli.homes.actions.ownership import OwnedBy
from linli.homes.actions.people import PersonSays
from linli.homes.models import CareNeed, Household, KeepingRule, Occupant, Owner, Ownership
from linli.homes.reads.household import shown
from linli.homes.reads.neighbours import Neighbour, NeighbourHome, homes_kept_by
from linli.homes.reads.scopes import in_charge, with_home
from linli.homes.rules import End, kept_until
from linli.orgs import actions as orgs
from linli.orgs.models import AreaKind, Post
from linli.people.models import Look, Purpose
from linli.people.reads import looks_at
from linli.places.models import Building
from tests.homes.doors import NAME, PHONE, SIGNER, TODAY, agreed, alone, door, gone, household, lives
from tests.orgs.bodies import branch
from tests.town import GRIDS, T0, Town

WEEK = timedelta(days=7)


def test_a_line_ends_with_the_term_of_its_rule_or_sooner_as_agreed() -> None:
    assert kept_until(TODAY, 12, None) == date(2027, 3, 2)
    assert kept_until(TODAY, 12, date(2026, 6, 1)) == date(2026, 6, 1)
    assert kept_until(TODAY, 12, date(2030, 1, 1)) == date(2027, 3, 2)


def test_without_a_law_nobody_is_written_down_who_did_not_agree(town: Town) -> None:
    home, says = household(town), PersonSays(NAME, PHONE)
    with pytest.raises(errors.NoConsent):
        people.write(by=town.mei, household=home, says=says, agreed=None, at=T0)
    for missing, field in ((agreed(by=" "), "signed_by"), (agreed(until=TODAY), "until")):
        with pytest.raises(errors.NoConsent) as wrong:
            people.write(by=town.mei, household=home, says=says, agreed=missing, at=T0)
        assert wrong.value.field == field
    with pytest.raises(errors.DayAhead):
        people.write(by=town.mei, household=home, says=says, agreed=agreed(TODAY + WEEK), at=T0)
    person = lives(town, home)
    assert (person.signed_by, person.signed_on, person.valid_to) == (SIGNER, TODAY, date(2028, 3, 2))
    with pytest.raises(errors.NoRule):
        needs.note(by=town.mei, occupant=person, code="people", agreed=agreed(), at=T0)


def test_a_consent_signed_long_ago_does_not_begin_anew_when_it_is_written_down(town: Town) -> None:
    person = lives(town, household(town))
    need = needs.note(by=town.mei, occupant=person, code="living_alone", agreed=agreed(date(2025, 6, 1)), at=T0)
    assert need.valid_to == date(2026, 6, 1)
    with pytest.raises(errors.NoConsent):
        grounds.renew(by=town.mei, line=need, agreed=agreed(date(2025, 1, 1)), at=T0)
    grounds.renew(by=town.mei, line=need, agreed=agreed(), at=T0)
    need.refresh_from_db()
    assert need.valid_to == date(2027, 3, 2)


@pytest.mark.parametrize(
    ("says", "wrong"),
    [
        (PersonSays(" "), errors.NoName),
        (PersonSays("长" * 21), errors.LongName),
        (PersonSays(NAME, "就在隔壁"), errors.BadPhone),
        (PersonSays(NAME, "1" * 21), errors.BadPhone),
        (PersonSays(NAME, "١٢٣٤٥٦٧"), errors.BadPhone),
    ],
)
def test_a_person_is_told_as_they_can_be_called(says: PersonSays, wrong: type[Exception]) -> None:
    with pytest.raises(wrong):
        says.told()
    assert PersonSays(f" {NAME} ", "+86 100-0000-0077").told() == (NAME, PHONE)
    assert PersonSays(NAME, "0512-57300000").told() == (NAME, "0512-57300000")


def test_names_and_numbers_lie_sealed_and_the_database_wants_a_ground(town: Town) -> None:
    person = lives(town, household(town))
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, phone, signed_by FROM homes_occupant")
        assert not {NAME, PHONE, SIGNER} & set(cursor.fetchone())
    for broken in ({"basis": "某法"}, {"signed_on": None}, {"wording": ""}, {"valid_to": TODAY}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Occupant.objects.filter(pk=person.pk).update(**broken)


def test_no_column_can_tell_of_a_refusal_or_an_identity_number() -> None:
    columns = {field.name for model in (Household, Occupant, CareNeed, Owner) for field in model._meta.get_fields()}
    assert not {
        name for name in columns if any(word in name for word in ("refus", "identity", "birth", "note", "card"))
    }


def test_who_is_in_charge_reads_and_writes_while_they_are(town: Town) -> None:
    here, there = household(town), household(town, "9")
    assert here.place == GRIDS[0]
    assert set(in_charge(town.mei)) == set(in_charge(town.wang)) == {here, there}
    for stranger in (town.tom, town.jie, town.guan, town.zhong, town.ren, town.sec):
        assert not in_charge(stranger).exists()
        with pytest.raises(PermissionDenied):
            households.found(by=stranger, dwelling=here.dwelling, at=T0)
        with pytest.raises(PermissionDenied):
            people.write(by=stranger, household=here, says=PersonSays(NAME), agreed=agreed(), at=T0)
    Post.objects.filter(person=town.wang).update(valid_to=TODAY)
    assert not in_charge(type(town.wang).objects.get(pk=town.wang.pk)).exists()


def test_the_page_of_a_household_is_masked_and_asks_the_database_as_often_for_many(
    town: Town, django_assert_max_num_queries: object
) -> None:
    home = household(town)
    alone(town, lives(town, home))
    for number in range(5):
        lives(town, home, f"演示家人{number}", "")
    home = with_home(in_charge(town.mei)).get(pk=home.pk)
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        page = shown(home, on=TODAY)
    first, *others = page.people
    assert (page.home, first.name, first.phone, len(others)) == ("幸福小区 2幢 1单元 201", "演**", "100****0077", 5)
    (need,) = first.needs
    assert (need.rule.name, need.rests.signed_by, need.rests.until) == ("独居老人", "演**", date(2027, 3, 2))
    assert NAME not in repr(page) and PHONE not in repr(page) and SIGNER not in repr(page)


def test_a_name_is_put_right_and_the_log_tells_only_which_field(town: Town) -> None:
    person = lives(town, household(town))
    people.correct(by=town.wang, occupant=person, says=PersonSays("演示独居者戊", PHONE), at=T0)
    person.refresh_from_db()
    assert person.name == "演示独居者戊"
    entry = Entry.objects.get(verb="homes.person_corrected")
    assert (entry.actor_id, entry.params) == (town.wang.pk, {"fields": ["name"]})
    people.correct(by=town.wang, occupant=person, says=PersonSays("演示独居者戊", PHONE), at=T0)
    assert Entry.objects.filter(verb="homes.person_corrected").count() == 1


def test_a_contact_is_shown_for_a_purpose_and_whoever_it_is_sees_that(town: Town) -> None:
    person = lives(town, household(town), "演示居民甲", town.ren.phone)
    with pytest.raises(PermissionDenied):
        looking.reveal(by=town.tom, occupant=person, purpose=Purpose.VISIT, at=T0)
    assert not Look.objects.exists()
    found = looking.reveal(by=town.wang, occupant=person, purpose=Purpose.VISIT, at=T0)
    assert found == ("演示居民甲", town.ren.phone)
    (look,) = looks_at(town.ren)
    assert (look.unit, look.purpose, look.about) == (town.committee.name, "visit", f"H{person.household_id}")


def test_who_takes_back_a_consent_leaves_nothing_and_nobody_reads_whose_it_was(town: Town) -> None:
    person = lives(town, household(town))
    need = alone(town, person)
    grounds.erase(by=town.mei, line=need, at=T0)
    assert gone(need) and not gone(person)
    need = alone(town, person)
    grounds.erase(by=town.mei, line=person, at=T0)
    assert gone(need) and gone(person)
    with pytest.raises(errors.LineGone):
        grounds.erase(by=town.mei, line=person, at=T0)
    for entry in Entry.objects.filter(verb__in=("homes.line_erased", "homes.need_noted")):
        assert (entry.subject_id, entry.place, entry.params) == (0, GRIDS[0][:12], {})


def test_moving_out_ends_what_must_end_and_owners_stay_with_the_dwelling(town: Town) -> None:
    home = household(town)
    person = lives(town, home)
    need = alone(town, person)
    owned = ownership.say_owners(
        by=town.mei, dwelling=home.dwelling, says=OwnedBy(8950, [PersonSays("演示业主己")]), on=TODAY, at=T0
    )
    households.move_out(by=town.mei, household=home, at=T0 + WEEK)
    home.refresh_from_db()
    assert gone(person) and gone(need) and (home.end, home.ended_at) == (End.MOVED_OUT, T0 + WEEK)
    assert [owner.name for owner in owned.owners.all()] == ["演示业主己"]
    for act in (
        lambda: households.move_out(by=town.mei, household=home, at=T0),
        lambda: lives(town, home),
    ):
        with pytest.raises(errors.HouseholdOver):
            act()


def test_a_sale_is_a_new_row_and_forgets_who_sold(town: Town) -> None:
    dwelling, owner = door(town), PersonSays("演示业主己", PHONE)
    say = ownership.say_owners
    say(by=town.mei, dwelling=dwelling, says=OwnedBy(8950, [owner]), on=date(2026, 1, 1), at=T0)
    assert Owner.objects.get().basis.startswith("《民法典》")
    say(by=town.mei, dwelling=dwelling, says=OwnedBy(8950, [PersonSays("演示业主庚")] * 2), on=TODAY, at=T0)
    assert [(o.valid_from, o.valid_to) for o in Ownership.objects.order_by("valid_from")] == [
        (date(2026, 1, 1), TODAY),
        (TODAY, None),
    ]
    assert {one.name for one in Owner.objects.all()} == {"演示业主庚"}
    for says, on, wrong in (
        (OwnedBy(0, [owner]), TODAY, errors.BadArea),
        (OwnedBy(1_000_001, [owner]), TODAY, errors.BadArea),
        (OwnedBy(8950, []), TODAY, errors.NoOwner),
        (OwnedBy(8950, [owner] * 21), TODAY, errors.TooMany),
        (OwnedBy(8950, [owner]), TODAY + WEEK, errors.DayAhead),
    ):
        with pytest.raises(wrong):
            say(by=town.mei, dwelling=dwelling, says=says, on=on, at=T0)


def test_who_answers_for_homes_reads_theirs_without_any_contact_while_they_do(town: Town) -> None:
    home, other = household(town), household(town, "9")
    person = lives(town, home)
    alone(town, person)
    needs.note(by=town.mei, occupant=person, code="disabled", agreed=agreed(), at=T0)
    lives(town, other)
    building = Building.objects.get(name="2幢")
    area = orgs.ask_for_area(
        by=town.mei, body=branch(town), kind=AreaKind.STAIRWAY_HEAD, person=town.lao, estate=building.estate,
        building=building, staircase="1单元", on=TODAY, at=T0,
    )  # fmt: skip
    assert homes_kept_by(town.lao, on=TODAY) == []
    orgs.agree_to_area(by=town.lao, area=area, at=T0)
    told = Neighbour("演**", (("独居老人", "Elder living alone"),))
    assert homes_kept_by(town.lao, on=TODAY) == [NeighbourHome("幸福小区 2幢 1单元 201", (told,))]
    orgs.give_back_area(by=town.lao, area=area, at=T0)
    assert homes_kept_by(town.lao, on=TODAY) == []


def test_a_rule_that_ended_keeps_nothing_new_and_its_lines_stand_to_their_end(town: Town) -> None:
    home = household(town)
    person = lives(town, home)
    alone(town, person)
    KeepingRule.objects.filter(code="living_alone").give_way(TODAY)
    with pytest.raises(errors.NoRule):
        alone(town, person)
    assert [need.rule.code for need in shown(home, on=TODAY).people[0].needs] == ["living_alone"]
