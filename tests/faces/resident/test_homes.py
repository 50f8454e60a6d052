"""Who is asked to look after homes says yes or no on their own page, and gives them back."""

from __future__ import annotations

import pytest
from django.test import Client

from linli.orgs import actions
from linli.orgs.models import AreaKind, Post, ResponsibilityArea, Role
from linli.people.models import Person
from tests.orgs.bodies import TODAY, branch
from tests.town import T0, Town

pytestmark = [pytest.mark.django_db, pytest.mark.once]

HOMES = "/mine/homes/"


def ask(town: Town, person: Person, kind: AreaKind = AreaKind.MEMBER) -> ResponsibilityArea:
    return actions.ask_for_area(
        by=town.mei, body=branch(town), kind=kind, person=person, estate=town.estate(), on=TODAY, at=T0
    )


def text(client: Client, address: str = HOMES) -> str:
    return client.get(address).content.decode()


def test_who_is_asked_reads_it_at_home_and_says_yes_on_a_page_of_their_own(client: Client, town: Town) -> None:
    area = ask(town, town.ren)
    client.force_login(town.ren)
    assert HOMES in text(client, "/") and HOMES in text(client, "/mine/data/")
    asked = text(client)
    assert f"请您负责{area.estate.name}" in asked and "党员" in asked
    said = client.post(f"{HOMES}agree/", {"homes": area.pk}, follow=True)
    assert "谢谢您" in said.content.decode()
    area.refresh_from_db()
    assert area.agreed_at is not None
    assert HOMES not in text(client, "/") and HOMES in text(client, "/mine/data/")


def test_who_says_no_or_not_any_more_needs_no_reason_and_nothing_is_kept(client: Client, town: Town) -> None:
    area = ask(town, town.ren)
    client.force_login(town.ren)
    client.post(f"{HOMES}back/", {"homes": area.pk})
    assert not ResponsibilityArea.objects.exists()
    assert Post.objects.get(role=Role.AREA_KEEPER).valid_to is not None
    assert area.estate.name not in text(client)
    again = client.post(f"{HOMES}back/", {"homes": area.pk}, follow=True)
    assert "已答复" in again.content.decode()


def test_nobody_answers_for_another_person(client: Client, town: Town) -> None:
    area = ask(town, town.ren)
    client.force_login(town.lao)
    assert area.estate.name not in text(client)
    for way in ("agree", "back"):
        client.post(f"{HOMES}{way}/", {"homes": area.pk})
    area.refresh_from_db()
    assert area.agreed_at is None


def test_staff_find_the_way_from_their_desk(client: Client, town: Town) -> None:
    client.force_login(town.wang)
    assert HOMES not in text(client, "/desk/")
    area = ask(town, town.wang, AreaKind.STAIRWAY_HEAD)
    assert HOMES in text(client, "/desk/")
    client.post(f"{HOMES}agree/", {"homes": area.pk})
    area.refresh_from_db()
    assert area.agreed_at is not None
