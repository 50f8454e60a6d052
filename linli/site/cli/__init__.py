"""The ``linli`` command. One file for each group of verbs; Django starts only in the verbs that need it."""

from __future__ import annotations

import os

OWNER_ONLY = 0o077  # database, photos, anchors and secrets are nobody else's on this host


def main() -> None:
    """Run the command in the user's language. The language comes first: help texts are read while modules load."""
    from linli.site.cli import words

    os.umask(OWNER_ONLY)
    words.speak(words.chosen())
    from linli.site.cli.tree import linli

    linli(prog_name="linli")
