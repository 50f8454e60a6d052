"""空白点: where the house has no body, no head, no worker, no adviser; as figures, a list, a map and a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.cache import cache
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from linli.core.dated import DatedQuerySet
from linli.faces.desk.taking_back import led_to, taken_back
from linli.faces.kit.coverage import ASKED, COUNTED, GROUND, LACK, SIZE
from linli.faces.kit.fields import CALENDAR, day_box
from linli.faces.kit.gates import SignedIn, desk
from linli.faces.kit.posted import sent, whole
from linli.faces.kit.sheets import download
from linli.insight import actions
from linli.insight.models import CoverageRule, Lack
from linli.insight.reads import coverage as reads
from linli.insight.reads.coverage import Figure, Gap
from linli.orgs.authority import posts_with, prefixes
from linli.orgs.grants import Grant
from linli.orgs.models import Ground
from linli.places.reads import gazetteer
from linli.places.rules import Level

KEPT_SECONDS = 60
MOST_MARKS = 2_000  # a map with more is a grey field; the list has them all
MOST_LEAST = 100_000


Choices = list[tuple[str, str | Promise]]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for, and what could be. What makes no sense is as if it had not been asked: grids, whatever they
    lack, in the whole of one's area."""

    ground: str
    lack: str
    area: str
    lacks: Choices
    areas: Choices

    @property
    def grounds(self) -> Choices:
        return list(GROUND.items())

    @property
    def query(self) -> str:
        return urlencode({"ground": self.ground, "lack": self.lack, "area": self.area})


def _wish(data: QueryDict, areas: Sequence[str], asked: Sequence[CoverageRule]) -> Wish:
    ground = data.get("ground", "")
    if ground not in GROUND:
        ground = Ground.GRID.value
    lacks: Choices = [("", _("Anything")), *((rule.lack, LACK[rule.lack]) for rule in asked if rule.ground == ground)]
    places: Choices = [("", _("All of my area")), *_below(areas)]
    lack, area = (
        told if told in dict(known) else ""
        for told, known in ((data.get("lack", ""), lacks), (data.get("area", ""), places))
    )
    return Wish(ground, lack, area, lacks, places)


class RuleForm(forms.Form):
    which = forms.ChoiceField(
        label=_("What is asked"),
        choices=[(f"{ground}-{lack}", f"{ground}-{lack}") for ground in GROUND for lack in LACK],
    )
    least = forms.IntegerField(
        label=_("From which size on (storeys, people); empty: not asked any more"),
        required=False,
        min_value=0,
        max_value=MOST_LEAST,
    )
    on = forms.DateField(label=_("From"), widget=day_box(), validators=CALENDAR)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["which"].choices = [  # type: ignore[attr-defined]
            (f"{ground}-{lack}", f"{GROUND[ground]}: {LACK[lack]}")
            for ground in GROUND
            for lack in LACK
            if lack != Lack.WORKER or ground == Ground.GRID
        ]


@dataclass(frozen=True, slots=True)
class FigureShown:
    """A figure with its words: of what, what is missing, and by what it was counted."""

    figure: Figure
    ground: str | Promise
    lack: str | Promise
    counted: str
    query: str


@dataclass(frozen=True, slots=True)
class GapShown:
    gap: Gap
    place: str
    lacks: list[str | Promise]


@desk
@require_safe
def coverage(request: SignedIn) -> HttpResponse:
    return _page(request)


@desk
@require_safe
def as_csv(request: SignedIn) -> HttpResponse:
    """Every gap that is asked for, with the day as of which it was counted."""
    areas, today = _areas(request), timezone.localdate()
    wish = _wish(request.GET, areas, reads.rules(today))
    within = [wish.area] if wish.area else areas
    head = [
        "ground",
        "name",
        "place_code",
        "place",
        "size",
        *(f"no_{lack}" for lack in Lack.values),
        "lon",
        "lat",
        "as_of",
    ]
    rows = (_cells(wish.ground, gap, today) for gap in reads.every(wish.ground, wish.lack, within, today))
    return download(f"linli-gaps-{wish.ground}-{today}", head, rows)


@desk
@require_POST
def set_rule(request: SignedIn) -> HttpResponse:
    """Ask for something from a day on, from another size on, or no longer."""
    _areas(request)
    if not posts_with(request.user, Grant.SET_RULES):
        raise Http404
    form, at = RuleForm(request.POST), timezone.now()

    def keep(told: dict[str, Any]) -> None:
        ground, _sep, lack = told["which"].partition("-")
        asked = {"least": told["least"], "on": told["on"]}
        actions.set_coverage(by=request.user, ground=Ground(ground), lack=Lack(lack), at=at, **asked)

    done = sent(request, form, keep) is None
    return redirect("desk:coverage") if done else _page(request, rule=form, status=422)


