from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac

from linli.core import crypto
from linli.core.crypto import EncryptedField

PHONE_INDEX = "people.phone"
REPORTER_PHONE_INDEX = "matters.reporter.phone"  # reporters keep theirs apart; looks at them carry it


class PersonManager(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(username=username)

    def create_user(self, username: str | None, password: str | None = None, **fields: Any) -> Person:
        person = Person(username=username, **fields)
        person.set_password(password)
        person.save()
        return person


class Person(AbstractBaseUser):
    """Somebody who can sign in: staff by user name, password and TOTP; a resident by phone and one-time code.

    What a person may do comes from posts (``orgs``), never from a flag here; nobody is a superuser.
    """

    username = models.CharField(max_length=40, unique=True, null=True, blank=True)  # staff only
    name = EncryptedField(default="", blank=True)  # purpose: address them; kept while the account lives
    phone = EncryptedField(default="", blank=True)  # purpose: sign in and be told; kept while the account lives
    phone_index = models.CharField(max_length=crypto.INDEX_HEX, unique=True, null=True, blank=True)
    display_name = models.CharField(max_length=30, blank=True)  # how colleagues see staff; empty for residents
    is_active = models.BooleanField(default=True)
    is_made_up = models.BooleanField(default=False)  # a demo person; production refuses to start with one
    elder_mode = models.BooleanField(default=False)
    language = models.CharField(max_length=8, blank=True)
    password_is_first = models.BooleanField(default=False)  # given by an administrator: change it before anything else
    session_stamp = models.PositiveIntegerField(default=0)  # raised when posts change: older sessions die
    joined_at = models.DateTimeField()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: list[str] = []  # type: ignore[misc]

    objects = PersonManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(username__isnull=False) | Q(phone_index__isnull=False) | Q(is_active=False),
                name="people_can_sign_in",
            )
        ]

    def __str__(self) -> str:
        return self.display_name or f"#{self.pk}"

    @property
    def is_staff(self) -> bool:
        """Whether this is an account of an office, not of a resident. Gives no right by itself."""
        return self.username is not None

    def get_session_auth_hash(self) -> str:
        """What a session must agree with at every request: it dies when the password or the stamp changes."""
        kept = f"{self.password}\0{self.session_stamp}"
        return salted_hmac("linli.people.session", kept, algorithm="sha256").hexdigest()

    def set_phone(self, phone: str) -> None:
        self.phone = phone
        self.phone_index = crypto.blind(phone, purpose=PHONE_INDEX) if phone else None


class Purpose(models.TextChoices):
    """Why data of a person is kept or looked at."""

    HANDLE_MATTER = "handle_matter"
    CALL_BACK = "call_back"
    VERIFY_PLACE = "verify_place"
    EMERGENCY = "emergency"
    PUBLISH = "publish"
    NOTIFY = "notify"
    VERIFY_PERSON = "verify_person"  # that somebody is who they say
    DELIVER_SERVICE = "deliver_service"  # bring what was ordered from the menu
    VISIT = "visit"  # call before coming to a home


class Consent(models.Model):
    """What a person agreed to, in which wording; withdrawn at any time."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=20, choices=Purpose)
    wording = models.CharField(max_length=200)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose"], condition=Q(withdrawn_at=None), name="people_one_live_consent"
            )
        ]


class HelpingQuerySet(models.QuerySet["Helping"]):
    def live(self) -> Self:
        return self.filter(taken_at__isnull=False, ended_at=None)

    def open_to_take(self, at: datetime) -> Self:
        return self.filter(taken_at=None, ended_at=None, expires_at__gt=at)


class Helping(models.Model):
    """代办: ``elder`` agreed, in this wording, that family reports for them; either ends it at any time.

    It begins when the ``helper`` enters the code that the elder's phone showed. Only the digest of the code is kept.
    """

    elder = models.ForeignKey(Person, models.PROTECT, related_name="helped_by")
    helper = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="helps")
    wording = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, unique=True)
    given_at = models.DateTimeField()
    expires_at = models.DateTimeField()  # of the code
    taken_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    objects = HelpingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_at=None, helper=None) | Q(taken_at__isnull=False, helper__isnull=False),
                name="people_helping_taken",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="people_helping_ended",
            ),
            models.UniqueConstraint(
                fields=["elder", "helper"], condition=Q(ended_at=None), name="people_one_live_helping"
            ),
        ]


class Look(models.Model):
    """Somebody of an office saw a person's data in the clear. Shown to that person as 谁看过我的信息.

    ``phone_index`` stands for those without an account. Nothing here names another resident.
    """

    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="looks")
    phone_index = models.CharField(max_length=crypto.INDEX_HEX, blank=True, db_index=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="looks_made")
    unit_name = models.CharField(max_length=60)
    purpose = models.CharField(max_length=20, choices=Purpose)
    fields = models.CharField(max_length=60)
    about = models.CharField(max_length=40)  # the number of the matter, the order or the household; empty for none
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["person", "at"], name="people_look_person"),
            models.Index(fields=["about", "at"], name="people_look_about"),
        ]


class SignInCode(models.Model):
    """A one-time code sent to a phone. Only digests are kept; used once, for ten minutes, five tries."""

    phone_index = models.CharField(max_length=crypto.INDEX_HEX, unique=True)
    digest = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries_left = models.PositiveSmallIntegerField()


class PhoneEnd(models.TextChoices):
    """Why a phone keeps nothing any more."""

    OWN = "own"  # its owner ended it
    SIGN_OUT = "sign_out"
    ANEW = "anew"  # the same phone was begun once more
    LOST = "lost"  # this and the following: whoever manages accounts
    HANDED_ON = "handed_on"
    LEFT = "left"


class PhoneQuerySet(models.QuerySet["Phone"]):
    def live(self) -> Self:
        return self.filter(ended_at=None, person__is_active=True)


class Phone(models.Model):
    """A phone on which somebody of an office may work without a network: it keeps pages of theirs, sealed with ``key``.

    The phone is known by a cookie, of which only the digest is here. No place and no address is kept, and when it was
    seen to the hour. Kept while it lives and a week longer, for what it has not sent yet (``jobs.forget_phones``).
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="phones")
    token_digest = models.CharField(max_length=64, unique=True)
    key = EncryptedField()  # base64 of 32 bytes; purpose: open what this phone sealed
    label = models.CharField(max_length=40)  # what its owner knows it by: 安卓手机 · Chrome
    begun_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=10, choices=PhoneEnd, blank=True)

    objects = PhoneQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None, reason="")
                | (Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(reason="")),
                name="people_phone_ended",
            )
        ]


def phone_digest(token: str) -> str:
    """What is kept of the name in a phone's cookie; it is long and random, so a plain digest cannot be guessed back."""
    return hashlib.sha256(token.encode()).hexdigest()
