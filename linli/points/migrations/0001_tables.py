"""Every table of the area as it stood when its first steps were drawn together."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import linli.core.crypto
import linli.points.rules
from linli.core import append_only
from linli.points.rules import LEDGER


def fix(apps, schema_editor):
    append_only.fix(schema_editor.connection, *LEDGER)


def loosen(apps, schema_editor):
    append_only.loosen(schema_editor.connection, *LEDGER)


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("points", "0001_initial"),
        ("points", "0002_append_only"),
    ]

    dependencies = [
        ("orgs", "0001_tables"),
        ("people", "0001_tables"),
        ("places", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Cause",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("title", models.CharField(max_length=60)),
                ("words", models.CharField(blank=True, max_length=300)),
                ("for_neighbour", models.BooleanField(default=False)),
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
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="points_cause_dates",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Account",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("wallet", "wallet"),
                            ("unit", "unit"),
                            ("cause", "cause"),
                            ("issue", "issue"),
                            ("expired", "expired"),
                            ("held", "held"),
                        ],
                        max_length=10,
                    ),
                ),
                ("held", models.PositiveBigIntegerField(blank=True, null=True)),
                ("near", models.CharField(blank=True, max_length=12)),
                ("wording", models.CharField(blank=True, max_length=300)),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.organisation",
                    ),
                ),
                (
                    "cause",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="points.cause",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at", None),
                                ("held__isnull", False),
                                ("kind", linli.points.rules.Holder["WALLET"]),
                                ("person__isnull", False),
                            ),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("held", 0),
                                ("kind", linli.points.rules.Holder["WALLET"]),
                                ("near", ""),
                                ("person", None),
                            ),
                            models.Q(
                                models.Q(("kind", linli.points.rules.Holder["WALLET"]), _negated=True),
                                ("closed_at", None),
                                ("held", None),
                                ("person", None),
                            ),
                            _connector="OR",
                        ),
                        name="points_wallet_is_owned",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", linli.points.rules.Holder["UNIT"]), ("unit__isnull", False)),
                            models.Q(
                                models.Q(("kind", linli.points.rules.Holder["UNIT"]), _negated=True), ("unit", None)
                            ),
                            _connector="OR",
                        ),
                        name="points_unit_of_account",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cause__isnull", False), ("kind", linli.points.rules.Holder["CAUSE"])),
                            models.Q(
                                models.Q(("kind", linli.points.rules.Holder["CAUSE"]), _negated=True), ("cause", None)
                            ),
                            _connector="OR",
                        ),
                        name="points_cause_of_account",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                (
                                    linli.points.rules.Holder["ISSUE"],
                                    linli.points.rules.Holder["EXPIRED"],
                                    linli.points.rules.Holder["HELD"],
                                ),
                            )
                        ),
                        fields=("kind",),
                        name="points_one_of_a_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Household",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", linli.core.crypto.EncryptedField(blank=True, default="")),
                ("founded_at", models.DateTimeField()),
                ("expires_on", models.DateField()),
            ],
            options={
                "indexes": [models.Index(fields=["expires_on"], name="points_household_ends")],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("expires_at", models.DateTimeField()),
                (
                    "household",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="points.household"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Lot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("earned", models.PositiveIntegerField()),
                ("left", models.PositiveIntegerField()),
                ("expires_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lots", to="points.account"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("left__gt", 0)), fields=["expires_at"], name="points_lot_ends")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("earned__gte", 1), ("left__lte", models.F("earned"))),
                        name="points_lot_left",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("joined_at", models.DateTimeField()),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="memberships", to="points.household"
                    ),
                ),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Offer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("title", models.CharField(max_length=60)),
                ("title_en", models.CharField(blank=True, max_length=100)),
                ("words", models.CharField(blank=True, max_length=300)),
                ("price", models.PositiveIntegerField(blank=True, null=True)),
                ("stars", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("stock", models.PositiveIntegerField()),
                (
                    "period",
                    models.CharField(
                        choices=[("day", "day"), ("week", "week"), ("month", "month"), ("whole", "whole")], max_length=5
                    ),
                ),
                ("given", models.PositiveIntegerField(default=0)),
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
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="points_offer_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("price__gte", 1), ("stars", None)),
                            models.Q(("price", None), ("stars__gte", 1)),
                            _connector="OR",
                        ),
                        name="points_offer_asks_one",
                    ),
                    models.CheckConstraint(condition=models.Q(("stock__gte", 1)), name="points_offer_has_stock"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("verb", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=60)),
                ("name_en", models.CharField(blank=True, max_length=100)),
                ("points", models.PositiveIntegerField()),
                ("day_cap", models.PositiveIntegerField(blank=True, null=True)),
                ("month_cap", models.PositiveIntegerField(blank=True, null=True)),
                ("months", models.PositiveSmallIntegerField()),
                ("source", models.CharField(blank=True, max_length=120)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="points_rule_dates",
                    ),
                    models.UniqueConstraint(fields=("verb", "valid_from"), name="points_rule_once_a_day"),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)), fields=("verb",), name="points_one_open_rule"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("months__gte", 1), ("points__gte", 1)), name="points_rule_gives"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Movement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("earned", "earned"),
                            ("taken_back", "taken_back"),
                            ("held", "held"),
                            ("spent", "spent"),
                            ("returned", "returned"),
                            ("given", "given"),
                            ("expired", "expired"),
                            ("closed", "closed"),
                        ],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "offer",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="points.offer",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="points.rule",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("amount", models.BigIntegerField()),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="points.account",
                    ),
                ),
                (
                    "lot",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="points.lot",
                    ),
                ),
                (
                    "movement",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="points.movement",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["movement", "amount"], name="points_line_movement"),
                    models.Index(fields=["account", "amount"], name="points_line_account"),
                    models.Index(
                        condition=models.Q(("lot__isnull", False)), fields=["lot", "amount"], name="points_line_lot"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount", 0), _negated=True), name="points_line_moves")
                ],
            },
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                ("entry_id", models.BigIntegerField(primary_key=True, serialize=False)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("earned", "earned"),
                            ("capped", "capped"),
                            ("again", "again"),
                            ("no_rule", "no_rule"),
                            ("no_wallet", "no_wallet"),
                            ("taken_back", "taken_back"),
                            ("nothing", "nothing"),
                        ],
                        max_length=10,
                    ),
                ),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "movement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="points.movement",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Redemption",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("salt", models.CharField(max_length=32)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("taken_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                ("returned_at", models.DateTimeField(blank=True, null=True)),
                (
                    "account",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="points.account",
                    ),
                ),
                (
                    "hold",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="points.movement",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="points.household",
                    ),
                ),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="redemptions", to="points.offer"
                    ),
                ),
                (
                    "used_by",
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
                        condition=models.Q(("returned_at", None), ("used_at", None)),
                        fields=["expires_at"],
                        name="points_code_waits",
                    ),
                    models.Index(fields=["offer", "taken_at"], name="points_code_stock"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("account__isnull", False), ("hold__isnull", False), ("household", None)),
                            models.Q(("account", None), ("hold", None), ("household__isnull", False)),
                            _connector="OR",
                        ),
                        name="points_code_is_owned",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("used_at", None), ("used_by", None)),
                            models.Q(("used_at__isnull", False), ("used_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="points_code_used",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("used_at", None), ("returned_at", None), _connector="OR"),
                        name="points_code_ends_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("household__isnull", False), ("returned_at", None)),
                        fields=("offer", "household"),
                        name="points_benefit_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Star",
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
                        name="points_star_dates",
                    ),
                    models.UniqueConstraint(fields=("code", "valid_from"), name="points_star_once_a_day"),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)), fields=("code",), name="points_one_open_star"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StarTask",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=30)),
                ("name", models.CharField(max_length=60)),
                ("name_en", models.CharField(blank=True, max_length=120)),
                ("verb", models.CharField(blank=True, max_length=64)),
                ("times", models.PositiveSmallIntegerField(default=1)),
                ("order", models.PositiveSmallIntegerField(default=0)),
                (
                    "star",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tasks", to="points.star"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("star", "code"), name="points_task_once"),
                    models.CheckConstraint(condition=models.Q(("times__gte", 1)), name="points_task_times"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Done",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("entry_id", models.BigIntegerField(blank=True, null=True)),
                ("at", models.DateTimeField()),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="done", to="points.household"
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="points.startask"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("entry_id__isnull", False)),
                        fields=("task", "entry_id"),
                        name="points_done_once",
                    )
                ],
            },
        ),
        migrations.RunPython(fix, loosen),
    ]
