from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from linli.core.models import Entry
from linli.faces.door import sessions
from linli.orgs.actions import accounts
from linli.orgs.models import Post
from linli.people import actions
from linli.people.models import Person
from tests.town import T0, Town

PASSWORD = "a password of the town"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def enter(client: Client, username: str, password: str = PASSWORD, **more: str):
    return client.post("/door/staff/", {"login": username, "password": password, **more})


def signed_in(client: Client) -> int | None:
    key = client.session.get("_auth_user_id")
    return int(key) if key else None


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def real(person: Person) -> Person:
    """The same person as one who is not made up, so that a second factor is asked for."""
    Person.objects.filter(pk=person.pk).update(is_made_up=False)
    return Person.objects.get(pk=person.pk)


def test_staff_come_in_by_password_and_land_on_their_face(town: Town):
    for username, lands in (
        ("wang", "/field/"),
        ("mei", "/desk/"),
        ("guan", "/desk/"),
        ("sys", "/desk/administration/system/"),
        ("sec", "/desk/administration/posts/"),
        ("aud", "/desk/administration/log/"),
    ):
        client = Client()
        answer = enter(client, username)
        assert answer.status_code == 302 and answer.url == "/door/in/"
        assert client.get(answer.url).url == lands


def test_next_of_the_staff_door_stays_on_this_site(town: Town):
    assert enter(Client(), "mei", next="/desk/matters/1/").url == "/desk/matters/1/"
    assert enter(Client(), "mei", next="https://evil.example/").url == "/door/in/"


def test_a_wrong_password_and_an_unknown_name_are_answered_alike(town: Town):
    known, unknown = (enter(Client(), name, "wrong").content.decode() for name in ("mei", "nobody"))
    assert "用户名或密码不正确" in known and "用户名或密码不正确" in unknown
    assert len(known) - len("mei") == len(unknown) - len("nobody")
    assert Entry.objects.filter(verb="people.sign_in_failed").count() == 1


def test_five_wrong_passwords_lock_the_name_for_a_while(town: Town):
    for _ in range(5):
        enter(Client(), "mei", "wrong")
    client = Client()
    answer = enter(client, "mei")
    assert signed_in(client) is None and "5 分钟后再试" in answer.content.decode()
    other = Client()
    enter(other, "tom")
    assert signed_in(other) == town.tom.pk


@pytest.mark.slow
def test_one_address_tries_twenty_wrong_passwords_an_hour(town: Town):
    for number in range(20):
        enter(Client(), f"nobody{number}", "wrong")
    client = Client()
    enter(client, "mei")
    assert signed_in(client) is None
    enter(elsewhere := Client(REMOTE_ADDR="198.51.100.7"), "mei")
    assert signed_in(elsewhere) == town.mei.pk


@pytest.mark.slow
def test_a_flood_of_sign_ins_gets_a_page_that_says_so(client: Client, town: Town):
    for _ in range(30):
        answer = client.post("/door/staff/", {})
    answer = client.post("/door/staff/", {})
    assert answer.status_code == 429 and "请等一分钟再试" in answer.content.decode()


@pytest.mark.slow
def test_a_forged_forwarded_address_does_not_escape_the_limit(town: Town):
    for number in range(20):
        enter(Client(HTTP_X_FORWARDED_FOR=f"203.0.113.{number}"), f"nobody{number}", "wrong")
    client = Client(HTTP_X_FORWARDED_FOR="203.0.113.99")
    enter(client, "mei")
    assert signed_in(client) is None


def test_a_switched_off_account_does_not_come_in_and_is_thrown_out(client: Client, town: Town):
    client.force_login(town.mei)
    Person.objects.filter(pk=town.mei.pk).update(is_active=False)
    assert client.get("/door/in/").url.startswith("/door/?next=")
    fresh = Client()
    assert enter(fresh, "mei").url == "/door/staff/inactive/"
    assert signed_in(fresh) is None and "停用" in fresh.get("/door/staff/inactive/").content.decode()


def test_a_change_of_posts_ends_the_session_at_the_next_request(client: Client, town: Town):
    client.force_login(town.mei)
    assert client.get("/door/in/").url == "/desk/"
    actions.end_sessions(person=town.mei)
    assert client.get("/door/in/").url.startswith("/door/?next=")


