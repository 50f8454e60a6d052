"""身边的服务设施: the list that residents and the portal share, one facility, and the tap 「到门口发现关着门」.

The place somebody stands at is sent in the body of a request, rounded on the phone, used to sort one page and kept
nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, QueryDict
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from linli.core.calendar import working_calendar
from linli.faces.kit.address import address_of
from linli.faces.kit.fields import Words, in_language, named, offer
from linli.faces.kit.halls import PLACE
from linli.faces.kit.hours import changes_in_words, in_words, state_in_words
from linli.faces.kit.menu.counter import counter_at
from linli.faces.kit.problems import explain
from linli.faces.kit.ways import ways
from linli.people.limits import free_at, use
from linli.places.actions import facilities as actions
from linli.places.hours import State
from linli.places.models import AllotmentSort, Facility, OfferingSort, Wheelchair
from linli.places.reads import crises, gazetteer
from linli.places.reads import facilities as reads
from linli.places.reads.allotments import free_of
from linli.places.reads.crises import Surge
from linli.places.reads.facilities import Known
from linli.places.rules import Level, level

ON_A_PAGE = 30
TAPS_A_DAY = 1  # of one network address at one door
TAPS_OF_ALL_DOORS = 5  # of one network address in an hour
DAY, HOUR = 24 * 60 * 60, 60 * 60

WHEELCHAIR = {
    Wheelchair.YES: gettext_lazy("Wheelchairs can come in"),
    Wheelchair.PARTLY: gettext_lazy("Wheelchairs can come in with help"),
    Wheelchair.NO: gettext_lazy("Wheelchairs cannot come in"),
    Wheelchair.UNKNOWN: gettext_lazy("Nobody has said whether wheelchairs can come in"),
}
LEVELS = {
    Level.CITY: gettext_lazy("City level"),
    Level.COUNTY: gettext_lazy("District level"),
    Level.TOWN: pgettext_lazy("facility", "Street level"),
    Level.COMMUNITY: pgettext_lazy("facility", "Community level"),
}


@dataclass(frozen=True, slots=True)
class Card:
    """A facility as a list shows it."""

    known: Known
    state: State
    state_words: str
    is_doubted: bool
    metres: int | None = None
    surge: Surge | None = None  # while a crisis is on

    @property
    def pk(self) -> int:
        return self.known.pk

    @property
    def name(self) -> str:
        return in_language(self.known.details.name, self.known.details.name_en)

    @property
    def kind(self) -> str:
        return kind_name(self.known.details.kind)

    @property
    def place(self) -> str:
        told = self.known.details
        return " ".join(filter(None, (gazetteer().label(told.place), told.address)))

    @property
    def kilometres(self) -> str:
        return f"{(self.metres or 0) / 1000:.1f}"


def kind_name(code: str) -> str:
    kind = reads.vocabulary().kinds[code]
    return in_language(kind.name, kind.name_en)


def offering_names(codes: frozenset[str], sort: str) -> list[str]:
    """What a facility offers of a sort, in the order of the list of offerings."""
    rows = reads.vocabulary().offerings.values()
    return [in_language(row.name, row.name_en) for row in rows if row.code in codes and row.sort == sort]


class WishForm(forms.Form):
    """What somebody looks for. A filter that makes no sense filters nothing."""

    kind = forms.ChoiceField(required=False, label=gettext_lazy("Kind"))
    town = forms.ChoiceField(required=False, label=gettext_lazy("Town"))
    offer = forms.ChoiceField(required=False, label=gettext_lazy("What is there"))
    q = Words(max_length=30, required=False, label=gettext_lazy("Name or address"))
    open = forms.BooleanField(required=False, label=gettext_lazy("Open now"))
    wheelchair = forms.BooleanField(required=False, label=gettext_lazy("Wheelchairs can come in"))

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.asked = data
        words, book = reads.vocabulary(), gazetteer()
        towns = sorted(code for code in book.divisions if level(code) == Level.TOWN)
        every = ("", _("All"))
        offer(
            self,
            kind=[every, *named(words.kinds.values())],
            town=[every, *((code[: Level.TOWN], book.name(code)) for code in towns)],
            offer=[every, *named(words.offerings.values())],
        )
        self.is_valid()

    def fits(self, card: Card) -> bool:
        wish, told = self.cleaned_data, card.known.details
        return (
            (not wish.get("kind") or told.kind == wish["kind"])
            and told.place.startswith(wish.get("town", ""))
            and (not wish.get("offer") or wish["offer"] in told.offers)
            and wish.get("q", "").casefold() in f"{told.name} {told.name_en} {told.address}".casefold()
            and (not wish.get("open") or card.state.is_open)
            and (not wish.get("wheelchair") or told.wheelchair in (Wheelchair.YES, Wheelchair.PARTLY))
        )

    @property
    def told(self) -> list[tuple[str, str]]:
        """The filters that are set, for a form that asks the same again."""
        return [(name, str(value)) for name, value in self.cleaned_data.items() if value]

    @property
    def query(self) -> str:
        """The filters as they stand in an address, without the page."""
        data = self.asked.copy()
        for name in ("page", "map", "near", "csrfmiddlewaretoken"):
            data.pop(name, None)
        return str(data.urlencode())


def cards(at: datetime, known: list[Known]) -> list[Card]:
    """``known`` as a list shows them; many keep the same hours, and each is worked out once, its words too."""
    doubted, calendar = reads.doubted(at), working_calendar()
    made: list[Card] = []
    alike: dict[tuple[object, ...], tuple[State, str]] = {}
    for one in known:
        hours = one.details.hours
        key = (hours.rules, hours.holidays, tuple(sorted(hours.changes.items(), key=lambda day: day[0])))
        if (told := alike.get(key)) is None:
            state = hours.state(at, calendar)
            told = alike[key] = (state, state_in_words(state, at, known=hours.is_known))
        made.append(Card(one, *told, one.pk in doubted))
    return made


def listed(request: HttpRequest, at: datetime) -> dict[str, Any]:
    """The page of a list: those that fit the wish, open ones first; where somebody said where they are, the nearest."""
    wish = WishForm(request.POST if request.method == "POST" else request.GET)
    found = [card for card in cards(at, reads.directory().there(timezone.localdate(at))) if wish.fits(card)]
    found.sort(key=lambda card: not card.state.is_open)
    point = point_of(request.POST.get("near", ""))
    if point is not None:
        by_pk = {card.pk: card for card in found}
        found = []
        for one in reads.nearest_first((card.known for card in by_pk.values()), point):
            far, card = one.metres_from(point), by_pk[one.pk]
            metres = None if far is None else round(far / 10) * 10
            found.append(Card(card.known, card.state, card.state_words, card.is_doubted, metres))
    page = Paginator(found, ON_A_PAGE).get_page(1 if point else request.GET.get("page"))
    surges = crises.surges([card.known for card in page], at)
    page.object_list = [replace(card, surge=surges.get(card.pk)) for card in page]
    with_map = request.GET.get("map") == "1"
    return {
        "now": at,
        "crises": crises.running(at),
        "wish": wish,
        "page": page,
        "is_near": point is not None,
        "with_map": with_map,
        "points": [_mark(card) for card in found if card.known.details.point] if with_map else [],
    }


def _mark(card: Card) -> dict[str, object]:
    lon, lat = card.known.details.point or (0.0, 0.0)
    return {"pk": card.pk, "name": card.name, "at": [round(lat, 5), round(lon, 5)], "open": card.state.is_open}


def point_of(text: str) -> tuple[float, float] | None:
    """The place that a phone sent as ``lon,lat``; None where there is none on earth."""
    try:
        lon, lat = (float(part) for part in text.split(","))
    except ValueError:
        return None
    return (lon, lat) if abs(lon) <= 180 and abs(lat) <= 90 else None


def shown(pk: int, at: datetime) -> dict[str, Any]:
    """One facility. Raises: Http404, where there is none today."""
    known = reads.directory().by_pk.get(pk)
    if known is None or not known.is_there(timezone.localdate(at)):
        raise Http404
    told = known.details
    (card,) = cards(at, [known])
    free = free_of([pk], at=at).get(pk)
    return {
        "now": at,
        "surge": crises.surges([known], at).get(pk),
        "free": free,
        "place_sort": PLACE[AllotmentSort(free.allotment.sort)] if free else "",
        "card": card,
        "told": told,
        "level": LEVELS.get(told.level) if told.level else None,  # type: ignore[call-overload]
        "hours": in_words(told.hours),
        "changes": changes_in_words(told.hours, timezone.localdate(at)),
        "scenes": _(", ").join(offering_names(told.offers, OfferingSort.SCENE)),
        "amenities": _(", ").join(offering_names(told.offers, OfferingSort.AMENITY)),
        "wheelchair": WHEELCHAIR[Wheelchair(told.wheelchair)],
        "counter": counter_at(known, timezone.localdate(at)),
        "label": gazetteer().label(told.place),
        "ways": ways(told.point, card.name) if told.point else [],
    }


def tell_closed(request: HttpRequest, pk: int, at: datetime) -> None:
    """Take the tap at the door of a facility and say what became of it. Raises: Http404."""
    facility = get_object_or_404(Facility.objects.select_related("community"), pk=pk)
    who = address_of(request)
    limits = ((f"doors:{who}", TAPS_OF_ALL_DOORS, HOUR), (f"door:{pk}:{who}", TAPS_A_DAY, DAY))
    if any(free_at(key, times, seconds, at=at) is not None for key, times, seconds in limits):
        messages.info(request, _("Thank you, we have been told of this from here already; once a day is enough."))
        return
    try:
        actions.tell_closed(facility=facility, at=at)
    except Exception as error:
        messages.error(request, str(explain(error).text))
        return
    for key, _times, seconds in limits:
        use(key, seconds, at=at)
    messages.success(request, _("Thank you. The community that keeps it has been told, without your name."))
