"""Two real exports, kept beside the project where somebody evaluates it; without them these tests are skipped."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from django.utils import timezone

from linli.core.imports import Summary
from linli.matters.imports import mapping as mappings
from linli.matters.imports.causes import Remark
from linli.matters.imports.messages import import_messages
from linli.matters.models import Matter
from linli.matters.rules import Stage, in_time
from tests.town import Town

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data"
HOTLINE = DATA / "messages" / "hotline_subjects.csv"
BOSTON = DATA / "requests_311" / "boston_2011_jul_aug.csv"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not (HOTLINE.exists() and BOSTON.exists()), reason="the real exports are not here"),
]


def take(path: Path, name: str) -> Summary:
    with path.open("rb") as file:
        return import_messages(file, mapping=mappings.read(Path(name)), by=None, at=timezone.now())


def test_a_hotline_export_comes_in_once(town: Town) -> None:
    first = take(HOTLINE, "hotline")
    assert (first.read, first.added, first.there, first.refused) == (4326, 4326, 0, [])
    assert Matter.objects.filter(stage=Stage.RECEIVED, source="hotline").count() == 4326
    second = take(HOTLINE, "hotline")
    assert (second.read, second.added, second.there, second.refused) == (4326, 0, 4326, [])


@pytest.mark.once  # compared in Python; the export above comes into both databases
def test_in_time_says_what_the_city_said_of_every_closed_request(town: Town) -> None:
    done = take(BOSTON, "boston311")
    assert (done.read, done.added, done.refused) == (21401, 21401, [])
    assert done.notes[Remark.OUTSIDE] == 21401
    assert done.notes[Remark.CLOSED] == 20285

    with BOSTON.open(encoding="utf-8-sig", newline="") as file:
        flags = {row["case_enquiry_id"]: row["ontime"] for row in csv.DictReader(file)}
    closed = Matter.objects.filter(source="boston311", stage=Stage.CLOSED, due_at__isnull=False)
    said, silent = 0, 0
    for number, due_at, closed_at in closed.values_list("source_id", "due_at", "closed_at"):
        if flags[number]:
            assert in_time(due_at, closed_at) == (flags[number] == "ONTIME")
            said += 1
        else:  # the city left the flag of some late ones empty
            assert not in_time(due_at, closed_at)
            silent += 1
    assert (said, silent) == (16685, 43)
