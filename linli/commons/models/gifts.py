"""Funds of a community, what was given to them and what was used of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from linli.commons.rules.gifts import GIVEN, NUMBER_MARK
from linli.commons.rules.lists import LONGEST_MEASURE, LONGEST_TITLE, LONGEST_WORDS, Sort
from linli.core.crypto import EncryptedField
from linli.orgs.authority import inside
from linli.orgs.models import Organisation
from linli.places.models import Division


class FundQuerySet(models.QuerySet["Fund"]):
    def within(self, areas: Iterable[str]) -> Self:
        return self.filter(inside("community__code", areas))

    def published(self) -> Self:
        return self.filter(published_at__isnull=False)


class Fund(models.Model):
    """What goods of one kind, or money, are given for. ``left`` is what was given less what was used, in fen or pieces:
    it moves with each of them, in their transaction, and is never below nothing."""

    community = models.ForeignKey(Division, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+")  # keeps it
    sort = models.CharField(max_length=10, choices=[(sort.value, sort.value) for sort in GIVEN])
    title = models.CharField(max_length=LONGEST_TITLE)
    words = models.CharField(max_length=LONGEST_WORDS)  # what it is for
    measure = models.CharField(max_length=LONGEST_MEASURE, blank=True)  # of goods: 袋, 箱
    left = models.PositiveBigIntegerField(default=0)
    added_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    objects = FundQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(sort__in=GIVEN), name="commons_fund_sort"),
            models.CheckConstraint(condition=Q(left__gte=0), name="commons_fund_left"),
        ]
        indexes = [
            models.Index(fields=["-added_at", "-id"], name="commons_fund_newest"),
            models.Index(
                fields=["-added_at", "-id"], condition=Q(published_at__isnull=False), name="commons_fund_public"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_money(self) -> bool:
        return self.sort == Sort.MONEY


class GiftQuerySet(models.QuerySet["Gift"]):
    def standing(self) -> Self:
        return self.filter(struck_at=None)

    def to_unname(self, at: datetime) -> Self:
        return self.filter(name_until__lte=at)


class Gift(models.Model):
    """Something that somebody gave. The name (purpose: to be thanked by name, where that is wanted) stands until
    ``name_until`` or until the giver takes it back; without one it was given anonymously. Number and a code made from
    ``intent`` are the giver's key to it."""

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="gifts")
    number = models.CharField(max_length=13, unique=True)  # YYMMDD and seven digits that count nothing
    intent = models.UUIDField(unique=True)
    amount = models.PositiveBigIntegerField()
    name = EncryptedField(blank=True, default="")
    name_until = models.DateTimeField(null=True, blank=True)
    given_at = models.DateTimeField()
    struck_at = models.DateTimeField(null=True, blank=True)  # entered by mistake
    struck_words = models.CharField(max_length=LONGEST_WORDS, blank=True)

    objects = GiftQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(amount__gte=1), name="commons_gift_amount")]
        indexes = [
            models.Index(fields=["name_until"], condition=Q(name_until__isnull=False), name="commons_gift_named"),
        ]

    @property
    def number_shown(self) -> str:
        """The number as people read it out: J261122-1234567."""
        return f"{NUMBER_MARK}{self.number[:6]}-{self.number[6:]}"


class GiftUse(models.Model):
    """What was used of a fund, and for what."""

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="uses")
    amount = models.PositiveBigIntegerField()
    words = models.CharField(max_length=LONGEST_WORDS)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(amount__gte=1), name="commons_use_amount")]
