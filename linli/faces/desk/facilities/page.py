"""The facilities of one's area: which of them somebody should look at, and what is told of each."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from linli.faces.desk.facilities.area import areas_of, find, known_in
from linli.faces.desk.facilities.crises import AssetForm
from linli.faces.desk.facilities.forms import FacilityForm
from linli.faces.desk.facilities.telling import Line, differing
from linli.faces.kit import facilities as kit
from linli.faces.kit.gates import SignedIn, desk
from linli.faces.kit.ground import drawn
from linli.faces.kit.halls import ASSET
from linli.faces.kit.hours import in_words
from linli.faces.kit.posted import posted, sent, tapped
from linli.orgs import actions
from linli.orgs.authority import may
from linli.orgs.grants import Grant
from linli.places.models import AssetSort, Facility
from linli.places.reads import facilities as reads
from linli.places.reads.crises import assets_of

LOOKED_FOR = timedelta(days=90)  # after so long somebody looks again
ON_A_PAGE = 50
VERBS = {
    "places.facility_added": gettext_lazy("Added"),
    "places.facility_changed": gettext_lazy("Changed"),
    "places.facility_verified": gettext_lazy("Looked at"),
    "places.facility_ended": gettext_lazy("Ended"),
    "places.asset_listed": gettext_lazy("What it can muster was told"),
    "places.asset_ended": gettext_lazy("Something cannot be mustered any more"),
    "places.allotment_set": gettext_lazy("Number of places told"),
    "places.place_allotted": gettext_lazy("A place was given"),
    "places.allocation_ended": gettext_lazy("A place was given back"),
    "places.allocation_revealed": gettext_lazy("A name was shown in full"),
    "places.allocation_erased": gettext_lazy("A name was erased"),
    "places.door_found_closed": gettext_lazy("Found closed in opening hours"),
}


@desk
@require_safe
def facilities(request: SignedIn) -> HttpResponse:
    """Those to look at first: told of as closed, never looked at or long ago."""
    areas, at = areas_of(request), timezone.now()
    today = timezone.localdate(at)
    known = known_in(areas, today)
    closed = reads.told_closed(at, [one.pk for one in known])
    waiting = {
        one.pk for one in known if one.pk in closed or one.verified_at is None or one.verified_at < at - LOOKED_FOR
    }
    only = request.GET.get("only") == "waiting"
    wish = kit.WishForm(request.GET)
    found = [card for card in kit.cards(at, known) if wish.fits(card) and (not only or card.pk in waiting)]
    found.sort(key=lambda card: -closed.get(card.pk, 0))
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "at": at,
        "wish": wish,
        "only": only,
        "page": page,
        "rows": [(card, closed.get(card.pk, 0), card.pk in waiting) for card in page],
        "waiting": len(waiting),
        "count": len(known),
    }
    return TemplateResponse(request, "desk/facilities/list.html", context)


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedIn) -> HttpResponse:
    areas, at = areas_of(request), timezone.now()
    form = FacilityForm(request.POST or None, areas=areas, on=timezone.localdate(at))
    made: list[Facility] = []
    status = sent(
        request,
        form,
        lambda _told: made.append(actions.add_facility(by=request.user, details=form.details(), at=at)),
        _("Added. It is on the map now."),
    )
    if status is None:
        return redirect("desk:facility", made[0].pk)
    return TemplateResponse(request, "desk/facilities/new.html", {"at": at, "form": form}, status=status)


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def facility(request: SignedIn, pk: int) -> HttpResponse:
    """What is told of it, to be changed, and its history."""
    found, at = find(request, pk), timezone.now()
    today = timezone.localdate(at)
    told = reads.details_of(found)
    form = FacilityForm(request.POST or None, areas=areas_of(request), on=today, told=told)

    def keep(_told: object) -> None:
        changed = actions.change_facility(by=request.user, facility=found, details=form.details(), at=at)
        messages.success(request, _("Kept.") if changed else _("Nothing differs from what was told before."))

    status = sent(request, form, keep)
    if status is None:
        return redirect("desk:facility", pk)
    context = {
        "at": at,
        "facility": found,
        "form": form,
        "hours": in_words(told.hours),
        "notes": reads.told_closed(at, [pk]).get(pk, 0),
        "history": [
            (VERBS.get(entry.verb, entry.verb), entry, _differing(entry.params)) for entry in reads.history(found)
        ],
        "is_there": found.valid_to is None or found.valid_to > today,
        "start": drawn(told.point) if told.point else None,
        "assets": [(row, ASSET[AssetSort(row.sort)]) for row in assets_of(found, today)],
        "asset_form": AssetForm(),
        "allots": may(request.user, Grant.ALLOT_PLACES, at=found.community.code),
    }
    return TemplateResponse(request, "desk/facilities/facility.html", context, status=status)


@desk
@posted("desk:facility")
def verify(request: SignedIn, pk: int) -> HttpResponse:
    """Somebody of the unit looked today, and everything is as it is told."""
    found, at = find(request, pk), timezone.now()
    tapped(
        request,
        lambda: actions.verify_facility(by=request.user, facility=found, at=at),
        _("Noted: looked at today. What was said of its door is settled."),
    )
    return redirect("desk:facility", pk)


@desk
@posted("desk:facility")
def end(request: SignedIn, pk: int) -> HttpResponse:
    """From tomorrow it is not there any more."""
    found, at = find(request, pk), timezone.now()
    on = timezone.localdate(at) + timedelta(days=1)
    tapped(
        request,
        lambda: actions.end_facility(by=request.user, facility=found, on=on, at=at),
        _("It ends tomorrow; its history stays."),
    )
    return redirect("desk:facility", pk)


def _differing(params: dict[str, Any]) -> list[Line]:
    before, after = params.get("before", {}), params.get("after", {})
    return differing((name, before.get(name, ""), value) for name, value in after.items())
