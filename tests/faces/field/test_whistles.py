"""Whistles on a phone: a grid worker blows, a department signs, makes contact, comes, does its part and judges."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from linli.whistles import actions
from linli.whistles.models import Note, Refusal, Summons, Verdict, Whistle
from linli.whistles.rules import Rank, Stage, SummonsStage
from tests.town import GRIDS, Town, fixed
from tests.whistles.steps import blow, cause, part, summons_in, whistle_in

pytestmark = pytest.mark.slow


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def test_a_grid_worker_whistles_from_the_spot(client: Client, town: Town) -> None:
    client.force_login(town.wang)
    page = text(client.get("/field/whistles/new/"))
    assert "第1网格" in page  # the own grid is chosen already
    asked = {
        "intent": str(fixed(1)),
        "cause": cause("emergency").pk,
        "words": "燃气味浓，请立即到场",
        "place": "玉山镇 · 里厍社区 · 第1网格",
        "departments": [town.cleaners.pk],
    }
    assert "确认吹哨" in text(client.post("/field/whistles/new/", asked))
    sent = client.post("/field/whistles/new/", asked | {"send": "1"})
    whistle = Whistle.objects.get()
    assert (whistle.rank, whistle.place, sent["Location"]) == (
        Rank.GRID,
        GRIDS[0],
        f"/field/whistles/{whistle.pk}/",
    )
    assert "应急处置" in text(client.get("/field/whistles/"))


def test_a_grid_worker_whistles_at_a_request_of_the_own_grid_only(client: Client, town: Town) -> None:
    client.force_login(town.wang)
    own, other = town.matter(at=timezone.now()), town.matter(at=timezone.now(), point=None, place=GRIDS[1])
    assert client.get(f"/field/whistles/new/?matter={own.number}").status_code == 200
    assert client.get(f"/field/whistles/new/?matter={other.number}").status_code == 404


def test_one_button_changes_from_signing_to_the_end(client: Client, town: Town) -> None:
    whistle = blow(town, at=timezone.now())
    client.force_login(town.guan)
    address = f"/field/whistles/{whistle.pk}/"
    for step, button, after in (
        ("sign", "签收", SummonsStage.SIGNED),
        ("contact", "已联系", SummonsStage.CONTACTED),
        ("arrive", "到场报到", SummonsStage.ARRIVED),
        ("finish", "本单位任务完成", SummonsStage.DONE),
    ):
        page = text(client.get(address))
        assert f'formaction="{address}{step}/"' in page
        assert button in page
        sent = {"version": part(whistle, town.cleaners).version, "intent": str(fixed(len(step))), "words": "现场情况"}
        assert client.post(f"{address}{step}/", sent).status_code == 302
        assert part(whistle, town.cleaners).stage == after
    assert Whistle.objects.get().stage == Stage.JOINED
    assert Note.objects.count() == 3


def test_arrival_without_words_or_photo_is_asked_for_them(client: Client, town: Town) -> None:
    summons = summons_in(town, SummonsStage.SIGNED)
    client.force_login(town.guan)
    sent = {"version": summons.version, "intent": str(fixed(1)), "words": " "}
    answer = client.post(f"/field/whistles/{summons.whistle_id}/arrive/", sent)
    assert answer.status_code == 400
    assert "不采集位置和轨迹" in text(answer)
    assert "lon" not in text(answer)


def test_a_colleague_was_faster(client: Client, town: Town) -> None:
    summons = summons_in(town, SummonsStage.SIGNED)
    client.force_login(town.guan)
    sent = {"version": summons.version - 1, "intent": str(fixed(1)), "words": "我写的话"}
    answer = client.post(f"/field/whistles/{summons.whistle_id}/arrive/", sent)
    assert answer.status_code == 409
    assert "我写的话" in text(answer)


def test_a_refusal_names_the_owner(client: Client, town: Town) -> None:
    summons = part(blow(town), town.cleaners)
    client.force_login(town.guan)
    address = f"/field/whistles/{summons.whistle_id}/refuse/"
    sent = {"version": summons.version, "reason": "other_owner", "words": "河面保洁属水务"}
    nameless = client.post(address, sent)
    assert nameless.status_code == 400
    assert "请指明应当负责的部门" in text(nameless)
    assert client.post(address, sent | {"owner": "昆山市水务局"}).status_code == 302
    assert Refusal.objects.get().owner == town.water


def test_a_department_judges_the_whistle(client: Client, town: Town) -> None:
    whistle = whistle_in(town, Stage.CONCLUDED)
    client.force_login(town.guan)
    assert "待评哨" in text(client.get("/field/whistles/"))
    address = f"/field/whistles/{whistle.pk}/judge/"
    assert client.post(address, {"due": "0", "words": ""}).status_code == 400
    assert client.post(address, {"due": "0", "words": "社区可自行解决"}).status_code == 302
    assert Verdict.objects.get().is_due is False
    assert client.post(address, {"due": "1"}).status_code == 409


def test_everybody_called_writes_into_the_joint_log(client: Client, town: Town) -> None:
    whistle = blow(town)
    client.force_login(town.shui)
    sent = {"version": 1, "intent": str(fixed(1)), "words": "打捞船已出发"}
    assert client.post(f"/field/whistles/{whistle.pk}/note/", sent).status_code == 302
    assert "打捞船已出发" in text(client.get(f"/field/whistles/{whistle.pk}/"))


@pytest.mark.parametrize("stranger", ["tom", "far", "ren", "zhong"])
def test_a_stranger_finds_nothing(client: Client, town: Town, stranger: str) -> None:
    whistle = blow(town)
    client.force_login(getattr(town, stranger))
    assert client.get(f"/field/whistles/{whistle.pk}/").status_code == 404
    assert client.post(f"/field/whistles/{whistle.pk}/sign/", {"version": 1}).status_code == 404


def test_a_desk_does_not_answer_for_a_department(client: Client, town: Town) -> None:
    whistle = blow(town)
    client.force_login(town.mei)
    assert client.get(f"/field/whistles/{whistle.pk}/").status_code == 200
    assert client.post(f"/field/whistles/{whistle.pk}/sign/", {"version": 1}).status_code == 404
    assert not Summons.objects.exclude(signed_at=None).exists()
    actions.sign(by=town.guan, summons=part(whistle, town.cleaners), at=timezone.now())
