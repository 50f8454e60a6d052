"""What communities need, what stands ready, what is made of it and what units promise for a year: what was published,
and nobody's name."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from linli.commons.models import Claim, Need, NeedKind, NeedPart, PartnerList, Photo, Progress, Project, Resource
from linli.commons.reads.partners import counted
from linli.faces.kit import paging
from linli.faces.kit.fields import named, offer
from linli.faces.kit.gates import public
from linli.faces.portal.asked import towns
from linli.orgs.authority import inside

YEARS_SHOWN = 5
WHAT = {"needs": _("Needs"), "resources": _("Resources"), "projects": _("Projects")}


class WishForm(forms.Form):
    what = forms.ChoiceField(required=False, choices=list(WHAT.items()), label=_("Which list"))
    town = forms.ChoiceField(required=False, label=_("Town or street"))
    kind = forms.ChoiceField(required=False, label=_("Kind"))

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        on = timezone.localdate()
        every = ("", _("All"))
        offer(self, town=[every, *towns()], kind=[every, *named(NeedKind.objects.valid(on).order_by("order"))])
        self.is_valid()


class YearForm(forms.Form):
    town = forms.ChoiceField(required=False, label=_("Town or street"))
    year = forms.ChoiceField(required=False, label=_("Year"))

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        this = timezone.localdate().year
        years = [(str(year), str(year)) for year in range(this + 1, this - YEARS_SHOWN, -1)]
        every = ("", _("All"))
        offer(self, town=[every, *towns()], year=[every, *years])
        self.is_valid()


def _rows(what: str) -> QuerySet[Any]:
    """What is published of a list; of claims the units, of nobody a name."""
    shown = Prefetch("photos", Photo.objects.public().order_by("pk"), to_attr="public_photos")
    if what == "resources":
        return Resource.objects.published().there(timezone.localdate())
    if what == "projects":
        told = Prefetch("progress", Progress.objects.order_by("pk"))
        return Project.objects.published().prefetch_related(shown, told)
    standing = Claim.objects.standing().select_related("unit").prefetch_related(shown).order_by("pk")
    parts = NeedPart.objects.order_by("pk").prefetch_related(Prefetch("claims", standing))
    wanted = NeedPart.objects.filter(need=OuterRef("pk"))
    return Need.objects.published().filter(Exists(wanted)).prefetch_related(Prefetch("parts", parts))


@public
@require_safe
def lists(request: HttpRequest) -> HttpResponse:
    wish = WishForm(request.GET)
    told = wish.cleaned_data
    what = told.get("what") or "needs"
    rows = _rows(what).select_related("kind", "community", "unit").defer("community__outline")
    if told.get("town"):
        rows = rows.filter(inside("community__code", [told["town"]]))
    if told.get("kind"):
        rows = rows.filter(kind__code=told["kind"])
    context = {"what": what, **_page(request, wish, rows, "added_at")}
    return TemplateResponse(request, "portal/lists.html", context)


@public
@require_safe
def promised(request: HttpRequest) -> HttpResponse:
    """共建责任清单: what partner units promised communities for a year, and what they did of it."""
    wish = YearForm(request.GET)
    rows = counted(PartnerList.objects.published())
    if town := wish.cleaned_data.get("town"):
        rows = rows.filter(inside("community__code", [town]))
    if year := wish.cleaned_data.get("year"):
        rows = rows.filter(year=int(year))
    return TemplateResponse(request, "portal/promised.html", _page(request, wish, rows, "published_at"))


def _page(request: HttpRequest, wish: forms.Form, rows: QuerySet[Any], by: str) -> dict[str, Any]:
    """One page of ``rows``, the newest first, and the ways to the others."""
    return paging.asked(request, rows, by, newest_first=True) | {
        "part": "lists",
        "now": timezone.now(),
        "wish": wish,
        "query": urlencode({name: value for name, value in wish.cleaned_data.items() if value}),
    }
