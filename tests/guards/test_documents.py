"""What the documents say is so: settings, mechanisms, commands of the README and the how-tos."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from linli.site import environment
from linli.site.cli.tree import linli as command

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parent.parent.parent
READ_BEFORE_ASKING = {"LINLI_DATA"}  # the folder in which the other values are looked for
STATUSES = re.compile(r"works|not yet|partly: .+")
MECHANISMS = 129
DOCUMENTS = sorted([*ROOT.glob("README*.md"), ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/how-to/*.md")])


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


def test_what_the_glossary_calls_code_is_in_the_code() -> None:
    text = (ROOT / "docs/glossary.md").read_text()
    here = text.partition("## In the code now")[2].partition("\n## ")[0]
    code = "\n".join(path.read_text() for path in (ROOT / "linli").rglob("*.py"))
    names = set(re.findall(r"\w+", code)) | {path.name for path in (ROOT / "linli").rglob("*")}
    called = [name for cell in re.findall(r"\| `([^`]+)` \|", here) for name in re.findall(r"[A-Za-z_]\w+", cell)]
    assert len(called) > 40
    assert [name for name in called if name not in names] == []


def commands() -> Iterator[tuple[str, str]]:
    """Every line of a shell block, and ``linli …`` and ``make …`` inside a sentence, each with its document."""
    for document in DOCUMENTS:
        text = document.read_text()
        for language, block in re.findall(r"^ *```(\w*)\n(.*?)^ *```", text, re.DOTALL | re.MULTILINE):
            if language in {"", "sh", "bash", "console"}:
                for line in block.splitlines():
                    yield document.name, line.partition("#")[0].strip().removeprefix("$ ")
        for line in re.findall(r"`((?:linli|make) [^`]+)`", text):
            yield document.name, line


def test_make_targets_of_the_documents_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for document, line in commands():
        if line.startswith("make "):
            assert line.split()[1] in targets, f"{document}: {line}"


def test_linli_commands_and_options_of_the_documents_exist() -> None:
    seen = 0
    for document, line in commands():
        words = line.split()
        while words and "linli" not in words[0]:
            words = words[1:]
        if not words or not words[0].endswith("linli"):
            continue
        seen += 1
        known: click.Command | None = command
        for word in words[1:]:
            if isinstance(known, click.Group) and not word.startswith("-"):
                known = known.commands.get(word)
            assert known is not None, f"{document}: {line}"
            if word.startswith("--"):
                options = {option for param in known.params for option in param.opts} | {"--help"}
                assert word.partition("=")[0] in options, f"{document}: {line}"
    assert seen > 20
