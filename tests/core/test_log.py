"""The log: one row for each action, in the action's own transaction."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from linli.core import log
from linli.core.models import Entry, WorkingHours
from linli.people.models import Person
from tests.town import T0, Town


def test_an_entry_says_who_did_what_to_what_when_and_where(town: Town) -> None:
    written = log.write("tests.done", town.rubbish, by=town.mei, at=T0, place=town.grid.code, words="办结", count=3)
    entry = Entry.objects.get(pk=written.pk)
    assert (entry.verb, entry.subject_type, entry.subject_id) == ("tests.done", "duties.kind", town.rubbish.pk)
    assert (entry.actor_id, entry.at, entry.place) == (town.mei.pk, T0, town.grid.code)
    assert entry.params == {"words": "办结", "count": 3}
    assert entry.batch_id is None


@pytest.mark.django_db
def test_the_database_says_when_it_was_recorded_whatever_the_action_told() -> None:
    entry = log.write("tests.done", WorkingHours(pk=1), by=None, at=T0 - timedelta(days=3000))
    entry.refresh_from_db()
    assert abs(timezone.now() - entry.recorded_at) < timedelta(minutes=1)
    assert entry.actor_id is None


@pytest.mark.django_db
def test_an_action_that_fails_leaves_no_entry() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        log.write("tests.done", WorkingHours(pk=1), by=None, at=T0)
        raise ZeroDivisionError
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_an_entry_about_a_table_as_a_whole_has_no_row() -> None:
    entry = log.write("tests.swept", Person, by=None, at=T0)
    assert (entry.subject_type, entry.subject_id) == ("people.person", 0)


def test_many_entries_are_made_first_and_written_at_once(town: Town) -> None:
    before = Entry.objects.count()
    Entry.objects.bulk_create(log.entry("tests.done", kind, by=None, at=T0) for kind in (town.rubbish, town.leak))
    assert Entry.objects.count() == before + 2
    assert Entry.objects.about(town.leak).get().verb == "tests.done"


def test_what_waits_to_be_sealed_is_found(town: Town) -> None:
    log.write("tests.done", town.rubbish, by=None, at=T0)
    assert Entry.objects.unsealed().count() == Entry.objects.count()
