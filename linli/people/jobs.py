"""What the clock does with accounts."""

from __future__ import annotations

from datetime import datetime, timedelta

from linli.people import rules
from linli.people.models import Helping, Look, Phone, SignInCode

LOOKS_KEPT = timedelta(days=3 * 366)  # Source: PIPL article 56, records of processing are kept for at least three years


def erase_codes(*, at: datetime) -> int:
    """Erase codes that expired, also those that nobody of the family took. Returns how many."""
    erased, _ = SignInCode.objects.filter(expires_at__lt=at).delete()
    invitations, _ = Helping.objects.filter(taken_at=None, expires_at__lt=at).delete()
    return erased + invitations


def forget_looks(*, at: datetime) -> int:
    """Erase looks whose term is over. Returns how many."""
    erased, _ = Look.objects.filter(at__lt=at - LOOKS_KEPT).delete()
    return erased


def forget_phones(*, at: datetime) -> int:
    """Erase phones that ended, with their keys, when nothing they sealed can wait any more. Returns how many."""
    erased, _ = Phone.objects.filter(ended_at__lt=at - rules.ENDED_PHONE_KEPT).delete()
    return erased
