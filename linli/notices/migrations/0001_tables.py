"""Every table of the area as it stood when its first steps were drawn together."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import linli.core.crypto
import linli.notices.rules


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("notices", "0001_choices_phones_notices"),
        ("notices", "0002_service_orders"),
        ("notices", "0003_shifts"),
        ("notices", "0004_report_ins"),
        ("notices", "0005_without_account"),
    ]

    dependencies = [
        ("commons", "0001_tables"),
        ("matters", "0001_tables"),
        ("people", "0001_tables"),
        ("volunteering", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Bookmark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first_id", models.BigIntegerField()),
                ("entry_id", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Heard",
            fields=[
                ("entry_id", models.BigIntegerField(primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name="Choice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("way", models.CharField(choices=[("push", "push"), ("sms", "sms"), ("visit", "visit")], max_length=5)),
                ("wording", models.CharField(max_length=200)),
                ("language", models.CharField(max_length=8)),
                ("chosen_at", models.DateTimeField()),
                (
                    "person",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notice_choice",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reporter",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notice_choice",
                        to="matters.reporter",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("person__isnull", False), ("reporter", None)),
                            models.Q(("person", None), ("reporter__isnull", False)),
                            _connector="OR",
                        ),
                        name="notices_choice_of_one",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Subscription",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("endpoint", linli.core.crypto.EncryptedField(blank=True)),
                ("endpoint_index", models.CharField(max_length=32)),
                ("p256dh", linli.core.crypto.EncryptedField(blank=True)),
                ("auth", linli.core.crypto.EncryptedField(blank=True)),
                ("service", models.CharField(max_length=100)),
                ("begun_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "choice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="subscriptions", to="notices.choice"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at", None)), fields=["endpoint_index"], name="notices_live_endpoint"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("choice", "endpoint_index"),
                        name="notices_one_live_phone",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("entry_id", models.BigIntegerField()),
                (
                    "told",
                    models.CharField(
                        choices=[
                            ("accepted", "accepted"),
                            ("declined", "declined"),
                            ("extended", "extended"),
                            ("paused", "paused"),
                            ("resumed", "resumed"),
                            ("answered", "answered"),
                            ("closed", "closed"),
                            ("reopened", "reopened"),
                            ("overdue", "overdue"),
                            ("order", "order"),
                            ("near", "near"),
                            ("taken_on", "taken_on"),
                            ("timed", "timed"),
                            ("brought", "brought"),
                            ("again", "again"),
                            ("unserved", "unserved"),
                            ("asked", "asked"),
                            ("reminded", "reminded"),
                            ("moved_up", "moved_up"),
                            ("off", "off"),
                            ("stands", "stands"),
                            ("refused", "refused"),
                            ("disowned", "disowned"),
                            ("ending", "ending"),
                            ("task", "task"),
                            ("comment", "comment"),
                        ],
                        max_length=8,
                    ),
                ),
                ("way", models.CharField(choices=[("push", "push"), ("sms", "sms"), ("visit", "visit")], max_length=5)),
                ("service", models.CharField(max_length=100)),
                ("said", models.JSONField(default=dict)),
                ("is_urgent", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[("ready", "ready"), ("sent", "sent"), ("failed", "failed"), ("moot", "moot")],
                        default=linli.notices.rules.State["READY"],
                        max_length=6,
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("error", models.CharField(blank=True, max_length=100)),
                ("made_at", models.DateTimeField()),
                ("next_at", models.DateTimeField()),
                ("tried_at", models.DateTimeField(null=True)),
                ("sent_at", models.DateTimeField(null=True)),
                (
                    "matter",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="matters.matter",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report_in",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="volunteering.reportin",
                    ),
                ),
                (
                    "reporter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="matters.reporter",
                    ),
                ),
                (
                    "service_order",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commons.serviceorder",
                    ),
                ),
                (
                    "shift",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="volunteering.shift",
                    ),
                ),
                (
                    "subscription",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="notices.subscription",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", linli.notices.rules.State["READY"])),
                        fields=["next_at", "id"],
                        name="notices_due",
                    ),
                    models.Index(
                        condition=models.Q(("way", linli.notices.rules.Way["SMS"])),
                        fields=["tried_at"],
                        name="notices_sms_tried",
                    ),
                    models.Index(fields=["made_at"], name="notices_made"),
                    models.Index(fields=["state", "-id"], name="notices_state"),
                    models.Index(
                        condition=models.Q(("report_in__isnull", False)),
                        fields=["report_in"],
                        name="notices_of_report_in",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("subscription__isnull", False)),
                        fields=("entry_id", "subscription"),
                        name="notices_one_a_phone",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("person__isnull", False), ("subscription", None)),
                        fields=("entry_id", "person"),
                        name="notices_one_a_person",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("person", None), ("subscription", None)),
                        fields=("entry_id", "reporter"),
                        name="notices_one_a_reporter",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("person", None), ("reporter", None), ("subscription", None)),
                        fields=("entry_id",),
                        name="notices_one_without_account",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("matter__isnull", False),
                                ("report_in__isnull", True),
                                ("service_order__isnull", True),
                                ("shift__isnull", True),
                            ),
                            models.Q(
                                models.Q(
                                    ("matter__isnull", True),
                                    ("report_in__isnull", True),
                                    ("service_order__isnull", False),
                                    ("shift__isnull", True),
                                ),
                                ("reporter", None),
                            ),
                            models.Q(
                                models.Q(
                                    models.Q(
                                        ("matter__isnull", True),
                                        ("report_in__isnull", True),
                                        ("service_order__isnull", True),
                                        ("shift__isnull", False),
                                    ),
                                    models.Q(
                                        ("matter__isnull", True),
                                        ("report_in__isnull", False),
                                        ("service_order__isnull", True),
                                        ("shift__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                ("person__isnull", False),
                                ("reporter", None),
                            ),
                            _connector="OR",
                        ),
                        name="notices_about_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("subscription__isnull", False), ("way", linli.notices.rules.Way["PUSH"])),
                            models.Q(("subscription", None), ("way", linli.notices.rules.Way["SMS"])),
                            _connector="OR",
                        ),
                        name="notices_push_to_a_phone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reporter__isnull", False),
                            ("person__isnull", False),
                            ("service_order__isnull", False),
                            _connector="OR",
                        ),
                        name="notices_to_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at__isnull", False), ("state", linli.notices.rules.State["SENT"])),
                            models.Q(
                                models.Q(("state", linli.notices.rules.State["SENT"]), _negated=True), ("sent_at", None)
                            ),
                            _connector="OR",
                        ),
                        name="notices_sent_when",
                    ),
                ],
            },
        ),
    ]
