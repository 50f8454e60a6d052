"""Signing up, waiting in order, clashes; hours that are said, confirmed, struck; certificates; what earns points."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from linli.core.models import Entry
from linli.people import actions as accounts
from linli.people.models import Look
from linli.points import jobs as points
from linli.volunteering.actions import activities, attendance, certificates, signups
from linli.volunteering.errors.activities import (
    Begun,
    Clash,
    Confirmed,
    NoCertificate,
    NoHours,
    NoName,
    NoReason,
    NotOpen,
    NotSignedUp,
    NotYet,
    OfficeAccount,
    SignedUp,
    Struck,
    TooLate,
    WasWaiting,
)
from linli.volunteering.jobs import activities as jobs
from linli.volunteering.models import Attendance, Certificate, CertificateLine, SignUp
from linli.volunteering.reads import hours
from linli.volunteering.rules.activities import NameShown
from tests.points.steps import balance, rule, wallet
from tests.town import T0, Town
from tests.volunteering.activity_steps import (
    AFTER,
    HOUR,
    TOMORROW,
    attended,
    draft,
    people,
    published,
    shift_of,
    signed_up,
    states,
)

MARCH = {"since": date(2026, 3, 1), "until": date(2026, 3, 31)}


def test_places_go_first_and_then_one_waits_and_moves_up_in_order(town: Town) -> None:
    shift = shift_of(published(town, wanted=1))
    first, second, third = people(3)
    for person in (first, second, third):
        signed_up(person, shift)
    assert states(shift) == ["going", "waiting", "waiting"]
    assert [one.place for one in hours.mine(third, at=T0).coming] == [2]
    signups.cancel(by=first, shift=shift, at=T0 + HOUR)
    assert states(shift) == ["cancelled", "going", "waiting"]
    (entry,) = Entry.objects.filter(verb="volunteering.moved_up")
    assert entry.subject_id == SignUp.objects.get(person=second).pk
    signed_up(first, shift, at=T0 + 2 * HOUR)  # whoever comes back waits behind the others
    signups.want(by=town.mei, shift=shift, wanted=2, at=T0 + 3 * HOUR)
    assert states(shift) == ["cancelled", "going", "going", "waiting"]
    signups.want(by=town.mei, shift=shift, wanted=1, at=T0 + 4 * HOUR)
    assert states(shift) == ["cancelled", "going", "going", "waiting"]  # nobody loses a place
    with pytest.raises(PermissionDenied):
        signups.want(by=town.tom, shift=shift, wanted=9, at=T0)


def test_what_one_cannot_sign_up_for_is_refused_by_name(town: Town) -> None:
    shift = shift_of(published(town))
    signed_up(town.ren, shift)
    with pytest.raises(SignedUp):
        signed_up(town.ren, shift)
    with pytest.raises(OfficeAccount):
        signed_up(town.mei, shift)
    with pytest.raises(Begun):
        signed_up(town.lao, shift, at=TOMORROW)
    with pytest.raises(Begun):
        signups.cancel(by=town.ren, shift=shift, at=TOMORROW)
    with pytest.raises(NotSignedUp):
        signups.cancel(by=town.lao, shift=shift, at=T0)
    with pytest.raises(NotOpen):
        signed_up(town.lao, shift_of(draft(town)))


def test_a_clash_with_an_own_shift_names_it_also_while_one_waits(town: Town) -> None:
    signed_up(town.lao, (full := shift_of(published(town, wanted=1))))
    signed_up(town.ren, full)  # waits
    other = shift_of(published(town, title="义诊", begins=TOMORROW + HOUR))
    with pytest.raises(Clash) as refused:
        signed_up(town.ren, other)
    assert (refused.value.title, refused.value.begins_at) == ("清洁家园", TOMORROW)
    next_to_it = shift_of(published(town, begins=TOMORROW + 2 * HOUR))
    signed_up(town.ren, next_to_it)
    activities.call_off(by=town.mei, activity=full.role.activity, reason="雨", at=T0)
    activities.call_off(by=town.mei, activity=next_to_it.role.activity, reason="雨", at=T0)
    signed_up(town.ren, other)  # what was called off is in nobody's way


def test_hours_are_said_and_confirmed_and_never_more_than_the_shift(town: Town) -> None:
    row = signed_up(town.ren, shift_of(published(town)))
    with pytest.raises(NotYet):
        attendance.say(by=town.ren, signup=row, minutes=None, at=T0)
    with pytest.raises(NotSignedUp):
        attendance.say(by=town.lao, signup=row, minutes=None, at=AFTER)
    with pytest.raises(TooLate):
        attendance.say(by=town.ren, signup=row, minutes=None, at=AFTER + timedelta(days=31))
    said = attendance.say(by=town.ren, signup=row, minutes=500, at=AFTER)
    assert (said.minutes, said.confirmed_at) == (120, None)
    assert not hours.counted(town.ren).exists()
    with pytest.raises(PermissionDenied):
        attendance.confirm(by=town.tom, signup=row, minutes=None, at=AFTER)
    attendance.confirm(by=town.mei, signup=row, minutes=90, at=AFTER)
    assert [one.minutes for one in hours.counted(town.ren)] == [90]
    for again in (
        lambda: attendance.confirm(by=town.mei, signup=row, minutes=None, at=AFTER),
        lambda: attendance.say(by=town.ren, signup=row, minutes=120, at=AFTER),
    ):
        with pytest.raises(Confirmed):
            again()


def test_who_only_waited_was_not_there(town: Town) -> None:
    shift = shift_of(published(town, wanted=1))
    signed_up(town.lao, shift)
    row = signed_up(town.ren, shift)
    with pytest.raises(WasWaiting):
        attendance.confirm(by=town.mei, signup=row, minutes=None, at=AFTER)


def test_attendance_earns_points_and_striking_it_takes_them_back(town: Town) -> None:
    wallet(town.ren)
    rule()
    row = attended(town, town.ren)
    points.read(at=AFTER)
    assert balance(town.ren) == 10
    with pytest.raises(NoReason):
        attendance.strike(by=town.mei, attendance=row, reason="", at=AFTER)
    with pytest.raises(PermissionDenied):
        attendance.strike(by=town.tom, attendance=row, reason="没有到场", at=AFTER)
    attendance.strike(by=town.mei, attendance=row, reason="没有到场", at=AFTER)
    points.read(at=AFTER)
    assert balance(town.ren) == 0
    with pytest.raises(Struck):
        attendance.strike(by=town.mei, attendance=row, reason="没有到场", at=AFTER)
    attendance.confirm(by=town.mei, signup=row.signup, minutes=None, at=AFTER + HOUR)  # it was an error
    points.read(at=AFTER + HOUR)
    assert balance(town.ren) == 10


def test_a_word_that_was_not_confirmed_is_refused_without_a_trace_in_points(town: Town) -> None:
    row = signed_up(town.ren, shift_of(published(town)))
    said = attendance.say(by=town.ren, signup=row, minutes=None, at=AFTER)
    attendance.strike(by=town.mei, attendance=said, reason="未到", at=AFTER)
    verbs = set(Entry.objects.filter(subject_type="volunteering.attendance").values_list("verb", flat=True))
    assert verbs == {"volunteering.attendance_said", "volunteering.attendance_refused"}
    with pytest.raises(Confirmed):
        attendance.say(by=town.ren, signup=row, minutes=None, at=AFTER)


def test_a_certificate_sums_what_is_confirmed_and_falls_with_a_stricken_hour(town: Town) -> None:
    kept = attended(town, town.ren, minutes=60)
    again = published(town, begins=TOMORROW + timedelta(days=1))
    attended(town, town.ren, activity=again)
    later = AFTER + timedelta(days=2)
    (issuer,) = hours.issuers(town.ren, at=later)
    assert (issuer.unit, issuer.minutes, issuer.since) == (town.committee, 180, date(2026, 3, 3))
    asked = {"by": town.ren, "unit": town.committee, "name": "演示居民甲", "at": later, **MARCH}
    made = certificates.issue(shown=NameShown.SURNAME, **asked)
    assert (made.minutes, made.times, made.name_shown, len(made.code)) == (180, 2, "演某", 12)
    typed = f"{made.code[:4].lower()} {made.code[4:8]}-{made.code[8:]}"
    assert hours.certificate_with(typed) == made
    nameless = certificates.issue(shown=NameShown.NONE, **asked | {"since": date(2026, 3, 4)})
    assert (nameless.minutes, nameless.name_shown) == (120, "")
    with pytest.raises(NoName):
        certificates.issue(shown=NameShown.FULL, **asked | {"name": " "})
    with pytest.raises(NoHours):
        certificates.issue(shown=NameShown.NONE, **asked | {"unit": town.other_committee})
    with pytest.raises(NoHours):
        certificates.issue(shown=NameShown.NONE, **asked | {"by": town.lao})
    attendance.strike(by=town.mei, attendance=kept, reason="记错", at=AFTER)
    made.refresh_from_db()
    assert (made.withdrawn_at, made.name_shown) == (AFTER, "")
    assert Certificate.objects.standing().get() == nameless  # it does not count what was struck
    certificates.withdraw(by=town.ren, certificate=nameless, at=AFTER)
    with pytest.raises(NoCertificate):
        certificates.withdraw(by=town.ren, certificate=nameless, at=AFTER)


def test_an_organiser_looks_up_who_signed_up_on_record(town: Town) -> None:
    row = signed_up(town.ren, shift_of(published(town)))
    row = SignUp.objects.select_related("shift__role__activity__community", "shift__role__activity__organiser").get()
    with pytest.raises(PermissionDenied):
        signups.reveal(by=town.tom, signup=row, at=T0)
    assert signups.reveal(by=town.mei, signup=row, at=T0) == ("演示居民甲", "10000000001")
    look = Look.objects.get()
    assert (look.person, look.by, look.about) == (town.ren, town.mei, "清洁家园")


def test_reminding_is_written_once_for_each_shift(town: Town) -> None:
    published(town)
    published(town, begins=T0 + timedelta(days=3))
    assert jobs.remind(at=T0 + HOUR) == 1
    assert jobs.remind(at=T0 + HOUR) == 0


def test_a_closed_account_frees_its_places_and_old_sign_ups_are_erased(town: Town) -> None:
    shift = shift_of(published(town, wanted=1))
    signed_up(town.ren, shift)
    signed_up(town.lao, shift)
    accounts.close_account(by=town.ren, at=T0)
    jobs.forget(at=T0)
    assert states(shift) == ["cancelled", "going"]
    proved = attended(town, town.lao, activity=published(town, begins=TOMORROW + 5 * HOUR))
    jobs.forget(at=AFTER + timedelta(days=400))
    assert list(SignUp.objects.all()) == [proved.signup]
    assert Attendance.objects.count() == 1 and not CertificateLine.objects.exists()
