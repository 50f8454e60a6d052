"""Accounts of offices: opened, switched and reset by whoever manages posts; nobody does it to themselves."""

from __future__ import annotations

import re
import secrets
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from linli.core import log
from linli.orgs.authority import System, require
from linli.orgs.grants import Grant
from linli.orgs.models import Post
from linli.people.actions import end_sessions
from linli.people.actions.phones import end_phones
from linli.people.models import Person, Phone, PhoneEnd

USERNAME = re.compile(r"[a-z][a-z0-9._-]{2,39}")
FIRST_PASSWORD_BYTES = 12  # 16 letters: told once, to be changed by its owner
REVOKED_FOR = (PhoneEnd.LOST, PhoneEnd.HANDED_ON, PhoneEnd.LEFT)


class NameTaken(ValueError):
    """Another account has this user name."""


class NotAUsername(ValueError):
    """A user name is 3 to 40 small letters, digits, dots, dashes or underscores and begins with a letter."""


class OwnAccount(ValueError):
    """Nobody switches or resets their own account."""


class NotStaff(ValueError):
    """The account of a resident is closed by the resident."""


class AlreadySo(ValueError):
    """The account is switched that way already, the phone has ended already."""


class NoReason(ValueError):
    """A phone is ended from the desk for one of the reasons of a desk."""


@transaction.atomic
def open_account(*, by: Person | System, username: str, display_name: str, at: datetime) -> tuple[Person, str]:
    """Open an account without a post. Returns it and its first password, which is kept nowhere.

    Raises: PermissionDenied, NotAUsername, NameTaken.
    """
    require(by, Grant.MANAGE_POSTS, at=settings.LINLI_COUNTY)
    if not USERNAME.fullmatch(username):
        raise NotAUsername
    password = secrets.token_urlsafe(FIRST_PASSWORD_BYTES)
    try:
        with transaction.atomic():
            person = Person.objects.create_user(
                username, password, display_name=display_name, joined_at=at, password_is_first=True
            )
    except IntegrityError as error:
        raise NameTaken from error
    log.write("orgs.account_opened", person, by=by, at=at)
    return person, password


@transaction.atomic
def switch_account(*, by: Person | System, person: Person, on: bool, at: datetime) -> None:
    """Switch an account off, which ends its sessions at once, or on again. Posts stay as they are.

    Raises: PermissionDenied, OwnAccount, NotStaff, AlreadySo.
    """
    _may_manage(by, person, at)
    if not Person.objects.filter(pk=person.pk, is_active=not on).update(is_active=on):
        raise AlreadySo
    end_sessions(person=person)
    log.write("orgs.account_switched", person, by=by, at=at, on=on)


@transaction.atomic
def reset_second_factor(*, by: Person | System, person: Person, at: datetime) -> None:
    """Forget the second factor and its spare codes; the next sign-in sets it up anew.

    Raises: PermissionDenied, OwnAccount, NotStaff.
    """
    _may_manage(by, person, at)
    Authenticator.objects.filter(user=person).delete()
    end_sessions(person=person)
    log.write("orgs.second_factor_reset", person, by=by, at=at)


@transaction.atomic
def reset_password(*, by: Person | System, person: Person, at: datetime) -> str:
    """Give a new first password, which is kept nowhere. Raises: PermissionDenied, OwnAccount, NotStaff."""
    _may_manage(by, person, at)
    password = secrets.token_urlsafe(FIRST_PASSWORD_BYTES)
    person.set_password(password)
    person.password_is_first = True
    person.save(update_fields=["password", "password_is_first"])
    end_sessions(person=person)
    log.write("orgs.password_reset", person, by=by, at=at)
    return password


@transaction.atomic
def revoke_phone(*, by: Person, phone: Phone, reason: PhoneEnd, at: datetime) -> None:
    """End somebody's phone that keeps data, for one of ``REVOKED_FOR``; it erases what it keeps when it is next in
    touch. The person's sessions end, for one of them may be on it.

    Raises: PermissionDenied, OwnAccount, NotStaff, AlreadySo, NoReason.
    """
    _may_manage(by, phone.person, at)
    if reason not in REVOKED_FOR:
        raise NoReason
    if not end_phones(by=by, phones=Phone.objects.filter(pk=phone.pk), reason=reason, at=at):
        raise AlreadySo
    end_sessions(person=phone.person)


def _may_manage(by: Person | System, person: Person, at: datetime) -> None:
    """Whoever manages posts may do so for accounts whose every post lies in their area."""
    posts = Post.objects.held(timezone.localdate(at)).filter(person=person).select_related("organisation__division")
    for place in {post.organisation.prefix for post in posts} or {settings.LINLI_COUNTY}:
        require(by, Grant.MANAGE_POSTS, at=place)
    if by.pk == person.pk:
        raise OwnAccount
    if not person.is_staff:
        raise NotStaff
