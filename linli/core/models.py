"""Tables that know no area. References out of here are plain numbers, never foreign keys."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models.functions import Now

from linli.core.tokens import TokensField


class EntryQuerySet(models.QuerySet["Entry"]):
    def unsealed(self) -> Self:
        return self.filter(batch=None)

    def about(self, subject: models.Model) -> Self:
        return self.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)


class Batch(models.Model):
    """A sealed run of log entries: their digests, chained to the batch before and signed.

    ``leaves`` holds 40 bytes for each entry, in id order: its id (8 bytes, big-endian) and the SHA-256 of its
    canonical form; so the check can name the row that was touched.
    """

    seq = models.PositiveBigIntegerField(primary_key=True)
    previous = models.BinaryField(max_length=32)
    leaves = models.BinaryField()
    digest = models.BinaryField(max_length=32)
    signature = models.BinaryField(max_length=64)
    sealed_at = models.DateTimeField()


class Entry(models.Model):
    """One row of the log: who did what to what, when. Written once by ``core.log``, never changed.

    ``at`` is the instant the action was told; ``recorded_at`` is the database's own clock.
    ``place`` is the code of the division or grid, so a scope is a prefix. ``params`` holds no personal data.
    """

    verb = models.CharField(max_length=64)
    subject_type = models.CharField(max_length=64)
    subject_id = models.BigIntegerField()
    actor_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())
    place = models.CharField(max_length=15, default="", blank=True)
    params = models.JSONField(default=dict)
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, related_name="entries", db_index=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "id"], name="core_entry_subject"),
            models.Index(fields=["verb", "id"], name="core_entry_verb"),
            models.Index(fields=["id"], condition=models.Q(batch=None), name="core_entry_unsealed"),
            models.Index(fields=["batch"], condition=models.Q(batch__isnull=False), name="core_entry_batch"),
        ]


class Intent(models.Model):
    """What a client once asked to create, under the UUID it chose. The same intent gives the same subject."""

    key = models.UUIDField(primary_key=True)
    digest = models.CharField(max_length=64)
    subject_type = models.CharField(max_length=64)
    subject_id = models.BigIntegerField()
    at = models.DateTimeField()


class Revision(models.Model):
    """A counter for each kind of dated data, so that every process knows when to load it anew."""

    name = models.CharField(max_length=32, primary_key=True)
    number = models.PositiveBigIntegerField(default=0)


class AnnouncedYear(models.Model):
    """A year whose notice was published. Any other year counts Monday to Friday, and screens say so."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    source = models.CharField(max_length=120, blank=True)


class Day(models.Model):
    """A date that was moved: a holiday, or a weekend day made up for. Without a ``notice``, a decree moved it."""

    on = models.DateField(unique=True)
    works = models.BooleanField()
    name = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=120, blank=True)
    notice = models.ForeignKey(AnnouncedYear, models.CASCADE, null=True, blank=True, related_name="days")


class WorkingHours(models.Model):
    """The office hours in force from a day on: ``spans`` is [["08:30", "12:00"], ["13:30", "17:30"]]."""

    valid_from = models.DateField(unique=True)
    spans = models.JSONField()


class Attachment(models.Model):
    """A stored file: a photo made anew by ``core.attachments``. The file is on disk before this row is."""

    id = models.UUIDField(primary_key=True)
    media_type = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    stored_at = models.DateTimeField()
    stored_by = models.BigIntegerField(null=True)


class SearchRowQuerySet(models.QuerySet["SearchRow"]):
    pass


class SearchRow(models.Model):
    """The words of one subject as tokens, for ``core.search``. Their index is made by ``core.tokens``."""

    subject_type = models.CharField(max_length=64)
    subject_id = models.BigIntegerField()
    tokens = TokensField()
    indexed_at = models.DateTimeField()

    objects = SearchRowQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject_type", "subject_id"], name="core_search_once")]
