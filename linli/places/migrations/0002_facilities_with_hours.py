"""Facilities get their kind as a row, hours, offerings, notes of shut doors. Nothing wrote them until now, so the
defaults of the columns are never used."""

import datetime
import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ChangedDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                ("opens", models.TimeField(blank=True, null=True)),
                ("closes", models.TimeField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=60)),
            ],
        ),
        migrations.CreateModel(
            name="DoorNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("told_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="FacilityKind",
            fields=[
                ("code", models.CharField(max_length=30, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=30)),
                ("name_en", models.CharField(max_length=60)),
                ("order", models.PositiveSmallIntegerField(default=0)),
                ("has_levels", models.BooleanField(default=False)),
                ("in_circle", models.BooleanField(default=True)),
                ("source", models.CharField(blank=True, max_length=120)),
            ],
            options={
                "ordering": ["order", "code"],
            },
        ),
        migrations.CreateModel(
            name="Offering",
            fields=[
                ("code", models.CharField(max_length=30, primary_key=True, serialize=False)),
                ("sort", models.CharField(choices=[("scene", "Scene"), ("amenity", "Amenity")], max_length=10)),
                ("name", models.CharField(max_length=30)),
                ("name_en", models.CharField(max_length=60)),
                ("order", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "ordering": ["order", "code"],
            },
        ),
        migrations.CreateModel(
            name="Opening",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("freq", models.CharField(choices=[("WEEKLY", "WEEKLY"), ("MONTHLY", "MONTHLY")], max_length=7)),
                ("interval", models.PositiveSmallIntegerField(default=1)),
                ("byday", models.CharField(blank=True, max_length=40)),
                ("bymonthday", models.CharField(blank=True, max_length=40)),
                ("opens", models.TimeField()),
                ("closes", models.TimeField()),
                ("since", models.DateField(blank=True, null=True)),
                ("until", models.DateField(blank=True, null=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="facility",
            name="places_facility_name",
        ),
        migrations.AddField(
            model_name="facility",
            name="holidays",
            field=models.CharField(
                choices=[("as_usual", "as_usual"), ("closed", "closed"), ("office", "office")],
                default="closed",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="facility",
            name="level",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="facility",
            name="name_en",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name="facility",
            name="phone",
            field=models.CharField(blank=True, max_length=30),
        ),
        migrations.AddField(
            model_name="facility",
            name="uid",
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
        migrations.AddField(
            model_name="facility",
            name="valid_from",
            field=models.DateField(default=datetime.date(2020, 1, 1)),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="facility",
            name="valid_to",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="facility",
            name="verified_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="facility",
            name="verified_by",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name="facility",
            name="wheelchair",
            field=models.CharField(
                blank=True,
                choices=[("yes", "Yes"), ("partly", "Partly"), ("no", "No"), ("", "Unknown")],
                default="",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="changedday",
            name="facility",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="changed_days", to="places.facility"
            ),
        ),
        migrations.AddField(
            model_name="doornote",
            name="facility",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="door_notes", to="places.facility"
            ),
        ),
        migrations.AlterField(
            model_name="facility",
            name="kind",
            field=models.ForeignKey(
                db_column="kind",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="facilities",
                to="places.facilitykind",
            ),
        ),
        migrations.AddField(
            model_name="facility",
            name="offers",
            field=models.ManyToManyField(blank=True, related_name="facilities", to="places.offering"),
        ),
        migrations.AddConstraint(
            model_name="facility",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_to", None)),
                fields=("community", "kind", "name"),
                name="places_facility_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="facility",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"),
                name="places_facility_dates",
            ),
        ),
        migrations.AddConstraint(
            model_name="facility",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lat", None), ("lon", None)),
                    models.Q(("lat__isnull", False), ("lon__isnull", False)),
                    _connector="OR",
                ),
                name="places_facility_point",
            ),
        ),
        migrations.AddConstraint(
            model_name="facility",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("verified_at", None), ("verified_by", "")),
                    models.Q(("verified_at__isnull", False), models.Q(("verified_by", ""), _negated=True)),
                    _connector="OR",
                ),
                name="places_facility_verified",
            ),
        ),
        migrations.AddField(
            model_name="opening",
            name="facility",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="openings", to="places.facility"
            ),
        ),
        migrations.AddConstraint(
            model_name="changedday",
            constraint=models.UniqueConstraint(fields=("facility", "on"), name="places_changed_day_once"),
        ),
        migrations.AddConstraint(
            model_name="changedday",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closes", None), ("opens", None)),
                    models.Q(("closes__isnull", False), ("opens__isnull", False)),
                    _connector="OR",
                ),
                name="places_changed_day_span",
            ),
        ),
        migrations.AddIndex(
            model_name="doornote",
            index=models.Index(
                condition=models.Q(("settled_at", None)), fields=["facility", "told_at"], name="places_door_note_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="opening",
            constraint=models.CheckConstraint(condition=models.Q(("interval__gte", 1)), name="places_opening_interval"),
        ),
        migrations.AddConstraint(
            model_name="opening",
            constraint=models.CheckConstraint(
                condition=models.Q(("interval", 1), ("since__isnull", False), _connector="OR"),
                name="places_opening_counted_from",
            ),
        ),
        migrations.AddConstraint(
            model_name="opening",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(models.Q(("byday", ""), _negated=True), ("bymonthday", "")),
                    models.Q(("byday", ""), models.Q(("bymonthday", ""), _negated=True)),
                    _connector="OR",
                ),
                name="places_opening_days",
            ),
        ),
    ]
