"""Every table of the area as it stood when its first steps were drawn together."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("orgs", "0001_initial"),
        ("orgs", "0002_department_head"),
        ("orgs", "0003_merchants"),
        ("orgs", "0004_partner_contact"),
        ("orgs", "0005_bodies"),
        ("orgs", "0006_handed_over"),
    ]

    dependencies = [
        ("people", "0001_tables"),
        ("places", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="BodyRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                (
                    "kind",
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
                ("under", models.JSONField(default=list)),
                ("forms", models.JSONField(blank=True, default=list)),
                ("grounds", models.JSONField(blank=True, default=list)),
                ("links", models.JSONField(blank=True, default=list)),
                ("covers", models.BooleanField(default=False)),
                ("needs_head", models.BooleanField(default=False)),
                ("needs_end", models.BooleanField(default=False)),
                ("source", models.CharField(blank=True, max_length=120)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="orgs_body_rule_dates",
                    ),
                    models.UniqueConstraint(fields=("kind", "valid_from"), name="orgs_body_rule_once_a_day"),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)), fields=("kind",), name="orgs_one_open_body_rule"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("code", models.CharField(max_length=40, unique=True)),
                (
                    "kind",
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
                (
                    "form",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("established", "Established"),
                            ("combined", "Combined"),
                            ("by_place", "By Place"),
                            ("by_trade", "By Trade"),
                            ("by_interest", "By Interest"),
                        ],
                        max_length=12,
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("name_en", models.CharField(blank=True, max_length=80)),
                ("duty", models.CharField(blank=True, max_length=30)),
                ("purpose", models.CharField(blank=True, max_length=200)),
                ("headcount", models.PositiveIntegerField(blank=True, null=True)),
                ("phone", models.CharField(blank=True, max_length=20)),
                ("dissolved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "division",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="organisations", to="places.division"
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="orgs.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["kind", "duty"], name="orgs_kind_duty"),
                    models.Index(fields=["parent", "code"], name="orgs_branch"),
                    models.Index(
                        condition=models.Q(("dissolved_at", None), ("valid_to__isnull", False)),
                        fields=["valid_to"],
                        name="orgs_runs_out",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="orgs_organisation_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "temporary_party_org"), _negated=True),
                            ("valid_to__isnull", False),
                            _connector="OR",
                        ),
                        name="orgs_temporary_ends",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("dissolved_at", None), ("valid_to__isnull", False), _connector="OR"),
                        name="orgs_dissolved_has_end",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Former",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60)),
                ("name_en", models.CharField(blank=True, max_length=80)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="formers", to="orgs.organisation"
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="orgs_former_dates",
                    ),
                    models.UniqueConstraint(fields=("organisation", "valid_to"), name="orgs_one_former_a_day"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pairing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("partner_name", models.CharField(blank=True, max_length=60)),
                ("partner_place", models.CharField(blank=True, max_length=60)),
                ("agreement", models.CharField(max_length=100)),
                ("matters", models.CharField(blank=True, max_length=500)),
                ("signed_on", models.DateField()),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="pairings", to="orgs.organisation"
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paired_by",
                        to="orgs.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="orgs_pairing_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("partner__gt", models.F("body")), ("partner_name", ""), ("partner_place", "")),
                            models.Q(
                                ("partner", None),
                                models.Q(("partner_name", ""), _negated=True),
                                models.Q(("partner_place", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="orgs_pairing_one_partner",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("partner__isnull", False), ("valid_to", None)),
                        fields=("body", "partner"),
                        name="orgs_one_open_pairing",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("partner", None), ("valid_to", None)),
                        fields=("body", "partner_name", "partner_place"),
                        name="orgs_one_open_outside_pair",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("grid_worker", "Grid Worker"),
                            ("grid_head", "Grid Head"),
                            ("community_desk", "Community Desk"),
                            ("street_desk", "Street Desk"),
                            ("department_handler", "Department Handler"),
                            ("department_head", "Department Head"),
                            ("centre_desk", "Centre Desk"),
                            ("secretary", "Secretary"),
                            ("part_time_member", "Part Time Member"),
                            ("party_head", "Party Head"),
                            ("party_adviser", "Party Adviser"),
                            ("area_keeper", "Area Keeper"),
                            ("merchant_counter", "Merchant Counter"),
                            ("partner_contact", "Partner Contact"),
                            ("system_admin", "System Admin"),
                            ("security_admin", "Security Admin"),
                            ("auditor", "Auditor"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "grid",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to="places.grid",
                    ),
                ),
                (
                    "home_organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members_lent",
                        to="orgs.organisation",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="posts", to="orgs.organisation"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="posts", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="orgs_post_dates",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("grid__isnull", False), ("valid_to", None)),
                        fields=("person", "organisation", "role", "grid"),
                        name="orgs_one_open_grid_post",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("grid", None), ("valid_to", None)),
                        fields=("person", "organisation", "role"),
                        name="orgs_one_open_post",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Handed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("subject_id", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                ("stands", models.BooleanField(default=True)),
                (
                    "sender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "to",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orgs.post"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("stands", True)), fields=["to", "-at"], name="orgs_handed_to")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sender", models.F("to")), _negated=True), name="orgs_handed_two_sides"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("stands", True)),
                        fields=("kind", "subject_id"),
                        name="orgs_handed_last_stands",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ResponsibilityArea",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("member", "Member"),
                            ("hub_household", "Hub Household"),
                            ("building_head", "Building Head"),
                            ("stairway_head", "Stairway Head"),
                            ("lane_head", "Lane Head"),
                        ],
                        max_length=16,
                    ),
                ),
                ("staircase", models.CharField(blank=True, max_length=10)),
                ("path", models.CharField(max_length=60)),
                ("agreed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "building",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responsibility_areas",
                        to="places.building",
                    ),
                ),
                (
                    "dwelling",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responsibility_areas",
                        to="places.dwelling",
                    ),
                ),
                (
                    "estate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responsibility_areas",
                        to="places.estate",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="areas", to="orgs.post"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["estate", "kind"], name="orgs_areas_of_estate")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="orgs_area_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("building__isnull", False),
                            models.Q(("dwelling", None), ("staircase", "")),
                            _connector="OR",
                        ),
                        name="orgs_area_in_building",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)), fields=("kind", "path"), name="orgs_area_kept_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("code", models.CharField(max_length=30)),
                ("number", models.PositiveSmallIntegerField(default=1)),
                ("term_ends_on", models.DateField()),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="seats", to="orgs.organisation"
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="seats", to="orgs.post"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("valid_to", None)), fields=["term_ends_on"], name="orgs_terms")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="orgs_seat_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("term_ends_on__gt", models.F("valid_from"))), name="orgs_seat_term"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)),
                        fields=("body", "code", "number"),
                        name="orgs_seat_taken_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)), fields=("post",), name="orgs_one_seat_a_post"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SeatRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                (
                    "body_kind",
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
                ("code", models.CharField(max_length=30)),
                ("order", models.PositiveSmallIntegerField()),
                ("need", models.CharField(choices=[("must", "Must"), ("preferred", "Preferred")], max_length=10)),
                ("name", models.CharField(max_length=60)),
                ("name_en", models.CharField(blank=True, max_length=80)),
                ("home_duty", models.CharField(blank=True, max_length=30)),
                ("home_kinds", models.JSONField(blank=True, default=list)),
                ("seats", models.PositiveSmallIntegerField(default=1)),
                ("term_months", models.PositiveSmallIntegerField()),
                ("source", models.CharField(blank=True, max_length=120)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="orgs_seat_rule_dates",
                    ),
                    models.UniqueConstraint(
                        fields=("body_kind", "code", "valid_from"), name="orgs_seat_rule_once_a_day"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)),
                        fields=("body_kind", "code"),
                        name="orgs_one_open_seat_rule",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("seats__gte", 1), ("term_months__gte", 1)), name="orgs_seat_rule_seats"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Stand",
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
                    "sense",
                    models.CharField(choices=[("covers", "Covers"), ("sits", "Sits")], default="covers", max_length=10),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="stands", to="orgs.organisation"
                    ),
                ),
                (
                    "building",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stands",
                        to="places.building",
                    ),
                ),
                (
                    "estate",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stands",
                        to="places.estate",
                    ),
                ),
                (
                    "firm",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="covered_by",
                        to="orgs.organisation",
                    ),
                ),
                (
                    "grid",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stands",
                        to="places.grid",
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stands",
                        to="places.zone",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="orgs_stand_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("building__isnull", True),
                                ("estate__isnull", True),
                                ("firm__isnull", True),
                                ("grid__isnull", False),
                                ("ground", "grid"),
                                ("zone__isnull", True),
                            ),
                            models.Q(
                                ("building__isnull", True),
                                ("estate__isnull", False),
                                ("firm__isnull", True),
                                ("grid__isnull", True),
                                ("ground", "estate"),
                                ("zone__isnull", True),
                            ),
                            models.Q(
                                ("building__isnull", False),
                                ("estate__isnull", True),
                                ("firm__isnull", True),
                                ("grid__isnull", True),
                                ("ground", "building"),
                                ("zone__isnull", True),
                            ),
                            models.Q(
                                ("building__isnull", True),
                                ("estate__isnull", True),
                                ("firm__isnull", True),
                                ("grid__isnull", True),
                                ("ground", "zone"),
                                ("zone__isnull", False),
                            ),
                            models.Q(
                                ("building__isnull", True),
                                ("estate__isnull", True),
                                ("firm__isnull", False),
                                ("grid__isnull", True),
                                ("ground", "firm"),
                                ("zone__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="orgs_stand_one_ground",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("firm", models.F("body")), _negated=True), name="orgs_stand_two_sides"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("grid__isnull", False), ("sense", "covers"), ("valid_to", None)),
                        fields=("grid",),
                        name="orgs_one_body_a_grid",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("estate__isnull", False), ("sense", "covers"), ("valid_to", None)),
                        fields=("estate",),
                        name="orgs_one_body_a_estate",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("building__isnull", False), ("sense", "covers"), ("valid_to", None)),
                        fields=("building",),
                        name="orgs_one_body_a_building",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("sense", "covers"), ("valid_to", None), ("zone__isnull", False)),
                        fields=("zone",),
                        name="orgs_one_body_a_zone",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("firm__isnull", False), ("sense", "covers"), ("valid_to", None)),
                        fields=("firm",),
                        name="orgs_one_body_a_firm",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("partner_unit", "Partner Unit"),
                            ("alliance", "Alliance"),
                            ("linked_department", "Linked Department"),
                            ("area_member", "Area Member"),
                            ("managing_town", "Managing Town"),
                            ("regulator", "Regulator"),
                            ("association", "Association"),
                            ("ground_given", "Ground Given"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "stands_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="linked_by", to="orgs.organisation"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="links", to="orgs.organisation"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="orgs_link_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("unit", models.F("stands_by")), _negated=True), name="orgs_link_two_sides"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)),
                        fields=("kind", "unit", "stands_by"),
                        name="orgs_one_open_link",
                    ),
                ],
            },
        ),
    ]
