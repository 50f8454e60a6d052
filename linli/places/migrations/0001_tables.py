"""Every table of the area as it stood when its first steps were drawn together."""

import datetime
import uuid

import django.db.models.deletion
from django.db import migrations, models

import linli.core.crypto


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("places", "0001_initial"),
        ("places", "0002_facilities_with_hours"),
        ("places", "0003_kinds_dated_crises_beds_forms"),
    ]

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Division",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("code", models.CharField(max_length=12, unique=True)),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[(2, "province"), (4, "city"), (6, "county"), (9, "town"), (12, "community")]
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("urban_rural_class", models.CharField(blank=True, max_length=3)),
                ("outline", models.JSONField(blank=True, null=True)),
                ("outline_is_synthetic", models.BooleanField(default=False)),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="places.division",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="places_division_dates",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Crisis",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60)),
                ("words", models.CharField(blank=True, max_length=300)),
                ("begun_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "division",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="crises", to="places.division"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)), fields=("division",), name="places_one_crisis"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at", None), ("ended_at__gte", models.F("begun_at")), _connector="OR"
                        ),
                        name="places_crisis_times",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FacilityKind",
            fields=[
                ("valid_to", models.DateField(blank=True, null=True)),
                ("code", models.CharField(max_length=30, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=30)),
                ("name_en", models.CharField(max_length=60)),
                ("order", models.PositiveSmallIntegerField(default=0)),
                ("has_levels", models.BooleanField(default=False)),
                ("in_circle", models.BooleanField(default=True)),
                ("source", models.CharField(blank=True, max_length=120)),
                ("valid_from", models.DateField(default=datetime.date(2000, 1, 1))),
            ],
            options={
                "ordering": ["order", "code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="places_facility_kind_dates",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Grid",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("code", models.CharField(max_length=15, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("basic", "Basic"), ("dedicated", "Dedicated"), ("micro", "Micro")],
                        default="basic",
                        max_length=12,
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("host_name", models.CharField(blank=True, max_length=60)),
                ("outline", models.JSONField()),
                ("outline_is_synthetic", models.BooleanField(default=False)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="grids", to="places.division"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="places_grid_dates",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Estate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60)),
                ("lon", models.FloatField(blank=True, null=True)),
                ("lat", models.FloatField(blank=True, null=True)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="estates", to="places.division"
                    ),
                ),
                (
                    "grid",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="estates",
                        to="places.grid",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("community", "name"), name="places_estate_name")],
            },
        ),
        migrations.CreateModel(
            name="Building",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=30)),
                ("storeys", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("lon", models.FloatField(blank=True, null=True)),
                ("lat", models.FloatField(blank=True, null=True)),
                (
                    "estate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="buildings", to="places.estate"
                    ),
                ),
                (
                    "grid",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="buildings",
                        to="places.grid",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("estate", "name"), name="places_building_name")],
            },
        ),
        migrations.CreateModel(
            name="Dwelling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("staircase", models.CharField(blank=True, max_length=10)),
                ("door", models.CharField(max_length=10)),
                (
                    "building",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="dwellings", to="places.building"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("building", "staircase", "door"), name="places_dwelling_door")
                ],
            },
        ),
        migrations.CreateModel(
            name="EstateFormRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("form", models.CharField(choices=[("open", "Open"), ("closed", "Closed")], max_length=6)),
                (
                    "estate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="forms", to="places.estate"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="places_estate_form_dates",
                    ),
                    models.UniqueConstraint(fields=("estate", "valid_from"), name="places_estate_form_day"),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)), fields=("estate",), name="places_estate_one_form"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Offering",
            fields=[
                ("valid_to", models.DateField(blank=True, null=True)),
                ("code", models.CharField(max_length=30, primary_key=True, serialize=False)),
                ("sort", models.CharField(choices=[("scene", "Scene"), ("amenity", "Amenity")], max_length=10)),
                ("name", models.CharField(max_length=30)),
                ("name_en", models.CharField(max_length=60)),
                ("order", models.PositiveSmallIntegerField(default=0)),
                ("valid_from", models.DateField(default=datetime.date(2000, 1, 1))),
            ],
            options={
                "ordering": ["order", "code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="places_offering_dates",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Facility",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("level", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("name", models.CharField(max_length=60)),
                ("name_en", models.CharField(blank=True, max_length=120)),
                ("address", models.CharField(blank=True, max_length=120)),
                ("lon", models.FloatField(blank=True, null=True)),
                ("lat", models.FloatField(blank=True, null=True)),
                ("phone", models.CharField(blank=True, max_length=30)),
                (
                    "wheelchair",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("partly", "Partly"), ("no", "No"), ("", "Unknown")],
                        default="",
                        max_length=10,
                    ),
                ),
                (
                    "holidays",
                    models.CharField(
                        choices=[("as_usual", "as_usual"), ("closed", "closed"), ("office", "office")],
                        default="closed",
                        max_length=10,
                    ),
                ),
                ("verified_at", models.DateTimeField(null=True)),
                ("verified_by", models.CharField(blank=True, max_length=60)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="facilities", to="places.division"
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        db_column="kind",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="facilities",
                        to="places.facilitykind",
                    ),
                ),
                ("offers", models.ManyToManyField(blank=True, related_name="facilities", to="places.offering")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)),
                        fields=("community", "kind", "name"),
                        name="places_facility_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="places_facility_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lat", None), ("lon", None)),
                            models.Q(("lat__isnull", False), ("lon__isnull", False)),
                            _connector="OR",
                        ),
                        name="places_facility_point",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("verified_at", None), ("verified_by", "")),
                            models.Q(("verified_at__isnull", False), models.Q(("verified_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="places_facility_verified",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DoorNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("told_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "facility",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="door_notes", to="places.facility"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("settled_at", None)),
                        fields=["facility", "told_at"],
                        name="places_door_note_open",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ChangedDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                ("opens", models.TimeField(blank=True, null=True)),
                ("closes", models.TimeField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=60)),
                (
                    "facility",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="changed_days", to="places.facility"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("facility", "on"), name="places_changed_day_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closes", None), ("opens", None)),
                            models.Q(("closes__isnull", False), ("opens__isnull", False)),
                            _connector="OR",
                        ),
                        name="places_changed_day_span",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Allotment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort", models.CharField(choices=[("bed", "Bed"), ("bay", "Bay")], max_length=3)),
                ("number", models.PositiveSmallIntegerField()),
                ("how", models.CharField(max_length=300)),
                ("turns", models.PositiveIntegerField(default=0)),
                (
                    "facility",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="allotment", to="places.facility"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MusterAsset",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                (
                    "sort",
                    models.CharField(
                        choices=[("people", "People"), ("goods", "Goods"), ("meals", "Meals"), ("beds", "Beds")],
                        max_length=6,
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("name_en", models.CharField(blank=True, max_length=120)),
                ("amount", models.PositiveIntegerField()),
                ("unit", models.CharField(max_length=10)),
                ("contact", models.CharField(max_length=60)),
                ("phone", models.CharField(blank=True, max_length=30)),
                ("is_given_out", models.BooleanField(default=False)),
                (
                    "facility",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="assets", to="places.facility"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)), fields=("facility", "name"), name="places_asset_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="places_asset_dates",
                    ),
                    models.CheckConstraint(condition=models.Q(("amount__gte", 1)), name="places_asset_amount"),
                ],
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
                (
                    "facility",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="openings", to="places.facility"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("interval__gte", 1)), name="places_opening_interval"),
                    models.CheckConstraint(
                        condition=models.Q(("interval", 1), ("since__isnull", False), _connector="OR"),
                        name="places_opening_counted_from",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(models.Q(("byday", ""), _negated=True), ("bymonthday", "")),
                            models.Q(("byday", ""), models.Q(("bymonthday", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="places_opening_days",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Zone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("business_district", "Business District"),
                            ("party_area", "Party Area"),
                            ("park", "Park"),
                            ("dormitory", "Dormitory"),
                        ],
                        max_length=20,
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("outline", models.JSONField(blank=True, null=True)),
                ("divisions", models.ManyToManyField(blank=True, related_name="zones", to="places.division")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "name"), name="places_zone_name"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="places_zone_dates",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Allocation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", linli.core.crypto.EncryptedField(blank=True, default="")),
                ("firm", models.CharField(blank=True, max_length=60)),
                ("since", models.DateField()),
                ("until", models.DateField()),
                ("erased_at", models.DateTimeField(blank=True, null=True)),
                (
                    "allotment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="allocations", to="places.allotment"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("erased_at", None)), fields=["until"], name="places_allocation_over"
                    ),
                    models.Index(fields=["allotment", "until"], name="places_allocation_days_taken"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__gte", models.F("since"))), name="places_allocation_days"
                    )
                ],
            },
        ),
    ]
