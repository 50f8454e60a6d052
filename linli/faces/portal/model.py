"""三联三共三双三保: what the county asks for and what one's community says of it, in its own words. Communities stand
on pages of their own and are not held against each other."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from linli.commons.reads import model as reads
from linli.faces.kit.fields import offer
from linli.faces.kit.gates import public
from linli.places.reads import gazetteer
from linli.places.rules import Level, level


class WishForm(forms.Form):
    place = forms.ChoiceField(required=False, label=_("Community"))

    def __init__(self, data: Any, *, codes: set[str]) -> None:
        super().__init__(data)
        book = gazetteer()
        towns = groupby(sorted(codes), lambda code: code[: Level.TOWN])
        named = [
            (book.name(town.ljust(12, "0")), [(code, book.name(code)) for code in inside]) for town, inside in towns
        ]
        offer(self, place=[("", _("What the county asks for")), *named])
        self.is_valid()


@public
@require_safe
def model(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    on = timezone.localdate(now)
    asked = request.GET.get("place", "")
    known = {asked} if asked in gazetteer().divisions and level(asked) == Level.COMMUNITY else set()
    wish = WishForm(request.GET, codes=reads.communities(on) | known)
    place = wish.cleaned_data.get("place", "")
    context = {
        "part": "lists",
        "wish": wish,
        "place": gazetteer().name(place) if place else "",
        "said": reads.said_in(place, on) if place else [reads.Said(point, None) for point in reads.points(on)],
        "now": now,
    }
    return TemplateResponse(request, "portal/model.html", context)
