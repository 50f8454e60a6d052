"""Shares as HTML. The tables of a month have thousands of cells: they are written in one go, not by a template each."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from linli.faces.kit.circular import Cell, Row
from linli.faces.kit.figures import FIGURE, TAKEN
from linli.matters.figures import FEWEST

register = template.Library()

NOTHING = '<span class="text-soft none">—</span>'


@register.simple_tag
def rate(cell: Cell) -> SafeString:
    """One share: what it is of what, and the net one where it is another."""
    return mark_safe(_share(cell, _few()))  # noqa: S308 -- numbers of our own


@register.simple_tag
def rate_rows(rows: Iterable[Row]) -> SafeString:
    """The rows of a table of shares, each with what was taken."""
    few, taken = _few(), _label(TAKEN.name)
    labels = {figure: _label(said.name) for figure, said in FIGURE.items()}
    return mark_safe(  # noqa: S308 -- names are escaped
        "\n".join(
            f'<tr><th scope="row">{escape(row.name)}</th><td{taken}>{few if row.taken is None else row.taken}</td>'
            + "".join(f"<td{labels[cell.figure]}>{_share(cell, few)}</td>" for cell in row.cells)
            + "</tr>"
            for row in rows
        )
    )


def _share(cell: Cell, few: str) -> str:
    if cell.is_hidden:
        return few
    if not cell.whole:
        return NOTHING
    net = f'<small class="net">{_("net %(percent)s%%") % {"percent": cell.net}}</small>' if cell.net else ""
    return f"<strong>{cell.percent}%</strong><small>{cell.part}/{cell.whole}</small>{net}"


def _few() -> str:
    return f'<span class="text-soft">{_("fewer than %(fewest)s") % {"fewest": FEWEST}}</span>'


def _label(name: object) -> str:
    return f' data-label="{escape(name)}"'
