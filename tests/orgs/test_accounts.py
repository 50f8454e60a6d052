import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.exceptions import PermissionDenied

from linli.core.models import Entry
from linli.orgs.actions import accounts
from linli.orgs.authority import SYSTEM
from linli.orgs.models import Post
from linli.people.models import Person
from tests.town import T0, Town


def test_an_account_is_opened_with_a_password_told_once(town: Town):
    person, password = accounts.open_account(by=town.sec, username="xin.ren", display_name="演示新人", at=T0)
    assert person.check_password(password) and len(password) >= 16
    assert person.password_is_first and person.is_staff and not person.is_made_up and not person.posts.exists()
    entry = Entry.objects.about(person).get()
    assert entry.verb == "orgs.account_opened" and password not in str(entry.params)


@pytest.mark.parametrize("username", ["", "ab", "Wang", "1wang", "王", "a b c", "x" * 41])
def test_a_user_name_of_another_shape_is_refused(town: Town, username: str):
    with pytest.raises(accounts.NotAUsername):
        accounts.open_account(by=town.sec, username=username, display_name="x", at=T0)


def test_a_user_name_is_given_once(town: Town):
    with pytest.raises(accounts.NameTaken):
        accounts.open_account(by=town.sec, username="wang", display_name="x", at=T0)


def test_only_who_manages_posts_touches_accounts(town: Town):
    for person in (town.sys, town.aud, town.zhong, town.mei, town.ren):
        with pytest.raises(PermissionDenied):
            accounts.open_account(by=person, username="xinren", display_name="x", at=T0)
        with pytest.raises(PermissionDenied):
            accounts.switch_account(by=person, person=town.wang, on=False, at=T0)
        with pytest.raises(PermissionDenied):
            accounts.reset_password(by=person, person=town.wang, at=T0)
        with pytest.raises(PermissionDenied):
            accounts.reset_second_factor(by=person, person=town.wang, at=T0)


def test_an_administrator_of_a_town_reaches_no_other_town(town: Town):
    Post.objects.filter(person=town.sec).update(organisation=town.street)
    accounts.switch_account(by=Person.objects.get(pk=town.sec.pk), person=town.mei, on=False, at=T0)
    with pytest.raises(PermissionDenied):
        accounts.switch_account(by=Person.objects.get(pk=town.sec.pk), person=town.far, on=False, at=T0)


def test_a_switch_ends_sessions_and_is_thrown_once(town: Town):
    before = town.wang.get_session_auth_hash()
    accounts.switch_account(by=town.sec, person=town.wang, on=False, at=T0)
    town.wang.refresh_from_db()
    assert not town.wang.is_active and town.wang.get_session_auth_hash() != before
    with pytest.raises(accounts.AlreadySo):
        accounts.switch_account(by=town.sec, person=town.wang, on=False, at=T0)
    accounts.switch_account(by=town.sec, person=town.wang, on=True, at=T0)
    assert Person.objects.get(pk=town.wang.pk).is_active


def test_a_reset_second_factor_is_gone_with_its_spare_codes(town: Town):
    TOTP.activate(town.wang, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    before = town.wang.get_session_auth_hash()
    accounts.reset_second_factor(by=town.sec, person=town.wang, at=T0)
    assert not Authenticator.objects.filter(user=town.wang).exists()
    assert town.wang.get_session_auth_hash() != before


def test_a_reset_password_opens_and_the_old_one_does_not(town: Town):
    password = accounts.reset_password(by=town.sec, person=town.wang, at=T0)
    person = Person.objects.get(pk=town.wang.pk)
    assert person.check_password(password) and not person.check_password("a password of the town")
    assert person.password_is_first


def test_nobody_does_it_to_themselves_or_to_residents(town: Town):
    with pytest.raises(accounts.OwnAccount):
        accounts.switch_account(by=town.sec, person=town.sec, on=False, at=T0)
    with pytest.raises(accounts.OwnAccount):
        accounts.reset_second_factor(by=town.sec, person=town.sec, at=T0)
    with pytest.raises(accounts.NotStaff):
        accounts.switch_account(by=town.sec, person=town.ren, on=False, at=T0)


def test_the_machine_opens_the_first_account(town: Town):
    person, _ = accounts.open_account(by=SYSTEM, username="first", display_name="首任安全管理员", at=T0)
    assert Entry.objects.about(person).get().actor_id is None
