"""The index of the tokens; see ``core.tokens``."""

from django.db import migrations

from linli.core import tokens

TABLE = "core_searchrow"


def install(apps, schema_editor):
    tokens.install(schema_editor.connection, TABLE)


def lift(apps, schema_editor):
    tokens.lift(schema_editor.connection, TABLE)


class Migration(migrations.Migration):
    dependencies = [("core", "0003_search")]

    operations = [migrations.RunPython(install, lift)]
