"""Every table of the area as it stood when its first steps were drawn together."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import linli.core.crypto


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("people", "0001_initial"),
        ("people", "0002_helping"),
        ("people", "0003_phone"),
        ("people", "0004_deliver_service"),
        ("people", "0005_verify_person"),
    ]

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="SignInCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("phone_index", models.CharField(max_length=32, unique=True)),
                ("digest", models.CharField(max_length=64)),
                ("sent_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("tries_left", models.PositiveSmallIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("username", models.CharField(blank=True, max_length=40, null=True, unique=True)),
                ("name", linli.core.crypto.EncryptedField(blank=True, default="")),
                ("phone", linli.core.crypto.EncryptedField(blank=True, default="")),
                ("phone_index", models.CharField(blank=True, max_length=32, null=True, unique=True)),
                ("display_name", models.CharField(blank=True, max_length=30)),
                ("is_active", models.BooleanField(default=True)),
                ("is_made_up", models.BooleanField(default=False)),
                ("elder_mode", models.BooleanField(default=False)),
                ("language", models.CharField(blank=True, max_length=8)),
                ("password_is_first", models.BooleanField(default=False)),
                ("session_stamp", models.PositiveIntegerField(default=0)),
                ("joined_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("username__isnull", False),
                            ("phone_index__isnull", False),
                            ("is_active", False),
                            _connector="OR",
                        ),
                        name="people_can_sign_in",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("handle_matter", "Handle Matter"),
                            ("call_back", "Call Back"),
                            ("verify_place", "Verify Place"),
                            ("emergency", "Emergency"),
                            ("publish", "Publish"),
                            ("notify", "Notify"),
                            ("verify_person", "Verify Person"),
                            ("deliver_service", "Deliver Service"),
                        ],
                        max_length=20,
                    ),
                ),
                ("wording", models.CharField(max_length=200)),
                ("given_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("person", "purpose"),
                        name="people_one_live_consent",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Helping",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("wording", models.CharField(max_length=200)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("given_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("taken_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "elder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="helped_by",
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
                    "helper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="helps",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("helper", None), ("taken_at", None)),
                            models.Q(("helper__isnull", False), ("taken_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="people_helping_taken",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_by", None)),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="people_helping_ended",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("elder", "helper"),
                        name="people_one_live_helping",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Look",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("phone_index", models.CharField(blank=True, db_index=True, max_length=32)),
                ("unit_name", models.CharField(max_length=60)),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("handle_matter", "Handle Matter"),
                            ("call_back", "Call Back"),
                            ("verify_place", "Verify Place"),
                            ("emergency", "Emergency"),
                            ("publish", "Publish"),
                            ("notify", "Notify"),
                            ("verify_person", "Verify Person"),
                            ("deliver_service", "Deliver Service"),
                        ],
                        max_length=20,
                    ),
                ),
                ("fields", models.CharField(max_length=60)),
                ("about", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="looks_made",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="looks",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person", "at"], name="people_look_person")],
            },
        ),
        migrations.CreateModel(
            name="Phone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token_digest", models.CharField(max_length=64, unique=True)),
                ("key", linli.core.crypto.EncryptedField()),
                ("label", models.CharField(max_length=40)),
                ("begun_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("own", "Own"),
                            ("sign_out", "Sign Out"),
                            ("anew", "Anew"),
                            ("lost", "Lost"),
                            ("handed_on", "Handed On"),
                            ("left", "Left"),
                        ],
                        max_length=10,
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="phones", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_by", None), ("reason", "")),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("ended_by__isnull", False),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="people_phone_ended",
                    )
                ],
            },
        ),
    ]
