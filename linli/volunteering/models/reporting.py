"""Who reports in where: the rule of each kind, people, units, teams, and the days that stationed officers say."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import Q

from linli.core.crypto import INDEX_HEX, EncryptedField
from linli.core.dated import Dated, DatedQuerySet, dated_constraint
from linli.orgs.models import Organisation
from linli.people.models import Person
from linli.places.models import Division
from linli.volunteering.rules.reporting import PERIODS, TOLD_BEFORE_DAYS, Stage

NAME_INDEX = "volunteering.report_in.name"
STAGES = [(stage.value, stage.value) for stage in Stage]
DECIDED = Q(stage=Stage.WAITING, decided_at=None, decided_by=None, reason="") | Q(
    ~Q(stage=Stage.WAITING), decided_at__isnull=False, decided_by__isnull=False
)


class ReportRule(Dated):
    """How one kind of report-in goes, from a day to a day: whom it asks for, how long it stands, who comments when."""

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=30)
    name_en = models.CharField(max_length=60, blank=True)
    words = models.CharField(max_length=200, blank=True)
    words_en = models.CharField(max_length=300, blank=True)
    wording = models.CharField(max_length=300)  # what the person agrees to
    wording_en = models.CharField(max_length=500, blank=True)
    asks_home = models.BooleanField()  # an organisation of the tree
    as_team = models.BooleanField()
    weekend_only = models.BooleanField()
    days_a_month = models.PositiveSmallIntegerField(null=True, blank=True)  # the least that is expected
    months = models.PositiveSmallIntegerField(null=True, blank=True)  # until it ends; None: until it is withdrawn
    review_months = models.PositiveSmallIntegerField(null=True, blank=True)  # both sides comment once in so many
    order = models.PositiveSmallIntegerField(default=0)
    source = models.CharField(max_length=120, blank=True)

    objects = DatedQuerySet["ReportRule"].as_manager()

    class Meta:
        constraints = [
            dated_constraint("volunteering_rule_dates"),
            models.UniqueConstraint(fields=["code", "valid_from"], name="volunteering_rule_once_a_day"),
            models.UniqueConstraint(fields=["code"], condition=Q(valid_to=None), name="volunteering_one_open_rule"),
            models.CheckConstraint(
                condition=Q(review_months=None) | Q(review_months__in=PERIODS), name="volunteering_rule_period"
            ),
        ]


class ReportTeamQuerySet(models.QuerySet["ReportTeam"]):
    def open(self) -> Self:
        return self.filter(ended_at=None)


class ReportTeam(models.Model):
    """Riders or couriers who report in to a community together. Source: seed 003, 快递小哥到社区报到.

    Not a ``Team``, though both have a name and a community: into a team one goes by one's own word alone, everybody
    reads that it is there, and whoever ends it ends the membership. Here the community confirms each, the log and the
    lists never name who it is, the firm (``home``) reads what its riders do, and who is in stays when it ends.
    """

    community = models.ForeignKey(Division, models.PROTECT, related_name="+")
    home = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=60)
    founded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ReportTeamQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "name"], condition=Q(ended_at=None), name="volunteering_one_team"
            )
        ]


class ReportInQuerySet(models.QuerySet["ReportIn"]):
    def waiting(self) -> Self:
        return self.filter(stage=Stage.WAITING)

    def confirmed(self, on: date) -> Self:
        """Those that stand on a day."""
        return self.filter(Q(expires_on=None) | Q(expires_on__gt=on), stage=Stage.CONFIRMED)

    def ending(self, on: date) -> Self:
        """Those that end soon and whose owners were not told so yet."""
        soon = on + timedelta(days=TOLD_BEFORE_DAYS)
        return self.filter(stage=Stage.CONFIRMED, expires_on__gt=on, expires_on__lte=soon, end_told_at=None)


class ReportIn(models.Model):
    """Somebody said that they belong to ``kind`` and report in where they live. They alone say it; when they withdraw
    it, this row goes and everything that hangs on it, and no other table and no entry of the log tells it any more.

    ``home`` is the organisation they belong to; one outside the county stands in ``home_elsewhere`` and has no desk.
    """

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="+"
    )  # purpose: whose it is; until withdrawn or over
    kind = models.CharField(max_length=20)  # code of a rule
    community = models.ForeignKey(Division, models.PROTECT, related_name="+")
    home = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    home_elsewhere = EncryptedField(default="", blank=True)  # purpose: whom to ask; until withdrawn or over
    team = models.ForeignKey(ReportTeam, models.PROTECT, null=True, blank=True, related_name="+")
    name = EncryptedField()  # purpose: community and home know whom to confirm; until withdrawn or over
    name_index = models.CharField(max_length=INDEX_HEX, db_index=True)  # purpose: find by the whole name; as the name
    wording = models.CharField(max_length=500)  # what they agreed to
    stage = models.CharField(max_length=10, choices=STAGES, default=Stage.WAITING)
    said_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=200, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    end_told_at = models.DateTimeField(null=True, blank=True)  # that it ends soon
    hears_tasks = models.BooleanField(default=False)  # asked to be told of each new task

    objects = ReportInQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="volunteering_report_in_once"),
            models.CheckConstraint(condition=DECIDED, name="volunteering_report_decided"),
            models.CheckConstraint(condition=~Q(stage=Stage.STRUCK), name="volunteering_report_stage"),
        ]
        indexes = [
            models.Index(fields=["community", "stage", "said_at"], name="volunteering_of_community"),
            models.Index(fields=["home", "stage", "said_at"], name="volunteering_of_home"),
            models.Index(fields=["expires_on"], name="volunteering_report_ends"),
        ]


class StayDay(models.Model):
    """A day that an officer says they were there. Nobody checks in; seen by the officer and their own unit.

    Source: seed 003, 机关干部驻守.
    """

    report_in = models.ForeignKey(ReportIn, models.CASCADE, related_name="days", db_index=False)
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report_in", "on"], name="volunteering_day_once")]


class UnitReportQuerySet(models.QuerySet["UnitReport"]):
    def open(self) -> Self:
        return self.filter(ended_at=None).exclude(stage=Stage.DECLINED)


class UnitReport(models.Model):
    """A unit reports in to a community and says what it brings."""

    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    community = models.ForeignKey(Division, models.PROTECT, related_name="+")
    words = models.CharField(max_length=200)
    stage = models.CharField(max_length=10, choices=STAGES, default=Stage.WAITING)
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    objects = UnitReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "community"],
                condition=Q(ended_at=None) & ~Q(stage=Stage.DECLINED),
                name="volunteering_unit_once",
            ),
            models.CheckConstraint(condition=DECIDED, name="volunteering_unit_decided"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="volunteering_unit_ended",
            ),
        ]
        indexes = [models.Index(fields=["community", "stage", "said_at"], name="volunteering_units_of")]
