from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from linli.core import crypto
from linli.core.crypto import EncryptedField
from linli.duties.models import CatalogueRow, Kind, RoutingRule
from linli.matters.rules import (
    CLOCK_STAGES,
    ENDED_STAGES,
    OPEN_STAGES,
    DeclineReason,
    Stage,
)
from linli.orgs.models import Organisation
from linli.people.models import Person


class Channel(models.TextChoices):
    """Where it was said."""

    WEB = "web"
    FIELD = "field"  # seen on patrol or told at the door
    DESK = "desk"  # said at the counter
    PHONE = "phone"
    HOTLINE = "hotline"  # imported from 12345
    API = "api"


class MatterQuerySet(models.QuerySet["Matter"]):
    def open(self) -> Self:
        return self.filter(stage__in=OPEN_STAGES)

    def overdue(self, at: datetime) -> Self:
        return self.filter(stage__in=CLOCK_STAGES, paused_at=None, due_at__lt=at)

    def shown(self) -> Self:
        """What residents agreed to show to everybody."""
        return self.filter(is_public=True, kind__is_sensitive=False).exclude(
            stage__in=(Stage.DECLINED, Stage.WITHDRAWN, Stage.MERGED)
        )


class Matter(models.Model):
    """One thing that was said. Lateness is read off ``due_at``; the stage moves only by ``rules.MOVES``.

    Every report pays for each index, so there is one where a read asks for it and no other; ``unit`` is found by the
    index of units and stages.

    ``place`` is the code of the grid (15 digits) or of the division that holds it. ``round`` counts how often it was
    handled: it grows when a check fails or the reporter says that it is not solved.
    """

    number = models.CharField(max_length=13)  # YYMMDD and seven digits that count nothing
    stage = models.CharField(max_length=10, choices=[(s.value, s.value) for s in Stage], default=Stage.RECEIVED)
    version = models.PositiveIntegerField(default=1)
    round = models.PositiveSmallIntegerField(default=1)

    channel = models.CharField(max_length=10, choices=Channel)
    kind = models.ForeignKey(Kind, models.PROTECT, related_name="+")
    row = models.ForeignKey(  # null: imported history
        CatalogueRow, models.PROTECT, null=True, related_name="+", db_index=False
    )
    place = models.CharField(max_length=15)
    address = models.CharField(max_length=120, blank=True)
    lon = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    words = models.TextField(blank=True)
    replies = models.JSONField(default=dict, blank=True)  # to the questions of the catalogue row, by code
    is_public = models.BooleanField(default=False)

    unit = models.ForeignKey(  # answers for it now
        Organisation, models.PROTECT, null=True, related_name="matters", db_index=False
    )
    received_at = models.DateTimeField()
    counted_from = models.DateTimeField(null=True)  # when the limit of the promise began to run
    given_due_at = models.DateTimeField(null=True)  # as another system promised; null: counted by ``row``
    due_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    contacted_at = models.DateTimeField(null=True)  # when a unit first reached a reporter
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)  # also when declined, merged or withdrawn
    decline_reason = models.CharField(max_length=20, blank=True, choices=[(r.value, r.value) for r in DeclineReason])
    decline_words = models.CharField(max_length=300, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", db_index=False
    )
    split_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts", db_index=False)
    paused_at = models.DateTimeField(null=True)  # the clock stands since; ``due_at`` is then the old promise
    paused_due_at = models.DateTimeField(null=True)  # when its time is then over, if the pause runs to its day

    erased_at = models.DateTimeField(null=True)  # when words, address and point were erased (``actions.erase``)

    source = models.CharField(max_length=40, blank=True)  # of an import: which system
    source_id = models.CharField(max_length=60, null=True, blank=True)  # its number there

    objects = MatterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number"], name="matters_number_once"),
            models.UniqueConstraint(
                fields=["source", "source_id"], condition=Q(source_id__isnull=False), name="matters_source_once"
            ),
            models.CheckConstraint(
                condition=Q(stage=Stage.MERGED, merged_into__isnull=False)
                | (~Q(stage=Stage.MERGED) & Q(merged_into=None)),
                name="matters_merged_into",
            ),
            models.CheckConstraint(
                condition=~Q(stage=Stage.DECLINED) | ~Q(decline_reason=""), name="matters_declined_why"
            ),
            models.CheckConstraint(
                condition=Q(given_due_at=None) | Q(counted_from__isnull=False), name="matters_counted_from"
            ),
            models.CheckConstraint(
                condition=Q(paused_due_at=None) | Q(paused_at__isnull=False), name="matters_paused_due"
            ),
            models.CheckConstraint(
                condition=Q(lon=None, lat=None) | Q(lon__isnull=False, lat__isnull=False), name="matters_whole_point"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(stage__in=OPEN_STAGES), name="matters_open_due"),
            models.Index(fields=["paused_due_at", "id"], condition=Q(paused_at__isnull=False), name="matters_paused"),
            models.Index(fields=["place", "due_at"], condition=Q(stage__in=OPEN_STAGES), name="matters_open_place"),
            models.Index(
                fields=["-received_at", "-id"], condition=Q(stage__in=ENDED_STAGES), name="matters_ended_newest"
            ),
            models.Index(
                fields=["place", "-received_at"], condition=Q(stage__in=ENDED_STAGES), name="matters_ended_place"
            ),
            models.Index(
                fields=["kind", "-received_at", "-id"], condition=Q(stage__in=ENDED_STAGES), name="matters_ended_kind"
            ),
            models.Index(
                fields=["unit", "-received_at", "-id"], condition=Q(stage__in=ENDED_STAGES), name="matters_ended_unit"
            ),
            models.Index(fields=["unit", "stage"], name="matters_unit_stage"),
            models.Index(fields=["-received_at", "-id"], name="matters_newest"),
            models.Index(fields=["received_at"], condition=Q(is_public=True), name="matters_public"),
            models.Index(fields=["merged_into"], condition=Q(merged_into__isnull=False), name="matters_merged"),
            models.Index(
                fields=["closed_at"], condition=Q(stage__in=ENDED_STAGES, erased_at=None), name="matters_unerased"
            ),
            models.Index(fields=["split_from"], condition=Q(split_from__isnull=False), name="matters_split"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number_shown(self) -> str:
        """The number as people read it out: 261122-1234567."""
        return f"{self.number[:6]}-{self.number[6:]}"

    @property
    def ends_at(self) -> datetime | None:
        """When its time is over, by what is known now."""
        return self.due_at if self.paused_at is None else self.paused_due_at

    def standing(self) -> Matter:
        """The matter that is handled for this one: itself, or the one it was merged into."""
        return self if self.merged_into is None else self.merged_into.standing()


class Reporter(models.Model):
    """Somebody who said it: with an account, with a phone only, or with nothing but the follow-up code.

    Merged matters keep every reporter. Contact is sealed and erased a year after the end (purpose: handle, call back).
    The follow-up code is made from ``intent`` (``matters.follow``) and stored nowhere.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="reporters")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="reports", db_index=False)
    intent = models.UUIDField(unique=True)
    joined = models.BooleanField(default=False)  # 我也遇到: the words of the matter are somebody else's
    name = EncryptedField(blank=True, default="")
    phone = EncryptedField(blank=True, default="")
    phone_index = models.CharField(max_length=crypto.INDEX_HEX, blank=True)
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    forgotten_at = models.DateTimeField(null=True)  # when the contact was erased (``matters.jobs``)

    class Meta:
        indexes = [
            models.Index(fields=["person"], condition=Q(person__isnull=False), name="matters_reporter_person"),
            models.Index(fields=["phone_index"], name="matters_reporter_phone"),
        ]

    def reached_by(self) -> tuple[str, str]:
        """Name and phone: its own, else the account's; nothing once it was forgotten."""
        if self.forgotten_at is not None:
            return "", ""
        account = self.person or Person()
        return self.name or account.name, self.phone or account.phone


class Proposal(models.Model):
    """The unit that the rules named when the matter came in, and on what ground. The desk may take it or not."""

    matter = models.OneToOneField(Matter, models.CASCADE, related_name="proposal")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    ground = models.CharField(max_length=10)
    rule = models.ForeignKey(RoutingRule, models.PROTECT, null=True, related_name="+", db_index=False)
    row = models.ForeignKey(CatalogueRow, models.PROTECT, null=True, related_name="+", db_index=False)
    met = models.JSONField(default=list)
    word = models.CharField(max_length=30, blank=True)
    at = models.DateTimeField()
    taken = models.PositiveSmallIntegerField(null=True)  # which unit shown at dispatch leads: 1 to 3, 0 another
