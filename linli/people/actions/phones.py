"""Phones that keep data for where there is no network: begun and ended by their owner, ended from the desk by whoever
manages accounts (``orgs.actions.phones``)."""

from __future__ import annotations

import base64
import secrets
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q

from linli.core import log
from linli.people import rules
from linli.people.models import Person, Phone, PhoneEnd, PhoneQuerySet, phone_digest


class NoSuchPhone(LookupError):
    """This person has no phone of this name, or its time is over."""


@transaction.atomic
def begin_phone(*, by: Person, held: str, label: str, at: datetime) -> tuple[Phone, str]:
    """Let the phone that ``by`` has in the hand keep data. Returns it and the name that only the phone will know.

    ``held`` is the name that it had before: then it keeps its key, so that what it sealed and has not sent can be sent.
    Raises: PermissionDenied for whoever belongs to no office.
    """
    if not by.is_staff or not by.is_active:
        raise PermissionDenied
    before = Phone.objects.filter(person=by, token_digest=phone_digest(held)).first() if held else None
    key = before.key if before else base64.b64encode(secrets.token_bytes(rules.PHONE_KEY_BYTES)).decode()
    if before:
        end_phones(by=by, phones=Phone.objects.filter(pk=before.pk), reason=PhoneEnd.ANEW, at=at)
    token = secrets.token_urlsafe(rules.PHONE_TOKEN_BYTES)
    phone = Phone.objects.create(
        person=by, token_digest=phone_digest(token), key=key, label=label, begun_at=at, seen_at=at
    )
    log.write("people.phone_begun", phone, by=by, at=at, person=by.pk)
    return phone, token


@transaction.atomic
def give_key(*, by: Person, token: str, at: datetime) -> Phone:
    """Give the phone its key again; of one that ended, for a week, so that what it has not sent is not lost.

    That it was seen is noted once an hour, and never where. Raises: NoSuchPhone.
    """
    ended_since = at - rules.ENDED_PHONE_KEPT
    kept = Phone.objects.filter(Q(ended_at=None) | Q(ended_at__gt=ended_since), person=by, person__is_active=True)
    phone = kept.filter(token_digest=phone_digest(token)).first()
    if phone is None:
        raise NoSuchPhone
    if phone.ended_at is None and at - phone.seen_at >= rules.PHONE_SEEN_EVERY:
        Phone.objects.filter(pk=phone.pk, seen_at__lt=at).update(seen_at=at)
    return phone


@transaction.atomic
def end_phone(*, by: Person, phone: int, at: datetime) -> None:
    """End one's own phone; what it keeps is erased when it is next in touch, or when its time is over.

    Raises: NoSuchPhone.
    """
    if not end_phones(by=by, phones=Phone.objects.filter(person=by, pk=phone), reason=PhoneEnd.OWN, at=at):
        raise NoSuchPhone


def sign_out_phone(*, by: Person, token: str, at: datetime) -> None:
    """End the phone on which ``by`` signs out, if it is one."""
    theirs = Phone.objects.filter(person=by, token_digest=phone_digest(token))
    end_phones(by=by, phones=theirs, reason=PhoneEnd.SIGN_OUT, at=at)


@transaction.atomic
def end_phones(*, by: Person | log.Actor, phones: PhoneQuerySet, reason: PhoneEnd, at: datetime) -> int:
    """End those of ``phones`` that live; returns how many. Whoever calls it has asked whether ``by`` may."""
    ended = 0
    for phone in phones.filter(ended_at=None).order_by("pk"):
        if Phone.objects.filter(pk=phone.pk, ended_at=None).update(ended_at=at, ended_by=by.pk, reason=reason):
            log.write("people.phone_ended", phone, by=by, at=at, person=phone.person_id, reason=reason)
            ended += 1
    return ended