def test_a_new_password_ends_the_other_sessions(town: Town):
    here, there = Client(), Client()
    enter(here, "mei")
    enter(there, "mei")
    new = {"oldpassword": PASSWORD, "password1": "another long word", "password2": "another long word"}
    assert here.post("/door/staff/password/", new).status_code == 302
    assert here.get("/door/in/").url == "/desk/"
    assert there.get("/door/in/").url.startswith("/door/?next=")


def age(client: Client, **ages: timedelta) -> None:
    session = client.session
    for name, by in ages.items():
        session[f"door.{name}"] = (timezone.now() - by).timestamp()
    session.save()


def test_staff_idle_for_fifteen_minutes_are_signed_out(client: Client, town: Town):
    enter(client, "mei")
    client.get("/door/in/")
    age(client, seen=timedelta(minutes=14))
    assert client.get("/door/in/").url == "/desk/"
    age(client, seen=timedelta(minutes=15, seconds=1))
    answer = client.get("/door/in/")
    assert answer.url == "/door/staff/?next=%2Fdoor%2Fin%2F&over=1"
    assert signed_in(client) is None and "15 分钟" in client.get(answer.url).content.decode()


def test_staff_are_signed_out_after_eight_hours_even_when_busy(client: Client, town: Town):
    enter(client, "mei")
    client.get("/door/in/")
    age(client, began=timedelta(hours=7, minutes=59))
    assert client.get("/door/in/").url == "/desk/"
    age(client, began=timedelta(hours=8, seconds=1))
    assert client.get("/door/in/").url.startswith("/door/staff/?")


def test_a_part_of_a_page_leads_the_whole_page_to_the_door(client: Client, town: Town):
    htmx = {"HX-Request": "true", "HX-Current-URL": "http://testserver/desk/?tab=new"}
    stranger = client.get("/desk/", {"q": "x"}, headers=htmx)
    assert stranger.status_code == 204 and stranger["HX-Redirect"] == "/door/?next=%2Fdesk%2F%3Ftab%3Dnew"
    enter(client, "mei")
    client.get("/door/in/")
    age(client, seen=timedelta(minutes=16))
    late = client.post("/desk/", headers=htmx)
    assert late["HX-Redirect"] == "/door/staff/?next=%2Fdesk%2F%3Ftab%3Dnew&over=1"


def test_a_form_sent_too_late_leads_to_the_door_and_is_not_repeated(client: Client, town: Town):
    enter(client, "mei")
    client.get("/door/in/")
    age(client, seen=timedelta(minutes=16))
    assert client.post("/desk/new/", {"words": "x"}).url == "/door/staff/?over=1"


def test_the_session_is_written_once_a_minute_at_most(town: Town):
    class Kept(dict):  # type: ignore[type-arg]
        writes = 0

        def __setitem__(self, key: str, value: object) -> None:
            self.writes += 1
            super().__setitem__(key, value)

    session = Kept()
    for seconds in range(0, 121, 10):
        assert not sessions.over(session, at=T0 + timedelta(seconds=seconds))  # type: ignore[arg-type]
    assert session.writes == 3  # both at first, then the one sight after a minute


def test_a_password_given_by_an_administrator_is_changed_first(client: Client, town: Town):
    given = accounts.reset_password(by=town.sec, person=town.mei, at=timezone.now())
    enter(client, "mei", given)
    assert client.get("/desk/").url == "/door/staff/password/"
    assert "由管理员设置" in client.get("/door/staff/password/").content.decode()
    short = client.post("/door/staff/password/", {"oldpassword": given, "password1": "short", "password2": "short"})
    assert short.status_code == 200 and client.get("/desk/").url == "/door/staff/password/"
    own = {"oldpassword": given, "password1": "my own long word", "password2": "my own long word"}
    assert client.post("/door/staff/password/", own).url == "/door/in/"
    assert client.get("/door/in/").url == "/desk/" and client.get("/desk/").status_code == 200


def test_who_has_no_password_is_not_asked_to_change_it(client: Client, town: Town):
    town.mei.set_unusable_password()
    town.mei.save()
    client.force_login(town.mei)
    assert client.get("/door/staff/password/").url == "/door/staff/password/none/"
    assert client.get("/door/staff/password/none/").url == "/door/staff/second/"


