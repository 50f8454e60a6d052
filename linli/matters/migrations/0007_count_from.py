"""Since when the promises that stand are counted: as they came in, or as the log tells of later ones."""

from __future__ import annotations

from datetime import datetime

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F

HOLD_REVIEW_DAYS = 7


def fill(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    matter, entry = apps.get_model("matters", "Matter"), apps.get_model("core", "Entry")
    promised = matter.objects.filter(due_at__isnull=False)
    promised.update(counted_from=F("received_at"))
    promised.filter(row=None).update(given_due_at=F("due_at"))
    later = promised.exclude(row=None).exclude(source="", round=1)
    for one in later.iterator():
        told = entry.objects.filter(subject_type="matters.matter", subject_id=one.pk)
        again = told.filter(verb__in=("matters.sent_back", "matters.reopened")).order_by("-pk").first()
        came = told.filter(verb="matters.imported").first()
        since: datetime | None = None
        if again is not None:
            since = again.at
        elif (
            came is not None and came.params["due_at"] is None
        ):  # imported without a promise: one from when it was accepted
            since = one.accepted_at
        if since is not None:
            matter.objects.filter(pk=one.pk).update(counted_from=since)
    apps.get_model("matters", "PauseCause").objects.filter(code="hold", review_days=0).update(
        review_days=HOLD_REVIEW_DAYS
    )


class Migration(migrations.Migration):
    dependencies = [("matters", "0006_counted_from"), ("core", "0004_search_index")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
