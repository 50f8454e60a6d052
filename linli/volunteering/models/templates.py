"""What activities are made from: skills, templates with their roles, festivals and the theme of a month. Dated data."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.core.dated import Dated, dated_constraint


class Skill(models.Model):
    """What a volunteer can say of themselves: hairdressing, wiring, medicine."""

    code = models.CharField(max_length=30, primary_key=True)
    name = models.CharField(max_length=30)
    name_en = models.CharField(max_length=60)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name


class Template(Dated):
    """A kind of activity with what it usually needs: 统一活动日, 四点半学校, 爱心厨房, 义诊."""

    code = models.CharField(max_length=30)
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=80)
    words = models.CharField(max_length=300)
    words_en = models.CharField(max_length=500)
    drawing = models.CharField(max_length=20)  # one of the icons
    begins = models.TimeField()
    minutes = models.PositiveSmallIntegerField()
    weeks = models.PositiveSmallIntegerField(default=1)  # how often it usually repeats, a week apart
    with_pupils = models.BooleanField(default=False)  # asks for their number, and for nothing else of them
    source = models.CharField(max_length=120, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            dated_constraint("volunteering_template_dates"),
            models.UniqueConstraint(fields=["code"], condition=Q(valid_to=None), name="volunteering_one_template"),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=1440, weeks__gte=1), name="volunteering_template_time"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TemplateRole(models.Model):
    """Who a template wants, and how many."""

    template = models.ForeignKey(Template, models.CASCADE, related_name="roles")
    name = models.CharField(max_length=30)
    name_en = models.CharField(max_length=60)
    wanted = models.PositiveSmallIntegerField()
    skill = models.ForeignKey(Skill, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["template", "name"], name="volunteering_template_role"),
            models.CheckConstraint(condition=Q(wanted__gte=1), name="volunteering_template_wants"),
        ]


class Reckoning(models.TextChoices):
    """By what a festival is found: the common calendar, the lunar one, or a solar term."""

    SOLAR = "solar"
    LUNAR = "lunar"
    TERM = "term"


class Festival(Dated):
    """A day that activities gather around: ``month`` and ``day`` of its calendar, or the name of a solar term."""

    code = models.CharField(max_length=30)
    name = models.CharField(max_length=30)
    name_en = models.CharField(max_length=60)
    reckoning = models.CharField(max_length=5, choices=Reckoning)
    month = models.PositiveSmallIntegerField(null=True, blank=True)
    day = models.PositiveSmallIntegerField(null=True, blank=True)
    term = models.CharField(max_length=4, blank=True)
    source = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            dated_constraint("volunteering_festival_dates"),
            models.UniqueConstraint(fields=["code"], condition=Q(valid_to=None), name="volunteering_one_festival"),
            models.CheckConstraint(
                condition=Q(reckoning="term", month=None, day=None)
                | Q(month__gte=1, month__lte=12, day__gte=1, day__lte=31, term=""),
                name="volunteering_festival_day",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Theme(Dated):
    """What a month is about, every year while it is in force."""

    month = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=80)

    class Meta:
        constraints = [
            dated_constraint("volunteering_theme_dates"),
            models.UniqueConstraint(fields=["month"], condition=Q(valid_to=None), name="volunteering_one_theme"),
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=12), name="volunteering_theme_month"),
        ]

    def __str__(self) -> str:
        return self.name
