"""The clock moves: what ends is erased from every table, and the log and the words to search by never had it."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

from django.apps import apps
from django.db import connection

from linli.core.crypto import sealed_fields
from linli.core.models import Entry, SearchRow
from linli.homes import jobs
from linli.homes.actions import households, ownership, slips
from linli.homes.actions.ownership import OwnedBy
from linli.homes.actions.people import PersonSays
from linli.homes.models import CareNeed, ChangeRequest, Household, Occupant, Owner, Slip
from linli.homes.rules import Asked
from linli.places.models import Building, Grid
from tests.homes.doors import NAME, PHONE, SIGNER, alone, household, lives
from tests.town import GRIDS, T0, Town

CANARIES = (NAME, PHONE, SIGNER, "演示业主己", "门牌写错了")
DAY = timedelta(days=1)


def told() -> str:
    """Every value of every table of homes, opened, and every other text of the house as it lies."""
    found = []
    for model in apps.get_app_config("homes").get_models():
        found += [str(row) for row in model._base_manager.values_list()]
    with connection.cursor() as cursor:
        for table in (Entry._meta.db_table, SearchRow._meta.db_table):
            cursor.execute(f"SELECT * FROM {table}")
            found += [json.dumps(row, default=str, ensure_ascii=False) for row in cursor.fetchall()]
    return "\n".join(found)


def test_when_its_time_is_over_nothing_is_left_of_a_home(town: Town) -> None:
    home = household(town)
    person = lives(town, home, until=date(2026, 9, 1))
    alone(town, person, until=date(2026, 6, 1))
    says = OwnedBy(8950, [PersonSays("演示业主己", PHONE)])
    ownership.say_owners(by=town.mei, dwelling=home.dwelling, says=says, on=date(2026, 3, 2), at=T0)
    slip = slips.open_slip(code=slips.give(by=town.mei, household=home, at=T0), address="", at=T0)
    slips.ask(slip=slip, asks=Asked.OTHER, occupant=None, words="门牌写错了", at=T0)
    assert all(canary in told() for canary in CANARIES)

    def stand(at: datetime) -> tuple[int, ...]:
        jobs.erase_expired(at=at)
        tables = (CareNeed, Occupant, Slip, ChangeRequest, Owner)
        return tuple(table._default_manager.count() for table in tables)

    june, september = T0.replace(month=6, day=1), T0.replace(month=9, day=1)
    assert stand(june - DAY) == (1, 1, 1, 1, 1)
    assert stand(june) == (0, 1, 1, 1, 1)
    assert stand(september) == (0, 0, 1, 1, 1)
    assert stand(T0.replace(year=2027)) == (0, 0, 0, 1, 1)
    assert stand(T0.replace(year=2027, day=9)) == (0, 0, 0, 0, 1)
    assert stand(T0.replace(year=2031)) == (0, 0, 0, 0, 0)
    left = told()
    assert not [canary for canary in CANARIES if canary in left]
    assert Household.objects.get() == home  # that somebody lives there, and no more
    lines = Entry.objects.filter(verb="homes.lines_expired").values_list("subject_id", "params")
    assert list(lines) == [(0, {"lines": 1})] * 3
    assert stand(T0.replace(year=2031)) == (0, 0, 0, 0, 0) and len(lines.all()) == 3


def test_more_lines_than_are_erased_at_once_are_all_erased(town: Town) -> None:
    home = household(town)
    person = lives(town, home)
    values = {name: getattr(person, name) for name in ("name", "name_index", "signed_by", "signed_on", "wording")}
    days = {"valid_from": person.valid_from, "valid_to": person.valid_to}
    Occupant.objects.bulk_create(Occupant(household=home, **values, **days) for _ in range(jobs.AT_ONCE + 5))
    assert jobs.erase_expired(at=T0.replace(year=2028)) == jobs.AT_ONCE + 6
    assert not Occupant.objects.exists()


def test_every_personal_field_of_homes_is_sealed(town: Town) -> None:
    assert {model.__name__: {field.name for field in sealed_fields(model)} for model in (Occupant, Owner)} == {
        "Occupant": {"name", "phone", "signed_by"},
        "Owner": {"name", "phone", "signed_by"},
    }
    assert [field.name for field in sealed_fields(CareNeed)] == ["signed_by"]
    assert [field.name for field in sealed_fields(ChangeRequest)] == ["words"]


def test_households_follow_a_grid_that_is_drawn_anew(town: Town) -> None:
    home, moved = household(town), household(town, "9")
    households.move_out(by=town.mei, household=moved, at=T0)
    assert jobs.follow_the_land(at=T0) == 0
    Building.objects.filter(name="2幢").update(grid=Grid.objects.get(code=GRIDS[1]))
    assert jobs.follow_the_land(at=T0) == 1
    home.refresh_from_db()
    assert home.place == GRIDS[1]
