"""What was set for a day to come is taken back by one tap, wherever it is set; what has begun is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from linli.core.models import Entry
from linli.duties import actions as duties
from linli.duties.actions.lists import said_by
from linli.duties.models import DutyItem
from linli.orgs.actions import halls
from linli.places.actions.facilities import KindSays
from linli.places.models import FacilityKind
from tests.permissions.dated import OF, to_come
from tests.town import Town

pytestmark = [pytest.mark.once, pytest.mark.slow]


@pytest.fixture
def centre(client: Client, town: Town) -> Client:
    client.force_login(town.zhong)
    return client


@pytest.mark.parametrize("name", OF)
def test_a_row_to_come_is_struck_out_and_the_one_before_holds_on(centre: Client, town: Town, name: str) -> None:
    row = to_come(town, name)
    rows, address = type(row)._default_manager, reverse(name, args=[row.pk])
    before = rows.get(valid_to=row.valid_from)
    page = centre.get(address, follow=True)  # whoever only comes is led to the page, which offers it
    assert f'action="{address}"' in page.content.decode()
    said = centre.post(address, follow=True).content.decode()
    assert "已撤回" in said
    assert f'action="{address}"' not in said
    assert not rows.filter(pk=row.pk).exists()
    assert rows.get(pk=before.pk).valid_to is None
    assert Entry.objects.get(verb__endswith="_taken_back").actor_id == town.zhong.pk
    assert centre.post(address).status_code == 404  # it is gone
    assert "不能撤回" in centre.post(reverse(name, args=[before.pk]), follow=True).content.decode()
    assert rows.filter(pk=before.pk, valid_to=None).exists()


def test_a_line_of_the_duty_lists_and_a_kind_of_facilities_too(centre: Client, town: Town) -> None:
    tomorrow, told = timezone.localdate() + timedelta(days=1), {"by": town.zhong, "at": timezone.now()}
    line = DutyItem.objects.get(code="SQ-1")
    new = duties.set_item(says=replace(said_by(line), title="调解邻里纠纷"), on=tomorrow, **told)
    kind = halls.begin_word(says=KindSays("书吧", "Reading room"), code="reading", on=tomorrow, **told)
    for name, of, page in (
        ("desk:duties-item-take-back", [new.pk], reverse("desk:duties-item", args=[new.pk])),
        ("desk:facility-word-take-back", ["kinds", kind.pk], reverse("desk:facility-word", args=["kinds", kind.pk])),
    ):
        address = reverse(name, args=of)
        assert f'action="{address}"' in centre.get(page).content.decode()
        assert "已撤回" in centre.post(address, follow=True).content.decode()
    assert list(DutyItem.objects.filter(code="SQ-1", valid_to=None)) == [line]
    assert not FacilityKind.objects.filter(pk="reading").exists()
    begun = reverse("desk:duties-item-take-back", args=[line.pk])
    assert "不能撤回" in centre.post(begun, follow=True).content.decode()
