"""What a template may name, how long a presence lasts, who needs a second pair of eyes, what may leave in a file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta

PRESENT_FOR = timedelta(seconds=60)  # after the last sign of life; nobody's working time can be read from it

MOST_AT_ONCE = 200  # matters of one batch
NAME_LIMIT = 40
QUERY_LIMIT = 500
VIEWS_LIMIT = 30  # of one person, of one organisation: a longer list is read by nobody
TEMPLATE_LIMIT = 2_000
MOST_EXPORTED = 50_000  # rows of one file

VARIABLES = ("number", "kind", "place", "unit", "received", "promised", "today")
"""What a template may name, each in two braces: ``{{number}}``."""

_NAMED = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")


class UnknownVariable(ValueError):
    """The template names something that no matter has. ``args[0]`` is what it names."""


def check_template(text: str) -> None:
    """Raises: UnknownVariable, for the first that is none of ``VARIABLES``, and for braces that stand alone."""
    for name in _NAMED.findall(text):
        if name not in VARIABLES:
            raise UnknownVariable(name)
    rest = _NAMED.sub("", text)
    for loose in ("{{", "}}"):
        if loose in rest:
            raise UnknownVariable(loose)


def fill(text: str, said: Mapping[str, str]) -> str:
    """The template with what a matter says in the places of its variables."""
    return _NAMED.sub(lambda found: said[found.group(1)], text)


REFUSING = frozenset({"community_committee", "street_office", "city_centre"})
"""The kinds of organisations that have a desk, and so may refuse."""

SECOND_PAIR_OF_EYES = frozenset({"street_office"})
"""The kinds of organisations whose refusals another person confirms, unless a dated row says otherwise."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What makes a spreadsheet compute a cell. Source: OWASP, CSV Injection; ASVS 5.0 1.2.10."""

_PHONE = re.compile(r"(?<!\d)(1\d{2})\d{4}(\d{4})(?!\d)")
_IDENTITY = re.compile(r"(?<!\d)(\d{6})\d{8}(\d{3}[\dXx])(?!\d)")


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: with an apostrophe before what would begin one."""
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA) or cell.startswith(FORMULA) else cell


def without_people(text: str) -> str:
    """Words with mobile numbers (11 digits) and identity numbers (18, GB 11643) made unreadable."""
    return _PHONE.sub(r"\1****\2", _IDENTITY.sub(r"\1********\2", text))
