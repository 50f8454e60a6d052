"""Every table of the area as it stood when its first steps were drawn together."""

import django.db.models.deletion
from django.db import migrations, models

import linli.core.crypto
import linli.exchange.rules


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("exchange", "0001_orders_keys_hand_offs"),
        ("exchange", "0002_pauses_are_told"),
        ("exchange", "0003_how_far_the_log_was_read"),
    ]

    dependencies = [
        ("duties", "0001_tables"),
        ("matters", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Bookmark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("entry_id", models.BigIntegerField()),
                ("order_id", models.BigIntegerField()),
                ("whole_on", models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name="Partner",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=20, unique=True)),
                ("name", models.CharField(max_length=60)),
                ("push_to", models.CharField(blank=True, max_length=300)),
                ("opened_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Order",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=60)),
                ("digest", models.CharField(max_length=64)),
                ("told", models.JSONField(default=dict)),
                ("due_at", models.DateTimeField(null=True)),
                ("taken_at", models.DateTimeField()),
                ("hears_until", models.DateTimeField(null=True)),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="matters.matter"
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="orders", to="exchange.partner"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["hears_until"], name="exchange_order_hears"),
                    models.Index(fields=["-taken_at", "-id"], name="exchange_order_newest"),
                ],
                "constraints": [models.UniqueConstraint(fields=("partner", "number"), name="exchange_order_once")],
            },
        ),
        migrations.CreateModel(
            name="Key",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=30, unique=True)),
                (
                    "method",
                    models.CharField(
                        choices=[("hmac-sha256", "hmac-sha256"), ("ed25519", "ed25519"), ("open311", "open311")],
                        max_length=12,
                    ),
                ),
                ("secret", linli.core.crypto.EncryptedField(blank=True, default="")),
                ("public", models.CharField(blank=True, max_length=64)),
                ("digest", models.CharField(blank=True, db_index=True, max_length=64)),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="keys", to="exchange.partner"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ClassRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60)),
                ("limit_amount", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("limit_unit", models.CharField(blank=True, max_length=15)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                (
                    "kind",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="duties.kind"),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="classes", to="exchange.partner"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("partner", "name", "valid_from"), name="exchange_class_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("limit_amount", None), ("limit_unit", "")),
                            models.Q(("limit_amount__isnull", False), models.Q(("limit_unit", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="exchange_class_whole_limit",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Nonce",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("nonce", models.CharField(max_length=64)),
                ("at", models.DateTimeField(db_index=True)),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="nonces", to="exchange.key"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("key", "nonce"), name="exchange_nonce_once")],
            },
        ),
        migrations.CreateModel(
            name="HandOff",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("entry_id", models.BigIntegerField()),
                (
                    "event",
                    models.CharField(
                        choices=[
                            ("accepted", "accepted"),
                            ("returned", "returned"),
                            ("merged", "merged"),
                            ("dispatched", "dispatched"),
                            ("extended", "extended"),
                            ("paused", "paused"),
                            ("resumed", "resumed"),
                            ("answered", "answered"),
                            ("reopened", "reopened"),
                            ("closed", "closed"),
                            ("call_back", "call_back"),
                            ("withdrawn", "withdrawn"),
                        ],
                        max_length=10,
                    ),
                ),
                ("body", models.JSONField()),
                (
                    "state",
                    models.CharField(
                        choices=[("ready", "ready"), ("sent", "sent"), ("failed", "failed"), ("moot", "moot")],
                        default=linli.exchange.rules.State["READY"],
                        max_length=6,
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("error", models.CharField(blank=True, max_length=200)),
                ("made_at", models.DateTimeField()),
                ("next_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="hand_offs", to="exchange.order"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", linli.exchange.rules.State["READY"])),
                        fields=["next_at", "id"],
                        name="exchange_hand_off_due",
                    ),
                    models.Index(fields=["state", "-id"], name="exchange_hand_off_state"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("order", "entry_id"), name="exchange_one_a_move"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at__isnull", False), ("state", linli.exchange.rules.State["SENT"])),
                            models.Q(
                                models.Q(("state", linli.exchange.rules.State["SENT"]), _negated=True),
                                ("sent_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="exchange_sent_when",
                    ),
                ],
            },
        ),
    ]
