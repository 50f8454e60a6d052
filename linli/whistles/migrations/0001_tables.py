"""Every table of the area as it stood when its first steps were drawn together."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import linli.whistles.rules


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("whistles", "0001_initial"),
    ]

    dependencies = [
        ("core", "0001_tables"),
        ("matters", "0001_tables"),
        ("orgs", "0001_tables"),
        ("people", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Cause",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("code", models.CharField(max_length=30)),
                ("area", models.CharField(blank=True, max_length=9)),
                ("name", models.CharField(max_length=40)),
                ("name_en", models.CharField(blank=True, max_length=80)),
                ("means", models.CharField(blank=True, max_length=200)),
                ("means_en", models.CharField(blank=True, max_length=300)),
                ("ranks", models.JSONField()),
                ("sign_minutes", models.PositiveIntegerField()),
                ("contact_minutes", models.PositiveIntegerField()),
                ("arrive_minutes", models.PositiveIntegerField(blank=True, null=True)),
                ("arrive_working_days", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("chasing", models.JSONField(blank=True, default=list)),
                ("duties", models.JSONField(blank=True, default=list)),
                ("order", models.PositiveSmallIntegerField(default=0)),
                ("source", models.CharField(blank=True, max_length=120)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="whistles_cause_dates",
                    ),
                    models.UniqueConstraint(fields=("code", "area", "valid_from"), name="whistles_cause_once_a_day"),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)), fields=("code", "area"), name="whistles_one_open_cause"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("arrive_minutes", None), ("arrive_working_days__gte", 1)),
                            models.Q(("arrive_minutes__gte", 1), ("arrive_working_days", None)),
                            _connector="OR",
                        ),
                        name="whistles_cause_one_arrival",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("contact_minutes__gte", models.F("sign_minutes")), ("sign_minutes__gte", 1)
                        ),
                        name="whistles_cause_limits",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Whistle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("blown", "blown"),
                            ("joined", "joined"),
                            ("concluded", "concluded"),
                            ("closed", "closed"),
                            ("called_off", "called_off"),
                        ],
                        default=linli.whistles.rules.Stage["BLOWN"],
                        max_length=10,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "rank",
                    models.CharField(
                        choices=[("grid", "grid"), ("community", "community"), ("street", "street")], max_length=10
                    ),
                ),
                ("place", models.CharField(max_length=15)),
                ("address", models.CharField(blank=True, max_length=120)),
                ("words", models.TextField()),
                ("result", models.TextField(blank=True)),
                ("blown_at", models.DateTimeField()),
                ("joined_at", models.DateTimeField(null=True)),
                ("concluded_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "blown_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "cause",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="whistles.cause"
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "concluded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="whistles",
                        to="matters.matter",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="whistles", to="orgs.organisation"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["place", "-blown_at"], name="whistles_place_newest"),
                    models.Index(
                        condition=models.Q(
                            ("stage__in", (linli.whistles.rules.Stage["BLOWN"], linli.whistles.rules.Stage["JOINED"]))
                        ),
                        fields=["blown_at"],
                        name="whistles_open",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("stage__in", (linli.whistles.rules.Stage["BLOWN"], linli.whistles.rules.Stage["JOINED"]))
                        ),
                        fields=("matter",),
                        name="whistles_one_open_a_matter",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("concluded_at", None), ("concluded_by", None)),
                            models.Q(("concluded_at__isnull", False), ("concluded_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="whistles_concluded_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("closed_by", None)),
                            models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="whistles_closed_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("blown", "Blown"),
                            ("contacted", "Contacted"),
                            ("arrived", "Arrived"),
                            ("noted", "Noted"),
                            ("finished", "Finished"),
                            ("concluded", "Concluded"),
                        ],
                        default="noted",
                        max_length=10,
                    ),
                ),
                ("words", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                (
                    "by",
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
                (
                    "whistle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="whistles.whistle"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Photo",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(default=0)),
                (
                    "attachment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.attachment"
                    ),
                ),
                (
                    "note",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="photos", to="whistles.note"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Summons",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("called", "called"),
                            ("signed", "signed"),
                            ("contacted", "contacted"),
                            ("arrived", "arrived"),
                            ("done", "done"),
                            ("refused", "refused"),
                            ("released", "released"),
                            ("stood_down", "stood_down"),
                        ],
                        default=linli.whistles.rules.SummonsStage["CALLED"],
                        max_length=10,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("round", models.PositiveSmallIntegerField(default=1)),
                ("called_at", models.DateTimeField()),
                ("sign_due_at", models.DateTimeField()),
                ("contact_due_at", models.DateTimeField()),
                ("arrive_due_at", models.DateTimeField()),
                ("signed_at", models.DateTimeField(null=True)),
                ("contacted_at", models.DateTimeField(null=True)),
                ("arrived_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "arrived_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "contacted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="summonses", to="orgs.organisation"
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "whistle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="summonses", to="whistles.whistle"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["department", "stage"], name="whistles_summons_stage")],
                "constraints": [
                    models.UniqueConstraint(fields=("whistle", "department"), name="whistles_one_summons_each"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("signed_at", None), ("signed_by", None)),
                            models.Q(("signed_at__isnull", False), ("signed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="whistles_summons_signed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("contacted_at", None), ("contacted_by", None)),
                            models.Q(("contacted_at__isnull", False), ("contacted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="whistles_summons_contacted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("arrived_at", None), ("arrived_by", None)),
                            models.Q(("arrived_at__isnull", False), ("arrived_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="whistles_summons_arrived",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Refusal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("other_owner", "other_owner"),
                            ("no_legal_basis", "no_legal_basis"),
                            ("level_can_solve", "level_can_solve"),
                            ("already_solved", "already_solved"),
                        ],
                        max_length=20,
                    ),
                ),
                ("words", models.TextField()),
                ("refused_at", models.DateTimeField()),
                ("is_upheld", models.BooleanField(null=True)),
                ("decision", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField(null=True)),
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
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.organisation",
                    ),
                ),
                (
                    "refused_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "summons",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="refusal", to="whistles.summons"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decided_by", None)),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="whistles_refusal_decided_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("is_upheld", None)),
                            models.Q(("decided_at__isnull", False), ("is_upheld__isnull", False)),
                            _connector="OR",
                        ),
                        name="whistles_refusal_decided",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rating",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("in_time", models.BooleanField()),
                ("helped", models.BooleanField()),
                ("marks", models.PositiveSmallIntegerField()),
                ("words", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "summons",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rating", to="whistles.summons"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("marks__gte", 1), ("marks__lte", 5)), name="whistles_rating_1_5"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Chase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveSmallIntegerField()),
                ("step", models.PositiveSmallIntegerField()),
                (
                    "limit",
                    models.CharField(
                        choices=[("sign", "sign"), ("contact", "contact"), ("arrive", "arrive")], max_length=10
                    ),
                ),
                (
                    "to",
                    models.CharField(
                        choices=[("head", "head"), ("joint_meeting", "joint_meeting"), ("centre", "centre")],
                        max_length=20,
                    ),
                ),
                ("due_at", models.DateTimeField()),
                ("fired_at", models.DateTimeField(null=True)),
                (
                    "summons",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="chases", to="whistles.summons"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("fired_at", None)), fields=["due_at"], name="whistles_chase_due")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("summons", "round", "step"), name="whistles_chase_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Verdict",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_due", models.BooleanField()),
                ("words", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "summons",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="verdict", to="whistles.summons"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("is_due", True), models.Q(("words", ""), _negated=True), _connector="OR"),
                        name="whistles_verdict_says_why",
                    )
                ],
            },
        ),
    ]
