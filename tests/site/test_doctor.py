"""The doctor names what is wrong and the command that mends it, and looks on when one thing is broken."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from linli.core.models import AnnouncedYear
from linli.notices.models import Notice
from linli.site import doctor, secrets
from linli.site.doctor import State
from linli.site.setting_up import fill_calendar, seed_catalogue
from tests.town import T0


def findings(at: datetime = T0) -> dict[str, doctor.Finding]:
    return {finding.about: finding for finding in doctor.examine(at=at)}


@pytest.mark.slow
@pytest.mark.django_db
def test_an_empty_county_is_told_what_to_load():
    found = findings()
    assert found["Tables"].state is State.WELL
    assert found["Divisions and grids"].state is State.WRONG
    assert found["Divisions and grids"].do == "linli import divisions FILE.csv"
    assert found["Service catalogue"].do == "linli migrate"
    assert found["Staff accounts"].do.startswith("linli staff add")
    assert found["Working calendar"].state is State.WORTH_A_LOOK


@pytest.mark.slow
def test_the_town_is_well(town):
    found = findings()
    for about in ("Tables", "Keys", "Working calendar", "Divisions and grids", "Service catalogue", "Staff accounts"):
        assert found[about].state is State.WELL, found[about]


def test_the_next_years_notice_is_asked_for_in_december(town):
    assert doctor.calendar(T0).state is State.WELL
    december = datetime(2026, 12, 20, tzinfo=UTC)
    assert "2027" in doctor.calendar(december).told
    AnnouncedYear.objects.create(year=2027, source="test")
    assert doctor.calendar(december).state is State.WELL


def test_made_up_people_are_wrong_in_production_only(town, settings):
    assert doctor.staff(T0).state is State.WELL
    settings.IS_PRODUCTION = True
    assert doctor.staff(T0).state is State.WRONG


def test_a_missing_key_is_named(settings):
    settings.LINLI_LOG_KEY = ""
    assert doctor.keys(T0).told == "not set: LINLI_LOG_KEY"
    assert doctor.keys(T0).do == "linli keys new"


def test_a_database_that_is_away_does_not_silence_the_rest(monkeypatch):
    def away(*_: object) -> None:
        raise OperationalError("connection refused\nmore")

    monkeypatch.setattr(doctor.connection, "ensure_connection", away)
    monkeypatch.setattr(doctor.setting_up, "unapplied", away)
    found = findings()
    assert found["Database"].told == "connection refused"
    assert found["Tables"].state is State.WRONG
    assert found["Python"].state is State.WELL
    assert "Working calendar" not in found


def test_a_database_that_stopped_halfway_through_an_earlier_version_is_told(db: None) -> None:
    steps = MigrationRecorder(connection).migration_qs.filter(app="matters")
    steps.filter(name__in=["0001_tables", "0019_help_of_another_unit"]).delete()
    found = doctor.tables(T0)
    assert found.state is State.WRONG
    assert "matters" in found.told


def test_a_database_of_the_steps_that_were_drawn_together_is_at_this_release(db: None) -> None:
    MigrationRecorder(connection).migration_qs.filter(name="0001_tables").delete()
    assert doctor.tables(T0).state is State.WELL


def test_an_anchor_beside_the_data_is_worth_a_look_in_production(settings, tmp_path):
    settings.IS_PRODUCTION, settings.LINLI_DATA = True, tmp_path
    settings.LINLI_ANCHORS = tmp_path / "anchors.log"
    assert doctor.anchors(T0).state is State.WORTH_A_LOOK
    settings.LINLI_ANCHORS = tmp_path.parent / "elsewhere.log"
    assert doctor.anchors(T0).state is State.WELL


@pytest.mark.slow
@pytest.mark.django_db
def test_the_calendar_is_filled_once_and_the_catalogue_seeded_once():
    assert 2026 in fill_calendar(at=T0)
    assert fill_calendar(at=T0 + timedelta(days=1)) == ()
    seed_catalogue(at=T0)
    found = findings()
    assert found["Working calendar"].state is State.WELL
    assert found["Service catalogue"].state is State.WELL


def test_a_sender_that_sends_nothing_is_wrong_in_production_only(settings):
    settings.LINLI_SENDER = "linli.channels.senders.Console"
    assert doctor.messages(T0).state is State.WELL
    settings.IS_PRODUCTION = True
    assert doctor.messages(T0).state is State.WRONG
    settings.LINLI_SENDER = "linli.channels.senders.Kept"
    assert doctor.messages(T0).state is State.WELL


def test_a_gateway_needs_an_https_address_and_a_secret(settings):
    settings.LINLI_SENDER = "linli.channels.senders.Webhook"
    assert doctor.messages(T0).state is State.WRONG
    settings.LINLI_SMS_URL = "https://sms.example.gov.cn/send"
    assert doctor.messages(T0).state is State.WRONG
    settings.LINLI_SMS_KEY = "s" * 32
    assert doctor.messages(T0).state is State.WELL


def test_web_push_wants_a_key_and_in_production_a_contact(settings):
    settings.LINLI_PUSH_KEY = ""
    assert doctor.web_push(T0).do == "linli keys push"
    settings.LINLI_PUSH_KEY, settings.IS_PRODUCTION = secrets.for_push(), True
    assert doctor.web_push(T0).state is State.WORTH_A_LOOK
    settings.LINLI_PUSH_CONTACT = "office@example.org"
    assert doctor.web_push(T0).state is State.WELL
    settings.LINLI_PUSH_KEY = "no key"
    with pytest.raises(ValueError):
        doctor.web_push(T0)


@pytest.mark.slow
def test_notices_that_could_not_be_sent_are_seen(town, settings):
    assert doctor.notices(T0).state is State.WELL
    matter = town.matter(by=town.ren)
    made = {"entry_id": 1, "told": "accepted", "way": "sms", "service": "sms", "made_at": T0, "next_at": T0}
    row = Notice.objects.create(matter=matter, reporter=town.reporter(matter), person=town.ren, tries=1, **made)
    assert doctor.notices(T0).state is State.WORTH_A_LOOK
    row.state, row.error = "failed", "NotSent: HTTP 503"
    row.save()
    assert "NotSent: HTTP 503" in doctor.notices(T0).told
    assert doctor.notices(T0).state is State.WRONG
    settings.LINLI_QUIET_HOURS = "at night"
    assert "LINLI_QUIET_HOURS" in doctor.notices(T0).told


def test_https_without_a_proxy_in_front_is_wrong(settings):
    assert doctor.proxies(T0).state is State.WELL
    settings.LINLI_HTTPS = True
    assert doctor.proxies(T0).state is State.WRONG
    settings.LINLI_TRUSTED_PROXIES = 1
    assert doctor.proxies(T0).state is State.WELL
