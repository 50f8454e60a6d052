from __future__ import annotations

from django.db import models

from linli.core.calendar.rules import LimitUnit
from linli.core.dated import dated_constraint
from linli.matters.rules import Unanswered


class Counting(models.Model):
    """What a county decides about the facts behind the rates, from a day to a day."""

    unanswered = models.CharField(max_length=12, choices=[(u.value, u.value) for u in Unanswered])
    appeal_amount = models.PositiveSmallIntegerField()  # a refused exclusion may be asked for once more within
    appeal_unit = models.CharField(max_length=16, choices=[(u.value, u.value) for u in LimitUnit])
    source = models.CharField(max_length=120, blank=True)
    valid_from = models.DateField(unique=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [dated_constraint("matters_counting_dates")]
