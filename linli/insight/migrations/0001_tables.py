"""Every table of the area as it stood when its first steps were drawn together."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("insight", "0001_circular_and_weights"),
        ("insight", "0002_count_of_a_month"),
        ("insight", "0003_coverage_rules"),
    ]

    dependencies = [
        ("people", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Count",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.CharField(max_length=7, unique=True)),
                ("cut_off_at", models.DateTimeField()),
                ("reached", models.CharField(blank=True, max_length=15)),
                ("counted", models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name="CoverageRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("grid", "Grid"),
                            ("estate", "Estate"),
                            ("building", "Building"),
                            ("zone", "Zone"),
                            ("firm", "Firm"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "lack",
                    models.CharField(
                        choices=[("body", "Body"), ("head", "Head"), ("worker", "Worker"), ("adviser", "Adviser")],
                        max_length=10,
                    ),
                ),
                ("least", models.PositiveIntegerField(default=0)),
                ("source", models.CharField(blank=True, max_length=120)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="insight_coverage_dates",
                    ),
                    models.UniqueConstraint(
                        fields=("ground", "lack", "valid_from"), name="insight_coverage_once_a_day"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)),
                        fields=("ground", "lack"),
                        name="insight_one_open_coverage",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Weights",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("response", models.PositiveSmallIntegerField()),
                ("resolution", models.PositiveSmallIntegerField()),
                ("satisfaction", models.PositiveSmallIntegerField()),
                ("minimum", models.PositiveSmallIntegerField()),
                ("source", models.CharField(blank=True, max_length=120)),
                ("valid_from", models.DateField(unique=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="insight_weights_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("response__gte", 1), ("resolution__gte", 1), ("satisfaction__gte", 1), _connector="OR"
                        ),
                        name="insight_weights_some",
                    ),
                    models.CheckConstraint(condition=models.Q(("minimum__gte", 1)), name="insight_weights_minimum"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Circular",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.CharField(max_length=7)),
                ("version", models.PositiveSmallIntegerField(default=1)),
                ("figures", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                ("cut_off_at", models.DateTimeField()),
                ("changes", models.CharField(blank=True, max_length=300)),
                ("prepared_at", models.DateTimeField()),
                ("issued_at", models.DateTimeField(null=True)),
                ("published_at", models.DateTimeField(null=True)),
                (
                    "issued_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "prepared_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("month", "version"), name="insight_circular_version"),
                    models.UniqueConstraint(
                        condition=models.Q(("issued_at", None)), fields=("month",), name="insight_circular_one_draft"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("issued_at", None), ("issued_by", None)),
                            models.Q(("issued_at__isnull", False), ("issued_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="insight_circular_issued",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at", None), ("published_by", None)),
                            models.Q(
                                ("issued_at__isnull", False),
                                ("published_at__isnull", False),
                                ("published_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="insight_circular_published",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("version", 1), models.Q(("changes", ""), _negated=True), _connector="OR"),
                        name="insight_circular_says_why",
                    ),
                ],
            },
        ),
    ]
