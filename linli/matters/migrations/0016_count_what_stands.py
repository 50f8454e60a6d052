"""Pauses that ran before their ends were foreseen get them from the next turn of ``jobs.recount``."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def count_anew(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("core", "Revision").objects.filter(pk="recounted").delete()


class Migration(migrations.Migration):
    dependencies = [("core", "0006_append_only_again"), ("matters", "0015_number_by_one_index")]
    operations = [migrations.RunPython(count_anew, migrations.RunPython.noop)]
