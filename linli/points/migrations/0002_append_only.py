"""The ledger refuses changes from here on; see ``core.append_only``."""

from django.db import migrations

from linli.core import append_only
from linli.points.rules import LEDGER


def fix(apps, schema_editor):
    append_only.fix(schema_editor.connection, *LEDGER)


def loosen(apps, schema_editor):
    append_only.loosen(schema_editor.connection, *LEDGER)


class Migration(migrations.Migration):
    dependencies = [("points", "0001_initial")]

    operations = [migrations.RunPython(fix, loosen)]
