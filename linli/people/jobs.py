"""What the clock does with accounts."""

from __future__ import annotations

from datetime import datetime

from linli.people.models import SignInCode


def erase_codes(*, at: datetime) -> int:
    """Erase codes that expired. Returns how many."""
    erased, _ = SignInCode.objects.filter(expires_at__lt=at).delete()
    return erased
