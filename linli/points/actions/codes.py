"""Thanks are taken with a code and handed over once at the counter of the one who offers them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from linli.core import log
from linli.core.once import once
from linli.orgs.authority import require, units_of
from linli.orgs.grants import Grant
from linli.people.models import Person
from linli.points import codes
from linli.points.actions import ledger
from linli.points.actions.guess import guess
from linli.points.errors import (
    CodeOver,
    CodeUsed,
    NotOffered,
    SoldOut,
    TakenBefore,
    TooFewStars,
    TooManyCodes,
    WrongCode,
)
from linli.points.models import Account, Household, Movement, Offer, Redemption
from linli.points.reads.household import household_of, stars_now
from linli.points.reads.offers import left_of, owned_by
from linli.points.rules import (
    CODE_VALID,
    CODES_AT_ONCE,
    WRONG_CODES,
    Holder,
    Why,
    begin_of_day,
)

THANKS = "thanks"


def take(*, by: Person, offer: Offer, intent: UUID, at: datetime) -> Redemption:
    """Set the points of an offer aside and get a code for its counter; asked again under one ``intent``, the same code.
    Raises: NoWallet, NotOffered, SoldOut, TooFewPoints, TooManyCodes, IntentConflict."""
    return once(Redemption, intent, ["take", by.pk, offer.pk], lambda: _take(by, offer, at), at=at)


def _take(by: Person, offer: Offer, at: datetime) -> Redemption:
    wallet = ledger.wallet_of(by)
    offer = _held(offer, at)
    if offer.price is None:
        raise NotOffered
    legs = ledger.take_out(wallet.pk, offer.price)
    if Redemption.objects.open(at).filter(account=wallet).count() >= CODES_AT_ONCE:
        raise TooManyCodes
    aside = ledger.Leg(ledger.single(Holder.HELD, at=at), offer.price)
    movement = ledger.move(Why.HELD, [*legs, aside], at=at, offer=offer)
    row = _code(offer, at, account=wallet, hold=movement)
    log.write("points.code_taken", offer, by=by, at=at, place=offer.community.prefix, code=row.pk)
    return row


def take_benefit(*, by: Person, offer: Offer, intent: UUID, at: datetime) -> Redemption:
    """Get the household's one code for a benefit that its stars reach.
    Raises: NoHousehold, NotOffered, SoldOut, TooFewStars, TakenBefore, IntentConflict."""
    return once(Redemption, intent, ["benefit", by.pk, offer.pk], lambda: _take_benefit(by, offer, at), at=at)


def _take_benefit(by: Person, offer: Offer, at: datetime) -> Redemption:
    household = household_of(by, at=at)
    offer = _held(offer, at)
    if offer.stars is None:
        raise NotOffered
    if len(stars_now(household, at=at)) < offer.stars:
        raise TooFewStars
    try:
        with transaction.atomic():
            row = _code(offer, at, household=household)
    except IntegrityError as error:
        raise TakenBefore from error
    log.write("points.benefit_taken", offer, by=by, at=at, place=offer.community.prefix, code=row.pk)
    return row


def _held(offer: Offer, at: datetime) -> Offer:
    """The offer as it stands, others kept from it until the end of the transaction. Raises: NotOffered, SoldOut."""
    on = timezone.localdate(at)
    if not Offer.objects.valid(on).filter(pk=offer.pk).update(given=F("given") + 1):
        raise NotOffered
    fresh = Offer.objects.select_related("community", "unit").get(pk=offer.pk)
    if left_of(fresh, at=at) < 1:
        raise SoldOut
    return fresh


def _code(
    offer: Offer,
    at: datetime,
    *,
    account: Account | None = None,
    household: Household | None = None,
    hold: Movement | None = None,
) -> Redemption:
    salt = codes.salt()
    until = at + CODE_VALID
    if offer.valid_to is not None:
        until = min(until, begin_of_day(offer.valid_to, timezone.get_current_timezone()))
    return Redemption.objects.create(
        offer=offer,
        account=account,
        household=household,
        hold=hold,
        salt=salt,
        digest=codes.digest(codes.of_salt(salt), THANKS),
        taken_at=at,
        expires_at=until,
    )


def redeem(*, by: Person, code: str, at: datetime) -> Redemption:
    """Use a code at a counter of ``by``: the points go to the unit that gives the thanks.
    Raises: PermissionDenied, TooOften, WrongCode, CodeUsed, CodeOver."""
    rows = Redemption.objects.filter(offer__unit__in=units_of(by, Grant.REDEEM))
    rows = rows.select_related("offer__unit", "offer__community")
    row = guess(rows, code, THANKS, key=f"points-code:{by.pk}", most=WRONG_CODES, at=at, wrong=WrongCode)
    return _redeem(by, row, at)


@transaction.atomic
def _redeem(by: Person, row: Redemption, at: datetime) -> Redemption:
    require(by, Grant.REDEEM, at=row.offer.unit)
    if not Redemption.objects.open(at).filter(pk=row.pk).update(used_at=at, used_by=by):
        row.refresh_from_db()
        raise CodeUsed if row.used_at else CodeOver
    if row.hold is not None:
        points = row.hold.lines.get(account__kind=Holder.HELD).amount
        unit = Account.objects.get_or_create(kind=Holder.UNIT, unit=row.offer.unit, defaults={"opened_at": at})[0].pk
        aside = ledger.Leg(ledger.single(Holder.HELD, at=at), -points)
        ledger.move(Why.SPENT, [aside, ledger.Leg(unit, points)], at=at, offer=row.offer)
    log.write("points.code_used", row.offer, by=by, at=at, place=row.offer.community.prefix, code=row.pk)
    row.refresh_from_db()
    return row


@transaction.atomic
def give_up(*, by: Person | None, row: Redemption, at: datetime) -> bool:
    """Give a code up before it is used, by its owner or, when it ran out, by the clock (None): what was set aside goes
    back to the lots it came from. False when it was used or given up meanwhile. Raises: WrongCode."""
    if by is not None and not owned_by(by).filter(pk=row.pk).exists():
        raise WrongCode
    if row.account_id is not None:
        ledger.hold(row.account_id)
    if not Redemption.objects.waiting().filter(pk=row.pk).update(returned_at=at):
        return False
    if row.hold is not None:
        legs = ledger.put_back(row.hold)
        aside = ledger.Leg(ledger.single(Holder.HELD, at=at), -ledger.total(legs))
        ledger.move(Why.RETURNED, [aside, *legs], at=at, offer=row.offer)
    log.write("points.code_returned", row.offer, by=by, at=at, code=row.pk)
    return True


def give_up_all(wallet: Account, *, at: datetime) -> None:
    """Give up every open code of a wallet that is about to be closed."""
    for row in Redemption.objects.waiting().filter(account=wallet).select_related("hold", "offer"):
        give_up(by=None, row=row, at=at)
