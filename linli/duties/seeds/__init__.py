"""The catalogue that a new house starts with. A street changes it as dated rows, not here.

- ``catalogue.csv``: the three-level tree with a row for each kind of the third level. Classes of parts and incidents
  follow GB/T 30428.2-2013, hotline kinds GB/T 39666-2020; the limits are examples, each city publishes its own.
  ``words`` are split by ``、``; ``icon`` stands on the eight kinds that a resident is shown first.
- ``questions.json``: what is asked of a kind, as ``[{code, label, label_en, required, options?}]`` with options
  ``[{code, label, label_en}]``.
- ``routing.csv``: the routing rules in their order.
- ``lists.csv``: the duty lists of communities and streets. The counts (9 and 55, six fields with 110 and more) and the
  exclusions that name a place are from published practice; a line whose source says 示例 is an example of ours.

``99-01-01`` (说不清, Not sure) is always there: it is what somebody takes who finds no kind.
"""

from __future__ import annotations

import json
from functools import partial
from importlib import resources

from linli.core import seeds

NOT_SURE = "99-01-01"

table = partial(seeds.table, __name__)
"""The lines of a file by heading."""


def questions() -> dict[str, list[dict[str, object]]]:
    """What is asked, by code of the kind."""
    asked: dict[str, list[dict[str, object]]] = json.loads(
        (resources.files(__name__) / "questions.json").read_text(encoding="utf-8")
    )
    return asked


def words(text: str) -> list[str]:
    return [word for word in text.split("、") if word]
