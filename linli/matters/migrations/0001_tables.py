"""Every table of the area as it stood when its first steps were drawn together."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import linli.core.crypto
import linli.matters.rules


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("matters", "0001_initial"),
        ("matters", "0002_handled_in_time"),
        ("matters", "0003_counting"),
        ("matters", "0004_taken_up_at"),
        ("matters", "0005_legs_and_returns"),
        ("matters", "0006_counted_from"),
        ("matters", "0007_count_from"),
        ("matters", "0008_fewer_indexes"),
        ("matters", "0009_joined"),
        ("matters", "0010_form_of_call"),
        ("matters", "0011_ended_by_kind_and_unit"),
        ("matters", "0012_months_found"),
        ("matters", "0013_which_of_the_three"),
        ("matters", "0014_where_a_pause_leads"),
        ("matters", "0015_number_by_one_index"),
        ("matters", "0016_count_what_stands"),
        ("matters", "0017_voices"),
        ("matters", "0018_what_is_kept_how_long"),
        ("matters", "0019_help_of_another_unit"),
    ]

    dependencies = [
        ("core", "0001_tables"),
        ("duties", "0001_tables"),
        ("orgs", "0001_tables"),
        ("people", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="EmergencyCall",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("form", models.UUIDField(unique=True)),
                ("kind", models.CharField(max_length=20)),
                ("line", models.CharField(max_length=3)),
                ("place", models.CharField(blank=True, max_length=15)),
                ("channel", models.CharField(max_length=10)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Counting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "unanswered",
                    models.CharField(
                        choices=[
                            ("not_counted", "not_counted"),
                            ("as_solved", "as_solved"),
                            ("as_unsolved", "as_unsolved"),
                        ],
                        max_length=12,
                    ),
                ),
                ("appeal_amount", models.PositiveSmallIntegerField()),
                (
                    "appeal_unit",
                    models.CharField(
                        choices=[
                            ("working_hours", "working_hours"),
                            ("working_days", "working_days"),
                            ("calendar_hours", "calendar_hours"),
                        ],
                        max_length=16,
                    ),
                ),
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
                        name="matters_counting_dates",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LadderStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("code", models.CharField(max_length=20)),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("warn", "warn"),
                            ("warn_above", "warn_above"),
                            ("supervise", "supervise"),
                            ("circular", "circular"),
                        ],
                        max_length=10,
                    ),
                ),
                ("percent", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("after_amount", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "after_unit",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("working_hours", "working_hours"),
                            ("working_days", "working_days"),
                            ("calendar_hours", "calendar_hours"),
                        ],
                        max_length=16,
                    ),
                ),
                ("reply_amount", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "reply_unit",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("working_hours", "working_hours"),
                            ("working_days", "working_days"),
                            ("calendar_hours", "calendar_hours"),
                        ],
                        max_length=16,
                    ),
                ),
                ("name", models.CharField(max_length=40)),
                ("name_en", models.CharField(blank=True, max_length=80)),
                ("source", models.CharField(blank=True, max_length=120)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="matters_ladder_dates",
                    ),
                    models.UniqueConstraint(fields=("code", "valid_from"), name="matters_ladder_once_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("after_amount", None), ("after_unit", ""), ("percent__gte", 1), ("percent__lte", 100)
                            ),
                            models.Q(
                                ("after_amount__gte", 1), ("percent", None), models.Q(("after_unit", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="matters_ladder_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reply_amount", None), ("reply_unit", "")),
                            models.Q(("reply_amount__gte", 1), models.Q(("reply_unit", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="matters_ladder_reply",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Matter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=13)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("received", "received"),
                            ("accepted", "accepted"),
                            ("declined", "declined"),
                            ("merged", "merged"),
                            ("withdrawn", "withdrawn"),
                            ("handling", "handling"),
                            ("answered", "answered"),
                            ("closed", "closed"),
                        ],
                        default=linli.matters.rules.Stage["RECEIVED"],
                        max_length=10,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("round", models.PositiveSmallIntegerField(default=1)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("web", "Web"),
                            ("field", "Field"),
                            ("desk", "Desk"),
                            ("phone", "Phone"),
                            ("hotline", "Hotline"),
                            ("api", "Api"),
                        ],
                        max_length=10,
                    ),
                ),
                ("place", models.CharField(max_length=15)),
                ("address", models.CharField(blank=True, max_length=120)),
                ("lon", models.FloatField(blank=True, null=True)),
                ("lat", models.FloatField(blank=True, null=True)),
                ("words", models.TextField(blank=True)),
                ("replies", models.JSONField(blank=True, default=dict)),
                ("is_public", models.BooleanField(default=False)),
                ("received_at", models.DateTimeField()),
                ("counted_from", models.DateTimeField(null=True)),
                ("given_due_at", models.DateTimeField(null=True)),
                ("due_at", models.DateTimeField(null=True)),
                ("accepted_at", models.DateTimeField(null=True)),
                ("contacted_at", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "decline_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_a_request", "not_a_request"),
                            ("outside_county", "outside_county"),
                            ("in_court", "in_court"),
                            ("in_petition", "in_petition"),
                            ("too_little_said", "too_little_said"),
                            ("against_law", "against_law"),
                        ],
                        max_length=20,
                    ),
                ),
                ("decline_words", models.CharField(blank=True, max_length=300)),
                ("paused_at", models.DateTimeField(null=True)),
                ("paused_due_at", models.DateTimeField(null=True)),
                ("erased_at", models.DateTimeField(null=True)),
                ("source", models.CharField(blank=True, max_length=40)),
                ("source_id", models.CharField(blank=True, max_length=60, null=True)),
                (
                    "kind",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="duties.kind"),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="matters.matter",
                    ),
                ),
                (
                    "row",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="duties.cataloguerow",
                    ),
                ),
                (
                    "split_from",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="matters.matter",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="matters",
                        to="orgs.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            (
                                "stage__in",
                                (
                                    linli.matters.rules.Stage["RECEIVED"],
                                    linli.matters.rules.Stage["ACCEPTED"],
                                    linli.matters.rules.Stage["HANDLING"],
                                    linli.matters.rules.Stage["ANSWERED"],
                                ),
                            )
                        ),
                        fields=["due_at", "id"],
                        name="matters_open_due",
                    ),
                    models.Index(
                        condition=models.Q(("paused_at__isnull", False)),
                        fields=["paused_due_at", "id"],
                        name="matters_paused",
                    ),
                    models.Index(
                        condition=models.Q(
                            (
                                "stage__in",
                                (
                                    linli.matters.rules.Stage["RECEIVED"],
                                    linli.matters.rules.Stage["ACCEPTED"],
                                    linli.matters.rules.Stage["HANDLING"],
                                    linli.matters.rules.Stage["ANSWERED"],
                                ),
                            )
                        ),
                        fields=["place", "due_at"],
                        name="matters_open_place",
                    ),
                    models.Index(
                        condition=models.Q(
                            (
                                "stage__in",
                                (
                                    linli.matters.rules.Stage["DECLINED"],
                                    linli.matters.rules.Stage["MERGED"],
                                    linli.matters.rules.Stage["WITHDRAWN"],
                                    linli.matters.rules.Stage["CLOSED"],
                                ),
                            )
                        ),
                        fields=["-received_at", "-id"],
                        name="matters_ended_newest",
                    ),
                    models.Index(
                        condition=models.Q(
                            (
                                "stage__in",
                                (
                                    linli.matters.rules.Stage["DECLINED"],
                                    linli.matters.rules.Stage["MERGED"],
                                    linli.matters.rules.Stage["WITHDRAWN"],
                                    linli.matters.rules.Stage["CLOSED"],
                                ),
                            )
                        ),
                        fields=["place", "-received_at"],
                        name="matters_ended_place",
                    ),
                    models.Index(
                        condition=models.Q(
                            (
                                "stage__in",
                                (
                                    linli.matters.rules.Stage["DECLINED"],
                                    linli.matters.rules.Stage["MERGED"],
                                    linli.matters.rules.Stage["WITHDRAWN"],
                                    linli.matters.rules.Stage["CLOSED"],
                                ),
                            )
                        ),
                        fields=["kind", "-received_at", "-id"],
                        name="matters_ended_kind",
                    ),
                    models.Index(
                        condition=models.Q(
                            (
                                "stage__in",
                                (
                                    linli.matters.rules.Stage["DECLINED"],
                                    linli.matters.rules.Stage["MERGED"],
                                    linli.matters.rules.Stage["WITHDRAWN"],
                                    linli.matters.rules.Stage["CLOSED"],
                                ),
                            )
                        ),
                        fields=["unit", "-received_at", "-id"],
                        name="matters_ended_unit",
                    ),
                    models.Index(fields=["unit", "stage"], name="matters_unit_stage"),
                    models.Index(fields=["-received_at", "-id"], name="matters_newest"),
                    models.Index(
                        condition=models.Q(("is_public", True)), fields=["received_at"], name="matters_public"
                    ),
                    models.Index(
                        condition=models.Q(("merged_into__isnull", False)),
                        fields=["merged_into"],
                        name="matters_merged",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("erased_at", None),
                            (
                                "stage__in",
                                (
                                    linli.matters.rules.Stage["DECLINED"],
                                    linli.matters.rules.Stage["MERGED"],
                                    linli.matters.rules.Stage["WITHDRAWN"],
                                    linli.matters.rules.Stage["CLOSED"],
                                ),
                            ),
                        ),
                        fields=["closed_at"],
                        name="matters_unerased",
                    ),
                    models.Index(
                        condition=models.Q(("split_from__isnull", False)), fields=["split_from"], name="matters_split"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("number",), name="matters_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("source_id__isnull", False)),
                        fields=("source", "source_id"),
                        name="matters_source_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("merged_into__isnull", False), ("stage", linli.matters.rules.Stage["MERGED"])),
                            models.Q(
                                models.Q(("stage", linli.matters.rules.Stage["MERGED"]), _negated=True),
                                ("merged_into", None),
                            ),
                            _connector="OR",
                        ),
                        name="matters_merged_into",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stage", linli.matters.rules.Stage["DECLINED"]), _negated=True),
                            models.Q(("decline_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="matters_declined_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("given_due_at", None), ("counted_from__isnull", False), _connector="OR"),
                        name="matters_counted_from",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("paused_due_at", None), ("paused_at__isnull", False), _connector="OR"),
                        name="matters_paused_due",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lat", None), ("lon", None)),
                            models.Q(("lat__isnull", False), ("lon__isnull", False)),
                            _connector="OR",
                        ),
                        name="matters_whole_point",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LegalHold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "lifted_by",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="legal_holds", to="matters.matter"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at", None)), fields=("matter",), name="matters_one_legal_hold"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lifted_at", None), ("lifted_by", None)),
                            models.Q(("lifted_at__isnull", False), ("lifted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="matters_hold_lifted",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Exclusion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("asked", "asked"),
                            ("granted", "granted"),
                            ("refused", "refused"),
                            ("dropped", "dropped"),
                        ],
                        default=linli.matters.rules.AskStage["ASKED"],
                        max_length=10,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("outside_law", "outside_law"),
                            ("malicious_repeat", "malicious_repeat"),
                            ("in_court", "in_court"),
                            ("in_petition", "in_petition"),
                            ("unreachable", "unreachable"),
                        ],
                        max_length=20,
                    ),
                ),
                ("words", models.CharField(max_length=300)),
                ("asked_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("decision_words", models.CharField(blank=True, max_length=300)),
                ("appeal_until", models.DateTimeField(null=True)),
                (
                    "appeals",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appealed",
                        to="matters.exclusion",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                    "evidence",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.attachment",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orgs.organisation"
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="exclusions", to="matters.matter"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("stage", linli.matters.rules.AskStage["ASKED"])),
                        fields=["asked_at"],
                        name="matters_exclusion_open",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("stage", linli.matters.rules.AskStage["REFUSED"]), _negated=True),
                        fields=("matter", "unit"),
                        name="matters_one_exclusion",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at", None),
                                ("decided_by", None),
                                ("stage", linli.matters.rules.AskStage["ASKED"]),
                            ),
                            models.Q(
                                models.Q(("stage", linli.matters.rules.AskStage["ASKED"]), _negated=True),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="matters_exclusion_decided",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Check",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveSmallIntegerField()),
                ("passed", models.BooleanField()),
                ("words", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="checks", to="matters.matter"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("matter", "round"), name="matters_one_check_a_round")],
            },
        ),
        migrations.CreateModel(
            name="PauseCause",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("code", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=40)),
                ("name_en", models.CharField(blank=True, max_length=80)),
                ("told", models.CharField(max_length=120)),
                ("told_en", models.CharField(blank=True, max_length=200)),
                ("needs_decision", models.BooleanField(default=True)),
                ("needs_plan", models.BooleanField(default=False)),
                ("longest_days", models.PositiveSmallIntegerField()),
                ("review_days", models.PositiveSmallIntegerField(default=0)),
                ("order", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="matters_cause_dates",
                    ),
                    models.UniqueConstraint(fields=("code", "valid_from"), name="matters_cause_once_a_day"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Petition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=60)),
                ("came_on", models.DateField()),
                ("words", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="petitions", to="matters.matter"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("matter", "number"), name="matters_petition_once")],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ground", models.CharField(max_length=10)),
                ("met", models.JSONField(default=list)),
                ("word", models.CharField(blank=True, max_length=30)),
                ("at", models.DateTimeField()),
                ("taken", models.PositiveSmallIntegerField(null=True)),
                (
                    "matter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="proposal", to="matters.matter"
                    ),
                ),
                (
                    "row",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="duties.cataloguerow",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="duties.routingrule",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Reporter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("intent", models.UUIDField(unique=True)),
                ("joined", models.BooleanField(default=False)),
                ("name", linli.core.crypto.EncryptedField(blank=True, default="")),
                ("phone", linli.core.crypto.EncryptedField(blank=True, default="")),
                ("phone_index", models.CharField(blank=True, max_length=32)),
                ("at", models.DateTimeField()),
                ("forgotten_at", models.DateTimeField(null=True)),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reporters", to="matters.matter"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("person__isnull", False)), fields=["person"], name="matters_reporter_person"
                    ),
                    models.Index(fields=["phone_index"], name="matters_reporter_phone"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rating",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveSmallIntegerField()),
                ("solved", models.BooleanField()),
                ("satisfaction", models.PositiveSmallIntegerField(null=True)),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("nothing_done", "nothing_done"),
                            ("half_done", "half_done"),
                            ("came_back", "came_back"),
                            ("nobody_came", "nobody_came"),
                            ("answer_unclear", "answer_unclear"),
                        ],
                        max_length=20,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ratings", to="matters.matter"
                    ),
                ),
                (
                    "reporter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ratings", to="matters.reporter"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["at"], name="matters_rating_at")],
                "constraints": [
                    models.UniqueConstraint(fields=("reporter", "round"), name="matters_one_rating_a_round"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("satisfaction", None),
                            models.Q(("satisfaction__gte", 1), ("satisfaction__lte", 5)),
                            _connector="OR",
                        ),
                        name="matters_satisfaction_1_5",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("solved", True), models.Q(("reason", ""), _negated=True), _connector="OR"),
                        name="matters_unsolved_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CallBack",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveSmallIntegerField()),
                ("reached", models.BooleanField()),
                ("words", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="call_backs", to="matters.matter"
                    ),
                ),
                (
                    "rating",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="call_back",
                        to="matters.rating",
                    ),
                ),
                (
                    "reporter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="call_backs", to="matters.reporter"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reached", True), ("rating", None), _connector="OR"),
                        name="matters_unreached_unrated",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Retention",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                (
                    "what",
                    models.CharField(
                        choices=[("voice", "Voice"), ("photos", "Photos"), ("words", "Words")], max_length=10
                    ),
                ),
                ("days", models.PositiveSmallIntegerField()),
                ("days_unhandled", models.PositiveSmallIntegerField()),
                ("source", models.CharField(blank=True, max_length=120)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="matters_retention_dates",
                    ),
                    models.UniqueConstraint(fields=("what", "valid_from"), name="matters_retention_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReturnReason",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("code", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=40)),
                ("name_en", models.CharField(blank=True, max_length=80)),
                ("names_owner", models.BooleanField(default=True)),
                ("cites_list", models.BooleanField(default=False)),
                ("order", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="matters_reason_dates",
                    ),
                    models.UniqueConstraint(fields=("code", "valid_from"), name="matters_reason_once_a_day"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Terms",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                (
                    "urgency",
                    models.CharField(
                        choices=[
                            ("emergency", "Emergency"),
                            ("urgent", "Urgent"),
                            ("ordinary", "Ordinary"),
                            ("complex", "Complex"),
                        ],
                        max_length=10,
                    ),
                ),
                ("sign_amount", models.PositiveSmallIntegerField()),
                (
                    "sign_unit",
                    models.CharField(
                        choices=[
                            ("working_hours", "working_hours"),
                            ("working_days", "working_days"),
                            ("calendar_hours", "calendar_hours"),
                        ],
                        max_length=16,
                    ),
                ),
                ("contact_amount", models.PositiveSmallIntegerField()),
                (
                    "contact_unit",
                    models.CharField(
                        choices=[
                            ("working_hours", "working_hours"),
                            ("working_days", "working_days"),
                            ("calendar_hours", "calendar_hours"),
                        ],
                        max_length=16,
                    ),
                ),
                ("return_amount", models.PositiveSmallIntegerField()),
                (
                    "return_unit",
                    models.CharField(
                        choices=[
                            ("working_hours", "working_hours"),
                            ("working_days", "working_days"),
                            ("calendar_hours", "calendar_hours"),
                        ],
                        max_length=16,
                    ),
                ),
                ("extensions_most", models.PositiveSmallIntegerField()),
                ("extension_longest", models.PositiveSmallIntegerField()),
                ("urges_most", models.PositiveSmallIntegerField()),
                ("urge_gap_hours", models.PositiveSmallIntegerField()),
                ("source", models.CharField(blank=True, max_length=120)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="matters_terms_dates",
                    ),
                    models.UniqueConstraint(fields=("urgency", "valid_from"), name="matters_terms_once_a_day"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Urge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveSmallIntegerField()),
                ("words", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="urges", to="matters.matter"
                    ),
                ),
                (
                    "reporter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="urges", to="matters.reporter"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Voice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "attachment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.attachment"
                    ),
                ),
                (
                    "matter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="voice", to="matters.matter"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="WorkOrder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("leads", models.BooleanField()),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("dispatched", "dispatched"),
                            ("signed", "signed"),
                            ("in_hand", "in_hand"),
                            ("returning", "returning"),
                            ("done", "done"),
                            ("cancelled", "cancelled"),
                        ],
                        default=linli.matters.rules.OrderStage["DISPATCHED"],
                        max_length=10,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("task", models.CharField(blank=True, max_length=300)),
                ("limit_amount", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "limit_unit",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("working_hours", "working_hours"),
                            ("working_days", "working_days"),
                            ("calendar_hours", "calendar_hours"),
                        ],
                        max_length=16,
                    ),
                ),
                ("due_at", models.DateTimeField()),
                ("paused_at", models.DateTimeField(null=True)),
                ("paused_due_at", models.DateTimeField(null=True)),
                ("warn_at", models.DateTimeField(null=True)),
                ("dispatched_at", models.DateTimeField()),
                ("taken_up_at", models.DateTimeField(null=True)),
                ("sign_by", models.DateTimeField(null=True)),
                ("contact_by", models.DateTimeField(null=True)),
                ("signed_at", models.DateTimeField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "dispatched_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "done_by",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="orders", to="matters.matter"
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
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="orders", to="orgs.organisation"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            (
                                "stage__in",
                                (
                                    linli.matters.rules.OrderStage["DISPATCHED"],
                                    linli.matters.rules.OrderStage["SIGNED"],
                                    linli.matters.rules.OrderStage["IN_HAND"],
                                    linli.matters.rules.OrderStage["RETURNING"],
                                ),
                            )
                        ),
                        fields=["unit", "due_at"],
                        name="matters_order_open",
                    ),
                    models.Index(
                        condition=models.Q(
                            (
                                "stage__in",
                                (
                                    linli.matters.rules.OrderStage["DISPATCHED"],
                                    linli.matters.rules.OrderStage["SIGNED"],
                                    linli.matters.rules.OrderStage["IN_HAND"],
                                    linli.matters.rules.OrderStage["RETURNING"],
                                ),
                            )
                        ),
                        fields=["warn_at"],
                        name="matters_order_warn",
                    ),
                    models.Index(fields=["dispatched_at"], name="matters_order_sent"),
                    models.Index(fields=["sign_by"], name="matters_order_sign_by"),
                    models.Index(
                        condition=models.Q(("leads", True)), fields=["contact_by"], name="matters_order_contact_by"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("leads", True),
                            models.Q(("stage", linli.matters.rules.OrderStage["CANCELLED"]), _negated=True),
                        ),
                        fields=("matter",),
                        name="matters_one_lead",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("stage", linli.matters.rules.OrderStage["CANCELLED"]), _negated=True),
                        fields=("matter", "unit"),
                        name="matters_one_order_each",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("signed_at", None), ("signed_by", None)),
                            models.Q(("signed_at__isnull", False), ("signed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="matters_order_signed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at", None), ("done_by", None)),
                            models.Q(("done_at__isnull", False), ("done_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="matters_order_done",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("paused_due_at", None), ("paused_at__isnull", False), _connector="OR"),
                        name="matters_order_paused_due",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("limit_amount", None), ("limit_unit", "")),
                            models.Q(("limit_amount__gte", 1), models.Q(("limit_unit", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="matters_order_limit",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveSmallIntegerField()),
                ("words", models.TextField()),
                ("contacted_at", models.DateTimeField(null=True)),
                (
                    "spoken_to",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("reporter", "reporter"),
                            ("family", "family"),
                            ("agent", "agent"),
                            ("nobody", "nobody"),
                        ],
                        max_length=10,
                    ),
                ),
                ("finished_on", models.DateField(null=True)),
                ("without", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="matters.workorder"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("order", "round"), name="matters_one_answer_a_round")],
            },
        ),
        migrations.CreateModel(
            name="Alert",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due_at", models.DateTimeField()),
                ("at", models.DateTimeField()),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="matters.ladderstep"
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="alerts", to="matters.workorder"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("order", "step", "due_at"), name="matters_alerted_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="matters.workorder"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Photo",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "phase",
                    models.CharField(
                        choices=[
                            ("reported", "Reported"),
                            ("before", "Before"),
                            ("after", "After"),
                            ("checked", "Checked"),
                        ],
                        max_length=10,
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0)),
                (
                    "answer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photos",
                        to="matters.answer",
                    ),
                ),
                (
                    "attachment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.attachment"
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="photos", to="matters.matter"
                    ),
                ),
                (
                    "note",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photos",
                        to="matters.note",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Support",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("asked", "asked"),
                            ("granted", "granted"),
                            ("refused", "refused"),
                            ("dropped", "dropped"),
                        ],
                        default=linli.matters.rules.AskStage["ASKED"],
                        max_length=10,
                    ),
                ),
                ("words", models.CharField(max_length=300)),
                ("asked_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("decision_words", models.CharField(blank=True, max_length=300)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orgs.organisation"
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="supports", to="matters.workorder"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("stage", linli.matters.rules.AskStage["ASKED"])),
                        fields=["asked_at"],
                        name="matters_support_open",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("stage", linli.matters.rules.AskStage["ASKED"])),
                        fields=("order", "unit"),
                        name="matters_one_support",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decided_by", None), ("stage__in", ("asked", "dropped"))),
                            models.Q(
                                models.Q(("stage__in", ("asked", "dropped")), _negated=True),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="matters_support_decided",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Supervision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.CharField(max_length=300)),
                ("reply_by", models.DateTimeField()),
                ("issued_at", models.DateTimeField()),
                ("reply", models.CharField(blank=True, max_length=300)),
                ("replied_at", models.DateTimeField(null=True)),
                (
                    "alert",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supervision",
                        to="matters.alert",
                    ),
                ),
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
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="supervisions", to="matters.matter"
                    ),
                ),
                (
                    "replied_by",
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
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orgs.organisation"
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="supervisions", to="matters.workorder"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("replied_at", None)), fields=["reply_by"], name="matters_supervision_open"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("replied_at", None), ("replied_by", None)),
                            models.Q(("replied_at__isnull", False), ("replied_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="matters_supervision_reply",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Return",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("asked", "asked"),
                            ("granted", "granted"),
                            ("refused", "refused"),
                            ("dropped", "dropped"),
                        ],
                        default=linli.matters.rules.AskStage["ASKED"],
                        max_length=10,
                    ),
                ),
                ("words", models.CharField(max_length=300)),
                ("basis", models.CharField(max_length=200)),
                ("cites", models.CharField(blank=True, max_length=60)),
                ("asked_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("decision_words", models.CharField(blank=True, max_length=300)),
                ("stopped", models.BooleanField(default=False)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                    "owner",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orgs.organisation"
                    ),
                ),
                (
                    "sent_to",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orgs.organisation"
                    ),
                ),
                (
                    "reason",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="matters.returnreason"
                    ),
                ),
                (
                    "order",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="handed_back", to="matters.workorder"
                    ),
                ),
                (
                    "sent_as",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="came_of",
                        to="matters.workorder",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("stage", linli.matters.rules.AskStage["ASKED"])),
                        fields=["asked_at"],
                        name="matters_return_open",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at", None),
                                ("decided_by", None),
                                ("stage", linli.matters.rules.AskStage["ASKED"]),
                            ),
                            models.Q(
                                models.Q(("stage", linli.matters.rules.AskStage["ASKED"]), _negated=True),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="matters_return_decided",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Pause",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveSmallIntegerField()),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("asked", "asked"),
                            ("granted", "granted"),
                            ("refused", "refused"),
                            ("dropped", "dropped"),
                        ],
                        default=linli.matters.rules.AskStage["ASKED"],
                        max_length=10,
                    ),
                ),
                ("words", models.CharField(max_length=300)),
                ("plan", models.CharField(blank=True, max_length=300)),
                ("until_at", models.DateTimeField()),
                ("asked_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("decision_words", models.CharField(blank=True, max_length=300)),
                ("began_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("review_at", models.DateTimeField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "cause",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="matters.pausecause"
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="pauses", to="matters.workorder"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("began_at__isnull", False), ("ended_at", None)),
                        fields=["until_at"],
                        name="matters_pause_running",
                    ),
                    models.Index(
                        condition=models.Q(("review_at__isnull", False)),
                        fields=["review_at"],
                        name="matters_pause_review",
                    ),
                    models.Index(
                        condition=models.Q(("stage", linli.matters.rules.AskStage["ASKED"])),
                        fields=["asked_at"],
                        name="matters_pause_open",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None), ("stage__in", ("asked", "granted"))),
                        fields=("order",),
                        name="matters_one_pause",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at", None),
                            models.Q(("began_at__isnull", False), ("ended_at__gte", models.F("began_at"))),
                            _connector="OR",
                        ),
                        name="matters_pause_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ended_by", None), ("ended_at__isnull", False), _connector="OR"),
                        name="matters_pause_ended",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decided_by", None)),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="matters_pause_decided",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Extension",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveSmallIntegerField()),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("asked", "asked"),
                            ("granted", "granted"),
                            ("refused", "refused"),
                            ("dropped", "dropped"),
                        ],
                        default=linli.matters.rules.AskStage["ASKED"],
                        max_length=10,
                    ),
                ),
                ("amount", models.PositiveSmallIntegerField()),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("working_hours", "working_hours"),
                            ("working_days", "working_days"),
                            ("calendar_hours", "calendar_hours"),
                        ],
                        max_length=16,
                    ),
                ),
                ("words", models.CharField(max_length=300)),
                ("asked_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("decision_words", models.CharField(blank=True, max_length=300)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="extensions", to="matters.workorder"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("stage", linli.matters.rules.AskStage["ASKED"])),
                        fields=["asked_at"],
                        name="matters_extension_open",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("stage", linli.matters.rules.AskStage["ASKED"])),
                        fields=("order",),
                        name="matters_one_extension",
                    ),
                    models.CheckConstraint(condition=models.Q(("amount__gte", 1)), name="matters_extension_amount"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decided_by", None), ("stage__in", ("asked", "dropped"))),
                            models.Q(
                                models.Q(("stage__in", ("asked", "dropped")), _negated=True),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="matters_extension_decided",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Dispute",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.CharField(max_length=300)),
                ("opened_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
                ("settled_words", models.CharField(blank=True, max_length=300)),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "settled_on",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orgs.organisation"
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="disputes", to="matters.matter"
                    ),
                ),
                (
                    "handed_back",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="dispute", to="matters.return"
                    ),
                ),
                (
                    "order",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="dispute", to="matters.workorder"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("settled_at", None)), fields=["opened_at"], name="matters_dispute_open"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at", None), ("settled_by", None), ("settled_on", None)),
                            models.Q(
                                ("settled_at__isnull", False),
                                ("settled_by__isnull", False),
                                ("settled_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="matters_dispute_settled",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactTry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveSmallIntegerField()),
                ("reached", models.BooleanField()),
                ("tried_at", models.DateTimeField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contact_tries",
                        to="matters.workorder",
                    ),
                ),
            ],
        ),
    ]
