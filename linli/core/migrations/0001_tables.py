"""Every table of the area as it stood when its first steps were drawn together."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import linli.core.tokens
from linli.core import append_only, tokens

SEARCH = "core_searchrow"


def install(apps, schema_editor):
    append_only.install(schema_editor.connection)
    tokens.install(schema_editor.connection, SEARCH)


def lift(apps, schema_editor):
    tokens.lift(schema_editor.connection, SEARCH)
    append_only.lift(schema_editor.connection)


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("core", "0001_initial"),
        ("core", "0002_append_only"),
        ("core", "0003_search"),
        ("core", "0004_search_index"),
        ("core", "0005_index_of_batches"),
        ("core", "0006_append_only_again"),
    ]

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="AnnouncedYear",
            fields=[
                ("year", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("source", models.CharField(blank=True, max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("media_type", models.CharField(max_length=40)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveIntegerField()),
                ("width", models.PositiveIntegerField()),
                ("height", models.PositiveIntegerField()),
                ("stored_at", models.DateTimeField()),
                ("stored_by", models.BigIntegerField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("seq", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("previous", models.BinaryField(max_length=32)),
                ("leaves", models.BinaryField()),
                ("digest", models.BinaryField(max_length=32)),
                ("signature", models.BinaryField(max_length=64)),
                ("sealed_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Intent",
            fields=[
                ("key", models.UUIDField(primary_key=True, serialize=False)),
                ("digest", models.CharField(max_length=64)),
                ("subject_type", models.CharField(max_length=64)),
                ("subject_id", models.BigIntegerField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                ("name", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("number", models.PositiveBigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="WorkingHours",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(unique=True)),
                ("spans", models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name="Day",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(unique=True)),
                ("works", models.BooleanField()),
                ("name", models.CharField(blank=True, max_length=40)),
                ("source", models.CharField(blank=True, max_length=120)),
                (
                    "notice",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="days",
                        to="core.announcedyear",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SearchRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject_type", models.CharField(max_length=64)),
                ("subject_id", models.BigIntegerField()),
                ("tokens", linli.core.tokens.TokensField()),
                ("indexed_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("subject_type", "subject_id"), name="core_search_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("verb", models.CharField(max_length=64)),
                ("subject_type", models.CharField(max_length=64)),
                ("subject_id", models.BigIntegerField()),
                ("actor_id", models.BigIntegerField(null=True)),
                ("at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("place", models.CharField(blank=True, default="", max_length=15)),
                ("params", models.JSONField(default=dict)),
                (
                    "batch",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="core.batch",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["subject_type", "subject_id", "id"], name="core_entry_subject"),
                    models.Index(fields=["verb", "id"], name="core_entry_verb"),
                    models.Index(condition=models.Q(("batch", None)), fields=["id"], name="core_entry_unsealed"),
                    models.Index(
                        condition=models.Q(("batch__isnull", False)), fields=["batch"], name="core_entry_batch"
                    ),
                ],
            },
        ),
        migrations.RunPython(install, lift),
    ]
