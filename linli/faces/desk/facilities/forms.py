"""One form for everything that is told of a facility."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from linli.faces.kit.facilities import LEVELS, WHEELCHAIR
from linli.faces.kit.fields import Words, named, offer
from linli.faces.kit.hours import HOLIDAYS
from linli.places import hours_text
from linli.places.datum import Datum, to_cgcs2000
from linli.places.details import LONGEST_ADDRESS, LONGEST_NAME_EN, LONGEST_PHONE, Details
from linli.places.hours import BadHours, Holidays, Hours
from linli.places.models import OfferingSort, Wheelchair
from linli.places.reads import gazetteer
from linli.places.reads.facilities import vocabulary
from linli.places.rules import LONGEST_NAME, Level, level

DATUMS = {
    Datum.CGCS2000: gettext_lazy("CGCS2000 (as kept here)"),
    Datum.WGS84: gettext_lazy("WGS 84 (GPS, OpenStreetMap)"),
    Datum.GCJ02: gettext_lazy("GCJ-02 (Amap, Tencent, Apple)"),
    Datum.BD09: gettext_lazy("BD-09 (Baidu)"),
}
LONGEST_HOURS = 400


class FacilityForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    name = Words(max_length=LONGEST_NAME, label=gettext_lazy("What it is called"))
    name_en = Words(max_length=LONGEST_NAME_EN, required=False, label=gettext_lazy("Name in English"))
    place = forms.ChoiceField(label=gettext_lazy("Community"))
    level = forms.TypedChoiceField(
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", gettext_lazy("None")), *((one.value, name) for one, name in LEVELS.items())],
        label=gettext_lazy("Level of a service centre"),
    )
    address = Words(max_length=LONGEST_ADDRESS, required=False, label=gettext_lazy("Address"))
    phone = Words(
        max_length=LONGEST_PHONE,
        required=False,
        label=gettext_lazy("Telephone number"),
        help_text=gettext_lazy("Of the house, never of a person."),
    )
    hours = Words(
        max_length=LONGEST_HOURS,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        label=gettext_lazy("Opening hours"),
        help_text=gettext_lazy("One rule a line: Mo-Fr 9:00-12:00,13:30-17:30 — or 24/7, or Sa[1] 9:00-11:00."),
    )
    holidays = forms.ChoiceField(choices=list(HOLIDAYS.items()), label=gettext_lazy("On public holidays"))
    changed_days = Words(
        max_length=LONGEST_HOURS,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        label=gettext_lazy("Single days that differ"),
        help_text=gettext_lazy("One a line: 2026-05-02 off, or 2026-05-03 9:00-12:00"),
    )
    wheelchair = forms.ChoiceField(
        required=False, choices=[(one.value, name) for one, name in WHEELCHAIR.items()], label=gettext_lazy("Access")
    )
    offers = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label=gettext_lazy("What they offer")
    )
    lon = forms.FloatField(required=False, min_value=-180, max_value=180, label=gettext_lazy("Longitude"))
    lat = forms.FloatField(required=False, min_value=-90, max_value=90, label=gettext_lazy("Latitude"))
    datum = forms.ChoiceField(choices=list(DATUMS.items()), label=gettext_lazy("Copied from a map in"))

    def __init__(self, data: Any = None, *, areas: Sequence[str], on: date, told: Details | None = None) -> None:
        super().__init__(data, initial=_initial(told) if told else {"kind": "service_centre", "holidays": "closed"})
        words, book = vocabulary(), gazetteer()
        communities = sorted(
            code for code in book.divisions if level(code) == Level.COMMUNITY and any(map(code.startswith, areas))
        )
        if told is not None:
            communities = [told.place]  # the community that keeps it stays
        kinds = words.kinds_on(on, [told.kind] if told else [])
        offers = words.offerings_on(on, told.offers if told else [])
        offers.sort(key=lambda one: one.sort != OfferingSort.AMENITY)
        places = [(code, book.label(code)) for code in communities]
        offer(self, kind=named(kinds), place=places, offers=named(offers))

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        for name, read in (("hours", hours_text.read), ("changed_days", hours_text.read_changes)):
            try:
                told[f"{name}_read"] = read(told.get(name, ""))
            except BadHours:
                self.add_error(name, ValidationError(_("This cannot be read. Compare it with the example.")))
        empty = [name for name in ("lon", "lat") if told.get(name) is None]
        if len(empty) == 1 and empty[0] not in self.errors:
            self.add_error(empty[0], ValidationError(_("Give longitude and latitude, or neither.")))
        return told

    def details(self) -> Details:
        """What was told, in one piece."""
        told: Mapping[str, Any] = self.cleaned_data
        point = None
        if told["lon"] is not None:
            lon, lat = to_cgcs2000(told["lon"], told["lat"], Datum(told["datum"]))
            point = round(lon, 6), round(lat, 6)
        return Details(
            kind=told["kind"],
            name=told["name"],
            place=told["place"],
            hours=Hours(told["hours_read"], told["changed_days_read"], Holidays(told["holidays"])),
            name_en=told["name_en"],
            address=told["address"],
            phone=told["phone"],
            level=told["level"],
            wheelchair=Wheelchair(told["wheelchair"]).value,
            offers=frozenset(told["offers"]),
            point=point,
        )


def _initial(told: Details) -> dict[str, Any]:
    lon, lat = told.point or (None, None)
    return {
        "kind": told.kind,
        "name": told.name,
        "name_en": told.name_en,
        "place": told.place,
        "level": told.level,
        "address": told.address,
        "phone": told.phone,
        "hours": in_lines(hours_text.write(told.hours.rules)),
        "holidays": told.hours.holidays.value,
        "changed_days": in_lines(hours_text.write_changes(told.hours.changes)),
        "wheelchair": told.wheelchair,
        "offers": sorted(told.offers),
        "lon": lon,
        "lat": lat,
        "datum": Datum.CGCS2000.value,
    }


def in_lines(text: str) -> str:
    """Hours as ``hours_text`` writes them: one rule a line, in the reader's language."""
    return text.replace("; ", "\n") if (get_language() or "").startswith("en") else hours_text.in_chinese(text)