def _set_by(request: SignedIn) -> DatedQuerySet[CoverageRule]:
    """The rules that the reader may set: all, or none."""
    return CoverageRule.objects.all() if posts_with(request.user, Grant.SET_RULES) else CoverageRule.objects.none()


take_back = taken_back(desk, _set_by, actions.take_back_coverage, led_to("desk:coverage"))


def _page(request: SignedIn, *, rule: RuleForm | None = None, status: int = 200) -> HttpResponse:
    areas, at = _areas(request), timezone.now()
    today = timezone.localdate(at)
    wish = _wish(request.GET, areas, reads.rules(today))
    within = [wish.area] if wish.area else areas
    rows, after = reads.gaps(wish.ground, wish.lack, within, today, after=whole(request.GET.get("after", "")))
    figures, parts, marks = _counted(wish, within, today)
    context = {
        "tab": "coverage",
        "wish": wish,
        "today": today,
        "figures": [_shown(figure, wish.area) for figure in figures],
        "parts": parts,
        "rows": [GapShown(gap, gazetteer().label(gap.place.ljust(12, "0")), _lacks(gap)) for gap in rows],
        "size": SIZE.get(wish.ground, ""),
        "marks": marks,
        "most_marks": MOST_MARKS,
        "next": f"{wish.query}&{urlencode({'after': after})}" if after else "",
        "to_come": [
            (row, GROUND[row.ground], LACK[row.lack])
            for row in _set_by(request).to_come(today).order_by("valid_from", "pk")
        ],
        "rule": (rule or RuleForm(initial={"on": today})) if posts_with(request.user, Grant.SET_RULES) else None,
    }
    return TemplateResponse(request, "desk/figures/coverage.html", context, status=status)


def _areas(request: SignedIn) -> list[str]:
    areas = prefixes(request.user, Grant.SEE_FIGURES)
    if not areas:
        raise Http404
    return areas


def _counted(wish: Wish, within: Sequence[str], today: date) -> tuple[Any, Any, Any]:
    """The figures, the gaps of each place below, and the marks of the map; counted anew once a minute."""
    area = f"{today}.{'-'.join(within)}"
    figures = cache.get_or_set(f"desk.coverage.{area}", lambda: reads.figures(within, today), KEPT_SECONDS)
    key = f"desk.coverage.{area}.{wish.ground}.{wish.lack}"
    parts, marks = cache.get_or_set(key, lambda: _ground(wish, within, today), KEPT_SECONDS) or ([], [])
    return figures, parts, marks


def _ground(wish: Wish, within: Sequence[str], today: date) -> tuple[Any, Any]:
    depth = Level.COMMUNITY if min(map(len, within)) >= Level.TOWN else Level.TOWN
    parts = reads.by_area(wish.ground, wish.lack, within, today, depth=depth)
    gaps, _more = reads.gaps(wish.ground, wish.lack, within, today, most=MOST_MARKS)
    marks = [
        {"name": gap.name, "at": [round(gap.point[1], 5), round(gap.point[0], 5)], "gap": True}
        for gap in gaps
        if gap.point is not None
    ]
    return [(gazetteer().label(code.ljust(12, "0")), many) for code, many in parts], marks


def _shown(figure: Figure, area: str) -> FigureShown:
    rule = figure.rule
    asked = str(ASKED[rule.ground]) % {"least": rule.least}
    return FigureShown(
        figure,
        GROUND[rule.ground],
        LACK[rule.lack],
        f"{asked}; {COUNTED[rule.lack]}",
        urlencode({"ground": rule.ground, "lack": rule.lack, "area": area}),
    )


def _lacks(gap: Gap) -> list[str | Promise]:
    return [LACK[lack] for lack in gap.lacks]


def _cells(ground: str, gap: Gap, today: date) -> list[object]:
    lon, lat = gap.point or ("", "")
    marks = ["yes" if lack in gap.lacks else "" for lack in Lack.values]
    place = gazetteer().label(gap.place.ljust(12, "0"))
    return [ground, gap.name, gap.place, place, gap.size, *marks, lon, lat, today.isoformat()]


def _below(areas: Sequence[str]) -> Choices:
    """The towns of one's area, or the communities of one's town."""
    known = gazetteer()
    found: Choices = []
    for area in areas:
        depth = Level.TOWN if len(area) < Level.TOWN else Level.COMMUNITY
        codes = sorted({code[:depth] for code in known.divisions if code.startswith(area)})
        found += [(code, known.label(code.ljust(12, "0"))) for code in codes if not code.endswith("000")]
    return found
