from datetime import timedelta

import pytest

from linli.core import crypto
from linli.matters import actions as matter_actions
from linli.people import actions, limits, reads
from linli.people.models import REPORTER_PHONE_INDEX, Consent, Look, Purpose
from tests.town import T0, Town


def test_consent_is_given_once_and_withdrawn_once(town: Town):
    first = actions.give_consent(by=town.ren, purpose=Purpose.NOTIFY, wording="同意接收办理通知", at=T0)
    assert actions.give_consent(by=town.ren, purpose=Purpose.NOTIFY, wording="别的说法", at=T0) == first
    actions.withdraw_consent(by=town.ren, purpose=Purpose.NOTIFY, at=T0 + timedelta(days=1))
    with pytest.raises(actions.NothingToWithdraw):
        actions.withdraw_consent(by=town.ren, purpose=Purpose.NOTIFY, at=T0 + timedelta(days=1))
    again = actions.give_consent(by=town.ren, purpose=Purpose.NOTIFY, wording="同意接收办理通知", at=T0)
    assert again != first and Consent.objects.count() == 2
    assert [row.withdrawn_at is None for row in reads.my_data(town.ren).consents].count(True) == 1


def test_elder_mode_is_remembered(town: Town):
    actions.set_elder_mode(by=town.ren, on=True, at=T0)
    town.ren.refresh_from_db()
    assert town.ren.elder_mode and reads.my_data(town.ren).elder_mode


def test_a_person_sees_who_looked_and_nobody_elses_looks(town: Town):
    mine, theirs = town.matter(by=town.ren), town.matter(by=town.lao)
    for matter in (mine, theirs):
        matter_actions.reveal(
            by=town.mei, matter=matter, reporter=town.reporter(matter), purpose=Purpose.CALL_BACK, at=T0
        )
    (row,) = reads.looks_at(town.ren)
    assert (row.unit, row.purpose, row.when) == ("里厍社区居委会", "call_back", T0)
    assert row.about == mine.number_shown and row.fields == ("name", "phone")
    told = repr(row)
    for other in (town.lao.name, town.lao.phone, theirs.number_shown, town.mei.display_name):
        assert other not in told


def test_looks_at_a_report_by_phone_are_seen_after_joining(town: Town):
    index = crypto.blind(town.ren.phone, purpose=REPORTER_PHONE_INDEX)
    seen = {"by": town.mei, "unit_name": "里厍社区居委会", "purpose": Purpose.CALL_BACK, "about": "x", "at": T0}
    Look.objects.create(phone_index=index, fields="phone", **seen)
    assert len(reads.looks_at(town.ren)) == 1 and reads.looks_at(town.lao) == []


def test_a_person_without_a_phone_sees_no_strangers_looks(town: Town):
    Look.objects.create(
        phone_index="", fields="name", by=town.mei, unit_name="x", purpose=Purpose.CALL_BACK, about="x", at=T0
    )
    assert reads.looks_at(town.mei) == []


def test_a_limit_frees_as_its_uses_grow_old(town: Town):
    hour = timedelta(hours=1)
    assert limits.allow("key", 2, 3600, at=T0)
    assert limits.allow("key", 2, 3600, at=T0 + hour / 2)
    assert not limits.allow("key", 2, 3600, at=T0 + hour - timedelta(seconds=1))
    assert limits.free_at("key", 2, 3600, at=T0 + hour / 2) == T0 + hour
    assert limits.allow("key", 2, 3600, at=T0 + hour)
    assert limits.allow("other", 2, 3600, at=T0)
