"""Voice notes, photos and words are erased when their term is over, and that it was so stays to be read."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pytest_django import Settings

from linli.core import attachments, search
from linli.core.models import Attachment
from linli.faces.kit.words import step as step_words
from linli.matters import actions, jobs
from linli.matters.errors import HeldAlready, NotHeld
from linli.matters.models import Matter, Rating, Retention, Voice, What
from linli.matters.reads.clock import check
from linli.matters.reads.timeline import timeline
from linli.matters.rules import DeclineReason
from tests.matters.steps import LATER
from tests.town import GRIDS, SOUND, T0, Town

DAY, MOMENT = timedelta(days=1), timedelta(seconds=1)
TERMS = {"voice": 365, "photos": 730, "words": 1825}


@pytest.fixture(autouse=True)
def _media(settings: Settings, tmp_path: Path) -> None:
    settings.LINLI_MEDIA = tmp_path


def picture() -> Attachment:
    file = BytesIO()
    Image.new("RGB", (40, 30), "green").save(file, "JPEG")
    return attachments.keep(SimpleUploadedFile("a.jpg", file.getvalue()), by=None, at=T0)


def said() -> dict[str, object]:
    """Two photos, a voice note and an address; the words and the point are those of the town."""
    sound = attachments.keep_sound(SimpleUploadedFile("a.webm", SOUND), by=None, at=T0)
    return {"photos": [picture(), picture()], "voice": sound, "address": "3号楼2单元"}


def closed(town: Town) -> Matter:
    return actions.close(by=town.mei, matter=town.answered(by=town.ren, **said()), at=LATER)


def kept(matter: Matter) -> tuple[int, int, str]:
    """How much of ``matter`` there is: voice notes, photos, words."""
    matter.refresh_from_db()
    return Voice.objects.filter(matter=matter).count(), matter.photos.count(), matter.words


def after(what: str) -> datetime:
    return LATER + DAY * TERMS[what]


WORDS = "垃圾桶满了，没有人收"


@pytest.mark.parametrize(("what", "left"), [("voice", (0, 2, WORDS)), ("photos", (0, 0, WORDS)), ("words", (0, 0, ""))])
def test_each_goes_when_its_own_term_is_over_and_not_before(
    town: Town, what: str, left: tuple[int, int, str], django_capture_on_commit_callbacks: Any
) -> None:
    matter = closed(town)
    jobs.erase_what_is_over(at=after(what))
    assert kept(matter) != left
    with django_capture_on_commit_callbacks(execute=True):
        jobs.erase_what_is_over(at=after(what) + MOMENT)
    assert kept(matter) == left
    assert jobs.erase_what_is_over(at=after(what) + MOMENT) == 0


def test_rows_and_files_are_gone_and_the_timeline_says_how_many_and_when(
    town: Town, settings: Settings, django_capture_on_commit_callbacks: Any
) -> None:
    matter = closed(town)
    assert len(on_disk(settings)) == 3
    at = after("photos") + MOMENT
    with django_capture_on_commit_callbacks(execute=True):
        assert jobs.erase_what_is_over(at=at) == 2
    assert on_disk(settings) == []
    assert not Attachment.objects.exists()
    steps = {step.verb: step for step in timeline(matter, public=True)}
    assert (steps["matters.photos_erased"].at, steps["matters.photos_erased"].params["photos"]) == (at, 2)
    assert "matters.voice_erased" in steps
    assert str(step_words("matters.photos_erased", {"photos": 2})) == "照片已删除（保存期满），共 2 张"


def test_words_address_point_and_what_was_searched_for_go_and_the_grid_stays(town: Town) -> None:
    matter = closed(town)
    jobs.make_all_findable(at=LATER)
    assert search.some(Matter, "垃圾桶", 9) == [matter.pk]
    Rating.objects.create(
        matter=matter, reporter=town.reporter(matter), round=9, solved=True, words="我家门口", at=LATER
    )
    jobs.erase_what_is_over(at=after("words") + MOMENT)
    matter.refresh_from_db()
    assert (matter.words, matter.address, matter.lon, matter.lat, matter.replies) == ("", "", None, None, {})
    assert matter.place == GRIDS[0]
    assert Rating.objects.get().words == ""
    assert search.some(Matter, "垃圾桶", 9) == []
    assert all(not stretch.differences for stretch in check())


def test_what_is_open_is_kept_however_old(town: Town) -> None:
    matter = town.answered(by=town.ren, **said())
    assert jobs.erase_what_is_over(at=after("words") + 9 * 365 * DAY) == 0
    assert kept(matter) == (1, 2, WORDS)


def test_what_was_taken_back_goes_after_a_year(town: Town) -> None:
    matter = town.matter(by=town.ren, **said())
    actions.withdraw(reporter=town.reporter(matter), at=T0)
    assert jobs.erase_what_is_over(at=T0 + 365 * DAY) == 0
    assert jobs.erase_what_is_over(at=T0 + 365 * DAY + MOMENT) == 3
    assert kept(matter) == (0, 0, "")


def test_a_merged_matter_waits_for_the_one_it_was_merged_into(town: Town) -> None:
    matter, into = town.matter(by=town.ren, **said()), town.matter()
    actions.merge(by=town.mei, matter=matter, into=into, at=T0)
    assert jobs.erase_what_is_over(at=after("words") + MOMENT) == 0
    actions.decline(by=town.mei, matter=into, reason=DeclineReason.IN_COURT, words="法院正在审理", at=T0)
    assert jobs.erase_what_is_over(at=after("words") + MOMENT) == 4


def test_a_petition_begins_the_term_anew(town: Town) -> None:
    matter = closed(town)
    came = after("words").date()
    actions.link_petition(by=town.mei, matter=matter, number="信1", came_on=came, at=after("words"))
    assert jobs.erase_what_is_over(at=after("words") + 300 * DAY) == 0
    assert jobs.erase_what_is_over(at=after("words") + 400 * DAY) == 1  # the voice note alone
    assert kept(matter) == (0, 2, WORDS)


def test_what_the_law_asks_for_is_kept_until_the_hold_is_lifted(town: Town) -> None:
    matter = closed(town)
    with pytest.raises(PermissionDenied):
        actions.hold_for_law(by=town.mei, matter=matter, words="行政复议", at=LATER)
    actions.hold_for_law(by=town.jie, matter=matter, words="行政复议", at=LATER)
    with pytest.raises(HeldAlready):
        actions.hold_for_law(by=town.jie, matter=matter, words="诉讼", at=LATER)
    assert jobs.erase_what_is_over(at=after("words") + MOMENT) == 0
    actions.lift_hold(by=town.jie, matter=matter, at=after("words"))
    with pytest.raises(NotHeld):
        actions.lift_hold(by=town.jie, matter=matter, at=after("words"))
    assert jobs.erase_what_is_over(at=after("words") + MOMENT) == 3
    held = next(step for step in timeline(matter, public=False) if step.verb == "matters.held_for_law")
    assert held.words == "行政复议"
    assert "matters.held_for_law" not in {step.verb for step in timeline(matter, public=True)}


def test_a_county_that_set_no_term_erases_nothing(town: Town) -> None:
    matter = closed(town)
    Retention.objects.filter(what=What.PHOTOS).delete()
    jobs.erase_what_is_over(at=after("words") + MOMENT)
    assert kept(matter) == (0, 2, "")


def on_disk(settings: Settings) -> list[Path]:
    return [path for path in Path(settings.LINLI_MEDIA).rglob("*") if path.is_file()]
