"""Several rows in one statement: the same rows as by ordinary saves, whole or not at all."""

from __future__ import annotations

from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import IntegrityError, connection, connections, models

from linli.core import intents, onestatement
from linli.core.models import Intent
from linli.duties.models import Kind, Shape
from linli.people.models import Consent, Look, Person, Purpose
from tests.town import T0, Town, fixed


def one_by_one(rows: list[onestatement.Row]) -> None:
    onestatement._one_by_one([onestatement.Asked.of(rows)])


WAYS = [onestatement.insert, one_by_one]
RACERS = 12


def rows_of(town: Town, number: int) -> list[onestatement.Row]:
    """Sealed text, JSON, a UUID, a foreign key and a plain key, a null and a default of the database."""
    kind = Kind(
        code=f"09-{number:02d}", level=1, shape=Shape.INCIDENT, name="其他'\"%s", name_en="Other", words=["其他"]
    )
    person = Person(name="演示居民丙", joined_at=T0, phone_index=f"{number:032d}", password="!")
    consent = Consent(purpose=Purpose.NOTIFY, wording="同意接收短信", given_at=T0)
    intent = intents.row(fixed(number), "a" * 64, person, at=T0)
    return [(kind, {}), (person, {}), (consent, {"person": person}), (intent, {"subject_id": person})]


def stored(row: models.Model, *, without: set[str]) -> dict[str, Any]:
    return {key: value for key, value in type(row).objects.values().get(pk=row.pk).items() if key not in without}  # type: ignore[attr-defined]


def test_both_ways_write_the_same_rows(town: Town) -> None:
    written = []
    for number, way in enumerate(WAYS):
        rows = rows_of(town, number)
        way(rows)
        assert rows[2][0].person_id == rows[1][0].pk  # type: ignore[attr-defined]
        assert rows[3][0].subject_id == rows[1][0].pk  # type: ignore[attr-defined]
        own = {"id", "code", "phone_index", "person_id", "key", "subject_id"}
        written.append([stored(row, without=own) for row, _ in rows])
    assert written[0] == written[1]
    assert Person.objects.filter(name__isnull=False).latest("pk").name == "演示居民丙"


@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_written_when_one_row_cannot_be(town: Town, way: Any) -> None:
    way(rows_of(town, 1))
    people, kinds = Person.objects.count(), Kind.objects.count()
    rows = rows_of(town, 2)
    rows[3][0].pk = fixed(1)  # used already
    with pytest.raises(IntegrityError):
        way(rows)
    assert (Person.objects.count(), Kind.objects.count(), Intent.objects.count()) == (people, kinds, 1)
    assert [row.pk for row, _ in rows] == [None, None, None, fixed(1)]


def test_postgresql_takes_one_statement(town: Town, django_assert_num_queries: Any) -> None:
    saves = 1 if connection.vendor == "postgresql" else 4
    with django_assert_num_queries(saves + 2):  # and the savepoint around it, made and released
        onestatement.insert(rows_of(town, 1))


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_what_many_threads_write_at_once_stays_with_each(town: Town) -> None:
    """Whatever went into one statement together: each has its own keys and refers to its own rows."""
    together = [rows_of(town, number) for number in range(RACERS)]
    together[3][3][0].pk = fixed(2)  # one of them cannot be written, or number 2 cannot
    barrier, refused = Barrier(RACERS), []

    def write(rows: list[onestatement.Row]) -> None:
        barrier.wait(30)
        try:
            onestatement.insert(rows)
        except IntegrityError:
            refused.append(rows)
        finally:
            connections.close_all()

    threads = [Thread(target=write, args=(rows,)) for rows in together]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(refused) == 1
    for rows in together:
        kind, person, consent, intent = [row for row, _ in rows]
        assert Kind.objects.filter(code=kind.code).exists() is (rows not in refused)  # type: ignore[attr-defined]
        if rows not in refused:
            assert Person.objects.get(pk=person.pk).phone_index == person.phone_index  # type: ignore[attr-defined]
            assert Consent.objects.get(pk=consent.pk).person_id == person.pk
            assert Intent.objects.get(pk=intent.pk).subject_id == person.pk
    assert Consent.objects.count() == RACERS - 1


def test_a_row_without_a_key_of_its_own_to_refer_to(town: Town) -> None:
    look = Look(by=town.mei, unit_name="里厍社区居委会", purpose=Purpose.CALL_BACK, fields="name", about="1", at=T0)
    onestatement.insert([(look, {})])
    assert Look.objects.get().pk == look.pk
