"""What may be kept of a home, and on what every line about a person rests."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.core.crypto import EncryptedField
from linli.core.dated import Dated, DatedQuerySet, dated_constraint
from linli.homes.rules import LONGEST_MONTHS, WORDING_LIMIT


class KeepingRule(Dated):
    """What one kind of line is kept for, by which law, and for how many months at most, from a day to a day.

    Without a law in ``basis`` the person has to agree. ``told_to_keepers``: whoever answers for the homes (责任区)
    reads that the need is there. Source: 个人信息保护法 articles 6, 13, 19.
    """

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=30)
    name_en = models.CharField(max_length=60, blank=True)
    purpose = models.CharField(max_length=100)
    purpose_en = models.CharField(max_length=200, blank=True)
    basis = models.CharField(max_length=100, blank=True)
    months = models.PositiveSmallIntegerField()
    is_need = models.BooleanField()  # a kind of care need
    told_to_keepers = models.BooleanField()
    order = models.PositiveSmallIntegerField(default=0)
    source = models.CharField(max_length=120, blank=True)

    objects = DatedQuerySet["KeepingRule"].as_manager()

    class Meta:
        constraints = [
            dated_constraint("homes_rule_dates"),
            models.UniqueConstraint(fields=["code", "valid_from"], name="homes_rule_once_a_day"),
            models.UniqueConstraint(fields=["code"], condition=Q(valid_to=None), name="homes_one_open_rule"),
            models.CheckConstraint(condition=Q(months__range=(1, LONGEST_MONTHS)), name="homes_rule_months"),
            models.CheckConstraint(condition=Q(is_need=True) | Q(told_to_keepers=False), name="homes_rule_keepers"),
            models.CheckConstraint(condition=~Q(purpose=""), name="homes_rule_purpose"),
        ]


class Grounded(models.Model):
    """A line about a person: from a day to a day that is always known, by a law (``basis``) or because somebody agreed:
    who signed which words on which day. It is erased on the day it ends.

    ``signed_by`` may be another one: for a child under fourteen a parent signs (article 31). Purpose: show that it was
    agreed to; kept as long as the line.
    """

    valid_from = models.DateField()
    valid_to = models.DateField()
    basis = models.CharField(max_length=100, blank=True)
    signed_by = EncryptedField(null=True, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    wording = models.CharField(max_length=WORDING_LIMIT, blank=True)

    class Meta:
        abstract = True
        constraints = [
            dated_constraint("%(app_label)s_%(class)s_dates"),
            models.CheckConstraint(
                condition=Q(signed_by__isnull=True, signed_on=None, wording="") & ~Q(basis="")
                | Q(signed_by__isnull=False, signed_on__isnull=False, basis="") & ~Q(wording=""),
                name="%(app_label)s_%(class)s_ground",
            ),
        ]
        indexes = [models.Index(fields=["valid_to"], name="%(app_label)s_%(class)s_over")]
