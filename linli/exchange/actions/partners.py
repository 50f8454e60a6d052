"""Who exchanges with us: partners, their keys, their address and what their classes are called here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from linli.channels.posting import is_allowed
from linli.core import log
from linli.core.calendar.rules import LimitUnit
from linli.core.imports import decode, rows_of
from linli.duties.models import Kind
from linli.exchange.errors import BadClasses, NoSharedKey, NoSuchCode, NotAllowed, PartnerThere
from linli.exchange.models import ClassRow, Key, Partner
from linli.exchange.rules import CODE, SHORT_LIMIT, Method
from linli.exchange.signing import digest_of, new_secret, public_key
from linli.orgs.authority import System, require
from linli.orgs.grants import Grant
from linli.people.models import Person

Actor = Person | System
CLASS_COLUMNS = ("class", "kind", "limit_amount", "limit_unit")
MOST_AMOUNT = 32_000


@transaction.atomic
def open_partner(*, by: Actor, code: str, name: str, at: datetime) -> Partner:
    """Raises: PermissionDenied, NoSuchCode, PartnerThere."""
    require(by, Grant.EXCHANGE, at=settings.LINLI_COUNTY)
    if not CODE.fullmatch(code):
        raise NoSuchCode(code)
    try:
        with transaction.atomic():
            partner = Partner.objects.create(code=code, name=name[:60] or code, opened_at=at)
    except IntegrityError as error:
        raise PartnerThere(code) from error
    log.write("exchange.partner_opened", partner, by=by, at=at, place=settings.LINLI_COUNTY, code=code)
    return partner


@transaction.atomic
def new_key(*, by: Actor, partner: Partner, method: Method, at: datetime, public: str = "") -> tuple[Key, str]:
    """A new key beside those that live, and its secret, which is shown now and never again; a public key is the
    partner's own and has none. Raises: PermissionDenied, NotAKey."""
    require(by, Grant.EXCHANGE, at=settings.LINLI_COUNTY)
    Partner.objects.select_for_update().get(pk=partner.pk)
    key = Key(partner=partner, name=f"{partner.code}-{partner.keys.count() + 1}", method=method, made_at=at)
    secret = ""
    if method is Method.ED25519:
        key.public = public_key(public)
    else:
        secret = new_secret()
        if method is Method.HMAC:
            key.secret = secret
        else:
            key.digest = digest_of(secret)
    key.save(force_insert=True)
    log.write("exchange.key_made", key, by=by, at=at, place=settings.LINLI_COUNTY, name=key.name, method=method)
    return key, secret


@transaction.atomic
def end_key(*, by: Actor, key: Key, at: datetime) -> None:
    """From now on ``key`` opens nothing. Ended before, it stays as it was. Raises: PermissionDenied."""
    require(by, Grant.EXCHANGE, at=settings.LINLI_COUNTY)
    if Key.objects.live().filter(pk=key.pk).update(ended_at=at):
        log.write("exchange.key_ended", key, by=by, at=at, place=settings.LINLI_COUNTY, name=key.name)


@transaction.atomic
def push_to(*, by: Actor, partner: Partner, url: str, at: datetime) -> None:
    """Send what ``partner`` has to hear to ``url`` from now on; empty: it asks by itself.
    Raises: PermissionDenied, NotAllowed, NoSharedKey."""
    require(by, Grant.EXCHANGE, at=settings.LINLI_COUNTY)
    if url and not is_allowed(url, settings.LINLI_EXCHANGE_ORIGINS):
        raise NotAllowed(url)
    if url and not partner.keys.live().filter(method=Method.HMAC).exists():
        raise NoSharedKey(partner.code)
    partner.push_to = url
    partner.save(update_fields=["push_to"])
    log.write("exchange.push_set", partner, by=by, at=at, place=settings.LINLI_COUNTY, url=url)


@transaction.atomic
def set_classes(*, by: Actor, partner: Partner, data: bytes, on: date, at: datetime) -> int:
    """The table of classes of ``partner`` from the day ``on``: a CSV with the columns class, kind (a code of the
    catalogue) and, where the partner promises a time, limit_amount and limit_unit. What is not in it ends on that
    day. All of it or nothing. Returns how many classes it has.
    Raises: PermissionDenied, NotText, MissingColumns, BadClasses."""
    require(by, Grant.EXCHANGE, at=settings.LINLI_COUNTY)
    rows = list(_class_rows(partner, decode(data), on))
    ClassRow.objects.filter(partner=partner).give_way(on)
    ClassRow.objects.bulk_create(rows)
    log.write("exchange.classes_set", partner, by=by, at=at, place=settings.LINLI_COUNTY, classes=len(rows))
    return len(rows)


def _class_rows(partner: Partner, text: str, on: date) -> Iterator[ClassRow]:
    kinds = {kind.code: kind for kind in Kind.objects.filter(level=3)}
    seen: set[str] = set()
    for number, row in rows_of(text, CLASS_COLUMNS[:2]):
        if row is None:
            raise BadClasses(number, "row")
        name, code, amount, unit = (str(row.get(column) or "").strip() for column in CLASS_COLUMNS)
        if not 0 < len(name) <= SHORT_LIMIT or name in seen:
            raise BadClasses(number, "class")
        if code not in kinds:
            raise BadClasses(number, "kind")
        if not _is_limit(amount, unit):
            raise BadClasses(number, "limit")
        seen.add(name)
        limit = int(amount) if amount else None
        yield ClassRow(partner=partner, name=name, kind=kinds[code], limit_amount=limit, limit_unit=unit, valid_from=on)


def _is_limit(amount: str, unit: str) -> bool:
    """Whether the two cells promise a time, or both are empty and promise none."""
    if not amount or not unit:
        return not amount and not unit
    is_short = amount.isdecimal() and len(amount) <= len(str(MOST_AMOUNT))
    return is_short and 0 < int(amount) < MOST_AMOUNT and unit in list(LimitUnit)
