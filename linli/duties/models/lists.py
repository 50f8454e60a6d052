from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.core.dated import Dated, DatedQuerySet, dated_constraint
from linli.duties.rules.lists import DutyLevel, ListKind
from linli.orgs.models import OrgKind

CODE_LENGTH, FIELD_LENGTH, TITLE_LENGTH, TEXT_LENGTH = 20, 30, 200, 200


class DutyItem(Dated):
    """A line of a duty list, from a day to a day. A new wording is a new row under the same code.

    ``responsible_kind`` (and ``responsible_duty``) is who leads: of an assist the department, of an exclusion the
    right owner. ``kinds`` are codes of the catalogue that the line speaks of, each with everything below it.
    """

    code = models.CharField(max_length=CODE_LENGTH)
    level = models.CharField(max_length=10, choices=[(level.value, level.value) for level in DutyLevel])
    list_kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in ListKind])
    field = models.CharField(max_length=FIELD_LENGTH)
    title = models.CharField(max_length=TITLE_LENGTH)
    title_en = models.CharField(max_length=TITLE_LENGTH, blank=True)
    basis = models.CharField(max_length=TEXT_LENGTH, blank=True)
    responsible_kind = models.CharField(max_length=30, choices=OrgKind, blank=True)
    responsible_duty = models.CharField(max_length=30, blank=True)
    holder = models.CharField(max_length=40, blank=True)  # of a small power: which body decides
    procedure = models.CharField(max_length=TEXT_LENGTH, blank=True)  # of a small power: by which steps
    kinds = models.JSONField(default=list, blank=True)
    place_prefix = models.CharField(max_length=12, blank=True)  # a street's own list; empty: the whole county
    source = models.CharField(max_length=120, blank=True)

    objects = DatedQuerySet["DutyItem"].as_manager()

    class Meta:
        ordering = ["code", "valid_from"]
        constraints = [
            dated_constraint("duties_item_dates"),
            models.UniqueConstraint(fields=["code", "valid_from"], name="duties_item_once_a_day"),
            models.UniqueConstraint(fields=["code"], condition=Q(valid_to=None), name="duties_one_open_item"),
        ]
        indexes = [models.Index(fields=["level", "list_kind", "code"], name="duties_item_list")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"
