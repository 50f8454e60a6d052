from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from linli.duties.rules.admission import REMIND_BEFORE, WAITING_STAGES, AdmissionStage, HowOften, in_force
from linli.duties.rules.lists import DutyLevel
from linli.orgs.models import Organisation

TITLE_LENGTH, BASIS_LENGTH, WORDS_LENGTH = 120, 200, 500


class AdmissionQuerySet(models.QuerySet["Admission"]):
    def public(self) -> Self:
        """What was ever published."""
        return self.filter(published_at__isnull=False)

    def waiting(self) -> Self:
        """Asked for, and the city level owes a step."""
        return self.filter(stage__in=WAITING_STAGES)

    def over(self, on: date) -> Self:
        """Published, and the last day has gone."""
        return self.filter(stage=AdmissionStage.PUBLISHED, ends_on__lt=on)

    def ending(self, on: date) -> Self:
        """Published, with the last day within ``REMIND_BEFORE``."""
        return self.filter(stage=AdmissionStage.PUBLISHED, ends_on__gte=on, ends_on__lte=on + REMIND_BEFORE)

    def touching(self, first: date, last: date) -> Self:
        """Published for a day between ``first`` and ``last``, whatever became of it since."""
        return self.public().filter(starts_on__lte=last, ends_on__gte=first)


class Admission(models.Model):
    """A department's (or a street's) wish to hand a task down, and what became of it.

    ``units`` are who gets it; none named means every unit of ``level`` in ``place_prefix``. ``data_fields`` are the
    names of what is to be filled in. ``funds_fen`` is what comes with the task, in fen, for the whole period.
    """

    asker = models.ForeignKey(Organisation, models.PROTECT, related_name="admissions_asked")
    title = models.CharField(max_length=TITLE_LENGTH)
    basis = models.CharField(max_length=BASIS_LENGTH)
    words = models.CharField(max_length=WORDS_LENGTH)  # what is to be done
    level = models.CharField(max_length=10, choices=[(level.value, level.value) for level in DutyLevel])
    place_prefix = models.CharField(max_length=12)
    units = models.ManyToManyField(Organisation, related_name="admissions", blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()  # the last day
    funds_fen = models.BigIntegerField(default=0)
    data_fields = models.JSONField(default=list, blank=True)
    how_often = models.CharField(max_length=12, choices=[(one.value, one.value) for one in HowOften])
    renewal_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="renewals")

    stage = models.CharField(
        max_length=10,
        choices=[(stage.value, stage.value) for stage in AdmissionStage],
        default=AdmissionStage.ASKED.value,
    )
    version = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    review = models.CharField(max_length=WORDS_LENGTH, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decision = models.CharField(max_length=WORDS_LENGTH, blank=True)  # of a refusal: the reason
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawal = models.CharField(max_length=WORDS_LENGTH, blank=True)
    reminded_at = models.DateTimeField(null=True)  # that it ends soon
    expired_at = models.DateTimeField(null=True)

    objects = AdmissionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="duties_admission_period"),
            models.CheckConstraint(condition=Q(funds_fen__gte=0), name="duties_admission_funds"),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{step}_at": None, f"{step}_by": None})
                    | Q(**{f"{step}_at__isnull": False, f"{step}_by__isnull": False}),
                    name=f"duties_adm_{step}",
                )
                for step in ("reviewed", "decided", "published", "withdrawn")
            ),
        ]
        indexes = [
            models.Index(fields=["stage", "ends_on"], name="duties_admission_stage"),
            models.Index(fields=["asker", "id"], name="duties_admission_asker"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def number(self) -> str:
        """As papers cite it: 准入〔2026〕12号."""
        return f"准入〔{self.asked_at:%Y}〕{self.pk}号"

    def holds(self, on: date) -> bool:
        """Whether the task may be asked for on ``on``, whatever became of it since."""
        withdrawn = timezone.localdate(self.withdrawn_at) if self.withdrawn_at else None
        return self.published_at is not None and in_force(self.stage, self.starts_on, self.ends_on, withdrawn, on)
