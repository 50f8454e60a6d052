from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from linli.core.dated import Dated, DatedQuerySet, dated_constraint
from linli.orgs.models import Organisation
from linli.people.models import Person
from linli.points.models.thanks import Cause, Offer
from linli.points.rules import SINGLE, Holder, Outcome, Why


class Rule(Dated):
    """What a deed of the log earns from a day to a day. Caps are points of one person; ``months`` until they expire."""

    verb = models.CharField(max_length=64)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=100, blank=True)
    points = models.PositiveIntegerField()
    day_cap = models.PositiveIntegerField(null=True, blank=True)
    month_cap = models.PositiveIntegerField(null=True, blank=True)
    months = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=120, blank=True)

    objects = DatedQuerySet["Rule"].as_manager()

    class Meta:
        constraints = [
            dated_constraint("points_rule_dates"),
            models.UniqueConstraint(fields=["verb", "valid_from"], name="points_rule_once_a_day"),
            models.UniqueConstraint(fields=["verb"], condition=Q(valid_to=None), name="points_one_open_rule"),
            models.CheckConstraint(condition=Q(points__gte=1, months__gte=1), name="points_rule_gives"),
        ]


class AccountQuerySet(models.QuerySet["Account"]):
    def wallets(self) -> Self:
        """Those that are open."""
        return self.filter(kind=Holder.WALLET, closed_at=None)


class Account(models.Model):
    """Whose points: a person's wallet, a unit, a cause, or one of the three that stand once in a house.

    Only a wallet has ``held``, the running balance that a spend is checked against; the balance itself is the sum of
    its lines, and ``linli points verify`` compares the two. A closed wallet names nobody any more. ``near`` is the
    community whose offers its owner wants to see first.
    """

    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in Holder])
    person = models.OneToOneField(Person, models.PROTECT, null=True, blank=True, related_name="+")  # until it is closed
    unit = models.OneToOneField(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    cause = models.OneToOneField(Cause, models.PROTECT, null=True, blank=True, related_name="+")
    held = models.PositiveBigIntegerField(null=True, blank=True)
    near = models.CharField(max_length=12, blank=True)  # purpose: offers near; erased with the wallet
    wording = models.CharField(max_length=300, blank=True)  # what the owner agreed to
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = AccountQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=Holder.WALLET, person__isnull=False, closed_at=None, held__isnull=False)
                | Q(kind=Holder.WALLET, person=None, closed_at__isnull=False, held=0, near="")
                | (~Q(kind=Holder.WALLET) & Q(person=None, held=None, closed_at=None)),
                name="points_wallet_is_owned",
            ),
            models.CheckConstraint(
                condition=Q(kind=Holder.UNIT, unit__isnull=False) | (~Q(kind=Holder.UNIT) & Q(unit=None)),
                name="points_unit_of_account",
            ),
            models.CheckConstraint(
                condition=Q(kind=Holder.CAUSE, cause__isnull=False) | (~Q(kind=Holder.CAUSE) & Q(cause=None)),
                name="points_cause_of_account",
            ),
            models.UniqueConstraint(fields=["kind"], condition=Q(kind__in=SINGLE), name="points_one_of_a_kind"),
        ]


class Movement(models.Model):
    """Points that moved at one instant, and why: two lines or more whose sum is zero. Append-only.

    Names no person and no entry of the log; ``rule`` and ``offer`` say in words what for.
    """

    why = models.CharField(max_length=10, choices=[(why.value, why.value) for why in Why])
    rule = models.ForeignKey(Rule, models.PROTECT, null=True, blank=True, related_name="+")
    offer = models.ForeignKey(Offer, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    at = models.DateTimeField()


class LotQuerySet(models.QuerySet["Lot"]):
    def left_in(self, account: int) -> Self:
        """What a wallet can still spend, the first to expire first."""
        return self.filter(account=account, left__gt=0).order_by("expires_at", "pk")

    def over(self, at: datetime) -> Self:
        return self.filter(left__gt=0, expires_at__lte=at)


class Lot(models.Model):
    """Points of a wallet that were earned together and expire together. ``left`` is the sum of its lines."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="lots")
    earned = models.PositiveIntegerField()
    left = models.PositiveIntegerField()
    expires_at = models.DateTimeField()

    objects = LotQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(left__lte=models.F("earned"), earned__gte=1), name="points_lot_left")
        ]
        indexes = [
            models.Index(fields=["expires_at"], condition=Q(left__gt=0), name="points_lot_ends"),
        ]


class Line(models.Model):
    """What one movement does to one account; in a wallet, to one ``lot`` of it. Append-only."""

    movement = models.ForeignKey(Movement, models.PROTECT, related_name="lines", db_index=False)
    account = models.ForeignKey(Account, models.PROTECT, related_name="lines", db_index=False)
    lot = models.ForeignKey(Lot, models.PROTECT, null=True, related_name="lines", db_index=False)
    amount = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(amount=0), name="points_line_moves")]
        indexes = [
            models.Index(fields=["movement", "amount"], name="points_line_movement"),
            models.Index(fields=["account", "amount"], name="points_line_account"),
            models.Index(fields=["lot", "amount"], condition=Q(lot__isnull=False), name="points_line_lot"),
        ]


class Reading(models.Model):
    """An entry of the log that was read, once. ``movement`` is what it earned, until the wallet is closed: then nothing
    ties the two any more. ``entry_id`` is a number, because references out of the log are."""

    entry_id = models.BigIntegerField(primary_key=True)
    outcome = models.CharField(max_length=10, choices=[(outcome.value, outcome.value) for outcome in Outcome])
    movement = models.ForeignKey(Movement, models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)  # the deed was taken back
