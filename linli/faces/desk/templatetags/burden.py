"""The months of the burden meter as HTML: hundreds of cells, written in one go and not by a template each."""

from __future__ import annotations

from django import template
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from linli.duties.reads.burden import Load, Month, UnitLoads
from linli.faces.kit.templatetags.kit import named

register = template.Library()


@register.simple_tag
def burden_months(line: UnitLoads) -> SafeString:
    """A cell for each month of a unit, the latest first."""
    any_month = next(iter(line.loads)).code
    address, unit = reverse("desk:burden-unit", args=[line.unit.pk, any_month]), named(line.unit)
    cells = (
        _cell(address.replace(any_month, month.code), unit, month, load) for month, load in reversed(line.loads.items())
    )
    return mark_safe("".join(cells))  # noqa: S308 -- what is said is escaped


def _cell(address: str, unit: str, month: Month, load: Load) -> str:
    told = {"unit": unit, "month": month.code, "tasks": load.tasks, "fields": load.fields}
    said = escape(_("%(unit)s, %(month)s: %(tasks)s tasks, %(fields)s fields") % told)
    many = len(load.unadmitted)
    more = f' <span class="stage" data-tone="wait">{_("%(n)s not admitted") % {"n": many}}</span>' if many else ""
    return (
        f'<td class="num"><a href="{address}"><span class="visually-hidden">{said}</span>'
        f'<span aria-hidden="true"><strong>{told["tasks"]}</strong> / {told["fields"]}</span></a>{more}</td>'
    )
