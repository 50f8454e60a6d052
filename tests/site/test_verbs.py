"""The verbs in this process, on the cast: imports, the checks of the log and the clock, accounts, keys."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.utils import translation

from linli.core import audit, crypto
from linli.core.audit import Bad, Fault, Verdict
from linli.core.calendar.fill import decree
from linli.faces.api import tokens
from linli.matters.models import Matter
from linli.orgs.models import Post, Role
from linli.people.models import Person
from linli.places.models import Division, Grid
from linli.site import secrets
from linli.site.cli.tree import linli
from tests.town import T0

HEADING = "county_code,county,town_code,town,community_code,urban_rural_class,community"
COUNTY = "320583000000,昆山市,320583100000,玉山镇"


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("LINLI_LANG", "en")
    with translation.override("en"):
        yield


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(linli, [str(argument) for argument in arguments])


def test_duty_lists_are_loaded_from_a_file(town, tmp_path):
    file = tmp_path / "lists.csv"
    file.write_text(
        "code,level,list_kind,field,title\nSQ-9,community,lawful,综合,新条目\nSQ-8,county,lawful,综合,旧条目\n"
    )
    done = run("import", "duties", file)
    assert done.exit_code == 0, done.output
    assert "read 2, added 1, changed 0, already there 0, refused 1" in done.output
    assert "line 3: Not a level: community or street (county)" in done.output
    file.write_text("code,title\n")
    assert "level, list_kind, field" in run("import", "duties", file).output


def test_a_bad_line_is_named_and_the_others_are_taken(town, tmp_path):
    file = tmp_path / "divisions.csv"
    file.write_text(f"{HEADING}\n{COUNTY},320583100003,111,新社区居委会\n{COUNTY},3205831,111,短社区居委会\n")
    done = run("import", "divisions", file)
    assert done.exit_code == 0, done.output
    assert "read 2, added 1, changed 0, already there 0, refused 1" in done.stdout
    assert "line 3: The code does not have 12 digits (3205831)" in done.stdout
    assert Division.objects.filter(code="320583100003").exists()
    assert "already there 1" in run("import", "divisions", file).stdout


def test_a_file_that_is_no_table_of_divisions_ends_with_two(town, tmp_path):
    file = tmp_path / "notes.csv"
    file.write_text("a,b\n1,2\n")
    done = run("import", "divisions", file)
    assert done.exit_code == 2
    assert "these columns are missing: county_code" in done.stderr


def test_grids_need_a_datum_and_a_collection(town, tmp_path):
    file = tmp_path / "grids.geojson"
    file.write_text(json.dumps({"type": "Feature"}))
    assert run("import", "grids", file).exit_code == 2
    done = run("import", "grids", file, "--datum", "wgs84")
    assert done.exit_code == 2
    assert "not a GeoJSON FeatureCollection" in done.stderr


def test_a_refused_grid_is_named_by_its_feature(town, tmp_path):
    file = tmp_path / "grids.geojson"
    outline = {"type": "Polygon", "coordinates": [[[120.0, 31.0], [120.1, 31.0], [120.1, 31.1], [120.0, 31.0]]]}
    feature = {"type": "Feature", "properties": {"code": "12", "name": "短"}, "geometry": outline}
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    before = Grid.objects.count()
    done = run("import", "grids", file, "--datum", "gcj02")
    assert done.exit_code == 0, done.output
    assert "feature 1: The grid code does not have 15 digits" in done.stdout
    assert Grid.objects.count() == before


def test_messages_are_tried_kept_and_never_doubled(town, tmp_path):
    file = tmp_path / "export.csv"
    file.write_text("no,time,text\n1,2026-01-05 09:00,小区门口垃圾没人收\n2,never,路灯不亮\n")
    options = ["--source", "other", "--map", "source_id=no", "--map", "received_at=time", "--map", "words=text"]
    tried = run("import", "messages", file, *options, "--dry-run")
    assert tried.exit_code == 0, tried.output
    assert "A try: nothing was kept." in tried.stdout
    assert not Matter.objects.exists()
    done = run("import", "messages", file, *options)
    assert "read 2, added 1, changed 0, already there 0, refused 1" in done.stdout
    assert "line 3: Not a date and time" in done.stdout
    assert "already there 1" in run("import", "messages", file, *options).stdout
    assert Matter.objects.count() == 1


def test_a_mapping_that_is_not_there_is_told(town, tmp_path):
    file = tmp_path / "export.csv"
    file.write_text("a\n1\n")
    assert run("import", "messages", file, "--mapping", "nowhere").exit_code == 2
    assert run("import", "messages", file, "--map", "words").exit_code == 2


@pytest.mark.django_db
def test_messages_before_divisions_say_what_comes_first(tmp_path):
    file = tmp_path / "export.csv"
    file.write_text("message_id,subject,received_at\n1,a,2026-01-05\n")
    done = run("import", "messages", file)
    assert done.exit_code == 1
    assert "linli import divisions" in done.stderr


@pytest.mark.django_db
def test_a_whole_log_is_told_so(town):
    town.report()
    done = run("audit", "verify")
    assert done.exit_code == 0, done.output
    assert "The log is whole." in done.stdout


def test_a_log_that_does_not_fit_ends_with_one_and_names_the_row(monkeypatch):
    bad = Verdict(entries=7, batches=2, unsealed=0, bad=Bad(Fault.EDITED, batch=2, entry=5))
    monkeypatch.setattr(audit, "verify", lambda: bad)
    done = run("audit", "verify")
    assert done.exit_code == 1
    assert "entry 5, batch 2: this entry was changed after it was sealed" in done.stderr


def test_a_clock_that_agrees_is_told_so(town):
    town.answered(by=town.ren)
    done = run("clock", "verify")
    assert done.exit_code == 0, done.output
    assert "1 matters and 1 work orders compared." in done.stdout
    assert "Tables, log and rules agree." in done.stdout


def test_a_clock_that_differs_ends_with_one_and_lists_no_more_than_asked(town):
    first = town.answered(by=town.ren)
    town.answered(by=town.lao)
    Matter.objects.update(due_at=T0 + timedelta(days=9), unit=None)
    done = run("clock", "verify", "--most", "2")
    assert done.exit_code == 1
    assert "4 differences:" in done.stderr
    assert (
        f"{first.number_shown}: due_at is 2026-03-11 09:00:00+08:00 in the table, "
        "2026-03-02 14:30:00+08:00 by the log, 2026-03-02 14:30:00+08:00 by the rules" in done.stderr
    )
    assert f"{first.number_shown}: unit is nothing in the table" in done.stderr
    assert "and 2 more" in done.stderr


def test_an_order_or_a_matter_that_only_the_log_knows_is_named(town):
    order = town.handling(by=town.ren).orders.get()
    gone = town.matter(by=town.lao)
    order.delete()
    gone.reporters.all().delete()
    Matter.objects.filter(pk=gone.pk).delete()
    done = run("clock", "verify")
    assert f"{order.matter.number_shown}: orders is nothing in the table, {town.cleaners.pk} by the log" in done.stderr
    assert f"matter {gone.pk}, which is gone: stage is nothing in the table, received by the log" in done.stderr


def test_a_promise_from_before_a_decree_ends_with_nothing_wrong(town):
    town.report(kind=town.leak.code)
    decree(date(2026, 3, 4), works=False, name="防汛", source="演示公告", by=town.sys, at=T0 + timedelta(days=1))
    done = run("clock", "verify")
    assert done.exit_code == 0, done.output
    assert "1 promises were made before the calendar moved" in done.stdout


@pytest.mark.slow
def test_the_first_administrator_gets_a_password_once(town):
    done = run("staff", "add", "first", "--role", "auditor")
    assert done.exit_code == 0, done.output
    password = next(line.strip() for line in done.stdout.splitlines() if line.startswith("    "))
    person = Person.objects.get(username="first")
    assert person.check_password(password)
    assert Post.objects.get(person=person).role == Role.AUDITOR
    assert run("staff", "add", "first").exit_code == 1
    assert "begins with a letter" in run("staff", "add", "1").stderr


def test_a_token_is_good_for_its_account(town):
    done = run("token", "mei")
    assert tokens.holder(done.stdout.strip()) == town.mei
    assert run("token", "nobody").exit_code == 1


def test_a_new_key_stands_in_front_and_the_old_one_still_opens():
    ring = f"aes-1:{secrets.random(32)}"
    index = secrets.random(32)
    sealed = crypto.parse_ring(ring, index).seal("10000000001", "a.b")
    both = crypto.parse_ring(secrets.with_new_key(ring, "sm4"), index)
    assert both.active == "sm4-2"
    assert both.open(sealed, "a.b") == "10000000001"
    assert crypto.parse_ring(secrets.with_new_key(secrets.with_new_key(ring, None), None), index).active == "aes-3"


def test_resealing_says_how_many_values(town):
    done = run("keys", "reseal")
    assert done.exit_code == 0, done.output
    assert "0 values sealed anew." in done.stdout
