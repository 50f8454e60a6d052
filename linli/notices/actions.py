"""How somebody says by which way they want to be told, and takes it back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from linli.channels import push
from linli.core import crypto, log
from linli.matters.models import Reporter
from linli.notices.errors import NoTelephone, PushRefused
from linli.notices.models import ENDPOINT_INDEX, Choice, Subscription
from linli.notices.rules import MOST_PHONES, Way
from linli.people import actions as people
from linli.people.models import Person, Purpose

Who = Person | Reporter
"""An account, or a reporter without one."""


@transaction.atomic
def choose(*, by: Person | None, who: Who, way: Way, wording: str, language: str, at: datetime) -> Choice:
    """Be told by text message or not at all from now on; phones that push reached are let go.

    ``who`` is ``by``, or the reporter without an account whose key the caller proved. Raises: NoTelephone.
    """
    if way == Way.SMS and not _number(who):
        raise NoTelephone
    choice = _chosen(by, who, way, wording, language, at)
    for row in choice.subscriptions.live():
        row.end(at=at)
    return choice


@transaction.atomic
def subscribe(
    *, by: Person | None, who: Who, phone: push.Phone, wording: str, language: str, at: datetime
) -> Subscription:
    """Be told by push on this ``phone`` too. It belongs to the one who said so last: other accounts lose it.
    Raises: PushRefused."""
    try:
        push.checked(phone)
    except push.BadPhone as error:
        raise PushRefused from error
    choice = _chosen(by, who, Way.PUSH, wording, language, at)
    index = crypto.blind(phone.endpoint, purpose=ENDPOINT_INDEX)
    same = Subscription.objects.live().filter(endpoint_index=index)
    for row in same.filter(choice=choice) | same.filter(choice__person__isnull=False).exclude(choice=choice):
        row.end(at=at)
    for row in choice.subscriptions.live().order_by("-pk")[MOST_PHONES - 1 :]:
        row.end(at=at)
    return Subscription.objects.create(
        choice=choice,
        endpoint=phone.endpoint,
        endpoint_index=index,
        p256dh=phone.p256dh,
        auth=phone.auth,
        service=phone.host,
        begun_at=at,
    )


def _chosen(by: Person | None, who: Who, way: Way, wording: str, language: str, at: datetime) -> Choice:
    whose = {"person": who} if isinstance(who, Person) else {"reporter": who}
    if isinstance(who, Person) and not who.is_staff and way != Way.VISIT:
        people.give_consent(by=who, purpose=Purpose.NOTIFY, wording=wording, at=at)
    said = {"way": way, "wording": wording, "language": language, "chosen_at": at}
    choice, _ = Choice.objects.update_or_create(**whose, defaults=said)
    log.write("notices.chosen", who, by=by, at=at, way=way)
    return choice


def _number(who: Who) -> str:
    return who.phone if isinstance(who, Person) or who.forgotten_at is None else ""
