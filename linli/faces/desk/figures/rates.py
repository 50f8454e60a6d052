"""The rates of a month as they stand now, of the area that the reader answers for."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from django import forms
from django.core.cache import cache
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.faces.kit.circular import Table, table_of
from linli.faces.kit.fields import in_language
from linli.faces.kit.figures import BANDS, BY, FIGURE, RAW_AND_NET, TAKEN
from linli.faces.kit.gates import SignedIn, desk
from linli.faces.kit.words import CHANNEL
from linli.insight import reads
from linli.insight.reads import Line
from linli.matters.figures import Tally
from linli.matters.models import Channel
from linli.matters.reads.facts import By
from linli.matters.reads.months import Month
from linli.orgs.authority import prefixes
from linli.orgs.grants import Grant

MONTHS_BACK = 12
KEPT_SECONDS = 60


class FiguresForm(forms.Form):
    """What is asked for; everything may be left out."""

    month = forms.ChoiceField(required=False)
    by = forms.ChoiceField(choices=[(by.value, words) for by, words in BY.items()], required=False)

    def __init__(self, asked: QueryDict, *, at: datetime) -> None:
        super().__init__(asked)
        month = cast(forms.ChoiceField, self.fields["month"])
        month.choices = [(m.code, m.code) for m in map(Month.of(at).before, range(MONTHS_BACK + 1))]


@desk
@require_safe
def figures(request: SignedIn) -> HttpResponse:
    """Rates by unit, town, community, kind or channel. Who sees no figures is led to the circulars."""
    areas = prefixes(request.user, Grant.SEE_FIGURES)
    if not areas:
        return redirect("desk:circulars")
    at = timezone.now()
    form = FiguresForm(request.GET, at=at)
    asked = form.cleaned_data if form.is_valid() else {}
    month = Month.from_code(asked["month"]) if asked.get("month") else Month.of(at)
    by = By(asked.get("by") or By.UNIT)
    lines, as_of = _lines(month, by, areas, at)
    context = {
        "tab": "figures",
        "form": form,
        "month": month,
        "by": by,
        "table": _table(by, lines),
        "total": table_of("total", "", [("", "", sum((line.tally for line in lines), Tally()))]).rows[0],
        "figures": FIGURE,
        "taken": TAKEN,
        "notes": (RAW_AND_NET, BANDS),
        "at": as_of,
        "now": at,
    }
    return TemplateResponse(request, "desk/figures/rates.html", context)


def _lines(month: Month, by: By, areas: list[str], at: datetime) -> tuple[list[Line], datetime]:
    """Counted anew once a minute for each month and area, and when that was."""
    key = f"desk.figures.{month.code}.{by}.{'-'.join(areas)}"
    kept: tuple[list[Line], datetime] | None = cache.get(key)
    if kept is None:
        kept = (reads.lines(month, at=at, by=by, areas=areas), at)
        cache.set(key, kept, KEPT_SECONDS)
    return kept


def _table(by: By, lines: list[Line]) -> Table:
    ordered = sorted(lines, key=lambda line: (by is By.UNIT and not line.group, line.group, line.code))
    return table_of(f"{by}s", str(BY[by]), [(line.code, _name(by, line), line.tally) for line in ordered])


def _name(by: By, line: Line) -> str:
    if by is By.CHANNEL:
        return str(CHANNEL[Channel(line.code)])
    return in_language(line.name, line.name_en) or _("No unit yet")
