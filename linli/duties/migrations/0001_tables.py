"""Every table of the area as it stood when its first steps were drawn together."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("duties", "0001_initial"),
        ("duties", "0002_duty_lists"),
        ("duties", "0003_return_stops"),
        ("duties", "0004_admissions_and_burden"),
        ("duties", "0005_earlier_times_bind"),
        ("duties", "0006_merchants"),
        ("duties", "0007_kinds_of_bodies"),
    ]

    dependencies = [
        ("orgs", "0001_tables"),
        ("people", "0001_tables"),
        ("places", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Admission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=120)),
                ("basis", models.CharField(max_length=200)),
                ("words", models.CharField(max_length=500)),
                ("level", models.CharField(choices=[("community", "community"), ("street", "street")], max_length=10)),
                ("place_prefix", models.CharField(max_length=12)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("funds_fen", models.BigIntegerField(default=0)),
                ("data_fields", models.JSONField(blank=True, default=list)),
                (
                    "how_often",
                    models.CharField(
                        choices=[
                            ("once", "once"),
                            ("when_needed", "when_needed"),
                            ("daily", "daily"),
                            ("weekly", "weekly"),
                            ("monthly", "monthly"),
                            ("quarterly", "quarterly"),
                            ("yearly", "yearly"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("asked", "asked"),
                            ("reviewed", "reviewed"),
                            ("admitted", "admitted"),
                            ("refused", "refused"),
                            ("published", "published"),
                            ("expired", "expired"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="asked",
                        max_length=10,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0)),
                ("asked_at", models.DateTimeField()),
                ("reviewed_at", models.DateTimeField(null=True)),
                ("review", models.CharField(blank=True, max_length=500)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decision", models.CharField(blank=True, max_length=500)),
                ("published_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawal", models.CharField(blank=True, max_length=500)),
                ("reminded_at", models.DateTimeField(null=True)),
                ("expired_at", models.DateTimeField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "asker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="admissions_asked",
                        to="orgs.organisation",
                    ),
                ),
                (
                    "decided_by",
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
                (
                    "renewal_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="renewals",
                        to="duties.admission",
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("units", models.ManyToManyField(blank=True, related_name="admissions", to="orgs.organisation")),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["stage", "ends_on"], name="duties_admission_stage"),
                    models.Index(fields=["asker", "id"], name="duties_admission_asker"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="duties_admission_period"
                    ),
                    models.CheckConstraint(condition=models.Q(("funds_fen__gte", 0)), name="duties_admission_funds"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reviewed_at", None), ("reviewed_by", None)),
                            models.Q(("reviewed_at__isnull", False), ("reviewed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="duties_adm_reviewed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decided_by", None)),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="duties_adm_decided",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at", None), ("published_by", None)),
                            models.Q(("published_at__isnull", False), ("published_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="duties_adm_published",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at", None), ("withdrawn_by", None)),
                            models.Q(("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="duties_adm_withdrawn",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BurdenRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_on", models.DateField()),
                ("title", models.CharField(max_length=120)),
                ("fields", models.PositiveSmallIntegerField(default=0)),
                ("recorded_at", models.DateTimeField()),
                ("struck_at", models.DateTimeField(null=True)),
                (
                    "admission",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="records",
                        to="duties.admission",
                    ),
                ),
                (
                    "asker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="burdens_given",
                        to="orgs.organisation",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "struck_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="burdens", to="orgs.organisation"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["unit", "asked_on"], name="duties_burden_unit")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("struck_at", None), ("struck_by", None)),
                            models.Q(("struck_at__isnull", False), ("struck_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="duties_burden_struck",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DutyItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("code", models.CharField(max_length=20)),
                ("level", models.CharField(choices=[("community", "community"), ("street", "street")], max_length=10)),
                (
                    "list_kind",
                    models.CharField(
                        choices=[
                            ("lawful", "lawful"),
                            ("assist", "assist"),
                            ("own", "own"),
                            ("small_power", "small_power"),
                            ("excluded", "excluded"),
                        ],
                        max_length=12,
                    ),
                ),
                ("field", models.CharField(max_length=30)),
                ("title", models.CharField(max_length=200)),
                ("title_en", models.CharField(blank=True, max_length=200)),
                ("basis", models.CharField(blank=True, max_length=200)),
                (
                    "responsible_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("city_centre", "City Centre"),
                            ("department", "Department"),
                            ("street_office", "Street Office"),
                            ("community_committee", "Community Committee"),
                            ("grid_team", "Grid Team"),
                            ("joint_party_committee", "Joint Party Committee"),
                            ("general_branch", "General Branch"),
                            ("party_branch", "Party Branch"),
                            ("neighbourhood_branch", "Neighbourhood Branch"),
                            ("grid_branch", "Grid Branch"),
                            ("building_branch", "Building Branch"),
                            ("party_group", "Party Group"),
                            ("area_joint_committee", "Area Joint Committee"),
                            ("cobuilding_group", "Cobuilding Group"),
                            ("party_workstation", "Party Workstation"),
                            ("industry_committee", "Industry Committee"),
                            ("industry_association", "Industry Association"),
                            ("party_alliance", "Party Alliance"),
                            ("micro_community", "Micro Community"),
                            ("partner_unit", "Partner Unit"),
                            ("two_new_org", "Two New Org"),
                            ("property_company", "Property Company"),
                            ("owners_committee", "Owners Committee"),
                            ("temporary_party_org", "Temporary Party Org"),
                            ("merchant", "Merchant"),
                        ],
                        max_length=30,
                    ),
                ),
                ("responsible_duty", models.CharField(blank=True, max_length=30)),
                ("holder", models.CharField(blank=True, max_length=40)),
                ("procedure", models.CharField(blank=True, max_length=200)),
                ("kinds", models.JSONField(blank=True, default=list)),
                ("place_prefix", models.CharField(blank=True, max_length=12)),
                ("source", models.CharField(blank=True, max_length=120)),
            ],
            options={
                "ordering": ["code", "valid_from"],
                "indexes": [models.Index(fields=["level", "list_kind", "code"], name="duties_item_list")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="duties_item_dates",
                    ),
                    models.UniqueConstraint(fields=("code", "valid_from"), name="duties_item_once_a_day"),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)), fields=("code",), name="duties_one_open_item"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Kind",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=20, unique=True)),
                ("level", models.PositiveSmallIntegerField()),
                (
                    "shape",
                    models.CharField(
                        choices=[("component", "Component"), ("incident", "Incident"), ("hotline", "Hotline")],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=40)),
                ("name_en", models.CharField(max_length=80)),
                ("icon", models.CharField(blank=True, max_length=30)),
                ("words", models.JSONField(blank=True, default=list)),
                ("is_sensitive", models.BooleanField(default=False)),
                ("order", models.PositiveSmallIntegerField(default=0)),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="duties.kind",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("level__gte", 1), ("level__lte", 3)), name="duties_kind_level"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("level", 1), ("parent", None)),
                            models.Q(("level__gt", 1), ("parent__isnull", False)),
                            _connector="OR",
                        ),
                        name="duties_kind_parent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CatalogueRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                (
                    "responsible_kind",
                    models.CharField(
                        choices=[
                            ("city_centre", "City Centre"),
                            ("department", "Department"),
                            ("street_office", "Street Office"),
                            ("community_committee", "Community Committee"),
                            ("grid_team", "Grid Team"),
                            ("joint_party_committee", "Joint Party Committee"),
                            ("general_branch", "General Branch"),
                            ("party_branch", "Party Branch"),
                            ("neighbourhood_branch", "Neighbourhood Branch"),
                            ("grid_branch", "Grid Branch"),
                            ("building_branch", "Building Branch"),
                            ("party_group", "Party Group"),
                            ("area_joint_committee", "Area Joint Committee"),
                            ("cobuilding_group", "Cobuilding Group"),
                            ("party_workstation", "Party Workstation"),
                            ("industry_committee", "Industry Committee"),
                            ("industry_association", "Industry Association"),
                            ("party_alliance", "Party Alliance"),
                            ("micro_community", "Micro Community"),
                            ("partner_unit", "Partner Unit"),
                            ("two_new_org", "Two New Org"),
                            ("property_company", "Property Company"),
                            ("owners_committee", "Owners Committee"),
                            ("temporary_party_org", "Temporary Party Org"),
                            ("merchant", "Merchant"),
                        ],
                        max_length=30,
                    ),
                ),
                ("responsible_duty", models.CharField(blank=True, max_length=30)),
                ("limit_amount", models.PositiveSmallIntegerField()),
                (
                    "limit_unit",
                    models.CharField(
                        choices=[
                            ("working_hours", "working_hours"),
                            ("working_days", "working_days"),
                            ("calendar_hours", "calendar_hours"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "urgency",
                    models.CharField(
                        choices=[
                            ("emergency", "Emergency"),
                            ("urgent", "Urgent"),
                            ("ordinary", "Ordinary"),
                            ("complex", "Complex"),
                        ],
                        default="ordinary",
                        max_length=10,
                    ),
                ),
                (
                    "return_stops",
                    models.CharField(
                        choices=[("never", "Never"), ("upheld", "Upheld"), ("always", "Always")],
                        default="upheld",
                        max_length=6,
                    ),
                ),
                ("earlier_binds", models.BooleanField(default=False)),
                ("done_when", models.CharField(max_length=200)),
                ("questions", models.JSONField(blank=True, default=list)),
                ("emergency_line", models.CharField(blank=True, max_length=3)),
                ("notice", models.CharField(blank=True, max_length=200)),
                ("notice_en", models.CharField(blank=True, max_length=300)),
                ("source", models.CharField(blank=True, max_length=120)),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rows", to="duties.kind"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="duties_row_dates",
                    ),
                    models.UniqueConstraint(fields=("kind", "valid_from"), name="duties_row_once_a_day"),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)), fields=("kind",), name="duties_one_open_row"
                    ),
                    models.CheckConstraint(condition=models.Q(("limit_amount__gte", 1)), name="duties_row_limit"),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoutingRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("order", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=60)),
                ("is_on", models.BooleanField(default=True)),
                ("place_prefix", models.CharField(blank=True, max_length=15)),
                ("in_dedicated_grid", models.BooleanField(default=False)),
                ("words", models.JSONField(blank=True, default=list)),
                (
                    "unit_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("city_centre", "City Centre"),
                            ("department", "Department"),
                            ("street_office", "Street Office"),
                            ("community_committee", "Community Committee"),
                            ("grid_team", "Grid Team"),
                            ("joint_party_committee", "Joint Party Committee"),
                            ("general_branch", "General Branch"),
                            ("party_branch", "Party Branch"),
                            ("neighbourhood_branch", "Neighbourhood Branch"),
                            ("grid_branch", "Grid Branch"),
                            ("building_branch", "Building Branch"),
                            ("party_group", "Party Group"),
                            ("area_joint_committee", "Area Joint Committee"),
                            ("cobuilding_group", "Cobuilding Group"),
                            ("party_workstation", "Party Workstation"),
                            ("industry_committee", "Industry Committee"),
                            ("industry_association", "Industry Association"),
                            ("party_alliance", "Party Alliance"),
                            ("micro_community", "Micro Community"),
                            ("partner_unit", "Partner Unit"),
                            ("two_new_org", "Two New Org"),
                            ("property_company", "Property Company"),
                            ("owners_committee", "Owners Committee"),
                            ("temporary_party_org", "Temporary Party Org"),
                            ("merchant", "Merchant"),
                        ],
                        max_length=30,
                    ),
                ),
                ("unit_duty", models.CharField(blank=True, max_length=30)),
                ("source", models.CharField(blank=True, max_length=120)),
                (
                    "kind",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to="duties.kind"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to="orgs.organisation"
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to="places.zone"
                    ),
                ),
            ],
            options={
                "ordering": ["order", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="duties_rule_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("unit__isnull", False), ("unit_kind", "")),
                            models.Q(("unit", None), models.Q(("unit_kind", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="duties_rule_names_unit",
                    ),
                ],
            },
        ),
    ]
