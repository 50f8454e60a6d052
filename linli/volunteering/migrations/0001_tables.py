"""Every table of the area as it stood when its first steps were drawn together."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import linli.core.crypto
import linli.volunteering.rules.activities
import linli.volunteering.rules.reporting


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("volunteering", "0001_reporting"),
        ("volunteering", "0002_activities"),
        ("volunteering", "0003_ends_told_tasks_heard"),
        ("volunteering", "0004_leader_and_number"),
    ]

    dependencies = [
        ("orgs", "0001_tables"),
        ("people", "0001_tables"),
        ("places", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Skill",
            fields=[
                ("code", models.CharField(max_length=30, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=30)),
                ("name_en", models.CharField(max_length=60)),
                ("order", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "ordering": ["order", "code"],
            },
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=12, unique=True)),
                ("since", models.DateField()),
                ("until", models.DateField()),
                ("minutes", models.PositiveIntegerField()),
                ("times", models.PositiveIntegerField()),
                ("name_shown", linli.core.crypto.EncryptedField(blank=True)),
                ("issued_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orgs.organisation"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person", "-issued_at"], name="volunteering_certificates")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__gte", models.F("since"))), name="volunteering_certificate_span"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__gte", 1), ("times__gte", 1)),
                        name="volunteering_certificate_hours",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Festival",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("code", models.CharField(max_length=30)),
                ("name", models.CharField(max_length=30)),
                ("name_en", models.CharField(max_length=60)),
                (
                    "reckoning",
                    models.CharField(choices=[("solar", "Solar"), ("lunar", "Lunar"), ("term", "Term")], max_length=5),
                ),
                ("month", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("day", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("term", models.CharField(blank=True, max_length=4)),
                ("source", models.CharField(blank=True, max_length=120)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="volunteering_festival_dates",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)), fields=("code",), name="volunteering_one_festival"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("day", None), ("month", None), ("reckoning", "term")),
                            models.Q(
                                ("day__gte", 1), ("day__lte", 31), ("month__gte", 1), ("month__lte", 12), ("term", "")
                            ),
                            _connector="OR",
                        ),
                        name="volunteering_festival_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pledge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", linli.core.crypto.EncryptedField()),
                ("by_on", models.DateField()),
                ("made_at", models.DateTimeField()),
                ("kept_at", models.DateTimeField(blank=True, null=True)),
                ("wants_public", models.BooleanField(default=False)),
                ("shown_name", linli.core.crypto.EncryptedField(blank=True, default="")),
                ("shown_at", models.DateTimeField(blank=True, null=True)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.division"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "shown_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("shown_at__isnull", False)),
                        fields=["shown_at"],
                        name="volunteering_pledges_shown",
                    ),
                    models.Index(fields=["community", "made_at"], name="volunteering_pledges_of"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("shown_at", None), ("shown_by", None)),
                            models.Q(("shown_at__isnull", False), ("shown_by__isnull", False), ("wants_public", True)),
                            _connector="OR",
                        ),
                        name="volunteering_pledge_shown",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("code", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=30)),
                ("name_en", models.CharField(blank=True, max_length=60)),
                ("words", models.CharField(blank=True, max_length=200)),
                ("words_en", models.CharField(blank=True, max_length=300)),
                ("wording", models.CharField(max_length=300)),
                ("wording_en", models.CharField(blank=True, max_length=500)),
                ("asks_home", models.BooleanField()),
                ("as_team", models.BooleanField()),
                ("weekend_only", models.BooleanField()),
                ("days_a_month", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("months", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("review_months", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("order", models.PositiveSmallIntegerField(default=0)),
                ("source", models.CharField(blank=True, max_length=120)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="volunteering_rule_dates",
                    ),
                    models.UniqueConstraint(fields=("code", "valid_from"), name="volunteering_rule_once_a_day"),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)), fields=("code",), name="volunteering_one_open_rule"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("review_months", None), ("review_months__in", (1, 3, 6, 12)), _connector="OR"
                        ),
                        name="volunteering_rule_period",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportTeam",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60)),
                ("founded_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.division"
                    ),
                ),
                (
                    "home",
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
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("community", "name"),
                        name="volunteering_one_team",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportIn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("home_elsewhere", linli.core.crypto.EncryptedField(blank=True, default="")),
                ("name", linli.core.crypto.EncryptedField()),
                ("name_index", models.CharField(db_index=True, max_length=32)),
                ("wording", models.CharField(max_length=500)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("confirmed", "confirmed"),
                            ("declined", "declined"),
                            ("struck", "struck"),
                        ],
                        default=linli.volunteering.rules.reporting.Stage["WAITING"],
                        max_length=10,
                    ),
                ),
                ("said_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("expires_on", models.DateField(blank=True, null=True)),
                ("end_told_at", models.DateTimeField(blank=True, null=True)),
                ("hears_tasks", models.BooleanField(default=False)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.division"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "home",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="volunteering.reportteam",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["community", "stage", "said_at"], name="volunteering_of_community"),
                    models.Index(fields=["home", "stage", "said_at"], name="volunteering_of_home"),
                    models.Index(fields=["expires_on"], name="volunteering_report_ends"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("person", "kind"), name="volunteering_report_in_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at", None),
                                ("decided_by", None),
                                ("reason", ""),
                                ("stage", linli.volunteering.rules.reporting.Stage["WAITING"]),
                            ),
                            models.Q(
                                models.Q(("stage", linli.volunteering.rules.reporting.Stage["WAITING"]), _negated=True),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="volunteering_report_decided",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stage", linli.volunteering.rules.reporting.Stage["STRUCK"]), _negated=True
                        ),
                        name="volunteering_report_stage",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("begins_on", models.DateField()),
                ("side", models.CharField(choices=[("community", "community"), ("home", "home")], max_length=10)),
                ("took_part", models.BooleanField()),
                ("kept_word", models.BooleanField()),
                ("in_touch", models.BooleanField()),
                ("words", linli.core.crypto.EncryptedField()),
                ("written_at", models.DateTimeField()),
                ("answer", linli.core.crypto.EncryptedField(blank=True, default="")),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orgs.organisation"
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "report_in",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="volunteering.reportin",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["written_at"], name="volunteering_comment_ends")],
                "constraints": [
                    models.UniqueConstraint(fields=("report_in", "begins_on", "side"), name="volunteering_comment_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="OwnSkill",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("said_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "skill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="volunteering.skill"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("person", "skill"), name="volunteering_skill_once")],
            },
        ),
        migrations.CreateModel(
            name="StayDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                (
                    "report_in",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="days",
                        to="volunteering.reportin",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("report_in", "on"), name="volunteering_day_once")],
            },
        ),
        migrations.CreateModel(
            name="TaskKind",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("code", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=30)),
                ("name_en", models.CharField(blank=True, max_length=60)),
                ("order", models.PositiveSmallIntegerField(default=0)),
                ("source", models.CharField(blank=True, max_length=120)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="volunteering_kind_dates",
                    ),
                    models.UniqueConstraint(fields=("code", "valid_from"), name="volunteering_kind_once_a_day"),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)), fields=("code",), name="volunteering_one_open_kind"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=60)),
                ("words", models.CharField(blank=True, max_length=200)),
                ("until", models.DateField()),
                ("posted_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.division"
                    ),
                ),
                (
                    "posted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="volunteering.taskkind"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["community", "until"], name="volunteering_tasks_of")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("closed_by", None)),
                            models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="volunteering_task_closed",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Deed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", linli.core.crypto.EncryptedField(blank=True, default="")),
                ("done_on", models.DateField()),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("confirmed", "confirmed"),
                            ("declined", "declined"),
                            ("struck", "struck"),
                        ],
                        default=linli.volunteering.rules.reporting.Stage["WAITING"],
                        max_length=10,
                    ),
                ),
                ("said_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=200)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.division"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report_in",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="deeds", to="volunteering.reportin"
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deeds",
                        to="volunteering.task",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="volunteering.taskkind"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("stage", "waiting")),
                        fields=["community", "said_at"],
                        name="volunteering_deeds_wait",
                    ),
                    models.Index(fields=["done_on"], name="volunteering_deed_ends"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            (
                                "stage__in",
                                (
                                    linli.volunteering.rules.reporting.Stage["WAITING"],
                                    linli.volunteering.rules.reporting.Stage["CONFIRMED"],
                                ),
                            ),
                            ("task__isnull", False),
                        ),
                        fields=("report_in", "task"),
                        name="volunteering_task_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            (
                                "stage__in",
                                (
                                    linli.volunteering.rules.reporting.Stage["WAITING"],
                                    linli.volunteering.rules.reporting.Stage["CONFIRMED"],
                                ),
                            ),
                            ("task", None),
                        ),
                        fields=("report_in", "kind", "done_on"),
                        name="volunteering_said_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at", None),
                                ("decided_by", None),
                                ("reason", ""),
                                ("stage", linli.volunteering.rules.reporting.Stage["WAITING"]),
                            ),
                            models.Q(
                                models.Q(("stage", linli.volunteering.rules.reporting.Stage["WAITING"]), _negated=True),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="volunteering_deed_decided",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Team",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=30)),
                ("words", models.CharField(blank=True, max_length=200)),
                ("founded_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.division"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orgs.organisation"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("community", "name"),
                        name="volunteering_team_name",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TeamMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("wording", models.CharField(max_length=200)),
                ("joined_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="members", to="volunteering.team"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("team", "person"), name="volunteering_member_once")],
            },
        ),
        migrations.CreateModel(
            name="Template",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("code", models.CharField(max_length=30)),
                ("name", models.CharField(max_length=40)),
                ("name_en", models.CharField(max_length=80)),
                ("words", models.CharField(max_length=300)),
                ("words_en", models.CharField(max_length=500)),
                ("drawing", models.CharField(max_length=20)),
                ("begins", models.TimeField()),
                ("minutes", models.PositiveSmallIntegerField()),
                ("weeks", models.PositiveSmallIntegerField(default=1)),
                ("with_pupils", models.BooleanField(default=False)),
                ("source", models.CharField(blank=True, max_length=120)),
                ("order", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="volunteering_template_dates",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)), fields=("code",), name="volunteering_one_template"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__gte", 1), ("minutes__lte", 1440), ("weeks__gte", 1)),
                        name="volunteering_template_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Activity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=60)),
                ("words", models.CharField(blank=True, max_length=500)),
                ("spot", models.CharField(blank=True, max_length=80)),
                ("lon", models.FloatField(blank=True, null=True)),
                ("lat", models.FloatField(blank=True, null=True)),
                ("pupils", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("came", models.PositiveIntegerField(blank=True, null=True)),
                ("series", models.UUIDField(blank=True, null=True)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("published", "published"),
                            ("held", "held"),
                            ("called_off", "called_off"),
                        ],
                        default=linli.volunteering.rules.activities.ActivityStage["DRAFT"],
                        max_length=10,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0)),
                ("begins_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("made_at", models.DateTimeField()),
                ("called_off_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=200)),
                (
                    "called_off_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.division"
                    ),
                ),
                (
                    "facility",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.facility",
                    ),
                ),
                (
                    "leader",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organiser",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orgs.organisation"
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities",
                        to="volunteering.team",
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="volunteering.template",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["stage", "begins_at", "id"], name="volunteering_when"),
                    models.Index(fields=["community", "begins_at", "id"], name="volunteering_where"),
                    models.Index(
                        condition=models.Q(("series__isnull", False)), fields=["series"], name="volunteering_series"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("begins_at"))), name="volunteering_activity_ends"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lat", None), ("lon", None)),
                            models.Q(("lat__isnull", False), ("lon__isnull", False)),
                            _connector="OR",
                        ),
                        name="volunteering_activity_point",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("called_off_at", None),
                                ("called_off_by", None),
                                ("reason", ""),
                                models.Q(
                                    ("stage", linli.volunteering.rules.activities.ActivityStage["CALLED_OFF"]),
                                    _negated=True,
                                ),
                            ),
                            models.Q(
                                ("called_off_at__isnull", False),
                                ("called_off_by__isnull", False),
                                ("stage", linli.volunteering.rules.activities.ActivityStage["CALLED_OFF"]),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="volunteering_called_off",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Role",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=30)),
                ("name_en", models.CharField(blank=True, max_length=60)),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="roles", to="volunteering.activity"
                    ),
                ),
                (
                    "skill",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="volunteering.skill",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("activity", "name"), name="volunteering_role_name")],
            },
        ),
        migrations.CreateModel(
            name="Shift",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("begins_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("wanted", models.PositiveSmallIntegerField()),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "role",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="shifts", to="volunteering.role"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("reminded_at", None)), fields=["begins_at"], name="volunteering_unreminded"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("begins_at"))), name="volunteering_shift_ends"
                    ),
                    models.CheckConstraint(condition=models.Q(("wanted__gte", 1)), name="volunteering_shift_wants"),
                    models.UniqueConstraint(fields=("role", "begins_at"), name="volunteering_shift_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignUp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[("going", "going"), ("waiting", "waiting"), ("cancelled", "cancelled")], max_length=9
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("moved_up_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "shift",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="signups", to="volunteering.shift"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["shift", "state", "id"], name="volunteering_queue"),
                    models.Index(fields=["person", "state"], name="volunteering_own"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                (
                                    linli.volunteering.rules.activities.SignUpState["GOING"],
                                    linli.volunteering.rules.activities.SignUpState["WAITING"],
                                ),
                            )
                        ),
                        fields=("shift", "person"),
                        name="volunteering_signed_up_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_at", None),
                                (
                                    "state__in",
                                    (
                                        linli.volunteering.rules.activities.SignUpState["GOING"],
                                        linli.volunteering.rules.activities.SignUpState["WAITING"],
                                    ),
                                ),
                            ),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("state", linli.volunteering.rules.activities.SignUpState["CANCELLED"]),
                            ),
                            _connector="OR",
                        ),
                        name="volunteering_sign_up_ends",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("minutes", models.PositiveSmallIntegerField()),
                ("said_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("struck_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=200)),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "struck_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "signup",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="attendance", to="volunteering.signup"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("minutes__gte", 1), ("minutes__lte", 1440)), name="volunteering_minutes"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_at", None), ("confirmed_by", None)),
                            models.Q(("confirmed_at__isnull", False), ("confirmed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="volunteering_confirmed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), ("struck_at", None), ("struck_by", None)),
                            models.Q(
                                ("struck_at__isnull", False),
                                ("struck_by__isnull", False),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="volunteering_struck",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CertificateLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "attendance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="volunteering.attendance"
                    ),
                ),
                (
                    "certificate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="volunteering.certificate"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("certificate", "attendance"), name="volunteering_counted_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="TemplateRole",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=30)),
                ("name_en", models.CharField(max_length=60)),
                ("wanted", models.PositiveSmallIntegerField()),
                (
                    "skill",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="volunteering.skill",
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="roles", to="volunteering.template"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("template", "name"), name="volunteering_template_role"),
                    models.CheckConstraint(condition=models.Q(("wanted__gte", 1)), name="volunteering_template_wants"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Theme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("month", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=40)),
                ("name_en", models.CharField(max_length=80)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="volunteering_theme_dates",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)), fields=("month",), name="volunteering_one_theme"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("month__gte", 1), ("month__lte", 12)), name="volunteering_theme_month"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.CharField(max_length=200)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("confirmed", "confirmed"),
                            ("declined", "declined"),
                            ("struck", "struck"),
                        ],
                        default=linli.volunteering.rules.reporting.Stage["WAITING"],
                        max_length=10,
                    ),
                ),
                ("said_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.division"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orgs.organisation"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["community", "stage", "said_at"], name="volunteering_units_of")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("ended_at", None),
                            models.Q(("stage", linli.volunteering.rules.reporting.Stage["DECLINED"]), _negated=True),
                        ),
                        fields=("unit", "community"),
                        name="volunteering_unit_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at", None),
                                ("decided_by", None),
                                ("reason", ""),
                                ("stage", linli.volunteering.rules.reporting.Stage["WAITING"]),
                            ),
                            models.Q(
                                models.Q(("stage", linli.volunteering.rules.reporting.Stage["WAITING"]), _negated=True),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="volunteering_unit_decided",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_by", None)),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="volunteering_unit_ended",
                    ),
                ],
            },
        ),
    ]
