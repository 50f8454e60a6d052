"""Rules, promises and days on the pages of who keeps them: tried on the last year first, then in force from a day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from linli.core import calendar
from linli.core.models import Day
from linli.duties.models import CatalogueRow, RoutingRule
from linli.faces.desk.administration import trying
from tests.town import Town

AT = "/desk/administration/system"


@pytest.fixture
def keeper(client: Client, town: Town) -> Client:
    client.force_login(town.sys)
    return client


def tomorrow() -> str:
    return (timezone.localdate() + timedelta(days=1)).isoformat()


def rule(**more: object) -> dict[str, object]:
    return {"name": "湖面垃圾归水务", "order": 5, "words": "湖面，湖里", "unit_kind": "department",
            "unit_duty": "water", "on": tomorrow()} | more  # fmt: skip


def go_live(keeper: Client, address: str, said: dict[str, object]) -> HttpResponse:
    """Try it, and send the same again with the token of the trial."""
    tried = keeper.post(address, said)
    return keeper.post(address, said | {"live": "1", "tried": tried.context.get("token", "")})


def test_a_rule_is_tried_before_it_holds(keeper: Client, town: Town) -> None:
    matter = town.matter(at=timezone.now(), words="湖面有垃圾，住在不该被看到的楼")
    page = keeper.post(f"{AT}/rules/new/", rule()).content.decode()
    assert RoutingRule.objects.count() == 1
    assert "1 件诉求中，有 1 件" in page
    assert matter.number_shown in page
    assert "不该被看到" not in page
    assert go_live(keeper, f"{AT}/rules/new/", rule()).status_code == 302
    made = RoutingRule.objects.get(order=5)
    assert (made.words, made.unit_duty, made.valid_from.isoformat()) == (["湖面", "湖里"], "water", tomorrow())


def test_a_rule_takes_the_place_of_another(keeper: Client, town: Town) -> None:
    old = RoutingRule.objects.get()
    page = keeper.get(f"{AT}/rules/new/?instead_of={old.pk}").content.decode()
    assert old.name in page
    assert "河道、河里" in page
    assert go_live(keeper, f"{AT}/rules/new/?instead_of={old.pk}", rule()).status_code == 302
    old.refresh_from_db()
    assert old.valid_to is not None
    assert old.valid_to.isoformat() == tomorrow()


@pytest.mark.parametrize("key", ["²", "٣", "9" * 5000, "-1", "x", ""])
def test_a_key_that_nobody_writes_is_no_rule_to_replace(keeper: Client, key: str) -> None:
    page = keeper.get(f"{AT}/rules/new/", {"instead_of": key})
    assert (page.status_code, page.context["old"]) == (200, None)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"words": ""}, ""),
        ({"unit_kind": ""}, "unit"),
        ({"unit": "昆山市水务局"}, "unit"),
        ({"on": "2024-01-01"}, "on"),
        ({"kind_code": "77"}, "kind_code"),
        ({"place_prefix": "999999"}, "place_prefix"),
    ],
)
def test_what_is_wrong_with_a_rule_is_said(keeper: Client, wrong: dict[str, str], field: str) -> None:
    answer = go_live(keeper, f"{AT}/rules/new/", rule() | wrong)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'id="problems"' in page
    assert not field or f"id_{field}_error" in page
    assert RoutingRule.objects.count() == 1


def test_a_rule_ends_after_it_was_shown_what_that_does(keeper: Client, town: Town) -> None:
    old = RoutingRule.objects.get()
    town.matter(at=timezone.now(), words="河道里有垃圾")
    assert "1 件诉求中，有 1 件" in keeper.get(f"{AT}/rules/{old.pk}/end/").content.decode()
    assert keeper.post(f"{AT}/rules/{old.pk}/end/", {"on": "2024-01-01"}).status_code == 422
    assert keeper.post(f"{AT}/rules/{old.pk}/end/", {"on": tomorrow()}).status_code == 302
    assert keeper.post(f"{AT}/rules/{old.pk}/end/", {"on": tomorrow()}).status_code == 422
    old.refresh_from_db()
    assert old.valid_to is not None


def promise(**more: object) -> dict[str, object]:
    said = {"responsible_kind": "department", "responsible_duty": "urban_management", "limit_amount": 2}
    return said | {"limit_unit": "working_days", "urgency": "ordinary", "done_when": "已清理", "on": tomorrow()} | more


def test_a_limit_is_tried_before_it_takes_over(keeper: Client, town: Town) -> None:
    town.matter(at=timezone.now() - timedelta(days=30))
    address = f"{AT}/catalogue/{town.rubbish.pk}/"
    CatalogueRow.objects.filter(kind=town.rubbish).update(emergency_line="119", questions=[{"code": "a"}])
    page = keeper.post(address, promise()).content.decode()
    assert "1 件诉求中" in page
    assert CatalogueRow.objects.filter(kind=town.rubbish).count() == 1
    assert go_live(keeper, address, promise()).status_code == 302
    old, new = CatalogueRow.objects.filter(kind=town.rubbish).order_by("valid_from")
    assert old.valid_to == new.valid_from
    assert (new.limit_amount, new.limit_unit) == (2, "working_days")
    assert (new.emergency_line, new.questions) == ("119", [{"code": "a"}])
    assert "已清理" in keeper.get(address).content.decode()


def test_a_promise_for_a_day_that_has_gone_is_refused(keeper: Client, town: Town) -> None:
    address, gone = f"{AT}/catalogue/{town.rubbish.pk}/", promise(on="2024-01-01")
    for answer in (keeper.post(address, gone), go_live(keeper, address, gone)):  # nor is it tried
        assert (answer.status_code, "token" in answer.context) == (422, False)
        assert "id_on_error" in answer.content.decode()
    assert keeper.get(f"{AT}/catalogue/999999/").status_code == 404


def test_what_was_not_tried_as_it_stands_does_not_hold(
    keeper: Client, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules, row = f"{AT}/rules/new/", f"{AT}/catalogue/{town.rubbish.pk}/"
    for address, said, other in ((rules, rule(), {"order": 6}), (row, promise(), {"limit_amount": 9})):
        token = keeper.post(address, said).context["token"]
        for sent in (said, said | {"tried": token + "x"}, said | other | {"tried": token}):
            refused = keeper.post(address, sent | {"live": "1"})
            assert refused.status_code == 422
            assert "未经试算" in refused.content.decode()
            assert refused.context["tried"] is not None  # the trial that was missing is shown at once
    elsewhere = f"{rules}?instead_of={RoutingRule.objects.get().pk}"
    token = keeper.post(rules, rule()).context["token"]
    assert keeper.post(elsewhere, rule(live="1", tried=token)).status_code == 422
    monkeypatch.setattr(trying, "LIVES_FOR", -1)
    assert keeper.post(rules, rule(live="1", tried=token)).status_code == 422
    assert RoutingRule.objects.count() == 1
    assert CatalogueRow.objects.filter(kind=town.rubbish).count() == 1


def test_a_day_is_set_by_decree_and_counts(keeper: Client, town: Town) -> None:
    day = timezone.localdate() + timedelta(days=3)
    works = calendar.working_calendar().works(day)
    sent = {"on": day.isoformat(), "works": "0" if works else "1", "name": "防汛", "source": "昆政办发〔2026〕1号"}
    assert keeper.post(f"{AT}/days/", sent).status_code == 302
    assert calendar.working_calendar().works(day) is not works
    page = keeper.get(f"{AT}/days/").content.decode()
    assert "昆政办发〔2026〕1号" in page
    for wrong in ({"on": "2024-01-01"}, {"source": ""}, {"name": ""}):
        assert keeper.post(f"{AT}/days/", sent | wrong).status_code == 422
    assert Day.objects.filter(notice=None, name="防汛").count() == 1


def test_others_find_nothing(client: Client, town: Town) -> None:
    for person in (town.mei, town.jie, town.guan, town.aud):
        client.force_login(person)
        for path in ("days/", "rules/new/", f"catalogue/{town.rubbish.pk}/"):
            assert client.get(f"{AT}/{path}").status_code == 404
