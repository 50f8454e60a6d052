"""Desks that work together: two persons for a refusal, who is at what, what was typed when somebody else was faster."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from linli.desks import actions as desks
from linli.desks.models import Presence
from linli.matters import actions
from linli.matters.models import Matter
from linli.matters.reads.timeline import timeline
from linli.matters.rules import Stage
from tests.town import T0, Town

WHY = {"reason": "in_court", "words": "法院已立案", "send": "1"}


@pytest.fixture
def proposed(client: Client, town: Town) -> Matter:
    matter = town.matter()
    client.force_login(town.jie)
    text = client.post(f"/desk/matters/{matter.number}/decline/", WHY | {"version": 1}, follow=True).content.decode()
    assert "法院已立案" in text
    matter.refresh_from_db()
    assert matter.stage == Stage.RECEIVED
    return matter


def test_a_refusal_is_shown_to_another_person_who_confirms_it(client: Client, town: Town, proposed: Matter) -> None:
    assert proposed.number_shown not in client.get("/desk/refusals/").content.decode()  # one's own waits for others
    client.force_login(town.zhong)
    assert proposed.number_shown in client.get("/desk/refusals/").content.decode()
    assert "法院已立案" in client.get(f"/desk/matters/{proposed.number}/").content.decode()
    client.post(f"/desk/matters/{proposed.number}/refusal/confirm/")
    proposed.refresh_from_db()
    assert proposed.stage == Stage.DECLINED
    again = client.post(f"/desk/matters/{proposed.number}/refusal/confirm/", follow=True)
    assert "note-soon" in again.content.decode()


def test_whoever_proposed_it_is_refused_and_a_return_needs_words(client: Client, town: Town, proposed: Matter) -> None:
    assert client.post(f"/desk/matters/{proposed.number}/refusal/confirm/").status_code == 403
    client.force_login(town.mei)
    answer = client.post(f"/desk/matters/{proposed.number}/refusal/return/", {"remark": ""})
    assert answer.status_code == 400
    assert "invalid-feedback" in answer.content.decode()
    client.post(f"/desk/matters/{proposed.number}/refusal/return/", {"remark": "法院没有受理"})
    assert "法院已立案" not in client.get("/desk/refusals/").content.decode()
    client.force_login(town.far)
    assert client.post(f"/desk/matters/{proposed.number}/refusal/confirm/").status_code == 404


def test_the_reporter_reads_nothing_of_a_refusal_that_is_only_proposed(town: Town, proposed: Matter) -> None:
    assert [step.verb for step in timeline(proposed, public=True)] == ["matters.received"]


def test_colleagues_see_who_has_it_open(client: Client, town: Town) -> None:
    matter = town.matter()
    client.force_login(town.mei)
    assert client.get(f"/desk/matters/{matter.number}/presence/").status_code == 302  # looking is no sign of life
    assert not Presence.objects.exists()
    assert "演示" not in client.post(f"/desk/matters/{matter.number}/presence/").content.decode()
    client.force_login(town.jie)
    assert "演示社区台" in client.get(f"/desk/matters/{matter.number}/").content.decode()
    assert "演示社区台" in client.post(f"/desk/matters/{matter.number}/presence/").content.decode()
    client.force_login(town.far)
    assert client.post(f"/desk/matters/{matter.number}/presence/").status_code == 404


def test_who_comes_too_late_sees_what_changed_side_by_side_and_loses_no_word(client: Client, town: Town) -> None:
    matter = town.matter()
    client.force_login(town.mei)
    page = client.get(f"/desk/matters/{matter.number}/")
    actions.accept(by=town.jie, matter=matter, kind=town.leak, at=timezone.now())
    sent = {"version": 1, "seen": page.context["seen"], "lead": town.cleaners.pk, "task": "请带上大件清运车"}
    late = client.post(f"/desk/matters/{matter.number}/dispatch/", sent)
    assert late.status_code == 409
    rows = late.context["conflict"].beside
    changed = [(row.before, row.now) for row in rows if row.has_changed]
    assert changed[:2] == [("待受理", "已受理"), ("暴露垃圾", "水管漏水")]
    text = late.content.decode()
    assert "演示街道台" in text
    assert text.count("请带上大件清运车") == 2  # beside what stands now, and in its field
    assert 'id="problems"' not in text  # nothing was typed wrong
    matter.refresh_from_db()
    assert matter.stage == Stage.ACCEPTED


def test_a_seal_that_is_none_of_ours_only_leaves_the_comparison_out(client: Client, town: Town) -> None:
    matter = town.matter()
    actions.accept(by=town.jie, matter=matter, at=T0)
    client.force_login(town.mei)
    late = client.post(f"/desk/matters/{matter.number}/accept/", {"version": 1, "seen": "forged"})
    assert late.status_code == 409
    assert late.context["conflict"].beside == []


def test_a_template_fills_its_field_also_without_javascript(client: Client, town: Town) -> None:
    matter = town.matter()
    at = timezone.now() - timedelta(days=1)
    words = "您反映的{{kind}}（{{number}}）不予受理。"
    kept = desks.keep_template(by=town.mei, organisation=town.committee, use="decline", name="法院", words=words, at=at)
    client.force_login(town.mei)
    text = client.get(f"/desk/matters/{matter.number}/", {"reply": kept.pk}).content.decode()
    said = f"您反映的暴露垃圾（{matter.number_shown}）不予受理。"
    assert f'data-words="{said}"' in text
    assert f"{said}</textarea>" in text
    client.force_login(town.tom)
    assert client.post("/desk/templates/end/", {"template": kept.pk}).status_code == 404


def test_a_template_with_an_unknown_variable_comes_back_with_what_was_typed(client: Client, town: Town) -> None:
    client.force_login(town.mei)
    sent = {"organisation": town.committee.pk, "use": "decline", "name": "法院", "words": "请拨 {{phone}}"}
    answer = client.post("/desk/templates/", sent)
    assert answer.status_code == 400
    assert "phone" in str(answer.context["form"].errors["words"])
    assert "请拨 {{phone}}" in answer.content.decode()
    assert client.post("/desk/templates/", sent | {"words": "请拨 12368"}).status_code == 302
    text = client.get("/desk/templates/").content.decode()
    assert "请拨 12368" in text


def test_the_paper_holds_everything_and_who_printed_it(client: Client, town: Town) -> None:
    matter = town.answered(contact=actions.Contact("演示张三", "10000000009"))
    client.force_login(town.mei)
    text = client.get(f"/desk/matters/{matter.number}/print/").content.decode()
    assert "垃圾桶满了" in text
    assert "已清运，增加一个垃圾桶" in text
    assert "演示城管经办" in text  # the complete line of steps, with persons
    assert "10000000009" not in text
    assert "演示社区台" in text
    client.force_login(town.far)
    assert client.get(f"/desk/matters/{matter.number}/print/").status_code == 404


def test_what_became_of_suggestions_is_a_page(client: Client, town: Town) -> None:
    for _ in range(10):
        actions.dispatch(by=town.mei, matter=town.matter(at=timezone.now()), lead=town.cleaners, at=timezone.now())
    client.force_login(town.mei)
    assert "100 %" in client.get("/desk/suggestions/").content.decode()
    client.force_login(town.wang)
    assert client.get("/desk/suggestions/").status_code == 404
