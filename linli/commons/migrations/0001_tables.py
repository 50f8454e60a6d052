"""Every table of the area as it stood when its first steps were drawn together."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import linli.commons.rules.lists
import linli.commons.rules.orders
import linli.core.crypto
import linli.places.hours


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("commons", "0001_menu_and_orders"),
        ("commons", "0002_three_lists"),
        ("commons", "0003_turn_cancelled"),
        ("commons", "0004_contacts"),
        ("commons", "0005_told_and_published"),
        ("commons", "0006_photos_of_what_was_done"),
        ("commons", "0007_gifts_and_model"),
    ]

    dependencies = [
        ("core", "0001_tables"),
        ("matters", "0001_tables"),
        ("orgs", "0001_tables"),
        ("people", "0001_tables"),
        ("places", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Fund",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort", models.CharField(choices=[("goods", "goods"), ("money", "money")], max_length=10)),
                ("title", models.CharField(max_length=60)),
                ("words", models.CharField(max_length=500)),
                ("measure", models.CharField(blank=True, max_length=10)),
                ("left", models.PositiveBigIntegerField(default=0)),
                ("added_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(blank=True, null=True)),
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
                "indexes": [
                    models.Index(fields=["-added_at", "-id"], name="commons_fund_newest"),
                    models.Index(
                        condition=models.Q(("published_at__isnull", False)),
                        fields=["-added_at", "-id"],
                        name="commons_fund_public",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "sort__in",
                                (linli.commons.rules.lists.Sort["GOODS"], linli.commons.rules.lists.Sort["MONEY"]),
                            )
                        ),
                        name="commons_fund_sort",
                    ),
                    models.CheckConstraint(condition=models.Q(("left__gte", 0)), name="commons_fund_left"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Gift",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=13, unique=True)),
                ("intent", models.UUIDField(unique=True)),
                ("amount", models.PositiveBigIntegerField()),
                ("name", linli.core.crypto.EncryptedField(blank=True, default="")),
                ("name_until", models.DateTimeField(blank=True, null=True)),
                ("given_at", models.DateTimeField()),
                ("struck_at", models.DateTimeField(blank=True, null=True)),
                ("struck_words", models.CharField(blank=True, max_length=500)),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="gifts", to="commons.fund"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("name_until__isnull", False)),
                        fields=["name_until"],
                        name="commons_gift_named",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount__gte", 1)), name="commons_gift_amount")
                ],
            },
        ),
        migrations.CreateModel(
            name="GiftUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("amount", models.PositiveBigIntegerField()),
                ("words", models.CharField(max_length=500)),
                ("at", models.DateTimeField()),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="uses", to="commons.fund"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount__gte", 1)), name="commons_use_amount")
                ],
            },
        ),
        migrations.CreateModel(
            name="MenuTerms",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("give_hours", models.PositiveSmallIntegerField()),
                ("answer_days", models.PositiveSmallIntegerField()),
                ("keep_days", models.PositiveSmallIntegerField()),
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
                        name="commons_terms_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answer_days__gte", 1), ("give_hours__gte", 1), ("keep_days__gte", 1)),
                        name="commons_terms_limits",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ModelPoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("code", models.CharField(max_length=30)),
                ("part", models.CharField(max_length=20)),
                ("part_en", models.CharField(blank=True, max_length=40)),
                ("name", models.CharField(max_length=60)),
                ("name_en", models.CharField(blank=True, max_length=100)),
                ("words", models.CharField(blank=True, max_length=200)),
                ("words_en", models.CharField(blank=True, max_length=300)),
                ("order", models.PositiveSmallIntegerField(default=0)),
                ("source", models.CharField(blank=True, max_length=60)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="commons_point_dates",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)), fields=("code",), name="commons_point_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NeedKind",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("code", models.CharField(max_length=30, unique=True)),
                ("name", models.CharField(max_length=30)),
                ("name_en", models.CharField(blank=True, max_length=60)),
                ("order", models.PositiveSmallIntegerField(default=0)),
                ("source", models.CharField(blank=True, max_length=60)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="commons_kind_dates",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PartnerList",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("made_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(blank=True, null=True)),
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
                "indexes": [
                    models.Index(fields=["community", "year"], name="commons_list_year"),
                    models.Index(
                        condition=models.Q(("published_at__isnull", False)),
                        fields=["-published_at", "-id"],
                        name="commons_list_public",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "community", "year"), name="commons_one_list_a_year")
                ],
            },
        ),
        migrations.CreateModel(
            name="PartnerDuty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=60)),
                ("times", models.PositiveSmallIntegerField()),
                ("promised_at", models.DateTimeField()),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="commons.needkind"
                    ),
                ),
                (
                    "list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="duties", to="commons.partnerlist"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("times__gte", 1)), name="commons_duty_times")
                ],
            },
        ),
        migrations.CreateModel(
            name="PartnerComment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("side", models.CharField(choices=[("community", "community"), ("unit", "unit")], max_length=10)),
                ("words", models.CharField(max_length=500)),
                ("at", models.DateTimeField()),
                (
                    "list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="comments", to="commons.partnerlist"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("list", "side"), name="commons_list_comment_once")],
            },
        ),
        migrations.CreateModel(
            name="Pause",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=20)),
                ("begun_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "begun_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.division"
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)), fields=("community", "code"), name="commons_one_pause"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_by", None)),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="commons_pause_ended",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PointWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=30)),
                (
                    "stage",
                    models.CharField(
                        choices=[("stands", "stands"), ("under_way", "under_way"), ("not_begun", "not_begun")],
                        max_length=10,
                    ),
                ),
                ("words", models.CharField(max_length=500)),
                ("at", models.DateTimeField()),
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
                "constraints": [models.UniqueConstraint(fields=("community", "code"), name="commons_one_word_a_point")],
            },
        ),
        migrations.CreateModel(
            name="Project",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=60)),
                ("words", models.CharField(blank=True, max_length=500)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("running", "running"),
                            ("done", "done"),
                            ("stopped", "stopped"),
                        ],
                        default=linli.commons.rules.lists.ProjectStage["PLANNED"],
                        max_length=10,
                    ),
                ),
                ("result", models.CharField(blank=True, max_length=500)),
                ("added_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.division"
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="commons.needkind"
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
                "indexes": [models.Index(fields=["-added_at", "-id"], name="commons_project_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="commons_project_dates"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Need",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("place", models.CharField(max_length=15)),
                ("title", models.CharField(max_length=60)),
                ("words", models.CharField(blank=True, max_length=500)),
                ("lon", models.FloatField(blank=True, null=True)),
                ("lat", models.FloatField(blank=True, null=True)),
                ("wanted_by", models.DateField(blank=True, null=True)),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("typed", "typed"),
                            ("matter", "matter"),
                            ("visit", "visit"),
                            ("meeting", "meeting"),
                            ("file", "file"),
                        ],
                        max_length=10,
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=60)),
                (
                    "stage",
                    models.CharField(
                        choices=[("open", "open"), ("taken", "taken"), ("met", "met"), ("withdrawn", "withdrawn")],
                        default=linli.commons.rules.lists.NeedStage["OPEN"],
                        max_length=10,
                    ),
                ),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[(12, "community"), (9, "town"), (6, "county")],
                        default=linli.commons.rules.lists.Level["COMMUNITY"],
                    ),
                ),
                ("rise_at", models.DateTimeField(blank=True, null=True)),
                ("added_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_words", models.CharField(blank=True, max_length=500)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.division"
                    ),
                ),
                (
                    "contact",
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="matters.matter",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orgs.organisation"
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="commons.needkind"
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs",
                        to="commons.project",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["place", "-added_at", "-id"], name="commons_need_place"),
                    models.Index(fields=["-added_at", "-id"], name="commons_need_newest"),
                    models.Index(
                        condition=models.Q(("stage", linli.commons.rules.lists.NeedStage["OPEN"])),
                        fields=["place"],
                        name="commons_need_open",
                    ),
                    models.Index(
                        condition=models.Q(("stage", linli.commons.rules.lists.NeedStage["OPEN"])),
                        fields=["rise_at"],
                        name="commons_need_rises",
                    ),
                    models.Index(
                        condition=models.Q(("published_at__isnull", False)),
                        fields=["-added_at", "-id"],
                        name="commons_need_public",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lat", None), ("lon", None)),
                            models.Q(("lat__isnull", False), ("lon__isnull", False)),
                            _connector="OR",
                        ),
                        name="commons_need_point",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_at", None),
                                (
                                    "stage__in",
                                    (
                                        linli.commons.rules.lists.NeedStage["OPEN"],
                                        linli.commons.rules.lists.NeedStage["TAKEN"],
                                    ),
                                ),
                            ),
                            models.Q(
                                models.Q(
                                    (
                                        "stage__in",
                                        (
                                            linli.commons.rules.lists.NeedStage["OPEN"],
                                            linli.commons.rules.lists.NeedStage["TAKEN"],
                                        ),
                                    ),
                                    _negated=True,
                                ),
                                ("ended_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="commons_need_ended",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("origin", linli.commons.rules.lists.Origin["MATTER"]), _negated=True),
                            ("matter__isnull", False),
                            _connector="OR",
                        ),
                        name="commons_need_matter",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("matter__isnull", False),
                            (
                                "stage__in",
                                (
                                    linli.commons.rules.lists.NeedStage["OPEN"],
                                    linli.commons.rules.lists.NeedStage["TAKEN"],
                                ),
                            ),
                        ),
                        fields=("matter",),
                        name="commons_matter_listed_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NeedPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "sort",
                    models.CharField(
                        choices=[
                            ("venue", "venue"),
                            ("people", "people"),
                            ("service", "service"),
                            ("goods", "goods"),
                            ("money", "money"),
                        ],
                        max_length=10,
                    ),
                ),
                ("what", models.CharField(max_length=60)),
                ("amount", models.PositiveIntegerField()),
                ("measure", models.CharField(blank=True, max_length=10)),
                ("taken", models.PositiveIntegerField(default=0)),
                (
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="commons.need"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount__gte", 1)), name="commons_part_amount"),
                    models.CheckConstraint(
                        condition=models.Q(("taken__lte", models.F("amount"))), name="commons_part_taken"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("amount", models.PositiveIntegerField()),
                ("words", models.CharField(blank=True, max_length=500)),
                ("promised_on", models.DateField()),
                (
                    "stage",
                    models.CharField(
                        choices=[("promised", "promised"), ("delivered", "delivered"), ("given_up", "given_up")],
                        default=linli.commons.rules.lists.ClaimStage["PROMISED"],
                        max_length=10,
                    ),
                ),
                ("claimed_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_words", models.CharField(blank=True, max_length=500)),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
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
                    "part",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="claims", to="commons.needpart"
                    ),
                ),
                (
                    "duty",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="commons.partnerduty",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["unit", "-claimed_at", "-id"], name="commons_claim_unit")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount__gte", 1)), name="commons_claim_amount"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("stage", linli.commons.rules.lists.ClaimStage["PROMISED"])),
                            models.Q(
                                models.Q(("stage", linli.commons.rules.lists.ClaimStage["PROMISED"]), _negated=True),
                                ("ended_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="commons_claim_ended",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("stage", linli.commons.rules.lists.ClaimStage["PROMISED"])),
                        fields=("part", "unit"),
                        name="commons_claimed_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Progress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.CharField(max_length=500)),
                ("at", models.DateTimeField()),
                (
                    "claim",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="progress",
                        to="commons.claim",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orgs.organisation"
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="progress",
                        to="commons.project",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("claim", None), ("project__isnull", False)),
                            models.Q(("claim__isnull", False), ("project", None)),
                            _connector="OR",
                        ),
                        name="commons_progress_of_one",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Photo",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("shown_at", models.DateTimeField(blank=True, null=True)),
                (
                    "attachment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.attachment"
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photos",
                        to="commons.claim",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orgs.organisation"
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photos",
                        to="commons.project",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("claim", None), ("project__isnull", False)),
                            models.Q(("claim__isnull", False), ("project", None)),
                            _connector="OR",
                        ),
                        name="commons_photo_of_one",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Resource",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("uid", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("place", models.CharField(max_length=15)),
                (
                    "sort",
                    models.CharField(
                        choices=[
                            ("venue", "venue"),
                            ("people", "people"),
                            ("service", "service"),
                            ("goods", "goods"),
                            ("money", "money"),
                        ],
                        max_length=10,
                    ),
                ),
                ("title", models.CharField(max_length=60)),
                ("words", models.CharField(blank=True, max_length=500)),
                ("conditions", models.CharField(blank=True, max_length=500)),
                ("capacity", models.PositiveIntegerField()),
                ("measure", models.CharField(blank=True, max_length=10)),
                ("used", models.PositiveIntegerField(default=0)),
                ("bookings_made", models.PositiveIntegerField(default=0)),
                ("hours", models.CharField(blank=True, max_length=400)),
                ("changed_days", models.CharField(blank=True, max_length=400)),
                (
                    "holidays",
                    models.CharField(
                        choices=[("as_usual", "as_usual"), ("closed", "closed"), ("office", "office")],
                        default=linli.places.hours.Holidays["AS_USUAL"],
                        max_length=10,
                    ),
                ),
                ("lon", models.FloatField(blank=True, null=True)),
                ("lat", models.FloatField(blank=True, null=True)),
                ("added_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.division"
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="commons.needkind"
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
                "indexes": [
                    models.Index(fields=["place", "-added_at", "-id"], name="commons_resource_place"),
                    models.Index(fields=["-added_at", "-id"], name="commons_resource_newest"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="commons_resource_dates",
                    ),
                    models.CheckConstraint(condition=models.Q(("capacity__gte", 1)), name="commons_resource_capacity"),
                    models.CheckConstraint(
                        condition=models.Q(("used__lte", models.F("capacity"))), name="commons_resource_used"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lat", None), ("lon", None)),
                            models.Q(("lat__isnull", False), ("lon__isnull", False)),
                            _connector="OR",
                        ),
                        name="commons_resource_point",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Booking",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("begins_at", models.DateTimeField(blank=True, null=True)),
                ("ends_at", models.DateTimeField(blank=True, null=True)),
                ("amount", models.PositiveIntegerField()),
                ("words", models.CharField(blank=True, max_length=500)),
                (
                    "stage",
                    models.CharField(
                        choices=[("booked", "booked"), ("used", "used"), ("called_off", "called_off")],
                        default=linli.commons.rules.lists.BookingStage["BOOKED"],
                        max_length=10,
                    ),
                ),
                ("booked_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_words", models.CharField(blank=True, max_length=500)),
                (
                    "booker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orgs.organisation"
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "need",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bookings",
                        to="commons.need",
                    ),
                ),
                (
                    "resource",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="bookings", to="commons.resource"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["resource", "ends_at"], name="commons_booking_ends")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount__gte", 1)), name="commons_booking_amount"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("begins_at", None), ("ends_at", None)),
                            ("ends_at__gt", models.F("begins_at")),
                            _connector="OR",
                        ),
                        name="commons_booking_span",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("stage", linli.commons.rules.lists.BookingStage["BOOKED"])),
                            models.Q(
                                models.Q(("stage", linli.commons.rules.lists.BookingStage["BOOKED"]), _negated=True),
                                ("ended_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="commons_booking_ended",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("stage", linli.commons.rules.lists.BookingStage["BOOKED"])),
                        fields=("resource", "booker", "begins_at"),
                        name="commons_booked_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("begins_at", None), ("stage", linli.commons.rules.lists.BookingStage["BOOKED"])
                        ),
                        fields=("resource", "booker"),
                        name="commons_used_up_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RiseTerm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("level", models.PositiveSmallIntegerField(choices=[(12, "community"), (9, "town"), (6, "county")])),
                ("days", models.PositiveSmallIntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="commons_rise_dates",
                    ),
                    models.CheckConstraint(condition=models.Q(("days__gte", 1)), name="commons_rise_days"),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)), fields=("level",), name="commons_one_open_rise"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Service",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("code", models.CharField(max_length=20)),
                ("order", models.PositiveSmallIntegerField()),
                (
                    "form",
                    models.CharField(
                        choices=[("menu", "menu"), ("group", "group"), ("custom", "custom")], max_length=6
                    ),
                ),
                (
                    "sort",
                    models.CharField(
                        choices=[
                            ("repair", "repair"),
                            ("housework", "housework"),
                            ("health", "health"),
                            ("elders", "elders"),
                            ("children", "children"),
                            ("company", "company"),
                            ("errands", "errands"),
                            ("law", "law"),
                            ("jobs", "jobs"),
                            ("learning", "learning"),
                            ("culture", "culture"),
                            ("safety", "safety"),
                            ("green", "green"),
                            ("firms", "firms"),
                        ],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=40)),
                ("name_en", models.CharField(max_length=80)),
                ("words", models.CharField(max_length=200)),
                ("words_en", models.CharField(max_length=300)),
                (
                    "whom",
                    models.CharField(
                        choices=[
                            ("everybody", "everybody"),
                            ("elders", "elders"),
                            ("children", "children"),
                            ("families", "families"),
                            ("disabled", "disabled"),
                            ("carers", "carers"),
                            ("job_seekers", "job_seekers"),
                            ("new_jobs", "new_jobs"),
                            ("low_income", "low_income"),
                            ("veterans", "veterans"),
                            ("firms", "firms"),
                            ("newcomers", "newcomers"),
                        ],
                        max_length=12,
                    ),
                ),
                ("papers", models.CharField(blank=True, max_length=120)),
                ("papers_en", models.CharField(blank=True, max_length=200)),
                ("price_fen", models.PositiveIntegerField()),
                ("price_each", models.CharField(blank=True, max_length=20)),
                ("price_each_en", models.CharField(blank=True, max_length=30)),
                ("minutes", models.PositiveSmallIntegerField()),
                ("place", models.CharField(choices=[("home", "home"), ("site", "site")], max_length=4)),
                ("units", models.JSONField(default=list)),
                ("accept_hours", models.PositiveSmallIntegerField()),
                ("days", models.PositiveSmallIntegerField()),
                ("source", models.CharField(blank=True, max_length=120)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="commons_service_dates",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)), fields=("code",), name="commons_service_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("accept_hours__gte", 1), ("days__gte", 1)), name="commons_service_limits"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GroupDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "stage",
                    models.CharField(
                        choices=[("planned", "planned"), ("held", "held"), ("called_off", "called_off")],
                        default=linli.commons.rules.orders.GroupStage["PLANNED"],
                        max_length=10,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("place", models.CharField(max_length=120)),
                ("words", models.CharField(blank=True, max_length=300)),
                ("seats", models.PositiveSmallIntegerField()),
                ("taken", models.PositiveSmallIntegerField(default=0)),
                ("outcome", models.CharField(blank=True, max_length=200)),
                ("planned_at", models.DateTimeField()),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.division"
                    ),
                ),
                (
                    "planned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="group_days", to="commons.service"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["community", "starts_at"], name="commons_group_when")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="commons_group_hours"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("seats__gte", 1), ("taken__lte", models.F("seats"))),
                        name="commons_group_seats",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GroupPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("comes", models.BooleanField(null=True)),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_hands", "no_hands"),
                            ("not_ours", "not_ours"),
                            ("needs_licence", "needs_licence"),
                            ("no_time", "no_time"),
                            ("unreachable", "unreachable"),
                            ("unsafe", "unsafe"),
                        ],
                        max_length=15,
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="parts", to="commons.groupday"
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
                    models.UniqueConstraint(fields=("group", "unit"), name="commons_one_part_each"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at", None), ("answered_by", None), ("comes", None)),
                            models.Q(
                                ("answered_at__isnull", False), ("answered_by__isnull", False), ("comes__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="commons_part_answered",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ServiceOrder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=13, unique=True)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("to_give", "to_give"),
                            ("offered", "offered"),
                            ("accepted", "accepted"),
                            ("delivered", "delivered"),
                            ("received", "received"),
                            ("closed", "closed"),
                            ("cancelled", "cancelled"),
                            ("refused", "refused"),
                        ],
                        default=linli.commons.rules.orders.Stage["TO_GIVE"],
                        max_length=10,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("round", models.PositiveSmallIntegerField(default=1)),
                ("channel", models.CharField(choices=[("web", "web"), ("desk", "desk")], max_length=4)),
                ("intent", models.UUIDField(unique=True)),
                ("name", linli.core.crypto.EncryptedField(blank=True, default="")),
                ("phone", linli.core.crypto.EncryptedField(blank=True, default="")),
                ("address", linli.core.crypto.EncryptedField(blank=True, default="")),
                ("words", linli.core.crypto.EncryptedField(blank=True, default="")),
                ("phone_index", models.CharField(blank=True, max_length=32)),
                ("by_sms", models.BooleanField(default=False)),
                ("wanted_on", models.DateField(null=True)),
                (
                    "part_of_day",
                    models.CharField(
                        blank=True,
                        choices=[("", ""), ("morning", "morning"), ("afternoon", "afternoon"), ("evening", "evening")],
                        max_length=10,
                    ),
                ),
                ("placed_at", models.DateTimeField()),
                ("promised_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
                ("agreed_at", models.DateTimeField(null=True)),
                ("delivered_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("outcome", models.CharField(blank=True, max_length=200)),
                ("satisfaction", models.PositiveSmallIntegerField(null=True)),
                ("rating", models.CharField(blank=True, max_length=200)),
                ("rated_at", models.DateTimeField(null=True)),
                ("forget_at", models.DateTimeField(null=True)),
                ("forgotten_at", models.DateTimeField(null=True)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.division"
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="orders",
                        to="commons.groupday",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="service_orders",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="orders", to="commons.service"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="service_orders",
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
                                    linli.commons.rules.orders.Stage["TO_GIVE"],
                                    linli.commons.rules.orders.Stage["OFFERED"],
                                    linli.commons.rules.orders.Stage["ACCEPTED"],
                                    linli.commons.rules.orders.Stage["DELIVERED"],
                                ),
                            )
                        ),
                        fields=["community", "due_at", "id"],
                        name="commons_order_place",
                    ),
                    models.Index(
                        condition=models.Q(
                            (
                                "stage__in",
                                (
                                    linli.commons.rules.orders.Stage["TO_GIVE"],
                                    linli.commons.rules.orders.Stage["OFFERED"],
                                    linli.commons.rules.orders.Stage["ACCEPTED"],
                                    linli.commons.rules.orders.Stage["DELIVERED"],
                                ),
                            )
                        ),
                        fields=["unit", "due_at", "id"],
                        name="commons_order_unit_open",
                    ),
                    models.Index(
                        condition=models.Q(
                            (
                                "stage__in",
                                (
                                    linli.commons.rules.orders.Stage["RECEIVED"],
                                    linli.commons.rules.orders.Stage["CLOSED"],
                                    linli.commons.rules.orders.Stage["CANCELLED"],
                                    linli.commons.rules.orders.Stage["REFUSED"],
                                ),
                            )
                        ),
                        fields=["community", "-ended_at", "-id"],
                        name="commons_order_ended",
                    ),
                    models.Index(
                        condition=models.Q(
                            (
                                "stage__in",
                                (
                                    linli.commons.rules.orders.Stage["RECEIVED"],
                                    linli.commons.rules.orders.Stage["CLOSED"],
                                    linli.commons.rules.orders.Stage["CANCELLED"],
                                    linli.commons.rules.orders.Stage["REFUSED"],
                                ),
                            )
                        ),
                        fields=["unit", "-ended_at", "-id"],
                        name="commons_order_unit_ended",
                    ),
                    models.Index(
                        condition=models.Q(
                            (
                                "stage__in",
                                (
                                    linli.commons.rules.orders.Stage["TO_GIVE"],
                                    linli.commons.rules.orders.Stage["OFFERED"],
                                    linli.commons.rules.orders.Stage["ACCEPTED"],
                                    linli.commons.rules.orders.Stage["DELIVERED"],
                                ),
                            )
                        ),
                        fields=["stage", "due_at"],
                        name="commons_order_due",
                    ),
                    models.Index(
                        condition=models.Q(("forget_at__isnull", False), ("forgotten_at", None)),
                        fields=["forget_at"],
                        name="commons_order_kept",
                    ),
                    models.Index(
                        condition=models.Q(("person__isnull", False)), fields=["person"], name="commons_order_person"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "stage__in",
                                    (
                                        linli.commons.rules.orders.Stage["OFFERED"],
                                        linli.commons.rules.orders.Stage["ACCEPTED"],
                                        linli.commons.rules.orders.Stage["DELIVERED"],
                                    ),
                                ),
                                ("unit__isnull", False),
                            ),
                            models.Q(
                                ("group", None), ("stage", linli.commons.rules.orders.Stage["TO_GIVE"]), ("unit", None)
                            ),
                            (
                                "stage__in",
                                (
                                    linli.commons.rules.orders.Stage["RECEIVED"],
                                    linli.commons.rules.orders.Stage["CLOSED"],
                                    linli.commons.rules.orders.Stage["CANCELLED"],
                                    linli.commons.rules.orders.Stage["REFUSED"],
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="commons_order_unit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("due_at__isnull", False),
                                ("ended_at", None),
                                ("forget_at", None),
                                (
                                    "stage__in",
                                    (
                                        linli.commons.rules.orders.Stage["TO_GIVE"],
                                        linli.commons.rules.orders.Stage["OFFERED"],
                                        linli.commons.rules.orders.Stage["ACCEPTED"],
                                        linli.commons.rules.orders.Stage["DELIVERED"],
                                    ),
                                ),
                            ),
                            models.Q(
                                ("due_at", None),
                                ("ended_at__isnull", False),
                                ("forget_at__isnull", False),
                                (
                                    "stage__in",
                                    (
                                        linli.commons.rules.orders.Stage["RECEIVED"],
                                        linli.commons.rules.orders.Stage["CLOSED"],
                                        linli.commons.rules.orders.Stage["CANCELLED"],
                                        linli.commons.rules.orders.Stage["REFUSED"],
                                    ),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="commons_order_ends",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("satisfaction", None),
                            models.Q(("satisfaction__gte", 1), ("satisfaction__lte", 5)),
                            _connector="OR",
                        ),
                        name="commons_order_marks",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Turn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("begun_at", models.DateTimeField()),
                (
                    "end",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("accepted", "accepted"),
                            ("declined", "declined"),
                            ("silent", "silent"),
                            ("given_up", "given_up"),
                            ("taken", "taken"),
                            ("cancelled", "cancelled"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_hands", "no_hands"),
                            ("not_ours", "not_ours"),
                            ("needs_licence", "needs_licence"),
                            ("no_time", "no_time"),
                            ("unreachable", "unreachable"),
                            ("unsafe", "unsafe"),
                        ],
                        max_length=15,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=200)),
                ("ended_at", models.DateTimeField(null=True)),
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
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="turns", to="commons.serviceorder"
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
                        condition=models.Q(("ended_at", None)), fields=("order",), name="commons_one_turn"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end", ""), ("ended_at", None), ("ended_by", None)),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("ended_by__isnull", False),
                                models.Q(("end", ""), _negated=True),
                            ),
                            models.Q(
                                (
                                    "end__in",
                                    (
                                        linli.commons.rules.orders.End["SILENT"],
                                        linli.commons.rules.orders.End["CANCELLED"],
                                    ),
                                ),
                                ("ended_at__isnull", False),
                                ("ended_by", None),
                            ),
                            _connector="OR",
                        ),
                        name="commons_turn_ended",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "end__in",
                                    (
                                        linli.commons.rules.orders.End["DECLINED"],
                                        linli.commons.rules.orders.End["GIVEN_UP"],
                                    ),
                                ),
                                _negated=True,
                            ),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="commons_turn_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Verdict",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("side", models.CharField(choices=[("community", "community"), ("unit", "unit")], max_length=10)),
                ("met", models.BooleanField()),
                ("words", models.CharField(max_length=500)),
                ("at", models.DateTimeField()),
                (
                    "booking",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verdicts",
                        to="commons.booking",
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verdicts",
                        to="commons.claim",
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
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("booking__isnull", False), ("claim", None)),
                            models.Q(("booking", None), ("claim__isnull", False)),
                            _connector="OR",
                        ),
                        name="commons_verdict_of_one",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("claim__isnull", False)),
                        fields=("claim", "side"),
                        name="commons_claim_judged_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("booking__isnull", False)),
                        fields=("booking", "side"),
                        name="commons_booking_judged",
                    ),
                ],
            },
        ),
    ]
