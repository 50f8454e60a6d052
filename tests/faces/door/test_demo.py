import importlib

import pytest
from django.test import Client, override_settings
from django.urls import Resolver404, clear_url_caches, resolve

from linli.faces.door.demo import ROLES
from linli.people.models import Person
from tests.commons.lists import partner
from tests.points.steps import merchant
from tests.town import Town

STAFF = {
    "grid": ("wang", "/field/"),
    "community": ("mei", "/desk/"),
    "street": ("jie", "/desk/"),
    "department": ("guan", "/desk/"),
    "centre": ("zhong", "/desk/"),
    "system": ("sys", "/desk/administration/system/"),
    "security": ("sec", "/desk/administration/posts/"),
    "auditor": ("aud", "/desk/administration/log/"),
}


@pytest.fixture
def demo_town(town: Town) -> Town:
    for key, (username, _) in STAFF.items():
        Person.objects.filter(username=username).update(username=f"demo-{key}")
    for key, (_, person) in (("merchant", merchant(town)), ("partner", partner(town))):
        Person.objects.filter(pk=person.pk).update(username=f"demo-{key}")
    return town


def test_a_merchant_comes_to_the_counter_and_to_no_desk(client: Client, demo_town: Town):
    assert client.post("/demo/in/merchant/").url == "/desk/thanks/counter/"
    assert client.get("/desk/thanks/counter/").status_code == 200
    assert client.get("/desk/").status_code == 404


@pytest.mark.slow
def test_a_card_signs_in_as_its_role_and_leads_to_its_face(demo_town: Town):
    for key, (username, face) in STAFF.items():
        client = Client()
        assert client.post(f"/demo/in/{key}/").url == face
        assert client.session["_auth_user_id"] == str(getattr(demo_town, username).pk)


def test_residents_are_found_by_how_they_read(demo_town: Town):
    for key, person in (("resident", demo_town.ren), ("elder", demo_town.lao)):
        client = Client()
        assert client.post(f"/demo/in/{key}/").url == "/"
        assert client.session["_auth_user_id"] == str(person.pk)


def test_every_role_has_a_card_and_the_portal_needs_none(client: Client, demo_town: Town):
    page = client.get("/demo/").content.decode()
    for role in ROLES:
        assert f'action="/demo/in/{role.key}/"' in page
    assert 'href="/open/"' in page and "昆山市城市管理局" in page


def test_a_missing_person_is_said_on_the_card(client: Client, town: Town):
    page = client.get("/demo/").content.decode()
    assert "/demo/in/grid/" not in page and "linli demo" in page
    assert client.post("/demo/in/grid/").status_code == 404


def test_only_made_up_people_come_in_by_card(client: Client, demo_town: Town):
    Person.objects.filter(username="demo-street").update(is_made_up=False)
    assert client.post("/demo/in/street/").status_code == 404
    assert client.post("/demo/in/superuser/").status_code == 404
    assert client.get("/demo/in/grid/").status_code == 405


def test_a_card_takes_over_from_another_role(client: Client, demo_town: Town):
    client.post("/demo/in/community/")
    client.post("/demo/in/resident/")
    assert client.session["_auth_user_id"] == str(demo_town.ren.pk)


@override_settings(LINLI_MODE="production", IS_PRODUCTION=True, IS_DEMO=False)
def test_production_has_no_role_picker(client: Client, demo_town: Town):
    assert client.post("/demo/in/grid/").status_code == 404
    from linli.site import urls

    try:
        fresh = importlib.reload(urls)
        with pytest.raises(Resolver404):
            resolve("/demo/", urlconf=tuple(fresh.urlpatterns))
    finally:
        with override_settings(LINLI_MODE="test", IS_PRODUCTION=False):
            importlib.reload(urls)
        clear_url_caches()


@override_settings(IS_DEMO=True)
def test_the_demo_says_so_on_every_page(client: Client, town: Town):
    assert "人物、诉求和网格边界均为虚构" in client.get("/door/").content.decode()


def test_elsewhere_no_banner_is_shown(client: Client, town: Town):
    assert "均为虚构" not in client.get("/door/").content.decode()
