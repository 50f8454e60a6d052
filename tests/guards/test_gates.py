"""Every view wears exactly one gate, so that nobody forgets to say for whom a page is."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from linli.faces.kit import gates

pytestmark = pytest.mark.once

FOREIGN = {
    "allauth": "staff sign-in and second factor: allauth asks for sign-in itself, and only the door includes it",
}


def views(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, Callable[..., object]]]:
    """(path, view) of the whole URL tree."""
    for entry in (resolver or get_resolver()).url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield path, entry.callback
        else:
            yield from views(entry, path)


def worn(view: Callable[..., object]) -> set[str]:
    """The gates in all the layers of a view."""
    found = set()
    layer: object = view
    while layer is not None:
        found |= {vars(layer)["gate"]} if "gate" in getattr(layer, "__dict__", {}) else set()
        layer = getattr(layer, "__wrapped__", None)
    return found


def test_every_view_wears_exactly_one_gate() -> None:
    wrong = [
        f"{path}: {sorted(worn(view)) or 'no gate'}"
        for path, view in views()
        if view.__module__.split(".")[0] not in FOREIGN and len(worn(view)) != 1
    ]
    assert not wrong, "wear a gate of linli/faces/kit/gates.py: " + "; ".join(wrong)


def test_gates_are_those_of_the_house() -> None:
    house = set(re.findall(r'_gate\("(\w+)"', inspect.getsource(gates))) | {"public", "program"}
    assert {gate for _, view in views() for gate in worn(view)} <= house


def test_views_of_others_are_named_with_their_reason() -> None:
    assert {view.__module__.split(".")[0] for _, view in views() if not worn(view)} <= set(FOREIGN)