@pytest.mark.slow
def test_staff_without_a_second_factor_set_it_up_first(client: Client, town: Town):
    real(town.mei)
    enter(client, "mei")
    assert client.get("/desk/").url == "/door/staff/second/new/"
    page = client.get("/door/staff/second/new/")
    assert page.status_code == 200
    secret = page.context["form"].secret
    assert "data:image/svg+xml" in page.content.decode()
    wrong = client.post("/door/staff/second/new/", {"code": "000000"})
    assert wrong.status_code == 200 and "核对手机时间" in wrong.content.decode()
    done = client.post("/door/staff/second/new/", {"code": code_of(secret)})
    assert done.url == "/door/staff/second/spare/"
    spare = client.get(done.url)
    assert spare.content.decode().count("<code>") == 10
    assert client.get("/door/in/").url == "/desk/"
    kept = Authenticator.objects.get(user=town.mei, type="totp")
    assert secret not in str(kept.data)


def test_a_second_factor_is_asked_for_and_its_code_works_once(town: Town):
    TOTP.activate(real(town.mei), SECRET)
    client = Client()
    assert enter(client, "mei").url == "/door/staff/code/"
    assert signed_in(client) is None
    assert client.get("/door/in/").url.startswith("/door/?next=")
    assert "验证码不正确" in client.post("/door/staff/code/", {"code": "000000"}).content.decode()
    code = code_of(SECRET)
    assert client.post("/door/staff/code/", {"code": code}).status_code == 302
    assert signed_in(client) == town.mei.pk
    replay = Client()
    enter(replay, "mei")
    replay.post("/door/staff/code/", {"code": code})
    assert signed_in(replay) is None


def test_five_wrong_second_factors_lock_for_a_while(town: Town):
    TOTP.activate(real(town.mei), SECRET)
    client = Client()
    enter(client, "mei")
    for _ in range(5):
        client.post("/door/staff/code/", {"code": "000000"})
    answer = client.post("/door/staff/code/", {"code": code_of(SECRET)})
    assert signed_in(client) is None and "5 分钟后再试" in answer.content.decode()


def test_the_second_factor_cannot_be_put_off(client: Client, town: Town):
    TOTP.activate(real(town.mei), SECRET)
    client.force_login(Person.objects.get(pk=town.mei.pk))
    assert client.post("/door/staff/second/off/").url == "/door/staff/second/"
    assert Authenticator.objects.filter(user=town.mei, type="totp").exists()
    assert "二次验证已启用" in client.get("/door/staff/second/").content.decode()


def test_residents_find_no_staff_pages(client: Client, town: Town):
    client.force_login(town.ren)
    for path in ("second/", "second/new/", "second/spare/", "password/", "again/"):
        assert client.get(f"/door/staff/{path}").status_code == 404


def test_spare_codes_ask_again_after_a_moment(client: Client, town: Town):
    TOTP.activate(real(town.mei), SECRET)
    client.force_login(Person.objects.get(pk=town.mei.pk))
    client.get("/door/in/")
    age(client, began=timedelta(minutes=6))
    answer = client.get("/door/staff/second/spare/new/")
    assert answer.url == "/door/staff/again/?next=%2Fdoor%2Fstaff%2Fsecond%2Fspare%2Fnew%2F"
    assert client.get(answer.url).status_code == 200
    assert client.post(answer.url, {"password": PASSWORD}).url == "/door/staff/second/spare/new/"


def test_nobody_signs_up_or_resets_by_mail():
    for name in ("account_signup", "account_email", "account_reset_password", "account_confirm_email"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


def test_a_resident_cannot_come_in_by_password(client: Client, town: Town):
    for name in ("", "10000000001", str(town.ren.pk), "None"):
        enter(client, name, "anything at all")
        assert signed_in(client) is None


def test_a_person_without_a_post_lands_at_home(client: Client, town: Town):
    Post.objects.filter(person=town.mei).update(valid_to=T0.date())
    enter(client, "mei")
    assert client.get("/door/in/").url == "/"


def test_no_photo_is_seen_without_the_second_factor(client: Client, town: Town):
    client.force_login(real(town.mei))
    photo = reverse("kit:photo", args=["00000000-0000-0000-0000-000000000001"])
    assert client.get(photo).url == "/door/staff/second/new/"
    assert client.post(reverse("kit:elder"), {"on": "1"}).url == "/"
