"""What each kind of body is by rule, and who sits on the seats of a joint committee."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Greatest

from linli.core.dated import Dated, DatedQuerySet, dated_constraint
from linli.orgs.models.posts import Post
from linli.orgs.models.tree import Organisation, OrgKind


class BodyRule(Dated):
    """What a kind of organisation must be, from a day to a day.

    ``under`` are the kinds it may stand under, ``""`` among them: it may stand alone. ``forms`` are those it may have,
    ``grounds`` what it may stand on, ``links`` the kinds of links it must have, as managing parties of an industry.
    """

    kind = models.CharField(max_length=30, choices=OrgKind)
    under = models.JSONField(default=list)
    forms = models.JSONField(default=list, blank=True)
    grounds = models.JSONField(default=list, blank=True)
    links = models.JSONField(default=list, blank=True)
    covers = models.BooleanField(default=False)  # it is the one body of what it stands on; else it only sits there
    needs_head = models.BooleanField(default=False)
    needs_end = models.BooleanField(default=False)
    source = models.CharField(max_length=120, blank=True)

    objects = DatedQuerySet["BodyRule"].as_manager()

    class Meta:
        constraints = [
            dated_constraint("orgs_body_rule_dates"),
            models.UniqueConstraint(fields=["kind", "valid_from"], name="orgs_body_rule_once_a_day"),
            models.UniqueConstraint(fields=["kind"], condition=Q(valid_to=None), name="orgs_one_open_body_rule"),
        ]


class Need(models.TextChoices):
    MUST = "must"  # 必配
    PREFERRED = "preferred"  # 优先


class SeatRule(Dated):
    """Seats that every body of a kind has, from a day to a day: for whom, and how many. 三必配两优先.

    ``home_duty`` names the department whose people sit there, ``home_kinds`` the kinds of units that send them; empty,
    anybody may.
    """

    body_kind = models.CharField(max_length=30, choices=OrgKind)
    code = models.CharField(max_length=30)
    order = models.PositiveSmallIntegerField()
    need = models.CharField(max_length=10, choices=Need)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=80, blank=True)
    home_duty = models.CharField(max_length=30, blank=True)
    home_kinds = models.JSONField(default=list, blank=True)
    seats = models.PositiveSmallIntegerField(default=1)
    term_months = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=120, blank=True)

    objects = DatedQuerySet["SeatRule"].as_manager()

    class Meta:
        constraints = [
            dated_constraint("orgs_seat_rule_dates"),
            models.UniqueConstraint(fields=["body_kind", "code", "valid_from"], name="orgs_seat_rule_once_a_day"),
            models.UniqueConstraint(
                fields=["body_kind", "code"], condition=Q(valid_to=None), name="orgs_one_open_seat_rule"
            ),
            models.CheckConstraint(condition=Q(seats__gte=1, term_months__gte=1), name="orgs_seat_rule_seats"),
        ]


class SeatQuerySet(DatedQuerySet["Seat"]):
    def taken(self, on: date) -> Self:
        """Those that somebody sits on."""
        return self.valid(on)

    def open(self) -> Self:
        return self.filter(valid_to=None)

    def end(self, on: date) -> int:
        """Nobody sits there from ``on``. Returns how many there were."""
        return self.open().update(valid_to=Greatest("valid_from", Value(on)))


class Seat(Dated):
    """A part-time member on a seat of a body. A seat without a row in force is vacant; the member sits until somebody
    vacates it, also when the term is over, which the pages show."""

    body = models.ForeignKey(Organisation, models.PROTECT, related_name="seats")
    code = models.CharField(max_length=30)  # of the seat rule
    number = models.PositiveSmallIntegerField(default=1)  # which of the rule's seats
    post = models.ForeignKey(Post, models.PROTECT, related_name="seats")
    term_ends_on = models.DateField()

    objects = SeatQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="orgs_seat_dates"
            ),  # vacated on its first day: never taken
            models.CheckConstraint(condition=Q(term_ends_on__gt=F("valid_from")), name="orgs_seat_term"),
            models.UniqueConstraint(
                fields=["body", "code", "number"], condition=Q(valid_to=None), name="orgs_seat_taken_once"
            ),
            models.UniqueConstraint(fields=["post"], condition=Q(valid_to=None), name="orgs_one_seat_a_post"),
        ]
        indexes = [models.Index(fields=["term_ends_on"], condition=Q(valid_to=None), name="orgs_terms")]
