import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from linli.channels.senders import Kept, NotSent
from linli.core.models import Entry
from linli.faces.kit.words import NUMBER_IS_FOR
from linli.people import actions
from linli.people.models import Consent, Person, Purpose, SignInCode
from tests.town import Town

KNOWN, UNKNOWN = "10000000001", "13900000009"


@pytest.fixture(autouse=True)
def box() -> list[tuple[str, str]]:
    Kept.box.clear()
    return Kept.box


def ask(client: Client, phone: str, **more: str):
    return client.post("/door/", {"phone": phone, **more})


def sent_code() -> str:
    found = re.search(r"\b\d{6}\b|(?<=验证码 )\d{6}", Kept.box[-1][1])
    assert found
    return found[0]


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def signed_in(client: Client) -> int | None:
    key = client.session.get("_auth_user_id")
    return int(key) if key else None


def test_a_resident_comes_in_by_phone_and_code(client: Client, town: Town):
    answer = ask(client, " +86 100-0000-0001 ")
    assert answer.status_code == 302 and answer.url == "/door/code/"
    page = client.get(answer.url).content.decode()
    assert "100****0001" in page and KNOWN not in page
    answer = client.post("/door/code/", {"code": sent_code()})
    assert answer.status_code == 302 and answer.url == "/"
    assert signed_in(client) == town.ren.pk


def test_a_first_sign_in_makes_an_account(client: Client, town: Town):
    ask(client, UNKNOWN)
    client.post("/door/code/", {"code": sent_code()})
    assert Person.objects.get(pk=signed_in(client)).phone == UNKNOWN


def test_who_comes_in_first_agrees_to_what_the_page_said(client: Client, town: Town):
    for phone in (UNKNOWN, KNOWN):
        said = str(NUMBER_IS_FOR)
        assert said in client.get("/door/").content.decode()
        ask(client, phone)
        client.post("/door/code/", {"code": sent_code()})
        client.post("/door/out/")
    consent = Consent.objects.get()
    assert (consent.person.phone, consent.purpose, consent.wording) == (UNKNOWN, Purpose.NOTIFY, said)
    assert Entry.objects.filter(verb="people.consent_given").count() == 1


def test_known_and_unknown_phones_are_answered_alike(town: Town):
    answers = []
    for phone in (KNOWN, UNKNOWN):
        client = Client()
        first = ask(client, phone)
        page = client.get("/door/code/").content.decode()
        wrong = client.post("/door/code/", {"code": other_than(sent_code())})
        texts = (page, wrong.content.decode())
        hidden = [re.sub(r'\d{3}\*{4}\d{4}|value="\w+"', "", text) for text in texts]  # number, code and token
        answers.append((first.status_code, first.url, wrong.status_code, *hidden))
    assert answers[0] == answers[1]


@pytest.mark.parametrize("typed", ["", "1380013800a", "12345", "+1 555 0100", "1" * 31])
def test_a_phone_that_is_none_is_answered_beside_the_field(client: Client, town: Town, typed: str):
    answer = ask(client, typed)
    assert answer.status_code == 400 and 'id="id_phone_error"' in answer.content.decode()
    assert not Kept.box and not SignInCode.objects.exists()


def test_a_wrong_code_says_how_many_tries_are_left(client: Client, town: Town):
    ask(client, UNKNOWN)
    answer = client.post("/door/code/", {"code": other_than(sent_code())})
    assert answer.status_code == 400 and "还可以试 4 次" in answer.content.decode()
    assert signed_in(client) is None


def test_the_sixth_try_asks_for_a_new_code(client: Client, town: Town):
    ask(client, UNKNOWN)
    code = sent_code()
    for _ in range(5):
        client.post("/door/code/", {"code": other_than(code)})
    answer = client.post("/door/code/", {"code": code})
    assert answer.status_code == 400 and "请重新获取" in answer.content.decode()
    assert signed_in(client) is None


@pytest.mark.parametrize("typed", ["", "12345", "abcdef", "1234567"])
def test_a_code_of_another_shape_costs_no_try(client: Client, town: Town, typed: str):
    ask(client, UNKNOWN)
    assert client.post("/door/code/", {"code": typed}).status_code == 400
    assert SignInCode.objects.get().tries_left == 5


