"""The house keeps its own plan: tiers, rooms, sizes, and who may not read what."""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import CheckConstraint, Field, Model, Q

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parent.parent.parent
HOUSE = ROOT / "linli"
MOST_LINES = 300
NO_ROOMS = {"utils", "helpers", "services", "signals", "managers"}


def sources(*, migrations: bool = False) -> Iterator[Path]:
    for path in sorted(HOUSE.rglob("*.py")):
        if migrations or "migrations" not in path.parts:
            yield path


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tiers() -> dict[str, int]:
    """Package to tier, the lowest 0, as import-linter has them."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(c["layers"] for c in contracts if c["containers"] == ["linli"])
    return {package.strip(): len(layers) - at for at, layer in enumerate(layers) for package in layer.split("|")}


def models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("linli.")]


def area(model: type[Model]) -> str:
    return model.__module__.split(".")[1]


def test_foreign_keys_point_down_the_tiers() -> None:
    order = tiers()
    wrong = []
    for model in models():
        for field in model._meta.get_fields():
            if not isinstance(field, Field) or not field.is_relation or field.related_model is None:
                continue
            to = area(field.related_model) if field.related_model in models() else ""  # type: ignore[arg-type]
            if to != area(model) and (not to or order[to] >= order[area(model)]):
                wrong.append(f"{model.__name__}.{field.name} to {to or field.related_model}")
    assert not wrong, wrong


def test_no_file_is_too_long() -> None:
    long = {named(path): lines for path in sources() if (lines := len(path.read_text().splitlines())) > MOST_LINES}
    assert not long, f"make a folder of it, split by noun, verb or page: {long}"


def test_no_room_has_a_name_that_says_nothing() -> None:
    found = [named(path) for path in HOUSE.rglob("*") if path.stem in NO_ROOMS]
    assert not found, found


def test_rules_are_pure() -> None:
    """``rules`` (a file or a folder) import the standard library and other rules: no Django, no tables; no clock."""
    wrong = []
    for path in (path for path in sources() if path.name == "rules.py" or path.parent.name == "rules"):
        tree = ast.parse(path.read_text())
        for node in ast.walk(tree):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            modules += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            wrong += [
                f"{named(path)}: {module}"
                for module in modules
                if module.split(".")[0] not in sys.stdlib_module_names
                and not (module.startswith("linli.") and "rules" in module.split("."))
            ]
            if isinstance(node, ast.Attribute) and node.attr in {"now", "today", "utcnow"}:
                wrong.append(f"{named(path)}: asks for the time in line {node.lineno}")
    assert not wrong, wrong


def fields_of(condition: Q) -> set[str]:
    found = set()
    for child in condition.children:
        found |= fields_of(child) if isinstance(child, Q) else {str(child[0]).split("__")[0]}
    return found


def test_a_pair_of_when_and_who_is_set_together() -> None:
    """Where ``x_at`` may be empty and there is an ``x_by``, a check ties the two."""
    loose = []
    for model in models():
        names = {field.name: field for field in model._meta.get_fields() if isinstance(field, Field)}
        for name, field in names.items():
            partner = name.removesuffix("_at") + "_by"
            if not name.endswith("_at") or not field.null or partner not in names:
                continue
            checks = [c for c in model._meta.constraints if isinstance(c, CheckConstraint)]
            if not any({name, partner} <= fields_of(c.condition) for c in checks if isinstance(c.condition, Q)):
                loose.append(f"{model.__name__}: {name}, {partner}")
    assert not loose, loose


def test_the_guard_of_pairs_finds_the_pairs_there_are() -> None:
    pairs = {
        (model.__name__, field.name)
        for model in models()
        for field in model._meta.get_fields()
        if isinstance(field, Field)
        and field.name.endswith("_at")
        and field.null
        and any(other.name == field.name.removesuffix("_at") + "_by" for other in model._meta.get_fields())
    }
    assert {("WorkOrder", "signed_at"), ("WorkOrder", "done_at")} <= pairs


def test_models_and_migrations_agree(db: None) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_nobody_declines_past_the_second_pair_of_eyes() -> None:
    """``desks.actions.decline`` asks whether another person has to look first; faces and exchanges go through it."""
    allowed = {"matters", "desks", "site"}  # the move itself, the procedure around it, the histories of a demonstration
    wrong = [
        named(path)
        for path in sources()
        if path.relative_to(HOUSE).parts[0] not in allowed
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and ast.unparse(node) in {"actions.decline", "matters.decline"}
    ]
    assert not wrong, wrong
