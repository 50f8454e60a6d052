"""Contacts are erased when their term is over."""

from __future__ import annotations

from datetime import timedelta

from linli.core.models import Entry
from linli.matters import actions, jobs
from linli.matters.actions import Contact
from linli.matters.models import Reporter
from linli.matters.reads.detail import masked
from linli.matters.rules import CONTACT_KEPT
from linli.people.jobs import LOOKS_KEPT, forget_looks
from linli.people.models import Look, Purpose
from tests.matters.steps import LATER
from tests.town import T0, Town

TOLD = Contact(name="演示居民", phone="10000000009")
MOMENT = timedelta(seconds=1)


def test_a_contact_is_erased_a_year_after_the_end_and_not_before(town: Town) -> None:
    matter = actions.close(by=town.mei, matter=town.answered(contact=TOLD), at=LATER)
    assert jobs.forget(at=LATER + CONTACT_KEPT) == 0
    assert town.reporter(matter).phone == TOLD.phone
    assert jobs.forget(at=LATER + CONTACT_KEPT + MOMENT) == 1
    row = town.reporter(matter)
    assert (row.name, row.phone, row.phone_index) == ("", "", "")
    entry = Entry.objects.get(verb="matters.contact_forgotten")
    assert (entry.subject_id, entry.actor_id, entry.params) == (matter.pk, None, {})


def test_what_is_open_keeps_its_contact_and_a_second_run_finds_nothing(town: Town) -> None:
    town.answered(contact=TOLD)
    actions.close(by=town.mei, matter=town.answered(contact=TOLD), at=LATER)
    long_after = LATER + 3 * CONTACT_KEPT
    assert [jobs.forget(at=long_after), jobs.forget(at=long_after)] == [1, 0]
    assert Entry.objects.filter(verb="matters.contact_forgotten").count() == 1


def test_an_anonymous_report_is_done_with_and_not_logged(town: Town) -> None:
    actions.withdraw(reporter=town.reporter(town.matter()), at=T0)
    assert jobs.forget(at=T0 + CONTACT_KEPT + MOMENT) == 1
    assert not Entry.objects.filter(verb="matters.contact_forgotten").exists()


def test_a_merged_matter_waits_for_the_one_it_was_merged_into(town: Town) -> None:
    first, second, last = (town.matter(contact=TOLD) for _ in range(3))
    actions.merge(by=town.mei, matter=first, into=second, at=T0)
    actions.merge(by=town.mei, matter=second, into=last, at=T0)
    much_later = T0 + 2 * CONTACT_KEPT
    assert jobs.forget(at=much_later) == 0
    actions.withdraw(reporter=town.reporter(town.matter()), at=T0)
    actions.decline(by=town.mei, matter=last, reason="in_court", words="法院正在审理", at=T0)  # type: ignore[arg-type]
    assert jobs.forget(at=much_later) == 4
    assert set(Reporter.objects.values_list("phone_index", flat=True)) == {""}


def test_what_is_forgotten_is_not_read_from_the_account_either(town: Town) -> None:
    matter = town.matter(by=town.ren)
    actions.withdraw(reporter=town.reporter(matter), at=T0)
    jobs.forget(at=T0 + CONTACT_KEPT + MOMENT)
    matter.refresh_from_db()
    reporter = town.reporter(matter)
    assert not masked(reporter).is_reachable
    seen = actions.reveal(by=town.mei, matter=matter, reporter=reporter, purpose=Purpose.CALL_BACK, at=LATER)
    assert seen == Contact()


def test_looks_are_kept_three_years(town: Town) -> None:
    matter = town.matter(by=town.ren)
    actions.reveal(by=town.mei, matter=matter, reporter=town.reporter(matter), purpose=Purpose.CALL_BACK, at=T0)
    assert forget_looks(at=T0 + LOOKS_KEPT) == 0
    assert forget_looks(at=T0 + LOOKS_KEPT + MOMENT) == 1
    assert not Look.objects.exists()
