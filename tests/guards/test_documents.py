"""What the documents say is so: settings, mechanisms, commands of the README."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from linli.site import environment
from linli.site.cli.tree import linli as command

ROOT = Path(__file__).resolve().parent.parent.parent
READ_BEFORE_ASKING = {"LINLI_DATA"}  # the folder in which the other values are looked for
STATUSES = re.compile(r"works|not yet|partly: .+")
MECHANISMS = 129
READMES = sorted(ROOT.glob("README*.md"))


def rows(path: Path) -> list[list[str]]:
    """The cells of every table row, without heads and rules."""
    found = []
    for line in path.read_text().splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("|") and not set(cells[0]) <= set("-: "):
            found.append(cells)
    return found[1:]


def test_every_setting_is_documented_and_no_other() -> None:
    asked = set(environment.asked) | READ_BEFORE_ASKING
    documented = {row[0].strip("`") for row in rows(ROOT / "docs/settings.md")}
    example = {
        line.partition("=")[0]
        for line in (ROOT / ".env.example").read_text().splitlines()
        if "=" in line and line[0] != "#"
    }
    assert documented == asked
    assert example == asked


def mechanisms() -> list[list[str]]:
    return [row for row in rows(ROOT / "docs/mechanisms.md") if re.fullmatch(r"[A-Z]\d+", row[0])]


def test_every_mechanism_has_a_row_with_a_status() -> None:
    found = mechanisms()
    assert len(found) == len({row[0] for row in found}) == MECHANISMS
    assert [row[0] for row in found if not STATUSES.fullmatch(row[3])] == []


@pytest.mark.parametrize("row", [row for row in mechanisms() if row[3] == "works"], ids=lambda row: row[0])
def test_a_mechanism_that_works_names_its_test(row: list[str]) -> None:
    proofs = re.findall(r"`([^`]+)`", row[4])
    assert proofs
    for proof in proofs:
        path, _, name = proof.partition("::")
        assert re.search(rf"^def {name}\(", (ROOT / path).read_text(), re.MULTILINE), proof


def commands() -> Iterator[tuple[str, str]]:
    for readme in READMES:
        for block in re.findall(r"```(?:sh|bash|console)?\n(.*?)```", readme.read_text(), re.DOTALL):
            for line in block.splitlines():
                line = line.partition("#")[0].strip().removeprefix("$ ")
                if line:
                    yield readme.name, line


def test_make_targets_of_the_readme_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for readme, line in commands():
        if line.startswith("make "):
            assert line.split()[1] in targets, f"{readme}: {line}"


def test_linli_commands_of_the_readme_exist() -> None:
    for readme, line in commands():
        words = line.split()
        while words and "linli" not in words[0]:
            words = words[1:]
        if not words or not words[0].endswith("linli"):
            continue
        known: click.Command | None = command
        for word in words[1:]:
            if not isinstance(known, click.Group) or word.startswith("-"):
                break
            known = known.commands.get(word)
            assert known is not None, f"{readme}: {line}"
