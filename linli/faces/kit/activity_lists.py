"""What lies ahead, as residents and the portal list it: by time, or the nearest first.

The place somebody stands at, or the estate they name, is sent in the body of a request, used to sort one page and kept
nowhere.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from linli.core.dated import in_force
from linli.faces.kit import paging
from linli.faces.kit.facilities import point_of
from linli.faces.kit.fields import Words, named, offer
from linli.people.models import Person
from linli.places.models import Estate
from linli.places.reads import gazetteer
from linli.places.rules import Level, level
from linli.volunteering.models import Template
from linli.volunteering.reads import nearby, seasons

FESTIVALS_SHOWN = 2


class WishForm(forms.Form):
    """What somebody looks for. A filter that makes no sense filters nothing."""

    what = forms.ChoiceField(required=False, label=_("What"))
    town = forms.ChoiceField(required=False, label=_("Town"))
    estate = Words(max_length=30, required=False, label=_("Near an estate"))

    def __init__(self, data: QueryDict, *, on: date) -> None:
        super().__init__(data)
        book = gazetteer()
        towns = sorted(code for code in book.divisions if level(code) == Level.TOWN)
        templates = Template.objects.filter(in_force(on)).order_by("order")
        every = ("", gettext("All"))
        offer(
            self,
            what=[every, *named(templates)],
            town=[every, *((code[: Level.TOWN], book.name(code)) for code in towns)],
        )
        self.is_valid()

    def told(self, name: str) -> str:
        return str(self.cleaned_data.get(name) or "")

    @property
    def query(self) -> str:
        """The filters as they stand in an address: never where somebody is."""
        return urlencode([(name, self.told(name)) for name in ("what", "town") if self.told(name)])


def listed(request: HttpRequest, at: datetime, person: Person | None = None) -> dict[str, Any]:
    """One page of what lies ahead, by time; where somebody said where they are, the nearest first. With ``person`` it
    tells them what they signed up for."""
    on = timezone.localdate(at)
    wish = WishForm(request.POST if request.method == "POST" else request.GET, on=on)
    point, unknown = _where(request, wish)
    following = None
    if point is not None:
        cards = nearby.near(point, at=at, template=wish.told("what"), person=person)
    else:
        rows = nearby.ahead(at, town=wish.told("town"), template=wish.told("what"))
        try:
            page, following = paging.page(rows, "begins_at", request.GET.get("after", ""))
        except paging.BadPage as error:
            raise Http404 from error
        cards = nearby.cards(page, person)
    return {
        "now": at,
        "wish": wish,
        "cards": cards,
        "following": following,
        "is_first": not request.GET.get("after"),
        "is_near": point is not None,
        "unknown_estate": unknown,
        "theme": seasons.theme(on),
        "festivals": seasons.coming(on)[:FESTIVALS_SHOWN],
    }


def _where(request: HttpRequest, wish: WishForm) -> tuple[nearby.Point | None, str]:
    """The point that was sent, or that of the estate that was named; and the name when no estate has it."""
    if request.method != "POST":
        return None, ""
    point = point_of(request.POST.get("near", ""))
    name = wish.told("estate")
    if point is None and name:
        found = Estate.objects.filter(name__icontains=name, lon__isnull=False).order_by("name", "pk").first()
        if found is None or found.lon is None or found.lat is None:
            return None, name
        point = (found.lon, found.lat)
    return point, ""
