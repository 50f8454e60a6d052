"""What the clock does with admissions: each ends by itself after its last day, and its asker is reminded before."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from linli.duties.actions import admissions
from linli.duties.models import Admission

AT_ONCE = 500


def end_admissions(*, at: datetime) -> int:
    """End what is over. Returns how many."""
    over = Admission.objects.over(timezone.localdate(at)).order_by("ends_on", "pk")
    return sum(admissions.expire(admission=admission, at=at) for admission in over[:AT_ONCE])


def remind_of_ends(*, at: datetime) -> int:
    """Remind once of each that ends within thirty days. Returns how many."""
    ending = Admission.objects.ending(timezone.localdate(at)).filter(reminded_at=None).order_by("ends_on", "pk")
    return sum(admissions.remind(admission=admission, at=at) for admission in ending[:AT_ONCE])
