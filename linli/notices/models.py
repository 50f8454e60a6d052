from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from linli.commons.models import Booking, GroupDay, ServiceOrder
from linli.core import crypto
from linli.core.crypto import EncryptedField
from linli.matters.models import Matter, Reporter
from linli.notices.rules import State, Told, Way
from linli.people.models import Person
from linli.volunteering.models.activities import Shift
from linli.volunteering.models.reporting import ReportIn

ENDPOINT_INDEX = "notices.endpoint"


class Choice(models.Model):
    """通知方式 of an account for everything of theirs, or of a reporter without one for that matter, agreed to in
    these words. An account without a choice is told by text message, as its consent says."""

    person = models.OneToOneField(Person, models.PROTECT, null=True, related_name="notice_choice")
    reporter = models.OneToOneField(Reporter, models.PROTECT, null=True, related_name="notice_choice")
    way = models.CharField(max_length=5, choices=[(w.value, w.value) for w in Way])
    wording = models.CharField(max_length=200)
    language = models.CharField(max_length=8)
    chosen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, reporter=None) | Q(person=None, reporter__isnull=False),
                name="notices_choice_of_one",
            )
        ]


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def live(self) -> Self:
        return self.filter(ended_at=None)


class Subscription(models.Model):
    """One phone that push reaches, as its browser told (purpose: be told). Ended by its owner, or when its push service
    no longer knows it; the address and the keys are erased then."""

    choice = models.ForeignKey(Choice, models.CASCADE, related_name="subscriptions")
    endpoint = EncryptedField(blank=True)
    endpoint_index = models.CharField(max_length=crypto.INDEX_HEX)
    p256dh = EncryptedField(blank=True)
    auth = EncryptedField(blank=True)
    service = models.CharField(max_length=100)  # the host of the push service
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["choice", "endpoint_index"], condition=Q(ended_at=None), name="notices_one_live_phone"
            )
        ]
        indexes = [models.Index(fields=["endpoint_index"], condition=Q(ended_at=None), name="notices_live_endpoint")]

    def end(self, *, at: datetime) -> None:
        Subscription.objects.filter(pk=self.pk, ended_at=None).update(ended_at=at, endpoint="", p256dh="", auth="")


ABOUT = ("matter", "service_order", "group_day", "booking", "shift", "report_in")
"""What a notice can be about."""


def _about(what: str) -> Q:
    """About this and nothing else."""
    return Q(**{f"{name}__isnull": name != what for name in ABOUT})


class NoticeQuerySet(models.QuerySet["Notice"]):
    def due(self, at: datetime) -> Self:
        return self.filter(state=State.READY, next_at__lte=at)


class Notice(models.Model):
    """One thing that one person is told by one way: made of one entry of the log. ``said`` holds what its words need:
    times and codes, nothing of the person and nothing of what they said."""

    entry_id = models.BigIntegerField()
    told = models.CharField(max_length=8, choices=[(t.value, t.value) for t in Told])
    way = models.CharField(max_length=5, choices=[(w.value, w.value) for w in Way])
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="+", db_index=False)
    service_order = models.ForeignKey(ServiceOrder, models.PROTECT, null=True, related_name="+", db_index=False)
    group_day = models.ForeignKey(GroupDay, models.PROTECT, null=True, related_name="+", db_index=False)
    booking = models.ForeignKey(Booking, models.PROTECT, null=True, related_name="+", db_index=False)
    shift = models.ForeignKey(Shift, models.PROTECT, null=True, related_name="+", db_index=False)
    report_in = models.ForeignKey(  # withdrawn, what was told of it goes with it
        ReportIn, models.CASCADE, null=True, related_name="+", db_index=False
    )
    reporter = models.ForeignKey(  # None: told to a unit, or to an account of something else than a matter
        Reporter, models.PROTECT, null=True, related_name="notices"
    )
    person = models.ForeignKey(  # None too: told to the telephone of an order without an account
        Person, models.PROTECT, null=True, related_name="notices"
    )
    subscription = models.ForeignKey(Subscription, models.PROTECT, null=True, related_name="notices", db_index=False)
    service = models.CharField(max_length=100)  # what carries it: a host, or "sms"
    said = models.JSONField(default=dict)
    is_urgent = models.BooleanField(default=False)  # of an emergency: at any hour
    state = models.CharField(max_length=6, choices=[(s.value, s.value) for s in State], default=State.READY)
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=100, blank=True)  # of the last try
    made_at = models.DateTimeField()
    next_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry_id", "subscription"],
                condition=Q(subscription__isnull=False),
                name="notices_one_a_phone",
            ),
            models.UniqueConstraint(
                fields=["entry_id", "person"],
                condition=Q(subscription=None, person__isnull=False),
                name="notices_one_a_person",
            ),
            models.UniqueConstraint(
                fields=["entry_id", "reporter"],
                condition=Q(subscription=None, person=None),
                name="notices_one_a_reporter",
            ),
            models.UniqueConstraint(
                fields=["entry_id"],
                condition=Q(subscription=None, person=None, reporter=None),
                name="notices_one_without_account",
            ),
            models.CheckConstraint(
                condition=_about("matter")
                | Q(_about("service_order"), reporter=None)
                | Q(
                    _about("group_day") | _about("booking") | _about("shift") | _about("report_in"),
                    reporter=None,
                    person__isnull=False,
                ),
                name="notices_about_one",
            ),
            models.CheckConstraint(
                condition=Q(way=Way.PUSH, subscription__isnull=False) | Q(way=Way.SMS, subscription=None),
                name="notices_push_to_a_phone",
            ),
            models.CheckConstraint(
                condition=Q(reporter__isnull=False) | Q(person__isnull=False) | Q(service_order__isnull=False),
                name="notices_to_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state=State.SENT, sent_at__isnull=False) | (~Q(state=State.SENT) & Q(sent_at=None)),
                name="notices_sent_when",
            ),
        ]
        indexes = [
            models.Index(fields=["next_at", "id"], condition=Q(state=State.READY), name="notices_due"),
            models.Index(fields=["tried_at"], condition=Q(way=Way.SMS), name="notices_sms_tried"),
            models.Index(fields=["made_at"], name="notices_made"),
            models.Index(fields=["state", "-id"], name="notices_state"),
            models.Index(fields=["report_in"], condition=Q(report_in__isnull=False), name="notices_of_report_in"),
        ]


class Heard(models.Model):
    """An entry of the log that was looked at for whom to tell."""

    entry_id = models.BigIntegerField(primary_key=True)


class Bookmark(models.Model):
    """How far the log was read; one row. What lies up to ``first_id``, before the first look, is told to nobody."""

    first_id = models.BigIntegerField()
    entry_id = models.BigIntegerField()
