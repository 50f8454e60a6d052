"""How long each step of handling may take and what happens when it is late: dated data that a county may change."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.core.calendar.rules import LimitUnit
from linli.core.dated import Dated, dated_constraint
from linli.duties.models import Urgency
from linli.matters.rules import LadderAct

UNITS = [(unit.value, unit.value) for unit in LimitUnit]


class Terms(Dated):
    """What holds for the orders of one class of urgency, from a day to a day."""

    urgency = models.CharField(max_length=10, choices=Urgency)
    sign_amount = models.PositiveSmallIntegerField()  # sign for the order within
    sign_unit = models.CharField(max_length=16, choices=UNITS)
    contact_amount = models.PositiveSmallIntegerField()  # contact the reporter within
    contact_unit = models.CharField(max_length=16, choices=UNITS)
    return_amount = models.PositiveSmallIntegerField()  # hand it back within
    return_unit = models.CharField(max_length=16, choices=UNITS)
    extensions_most = models.PositiveSmallIntegerField()  # of one leg in one round
    extension_longest = models.PositiveSmallIntegerField()  # of one, in the unit of the limit
    urges_most = models.PositiveSmallIntegerField()  # of one reporter in one round
    urge_gap_hours = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            dated_constraint("matters_terms_dates"),
            models.UniqueConstraint(fields=["urgency", "valid_from"], name="matters_terms_once_a_day"),
        ]


class LadderStep(Dated):
    """What happens by itself to a leg that runs late: at a share of its limit, or so long after its end."""

    code = models.CharField(max_length=20)
    act = models.CharField(max_length=10, choices=[(a.value, a.value) for a in LadderAct])
    percent = models.PositiveSmallIntegerField(null=True, blank=True)  # of the limit, 1 to 100
    after_amount = models.PositiveSmallIntegerField(null=True, blank=True)  # after the end
    after_unit = models.CharField(max_length=16, blank=True, choices=UNITS)
    reply_amount = models.PositiveSmallIntegerField(null=True, blank=True)  # a supervision order asks a reply within
    reply_unit = models.CharField(max_length=16, blank=True, choices=UNITS)
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=80, blank=True)
    source = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            dated_constraint("matters_ladder_dates"),
            models.UniqueConstraint(fields=["code", "valid_from"], name="matters_ladder_once_a_day"),
            models.CheckConstraint(
                condition=Q(percent__gte=1, percent__lte=100, after_amount=None, after_unit="")
                | (Q(percent=None, after_amount__gte=1) & ~Q(after_unit="")),
                name="matters_ladder_when",
            ),
            models.CheckConstraint(
                condition=Q(reply_amount=None, reply_unit="") | (Q(reply_amount__gte=1) & ~Q(reply_unit="")),
                name="matters_ladder_reply",
            ),
        ]


class ReturnReason(Dated):
    """Why a unit may hand an order back."""

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=80, blank=True)
    names_owner = models.BooleanField(default=True)  # the right owner must be named
    cites_list = models.BooleanField(default=False)  # outside the unit's list of duties: the list is cited
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            dated_constraint("matters_reason_dates"),
            models.UniqueConstraint(fields=["code", "valid_from"], name="matters_reason_once_a_day"),
        ]


class PauseCause(Dated):
    """Why a clock may stand: waiting for the resident, weather, a long-term hold (挂账)."""

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=80, blank=True)
    told = models.CharField(max_length=120)  # how the resident reads it
    told_en = models.CharField(max_length=200, blank=True)
    needs_decision = models.BooleanField(default=True)  # of the level above
    needs_plan = models.BooleanField(default=False)  # what will be done until the review
    longest_days = models.PositiveSmallIntegerField()
    review_days = models.PositiveSmallIntegerField(default=0)  # so long before its end a review is asked for; 0: never
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            dated_constraint("matters_cause_dates"),
            models.UniqueConstraint(fields=["code", "valid_from"], name="matters_cause_once_a_day"),
        ]
