"""The ``linli`` command. One file for each group of verbs; Django starts only in the verbs that need it."""

from __future__ import annotations


def main() -> None:
    """Run the command in the user's language. The language comes first: help texts are read while modules load."""
    from linli.site.cli import words

    words.speak(words.chosen())
    from linli.site.cli.tree import linli

    linli(prog_name="linli")
