"""SQLite made the table of entries anew for an index; its triggers went with the old one."""

from django.db import migrations

from linli.core import append_only


def install(apps, schema_editor):
    append_only.install(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("core", "0005_index_of_batches")]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
