"""What communities need, what stands ready and what is made of it: what was published, and nobody's name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from linli.commons.models import Claim, Need, NeedKind, NeedPart, Project, Resource
from linli.faces.kit import paging
from linli.faces.kit.fields import named, offer
from linli.faces.kit.gates import public
from linli.faces.portal.asked import towns
from linli.orgs.authority import inside

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


def _rows(what: str) -> QuerySet[Any]:
    """What is published of a list; of claims the units, of nobody a name."""
    if what == "resources":
        return Resource.objects.published().there(timezone.localdate())
    if what == "projects":
        return Project.objects.published()
    standing = Claim.objects.standing().select_related("unit").order_by("pk")
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
    context = paging.asked(request, rows, "added_at", newest_first=True) | {
        "part": "lists",
        "now": timezone.now(),
        "wish": wish,
        "what": what,
        "query": "&".join(f"{name}={value}" for name, value in told.items() if value),
    }
    return TemplateResponse(request, "portal/lists.html", context)
