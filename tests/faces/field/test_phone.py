"""A phone that works without a network: who gets its key, and what the phone hears of how it stands."""

from __future__ import annotations

from django.conf import settings
from django.test import Client
from django.utils import timezone

from linli.faces.kit.owners import owner
from linli.people.models import Phone, PhoneEnd
from tests.town import Town

AGENT = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"


def begun(client: Client, town: Town) -> Phone:
    client.force_login(town.wang)
    answer = client.post("/field/phone/begin/", headers={"User-Agent": AGENT})
    cookie = answer.cookies["linli_phone"]
    assert answer.status_code == 302 and cookie["httponly"] and cookie["samesite"] == "Lax"
    return Phone.objects.live().get()


def test_the_key_goes_to_its_owners_session_on_this_phone_and_is_kept_nowhere(client: Client, town: Town) -> None:
    phone = begun(client, town)
    answer = client.post("/field/phone/key/")
    assert answer.json() == {"key": phone.key, "owner": owner(town.wang), "phone": "live"}
    assert "no-store" in answer["Cache-Control"]
    elsewhere = Client()
    elsewhere.force_login(town.wang)
    assert elsewhere.post("/field/phone/key/").status_code == 404
    client.force_login(town.guan)
    assert client.post("/field/phone/key/").status_code == 404
    client.logout()
    assert client.post("/field/phone/key/").status_code == 302


def test_the_phone_hears_how_it_stands_also_without_a_session(client: Client, town: Town) -> None:
    assert client.get("/kit/fresh/").json()["phone"] == ""
    phone = begun(client, town)
    assert client.get("/kit/fresh/").json()["phone"] == "live"
    del client.cookies[settings.SESSION_COOKIE_NAME]
    assert client.get("/kit/fresh/").json() | {"token": ""} == {"token": "", "owner": "", "phone": "live"}
    Phone.objects.filter(pk=phone.pk).delete()
    assert client.get("/kit/fresh/").json()["phone"] == "ended"


def test_who_has_no_post_on_site_any_more_keeps_nothing(client: Client, town: Town) -> None:
    begun(client, town)
    town.wang.posts.update(valid_to=timezone.localdate())
    assert client.get("/kit/fresh/").json()["phone"] == "ended"
    assert client.post("/field/phone/key/").status_code == 404


def test_signing_out_ends_the_phone_without_any_script(client: Client, town: Town) -> None:
    begun(client, town)
    client.post("/door/out/")
    assert Phone.objects.get().reason == PhoneEnd.SIGN_OUT
    assert client.get("/kit/fresh/").json()["phone"] == "ended"
    assert 'data-phone="ended"' in client.get("/door/staff/").content.decode()


def test_the_list_of_ones_phones_names_this_one_and_ends_it(client: Client, town: Town) -> None:
    phone = begun(client, town)
    page = client.get("/field/phone/").content.decode()
    assert "安卓手机 · Chrome" in page and "本机" in page
    other = Client()
    other.force_login(town.guan)
    assert other.post(f"/field/phone/{phone.pk}/end/").status_code == 404
    assert client.post(f"/field/phone/{phone.pk}/end/").status_code == 302
    assert not Phone.objects.live().exists()


def test_pages_of_people_without_such_a_phone_carry_nothing_of_it(client: Client, town: Town) -> None:
    assert "kit/phone.js" not in client.get("/").content.decode()
    client.force_login(town.wang)
    assert "kit/phone.js" not in client.get("/field/").content.decode()


def test_the_page_that_asks_for_the_pin_is_the_same_for_everybody(client: Client, town: Town) -> None:
    begun(client, town)
    client.cookies.clear()
    page = client.get("/field/unlock/").content.decode()
    assert str(town.wang) not in page and 'inputmode="numeric"' in page and 'autocomplete="off"' in page
