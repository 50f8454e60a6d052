"""The terms of lists and orders are replaced from a day on; what waits keeps its day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from linli.commons.models import MenuTerms, RiseTerm
from tests.commons.lists import need, seeded
from tests.commons.steps import service
from tests.town import Town

pytestmark = pytest.mark.once


def test_another_term_holds_from_its_day_on(town: Town) -> None:
    seeded()
    service()
    today = timezone.localdate()
    waits = need(town, at=timezone.now())
    centre = Client()
    centre.force_login(town.zhong)
    page = "/desk/lists/terms/"
    gone = centre.post(f"{page}rise/", {"level": 12, "days": 7, "on": today - timedelta(days=1)})
    assert (gone.status_code, list(gone.context["rise"].errors)) == (400, ["on"])
    assert centre.post(f"{page}rise/", {"level": 12, "days": 7, "on": today}).status_code == 302
    assert centre.post(f"{page}rise/", {"level": 12, "days": 9, "on": today}).status_code == 302
    assert [row.days for row in RiseTerm.objects.valid(today).filter(level=12)] == [9]
    waits.refresh_from_db()
    assert waits.rise_at > timezone.now() + timedelta(days=10)
    told = {"give_hours": 2, "answer_days": 0, "keep_days": 10, "on": today + timedelta(days=3)}
    refused = centre.post(f"{page}menu/", told)
    assert (refused.status_code, list(refused.context["menu"].errors)) == (422, ["answer_days"])
    assert centre.post(f"{page}menu/", told | {"answer_days": 2}).status_code == 302
    assert [row.give_hours for row in MenuTerms.objects.order_by("valid_from")] == [4, 2]
    assert [row.give_hours for row in MenuTerms.objects.valid(today)] == [4]
    assert centre.get(page).status_code == 200
