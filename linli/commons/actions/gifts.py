"""Goods and money are given to a fund, used for its purpose, struck out where they were entered by mistake."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from linli.commons.actions.saying import check_title, check_words, community_of, keeper_of
from linli.commons.errors.lists import (
    AlreadyPublished,
    BadAmount,
    GiftStruck,
    NamesSomebody,
    NotAGift,
    OverCapacity,
    TooLong,
)
from linli.commons.follow import new_number
from linli.commons.models import Fund, Gift, GiftUse
from linli.commons.rules.gifts import GIVEN, LONGEST_NAME, MOST_GIVEN, NAME_KEPT
from linli.commons.rules.lists import LONGEST_MEASURE, Sort, names_somebody
from linli.core import log
from linli.core.intents import is_repeat
from linli.core.once import once
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.people.models import Person


@transaction.atomic
def open_fund(*, by: Person, place: str, sort: Sort, title: str, words: str, measure: str = "", at: datetime) -> Fund:
    """Say what goods or money are given for. Raises: PermissionDenied, Elsewhere, NotAGift, NoTitle, NothingSaid,
    TooLong."""
    require(by, Grant.KEEP_COMMONS, at=place)
    community = community_of(place)
    if sort not in GIVEN:
        raise NotAGift
    if len(measure.strip()) > LONGEST_MEASURE:
        raise TooLong
    row = Fund.objects.create(
        community=community,
        unit=keeper_of(community),
        sort=sort,
        title=check_title(title),
        words=check_words(words),
        measure="" if sort == Sort.MONEY else measure.strip(),
        added_at=at,
    )
    log.write("commons.fund_opened", row, by=by, at=at, place=community.code)
    return row


def receive(*, by: Person, fund: Fund, amount: int, intent: UUID, at: datetime, name: str = "") -> Gift:
    """Take in a gift, ``amount`` in fen or pieces, under a name where the giver wants that; asked again under one
    ``intent``, the same gift. Raises: PermissionDenied, BadAmount, TooLong, IntentConflict."""
    require(by, Grant.KEEP_COMMONS, at=fund.community.code)
    _check(amount)
    name = name.strip()
    if len(name) > LONGEST_NAME:
        raise TooLong

    def do() -> Gift:
        Fund.objects.filter(pk=fund.pk).update(left=F("left") + amount)
        told = {"name": name, "name_until": at + NAME_KEPT if name else None, "given_at": at}
        row = Gift.objects.create(fund=fund, number=new_number(at), intent=intent, amount=amount, **told)
        log.write("commons.gift_received", row, by=by, at=at, place=fund.community.code, amount=amount)
        return row

    return once(Gift, intent, [by.pk, fund.pk, amount, name], do, at=at)


@transaction.atomic
def use(*, by: Person, fund: Fund, amount: int, words: str, at: datetime, intent: UUID | None = None) -> None:
    """Note what was used of a fund and for what, once under one ``intent``. Raises: PermissionDenied, BadAmount,
    NothingSaid, TooLong, OverCapacity, NamesSomebody, IntentConflict."""
    require(by, Grant.KEEP_COMMONS, at=fund.community.code)
    _check(amount)
    words = check_words(words)
    if is_repeat(intent, [by.pk, fund.pk, amount, words], fund, at=at):
        return
    _take(fund, amount)
    if names_somebody(words) and Fund.objects.published().filter(pk=fund.pk).exists():
        raise NamesSomebody
    row = GiftUse.objects.create(fund=fund, amount=amount, words=words, at=at)
    log.write("commons.gift_used", row, by=by, at=at, place=fund.community.code, amount=amount)


@transaction.atomic
def strike(*, by: Person, gift: Gift, words: str, at: datetime) -> None:
    """Strike out a gift that was entered by mistake, as long as none of it was used. Raises: PermissionDenied,
    NothingSaid, TooLong, GiftStruck, OverCapacity."""
    require(by, Grant.KEEP_COMMONS, at=gift.fund.community.code)
    words = check_words(words)
    told = {"struck_at": at, "struck_words": words, "name": "", "name_until": None}
    if not Gift.objects.standing().filter(pk=gift.pk).update(**told):
        raise GiftStruck
    _take(gift.fund, gift.amount)
    log.write("commons.gift_struck", gift, by=by, at=at, place=gift.fund.community.code, amount=gift.amount)


@transaction.atomic
def publish(*, by: Person, fund: Fund, at: datetime) -> None:
    """Show everybody what was given to a fund and what it was used for. Raises: PermissionDenied, NamesSomebody,
    AlreadyPublished."""
    require(by, Grant.KEEP_COMMONS, at=fund.community.code)
    Fund.objects.select_for_update().get(pk=fund.pk)  # nothing is used meanwhile
    if names_somebody(fund.title, fund.words, *fund.uses.values_list("words", flat=True)):
        raise NamesSomebody
    if not Fund.objects.filter(pk=fund.pk, published_at=None).update(published_at=at):
        raise AlreadyPublished
    log.write("commons.fund_published", fund, by=by, at=at, place=fund.community.code)


@transaction.atomic
def unname(gift: Gift, *, at: datetime, by: Person | None = None) -> bool:
    """Erase the name of a giver, who asked for it with the key of the gift, or whose term is over. False when there is
    none any more."""
    if not Gift.objects.filter(pk=gift.pk, name_until__isnull=False).update(name="", name_until=None):
        return False
    log.write("commons.gift_unnamed", gift, by=by, at=at, place=gift.fund.community.code)
    return True


def _check(amount: int) -> None:
    if not 1 <= amount <= MOST_GIVEN:
        raise BadAmount


def _take(fund: Fund, amount: int) -> None:
    """Raises: OverCapacity, when less is left."""
    if not Fund.objects.filter(pk=fund.pk, left__gte=amount).update(left=F("left") - amount):
        fund.refresh_from_db(fields=["left"])
        raise OverCapacity(fund.left)
