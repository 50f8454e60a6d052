"""就地解决: who saw it on patrol puts it right and says so; every step is told, and others check it."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from linli.core.models import Entry
from linli.matters import actions
from linli.matters.errors import Moved, OwnAnswer
from linli.matters.models import Channel, Matter, WorkOrder
from linli.matters.rules import OrderStage, SpokenTo, Stage
from tests.town import GRIDS, INSIDE, T0, Town, answer

LATER = T0 + timedelta(minutes=10)


def patrolled(town: Town, **more: object) -> Matter:
    return town.matter(by=town.wang, channel=Channel.FIELD, **more)


def done(town: Town) -> actions.Draft:
    return answer("已当场清理", at=LATER, spoken_to=SpokenTo.NOBODY, contacted_at=None)


def test_what_was_put_right_on_patrol_is_answered_at_once_for_the_own_unit(town: Town) -> None:
    matter = patrolled(town)
    order = actions.solve_on_the_spot(by=town.wang, matter=matter, answer=done(town), at=LATER)
    matter.refresh_from_db()
    assert (order.unit, order.stage, matter.stage) == (town.committee, OrderStage.DONE, Stage.ANSWERED)
    told = list(Entry.objects.filter(actor_id=town.wang.pk, at=LATER).order_by("pk").values_list("verb", flat=True))
    for verb in ("accepted", "dispatched", "order_signed", "order_started", "order_done", "answered"):
        assert f"matters.{verb}" in told


def test_the_own_unit_does_not_check_it(town: Town) -> None:
    matter = patrolled(town)
    actions.solve_on_the_spot(by=town.wang, matter=matter, answer=done(town), at=LATER)
    matter.refresh_from_db()
    with pytest.raises(OwnAnswer):
        actions.close(by=town.wang, matter=matter, words="", at=LATER)


def test_only_who_saw_it_and_in_the_same_shift(town: Town) -> None:
    mine, of_a_resident = patrolled(town), town.matter(by=town.ren)
    elsewhere = town.matter(by=town.jie, channel=Channel.FIELD, point=INSIDE[GRIDS[1]])
    for by, matter, at in (
        (town.mei, mine, LATER),
        (town.wang, of_a_resident, LATER),
        (town.wang, elsewhere, LATER),
        (town.wang, mine, T0 + timedelta(hours=13)),
    ):
        with pytest.raises(PermissionDenied):
            actions.solve_on_the_spot(by=by, matter=matter, answer=done(town), at=at)
    assert not WorkOrder.objects.exists()


def test_what_the_desk_has_sent_already_goes_its_way(town: Town) -> None:
    matter = patrolled(town)
    actions.dispatch(by=town.mei, matter=matter, lead=town.cleaners, at=LATER)
    with pytest.raises(Moved):
        actions.solve_on_the_spot(by=town.wang, matter=matter, answer=done(town), at=LATER)


def test_after_the_patrol_report_it_is_two_posts_away(town: Town, client: Client) -> None:
    client.force_login(town.wang)
    matter = patrolled(town, at=timezone.now())
    address = f"/field/report/{matter.number}/"
    page = client.get(address)
    assert "就地解决" in page.content.decode()
    intent = page.context["form"]["intent"].value()
    sheet = client.post(address, {"intent": intent, "shot": "1"})
    assert sheet.status_code == 200
    words = sheet.context["form"]["words"].value()
    assert client.post(address, {"intent": intent, "words": words, "send": "1"}).status_code == 302
    matter.refresh_from_db()
    assert matter.stage == Stage.ANSWERED
    assert client.post(address, {"intent": intent, "words": words, "send": "1"}).status_code == 302  # sent twice
    assert client.post(address, {"intent": uuid4(), "words": words, "send": "1"}).status_code == 409
    client.force_login(town.mei)
    assert client.get(address).status_code == 404
