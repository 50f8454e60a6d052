"""The menu: what can be ordered, where it is switched off, and on which terms."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from linli.commons.rules.orders import Form, Sort, Where, Whom
from linli.core.dated import Dated, DatedQuerySet, dated_constraint
from linli.people.models import Person
from linli.places.models import Division


class ServiceQuerySet(DatedQuerySet["Service"]):
    def on_in(self, community: Division | None) -> Self:
        """Those that ``community`` has not switched off."""
        off = Pause.objects.filter(code=OuterRef("code"), community=community, ended_at=None)
        return self.filter(~Exists(off)) if community is not None else self


class Service(Dated):
    """A line of the menu, from a day to a day. An order keeps the line it was made by.

    ``units`` names the kinds of units that offer it, the first ones asked first: ``department:health``,
    ``community_committee``. ``accept_hours`` are working hours, ``days`` working days from ordering to delivery.
    """

    code = models.CharField(max_length=20)
    order = models.PositiveSmallIntegerField()
    form = models.CharField(max_length=6, choices=[(f.value, f.value) for f in Form])
    sort = models.CharField(max_length=10, choices=[(s.value, s.value) for s in Sort])
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=80)
    words = models.CharField(max_length=200)
    words_en = models.CharField(max_length=300)
    whom = models.CharField(max_length=12, choices=[(w.value, w.value) for w in Whom])
    papers = models.CharField(max_length=120, blank=True)
    papers_en = models.CharField(max_length=200, blank=True)
    price_fen = models.PositiveIntegerField()  # 0: free of charge; paid to the unit, never here
    price_each = models.CharField(max_length=20, blank=True)  # of what: 小时, 次
    price_each_en = models.CharField(max_length=30, blank=True)
    minutes = models.PositiveSmallIntegerField()  # how long it takes, about
    place = models.CharField(max_length=4, choices=[(w.value, w.value) for w in Where])
    units = models.JSONField(default=list)
    accept_hours = models.PositiveSmallIntegerField()
    days = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=120, blank=True)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        constraints = [
            dated_constraint("commons_service_dates"),
            models.UniqueConstraint(fields=["code"], condition=Q(valid_to=None), name="commons_service_once"),
            models.CheckConstraint(condition=Q(accept_hours__gte=1, days__gte=1), name="commons_service_limits"),
        ]

    def __str__(self) -> str:
        return self.name


class Pause(models.Model):
    """A service that a community does not offer for the time being. Switched on again, the row stays as history."""

    community = models.ForeignKey(Division, models.PROTECT, related_name="+")
    code = models.CharField(max_length=20)  # of the service
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "code"], condition=Q(ended_at=None), name="commons_one_pause"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="commons_pause_ended",
            ),
        ]


class CounterGap(Dated):
    """An item of the menu that nobody at the counter of a community can take, from a day to a day.

    全科社工: whoever sits there takes everything, so that only what differs is written down. It is kept of the counter
    and says nothing of who can do what."""

    community = models.ForeignKey(Division, models.PROTECT, related_name="+")
    code = models.CharField(max_length=20)  # of the service
    said_at = models.DateTimeField()

    objects = DatedQuerySet["CounterGap"].as_manager()

    class Meta:
        constraints = [
            dated_constraint("commons_counter_gap_dates"),
            models.UniqueConstraint(
                fields=["community", "code"], condition=Q(valid_to=None), name="commons_one_counter_gap"
            ),
        ]
        indexes = [models.Index(fields=["said_at", "id"], name="commons_counter_gaps")]


class MenuTerms(models.Model):
    """What holds for every order, from a day to a day.

    ``give_hours``: working hours in which the community finds a unit; ``answer_days``: working days in which whoever
    ordered says whether it was received, before the order closes by itself; ``keep_days``: days after the end of an
    order until contact and words are erased.
    """

    give_hours = models.PositiveSmallIntegerField()
    answer_days = models.PositiveSmallIntegerField()
    keep_days = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=120, blank=True)
    valid_from = models.DateField(unique=True)
    valid_to = models.DateField(null=True, blank=True)

    objects = DatedQuerySet["MenuTerms"].as_manager()

    class Meta:
        constraints = [
            dated_constraint("commons_terms_dates"),
            models.CheckConstraint(
                condition=Q(give_hours__gte=1, answer_days__gte=1, keep_days__gte=1), name="commons_terms_limits"
            ),
        ]
