"""What people do with their own accounts. What an office does to an account asks for a grant (``orgs.actions``)."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext

from linli.channels.senders import NotSent, sender
from linli.core import crypto, log
from linli.people import limits, rules
from linli.people.models import PHONE_INDEX, Consent, Helping, Person, Purpose, SignInCode


class TooOften(RuntimeError):
    """Asked for or tried too often. ``free_at`` is when it may be done again."""

    def __init__(self, free_at: datetime) -> None:
        super().__init__()
        self.free_at = free_at


class WrongCode(ValueError):
    """Not the code that was sent. ``tries_left`` of it remain."""

    def __init__(self, tries_left: int) -> None:
        super().__init__()
        self.tries_left = tries_left


class CodeGone(ValueError):
    """No code lives for this phone: expired, used, tried too often, or never sent."""


class StaffAccount(ValueError):
    """The phone belongs to an account of an office, which signs in by password and second factor."""


class AccountClosed(ValueError):
    """The account was closed."""


class NothingToWithdraw(ValueError):
    """There is no live consent for this purpose."""


class NotOneself(ValueError):
    """Nobody helps themselves, and no account of an office helps as family."""


class HelpsAlready(ValueError):
    """This person helps that one already."""


def send_code(*, phone: str, address: str, at: datetime) -> None:
    """Send a one-time code to ``phone`` (parsed), asked for from a network ``address``. Raises: TooOften, NotSent.

    Says nothing about whether the phone has an account.
    """
    index = crypto.blind(phone, purpose=PHONE_INDEX)
    keys = ((f"code:{index}", rules.CODES_PER_PHONE), (f"code-from:{address}", rules.CODES_PER_ADDRESS))
    for key, limit in keys:
        if wait := limits.free_at(key, *limit, at=at):
            raise TooOften(wait)
    code = f"{secrets.randbelow(10**rules.CODE_DIGITS):0{rules.CODE_DIGITS}}"
    fresh = {
        "digest": _digest(index, code),
        "sent_at": at,
        "expires_at": at + rules.CODE_VALID,
        "tries_left": rules.CODE_TRIES,
    }
    if not SignInCode.objects.filter(phone_index=index, sent_at__lte=at - rules.CODE_EVERY).update(**fresh):
        row, made = SignInCode.objects.get_or_create(phone_index=index, defaults=fresh)
        if not made:
            raise TooOften(row.sent_at + rules.CODE_EVERY)
    for key, (_, seconds) in keys:
        limits.use(key, seconds, at=at)
    text = gettext("[Linli] Your code is %(code)s. It works once, for %(minutes)s minutes. Tell it to nobody.") % {
        "code": code,
        "minutes": rules.CODE_VALID.seconds // 60,
    }
    try:
        sender().send(phone, text)
    except NotSent:
        SignInCode.objects.filter(phone_index=index).delete()
        raise


def sign_in_with_code(*, phone: str, code: str, address: str, at: datetime, told: str = "") -> Person:
    """Take ``code`` once and give the account of ``phone``, which is made when there is none.

    ``told`` is what the page said the number is used for; a new account agrees to it by going on.

    Each try counts before it is compared, so that guesses sent side by side count as well.
    Raises: TooOften, CodeGone, WrongCode, StaffAccount, AccountClosed.
    """
    key, limit = f"wrong-code-from:{address}", rules.WRONG_TRIES_PER_ADDRESS
    if wait := limits.free_at(key, *limit, at=at):
        raise TooOften(wait)
    index = crypto.blind(phone, purpose=PHONE_INDEX)
    live = SignInCode.objects.filter(phone_index=index, tries_left__gt=0, expires_at__gt=at).exclude(digest="")
    if not live.update(tries_left=F("tries_left") - 1):
        raise CodeGone
    row = SignInCode.objects.get(phone_index=index)
    if not constant_time_compare(row.digest, _digest(index, code)):
        limits.use(key, limit[1], at=at)
        raise WrongCode(row.tries_left)
    if not SignInCode.objects.filter(pk=row.pk, digest=row.digest).update(digest=""):
        raise CodeGone
    return _account(phone, index, at, told)


@transaction.atomic
def _account(phone: str, index: str, at: datetime, told: str) -> Person:
    person = Person.objects.filter(phone_index=index).first()
    if person is None:
        person = Person(joined_at=at)
        person.set_phone(phone)
        person.set_unusable_password()
        person.save(force_insert=True)
        log.write("people.joined", person, by=person, at=at)
        if told:
            give_consent(by=person, purpose=Purpose.NOTIFY, wording=told, at=at)
    elif person.is_staff:
        raise StaffAccount
    elif not person.is_active:
        raise AccountClosed
    signed_in(person=person, how="code", at=at)
    return person


def signed_in(*, person: Person, how: str, at: datetime) -> None:
    """Record that ``person`` came in: by ``code``, ``password`` or, in the demo, ``role_card``."""
    log.write("people.signed_in", person, by=person, at=at, how=how)


def sign_in_failed(*, username: str, at: datetime) -> None:
    """Record a wrong password of an account; a user name that nobody has leaves no row."""
    person = Person.objects.filter(username=username).first()
    if person is not None:
        log.write("people.sign_in_failed", person, by=None, at=at)


def _digest(index: str, code: str) -> str:
    return salted_hmac("linli.people.code", f"{index}{code}", algorithm="sha256").hexdigest()


@transaction.atomic
def give_consent(*, by: Person, purpose: Purpose, wording: str, at: datetime) -> Consent:
    """Record that ``by`` agreed to ``purpose`` in these words. Agreeing twice keeps the first consent."""
    consent, made = Consent.objects.get_or_create(
        person=by, purpose=purpose, withdrawn_at=None, defaults={"wording": wording, "given_at": at}
    )
    if made:
        log.write("people.consent_given", by, by=by, at=at, purpose=purpose)
    return consent


@transaction.atomic
def withdraw_consent(*, by: Person, purpose: Purpose, at: datetime) -> None:
    """End the live consent of ``by`` for ``purpose``. Raises: NothingToWithdraw."""
    if not Consent.objects.filter(person=by, purpose=purpose, withdrawn_at=None).update(withdrawn_at=at):
        raise NothingToWithdraw
    log.write("people.consent_withdrawn", by, by=by, at=at, purpose=purpose)


@transaction.atomic
def invite_helper(*, by: Person, wording: str, at: datetime) -> str:
    """Agree that whoever enters the code reports for ``by``; gives the code. An older code works no more.
    Raises: NotOneself for an account of an office."""
    if by.is_staff:
        raise NotOneself
    Helping.objects.filter(elder=by, taken_at=None).delete()
    code = "".join(secrets.choice(rules.INVITATION_ALPHABET) for _ in range(rules.INVITATION_LENGTH))
    until = at + rules.INVITATION_VALID
    row = Helping.objects.create(
        elder=by, wording=wording, digest=_digest("helping", code), given_at=at, expires_at=until
    )
    log.write("people.helper_invited", by, by=by, at=at, helping=row.pk)
    return code


def begin_helping(*, by: Person, code: str, at: datetime) -> Helping:
    """Take the code that an elder's phone showed. Raises: TooOften, CodeGone, NotOneself, HelpsAlready."""
    key, limit = f"invitation:{by.pk}", rules.WRONG_INVITATIONS
    if wait := limits.free_at(key, *limit, at=at):
        raise TooOften(wait)
    row = Helping.objects.open_to_take(at).filter(digest=_digest("helping", rules.parse_invitation(code))).first()
    if row is None:
        limits.use(key, limit[1], at=at)
        raise CodeGone
    if by.is_staff or row.elder_id == by.pk:
        raise NotOneself
    try:
        with transaction.atomic():
            if not Helping.objects.open_to_take(at).filter(pk=row.pk).update(helper=by, taken_at=at):
                raise CodeGone
            log.write("people.helping_begun", row.elder, by=by, at=at, helping=row.pk)
    except IntegrityError as error:
        raise HelpsAlready from error
    row.refresh_from_db()
    return row