def test_an_expired_code_is_refused(client: Client, town: Town):
    ask(client, UNKNOWN)
    SignInCode.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    answer = client.post("/door/code/", {"code": sent_code()})
    assert answer.status_code == 400 and signed_in(client) is None


def test_asking_again_within_a_minute_says_when(client: Client, town: Town):
    ask(client, UNKNOWN)
    answer = ask(client, UNKNOWN)
    assert answer.status_code == 429
    assert re.search(r"请在 \d\d:\d\d 之后再试", answer.content.decode())
    answer = client.post("/door/code/again/")
    assert answer.status_code == 429 and re.search(r"请在 \d\d:\d\d 之后再试", answer.content.decode())
    assert len(Kept.box) == 1


def test_another_code_comes_after_a_minute(client: Client, town: Town):
    ask(client, UNKNOWN)
    SignInCode.objects.update(sent_at=timezone.now() - timedelta(minutes=1))
    assert client.post("/door/code/again/").status_code == 302
    assert len(Kept.box) == 2


def test_a_message_that_was_not_taken_is_said(client: Client, town: Town, monkeypatch: pytest.MonkeyPatch):
    def refuse(self: Kept, phone: str, text: str) -> None:
        raise NotSent

    monkeypatch.setattr(Kept, "send", refuse)
    answer = ask(client, UNKNOWN)
    assert answer.status_code == 503 and "12345" in answer.content.decode()


def test_the_code_page_without_a_phone_leads_to_the_door(client: Client, town: Town):
    assert client.get("/door/code/").url == "/door/"
    assert client.post("/door/code/again/").url == "/door/"


def test_a_staff_phone_is_told_to_use_the_staff_door(client: Client, town: Town):
    town.mei.set_phone(UNKNOWN)
    town.mei.save()
    ask(client, UNKNOWN)
    answer = client.post("/door/code/", {"code": sent_code()})
    assert answer.status_code == 403 and signed_in(client) is None


@pytest.mark.slow
def test_next_is_followed_on_this_site_only(town: Town):
    for asked, lands in (
        ("/mine/?page=2", "/mine/?page=2"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("https:///evil.example", "/"),
        ("/\\evil.example", "/"),
    ):
        client = Client()
        SignInCode.objects.all().delete()
        cache.clear()
        landing = ask(client, KNOWN, next=asked).url
        assert "evil" not in landing and "javascript" not in landing
        answer = client.post("/door/code/", {"code": sent_code(), "next": asked})
        assert answer.status_code == 302 and answer.url == lands
        assert client.get("/door/in/", {"next": asked}).url == lands


def test_the_phone_is_sealed_in_the_session(client: Client, town: Town):
    ask(client, KNOWN)
    assert KNOWN not in repr(dict(client.session.items()))


def test_signing_in_changes_the_session_key(client: Client, town: Town):
    ask(client, KNOWN)
    before = client.session.session_key
    client.post("/door/code/", {"code": sent_code()})
    assert client.session.session_key != before
    assert "door.phone" not in client.session


def test_the_door_leads_on_who_is_in_already(client: Client, town: Town):
    client.force_login(town.ren)
    assert client.get("/door/", {"next": "/mine/"}).url == "/door/in/?next=%2Fmine%2F"
    assert client.get("/door/code/").url == "/door/in/"


def test_residents_stay_signed_in_for_thirty_days(client: Client, town: Town):
    client.force_login(town.ren)
    assert client.session.get_expiry_age() == 30 * 24 * 3600
    client.get("/door/in/")
    assert "door.began" not in client.session


def test_a_closed_account_is_out_at_once(client: Client, town: Town):
    client.force_login(town.ren)
    actions.close_account(by=town.ren, at=timezone.now())
    assert client.get("/door/in/").url.startswith("/door/?next=")


def test_signing_out_is_a_post(client: Client, town: Town):
    client.force_login(town.ren)
    assert client.get("/door/out/").status_code == 200
    assert signed_in(client) == town.ren.pk
    assert client.post("/door/out/").url == "/"
    assert signed_in(client) is None


def test_a_form_from_elsewhere_is_refused(town: Town):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/door/", {"phone": KNOWN}).status_code == 403
