"""Nobody is judged, ranked or listed by what they earned: guards over the source, each shown that it can fail."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Field

from tests.guards.test_house import HOUSE, ROOT, area, models, named, sources

pytestmark = pytest.mark.once

JUDGING_PEOPLE = {"points", "ratings", "volunteering", "visits", "cadres", "surveys"}
"""Areas that know what somebody did or earned. Who decides on matters must not know it."""
DECIDING = {
    *("core", "desks", "duties", "exchange", "insight", "matters", "orgs", "people", "places", "whistles"),
    *("commons", "councils", "enterprises", "homes", "projects", "surge", "visits"),
}
"""Areas that decide about people and what they said; those of the second line as soon as they stand."""

FIGURES = r"held|balance|left|earned|amount|points|hours|stars|sum|total|given|price"
PEOPLE = r"(?:account__)?person(?:_id)?|member(?:ship)?|household(?:_id)?|lines__account|account(?:_id)?"


def tables_of_people() -> set[str]:
    return {model._meta.db_table for model in models() if area(model) in JUDGING_PEOPLE}


def reads_of_people(source: str, own: str = "") -> list[str]:
    """Where ``source`` imports what people earned, or reaches it by the label of a model, a verb of the log or the name
    of a table. What is its ``own`` it may read."""
    known = JUDGING_PEOPLE - {own}
    tables = {table for table in tables_of_people() if table.split("_")[0] in known}
    found: list[str] = []
    for node in ast.walk(ast.parse(source)):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        found += [name for name in names if name.startswith("linli.") and name.split(".")[1] in known]
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            label, _, rest = node.value.partition(".")
            by_label = label in known and (rest.isidentifier() or not rest)
            if (by_label and rest) or tables & set(re.findall(r"\w+", node.value)):
                found.append(repr(node.value))
    return found


def test_whoever_decides_knows_nothing_of_what_people_earned() -> None:
    wrong = []
    for path in sources():
        own = path.relative_to(HOUSE).parts[0]
        if own in DECIDING:
            wrong += [f"{named(path)}: {found}" for found in reads_of_people(path.read_text(), own)]
    assert not wrong, wrong


@pytest.mark.parametrize(
    "source",
    [
        "from linli.points.models import Account",
        "import linli.points.reads",
        "from linli import points",
        "apps.get_model('points.Account')",
        "Entry.objects.filter(verb='points.earned')",
        "Entry.objects.filter(verb='volunteering.attended')",
        "cursor.execute('SELECT held FROM points_account')",
    ],
)
def test_that_guard_can_fail(source: str) -> None:
    assert reads_of_people(source)
    assert not reads_of_people("from linli.matters.models import Matter\nx = 'desk:points', 'matters.closed'")


def test_the_linter_of_imports_knows_every_area_that_decides() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    found = next(c for c in contracts if c["name"] == "whoever decides knows nothing of points")
    standing = {f"linli.{name}" for name in DECIDING if (HOUSE / name / "__init__.py").exists()}
    assert standing - {"linli.core"} <= set(found["source_modules"])
    assert found["forbidden_modules"] == ["linli.points"]


def test_no_model_of_others_leads_to_what_people_earned() -> None:
    """A key out of ``points`` and its like leaves no way back: ``person.wallet`` cannot be written."""
    wrong = [
        f"{model.__name__}.{field.name}"
        for model in models()
        if area(model) in JUDGING_PEOPLE
        for field in model._meta.get_fields()
        if isinstance(field, Field)
        and field.is_relation
        and area(field.related_model) != area(model)  # type: ignore[arg-type]
        and not (field.remote_field.related_name or "").endswith("+")
    ]
    assert not wrong, wrong
    assert any(area(model) == "points" for model in models())


def lists_of_people(source: str) -> list[str]:
    """Where wallets or households would be put in an order by a figure, or counted up by person."""
    found: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        call = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        said = " ".join(ast.unparse(part) for part in (*node.args, *(word.value for word in node.keywords)))
        if call in {"order_by", "earliest", "latest"} and re.search(rf"['\"]-?(\w+__)*({FIGURES})['\"]", said):
            found.append(ast.unparse(node))
        keys = " ".join(ast.unparse(word.value) for word in node.keywords if word.arg == "key")
        if call in {"sorted", "sort", "max", "min", "nlargest", "nsmallest"} and re.search(rf"\.({FIGURES})\b", keys):
            found.append(ast.unparse(node))
        by = re.search(rf"\.values(_list)?\([^)]*['\"]({PEOPLE})['\"]", ast.unparse(node.func))
        if call in {"annotate", "alias"} and by:  # figures for each person or account
            found.append(ast.unparse(node))
        if call == "Window" or "Rank" in call:
            found.append(ast.unparse(node))
    return found


def about_points(path: Path) -> bool:
    return path.is_relative_to(HOUSE / "points") or "linli.points" in path.read_text()


def test_nothing_lists_people_by_points() -> None:
    wrong = [
        f"{named(path)}: {found}"
        for path in sources()
        if about_points(path) and not path.is_relative_to(HOUSE / "site")
        for found in lists_of_people(path.read_text())
    ]
    assert not wrong, wrong


@pytest.mark.parametrize(
    "source",
    [
        "Account.objects.wallets().order_by('-held')",
        "Lot.objects.order_by('account__held')",
        "sorted(wallets, key=lambda row: row.balance)",
        "heapq.nlargest(10, wallets, key=lambda wallet: wallet.points)",
        "Line.objects.values('account__person').annotate(sum=Sum('amount'))",
        "Account.objects.annotate(place=Window(Rank(), order_by='-held'))",
        "max(households, key=lambda one: one.stars)",
    ],
)
def test_the_guard_against_lists_can_fail(source: str) -> None:
    assert lists_of_people(source)
    assert not lists_of_people("Lot.objects.filter(account=mine).order_by('expires_at', 'pk')")


def test_no_page_sorts_or_sums_people_by_points() -> None:
    """No template puts a list in another order, and no table of points has one of its own by a figure."""
    pages = [*HOUSE.glob("faces/*/templates/*/points/*.html"), *HOUSE.glob("faces/*/templates/*/thanks/*.html")]
    wrong = [named(path) for path in pages if re.search(r"dictsort|regroup", path.read_text())]
    assert not wrong, wrong
    by_figure = [
        f"{model.__name__}: {fields}"
        for model in apps.get_app_config("points").get_models()
        for fields in (model._meta.ordering, *(index.fields[:1] for index in model._meta.indexes))
        if re.search(rf"^-?({FIGURES})$", " ".join(map(str, fields)))
    ]
    assert not by_figure, by_figure