@transaction.atomic
def end_helping(*, by: Person, helping: int, at: datetime) -> None:
    """End it, by the elder or by the helper. Raises: NothingToWithdraw."""
    theirs = Helping.objects.live().filter(Q(elder=by) | Q(helper=by), pk=helping)
    if not theirs.update(ended_at=at, ended_by=by):
        raise NothingToWithdraw
    log.write("people.helping_ended", by, by=by, at=at, helping=helping)


@transaction.atomic
def set_elder_mode(*, by: Person, on: bool, at: datetime) -> None:
    """Remember whether ``by`` reads pages in elder mode."""
    if by.elder_mode == on:
        return
    by.elder_mode = on
    by.save(update_fields=["elder_mode"])
    log.write("people.elder_mode_set", by, by=by, at=at, on=on)


@transaction.atomic
def close_account(*, by: Person, at: datetime) -> None:
    """Close the account of a resident: name and phone are erased, consents end, every session dies.

    What the person reported stays with its matter until its own term ends. Raises: StaffAccount.
    """
    if by.is_staff:
        raise StaffAccount
    Consent.objects.filter(person=by, withdrawn_at=None).update(withdrawn_at=at)
    Helping.objects.filter(elder=by, taken_at=None).delete()
    Helping.objects.live().filter(Q(elder=by) | Q(helper=by)).update(ended_at=at, ended_by=by)
    by.name = ""
    by.set_phone("")
    by.is_active = False
    by.save(update_fields=["name", "phone", "phone_index", "is_active"])
    end_sessions(person=by)
    log.write("people.account_closed", by, by=by, at=at)


def end_sessions(*, person: Person) -> None:
    """Make every session of ``person`` die at its next request; whoever changes a post or a second factor calls it."""
    Person.objects.filter(pk=person.pk).update(session_stamp=F("session_stamp") + 1)
    person.refresh_from_db(fields=["session_stamp"])
