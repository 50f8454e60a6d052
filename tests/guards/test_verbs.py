"""Every verb that an area can write into the log has its word on the auditor's page."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from linli.faces.desk.administration.words import VERB

pytestmark = pytest.mark.once

HOUSE = Path(__file__).resolve().parent.parent.parent / "linli"
ABOVE = {"faces", "site"}
SILENT = {"migrations", "models", "reads", "rules", "errors", "seeds"}  # rooms that write nothing
OPEN = "…"
"""Stands for the part of a verb that only the running house knows."""


class Area:
    """The functions of one package, and which verbs its calls of ``log.write`` and ``log.entry`` can name."""

    def __init__(self, folder: Path) -> None:
        self.calls: dict[str, list[tuple[ast.Call, ast.FunctionDef]]] = defaultdict(list)
        for path in folder.rglob("*.py"):
            if SILENT.isdisjoint(path.relative_to(folder).parts):
                self._read(path)

    def _read(self, path: Path) -> None:
        for function in ast.walk(ast.parse(path.read_text())):
            if isinstance(function, ast.FunctionDef):
                function.name = inside(path, function.name)
                for node in ast.walk(function):
                    if isinstance(node, ast.Call) and node.args:
                        self.calls[inside(path, called(node))].append((node, function))

    def verbs(self) -> set[str]:
        written = self.calls["log.write"] + self.calls["log.entry"]
        return set().union(*(self.said(call.args[0], function) for call, function in written))

    def said(self, node: ast.expr, function: ast.FunctionDef) -> set[str]:
        """The texts that ``node`` can be inside ``function``."""
        match node:
            case ast.Constant(value=str(text)):
                return {text}
            case ast.IfExp():
                return self.said(node.body, function) | self.said(node.orelse, function)
            case ast.JoinedStr():
                return {"".join(parts) for parts in product(*(self.said(part, function) for part in node.values))}
            case ast.FormattedValue():
                return self.said(node.value, function)
            case ast.Name():
                return set(self._named(node.id, function)) or {OPEN}
        return {OPEN}

    def _named(self, name: str, function: ast.FunctionDef) -> Iterator[str]:
        """What was assigned to ``name``, and what callers give for it."""
        for node in ast.walk(function):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == name:
                yield from self.said(node.value, function)
        taken = [argument.arg for argument in function.args.args]
        for call, caller in self.calls[function.name] if name in taken else []:
            given = dict(zip(taken, call.args, strict=False))
            if name in given:
                yield from self.said(given[name], caller)


def inside(path: Path, name: str) -> str:
    """``name`` as the whole area knows it: what begins with an underscore is of one file."""
    return f"{path}:{name}" if name.startswith("_") else name


def called(call: ast.Call) -> str:
    """``log.write`` where the log is told; else the bare name of what is called."""
    match call.func:
        case ast.Attribute(value=ast.Name(id="log"), attr=name):
            return f"log.{name}"
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


@cache
def written() -> set[str]:
    folders = [folder for folder in HOUSE.iterdir() if folder.is_dir() and folder.name not in ABOVE]
    return set().union(*(Area(folder).verbs() for folder in folders))


def test_every_verb_has_its_word() -> None:
    assert sorted(written() - set(VERB)) == []


def test_no_word_is_left_of_a_verb_that_is_written_no_more() -> None:
    assert sorted(set(VERB) - written()) == []
