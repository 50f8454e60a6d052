"""A wallet is opened by its owner and closed by its owner; it is emptied and names nobody any more."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from linli.core import log
from linli.people.models import Person
from linli.places.models import Division
from linli.points.actions import ledger
from linli.points.actions.codes import give_up_all
from linli.points.errors import HasWallet, NoWallet, OfficeAccount
from linli.points.models import Account, Line, Lot, Reading
from linli.points.rules import Holder, Why


@transaction.atomic
def open_wallet(*, by: Person, wording: str, at: datetime) -> Account:
    """Let deeds of ``by`` from now on earn points, as agreed to in these words. Raises: OfficeAccount, HasWallet."""
    if by.is_staff:
        raise OfficeAccount
    try:
        with transaction.atomic():
            wallet = Account.objects.create(kind=Holder.WALLET, person=by, held=0, wording=wording, opened_at=at)
    except IntegrityError as error:
        raise HasWallet from error
    log.write("points.wallet_opened", wallet, by=by, at=at)
    return wallet


@transaction.atomic
def set_near(*, by: Person, community: Division | None, at: datetime) -> None:
    """Remember the community whose offers are shown first. Raises: NoWallet."""
    wallet = ledger.wallet_of(by)
    Account.objects.filter(pk=wallet.pk).update(near=community.code if community is not None else "")
    log.write("points.near_set", wallet, by=by, at=at)


@transaction.atomic
def close_wallet(*, by: Person | None, wallet: Account, at: datetime) -> None:
    """Give up open codes, give what is left back to issue and forget whose wallet it was: from then on nothing ties it
    to a person or to an entry of the log. By its owner, or by the clock (None) when the account of the person is gone.
    What the log itself says stays in the log. Raises: NoWallet."""
    if (by is not None and wallet.person_id != by.pk) or not ledger.hold(wallet.pk):
        raise NoWallet
    give_up_all(wallet, at=at)
    legs = [ledger.empty(lot) for lot in Lot.objects.left_in(wallet.pk)]
    if legs:
        back = ledger.Leg(ledger.single(Holder.ISSUE, at=at), ledger.total(legs))
        ledger.move(Why.CLOSED, [*legs, back], at=at)
    moved = Line.objects.filter(account=wallet).values("movement")
    Reading.objects.filter(movement__in=moved).update(movement=None)
    Account.objects.filter(pk=wallet.pk).update(person=None, near="", closed_at=at)
    log.write("points.wallet_closed", wallet, by=by, at=at, points=ledger.total(legs))
