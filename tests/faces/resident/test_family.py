"""代办: family reports for an elder by consent; both see it, the log says it, and either ends it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from linli.core.models import Entry
from linli.matters.models import Matter
from linli.people import actions, jobs
from linli.people.models import Helping
from tests.faces.resident.conftest import Now, filled
from tests.town import T0, Town

pytestmark = pytest.mark.usefixtures("now")


def page(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined, no-any-return]


def signed_in(person: object) -> Client:
    client = Client()
    client.force_login(person)  # type: ignore[arg-type]
    return client


@pytest.fixture
def helping(town: Town) -> Helping:
    """Ren helps Lao."""
    code = actions.invite_helper(by=town.lao, wording="同意", at=T0)
    return actions.begin_helping(by=town.ren, code=code, at=T0)


def reported(client: Client, town: Town, helping: Helping) -> Matter:
    answer = client.post("/report/", filled(town, helps=helping.pk))
    matter = Matter.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/follow/{matter.number_shown}/")
    return matter


def test_the_code_of_the_elders_phone_lets_the_family_report(town: Town) -> None:
    elder, child = signed_in(town.lao), signed_in(town.ren)
    shown = re.search(r"<output>(\w{4}) (\w{4})</output>", page(elder.post("/mine/family/invite/")))
    assert shown
    typed = {"code": f"{shown[1].lower()}-{shown[2]}"}
    assert "已开通" in page(child.post("/mine/family/begin/", typed, follow=True))
    assert "代办码有误" in page(signed_in(town.ren).post("/mine/family/begin/", typed, follow=True))
    assert "终止与" in page(elder.get("/mine/family/"))
    link = re.search(r'href="(/report/\?helps=\d+)"', page(child.get("/mine/family/")))
    assert link and "系统会记录由您代为提交" in page(child.get(link[1]))


def test_the_elder_is_the_reporter_both_see_it_and_the_log_says_who_entered_it(town: Town, helping: Helping) -> None:
    child = signed_in(town.ren)
    matter = reported(child, town, helping)
    reporter = matter.reporters.get()
    assert (reporter.person, reporter.entered_by, reporter.phone) == (town.lao, town.ren, town.lao.phone)
    entry = Entry.objects.get(verb="matters.received")
    assert (entry.actor_id, entry.params["by_family"]) == (town.ren.pk, True)
    for client in (child, signed_in(town.lao)):
        assert matter.number_shown in page(client.get("/mine/"))
        assert "由家人代为提交" in page(client.get(f"/follow/{matter.number_shown}/"))


def test_the_helper_reads_but_judging_urging_and_taking_back_stay_with_the_elder(town: Town, helping: Helping) -> None:
    child = signed_in(town.ren)
    number = reported(child, town, helping).number_shown
    text = page(child.get(f"/follow/{number}/"))
    assert "由家人本人评价" in text and "/withdraw/" not in text
    assert child.get(f"/follow/{number}/withdraw/").status_code == 404
    assert child.post(f"/follow/{number}/rate/", {"solved": "1"}).status_code == 404
    assert child.get(f"/receipt/{number}/").status_code == 404
    assert "/withdraw/" in page(signed_in(town.lao).get(f"/follow/{number}/"))


@pytest.mark.parametrize("who", ["lao", "ren"])
def test_either_ends_it_and_then_nothing_can_be_sent_or_read(town: Town, helping: Helping, who: str) -> None:
    child = signed_in(town.ren)
    number = reported(child, town, helping).number_shown
    ended = signed_in(getattr(town, who)).post("/mine/family/end/", {"helping": helping.pk}, follow=True)
    assert "已终止" in page(ended)
    assert child.get(f"/follow/{number}/").status_code == 404
    answer = child.post("/report/", filled(town, helps=helping.pk))
    assert answer.status_code == 403 and "您已不能替这位家人反映" in page(answer)
    assert Matter.objects.count() == 1


def test_strangers_cannot_use_or_end_the_help_of_others(town: Town, helping: Helping) -> None:
    stranger = signed_in(town.mei)
    assert stranger.post("/report/", filled(town, helps=helping.pk)).status_code == 403
    stranger.post("/mine/family/end/", {"helping": helping.pk})
    assert Helping.objects.live().filter(pk=helping.pk).exists()
    assert not Matter.objects.exists()


def test_a_code_is_for_one_other_resident_for_a_day(town: Town, now: Now) -> None:
    code = actions.invite_helper(by=town.lao, wording="同意", at=T0)
    with pytest.raises(actions.NotOneself):
        actions.begin_helping(by=town.lao, code=code, at=T0)
    with pytest.raises(actions.NotOneself):
        actions.begin_helping(by=town.mei, code=code, at=T0)
    with pytest.raises(actions.CodeGone):
        actions.begin_helping(by=town.ren, code=code, at=T0 + timedelta(days=1))
    actions.begin_helping(by=town.ren, code=code, at=T0)
    again = actions.invite_helper(by=town.lao, wording="同意", at=T0)
    with pytest.raises(actions.HelpsAlready):
        actions.begin_helping(by=town.ren, code=again, at=T0)


def test_codes_cannot_be_guessed_for_long(town: Town) -> None:
    for _ in range(10):
        with pytest.raises(actions.CodeGone):
            actions.begin_helping(by=town.ren, code="BBBBBBBB", at=T0)
    with pytest.raises(actions.TooOften):
        actions.begin_helping(by=town.ren, code="BBBBBBBB", at=T0)


def test_closing_an_account_ends_its_help(town: Town, helping: Helping) -> None:
    actions.close_account(by=town.lao, at=T0)
    assert not Helping.objects.live().exists()


def test_a_code_that_nobody_took_is_erased_when_its_day_is_over(town: Town, helping: Helping) -> None:
    actions.invite_helper(by=town.ren, wording="同意", at=T0)
    assert jobs.erase_codes(at=T0 + timedelta(hours=23)) == 0
    assert jobs.erase_codes(at=T0 + timedelta(hours=25)) == 1
    assert list(Helping.objects.all()) == [helping]
