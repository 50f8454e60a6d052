"""床位、分拣位 at the desk of the street: how many, who has one from when to when."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from linli.faces.desk.facilities.area import areas_of, find
from linli.faces.kit.fields import CALENDAR, Words, day_box
from linli.faces.kit.gates import SignedIn, desk
from linli.faces.kit.halls import PLACE, PURPOSE
from linli.faces.kit.posted import sent, tapped
from linli.faces.kit.problems import explain
from linli.orgs.actions import halls as actions
from linli.orgs.authority import inside
from linli.orgs.grants import Grant
from linli.people.rules import masked_name
from linli.places.actions.allotments import LONGEST_WHO
from linli.places.models import Allocation, Allotment, AllotmentSort, Facility
from linli.places.reads.allotments import free_of
from linli.places.rules import LONGEST_NAME, LONGEST_WORDS, MOST_PLACES

USUAL_DAYS = 90
ROWS_SHOWN = 200


class AllotmentForm(forms.Form):
    sort = forms.ChoiceField(choices=[(one.value, name) for one, name in PLACE.items()], label=gettext_lazy("Kind"))
    number = forms.IntegerField(min_value=0, max_value=MOST_PLACES, label=gettext_lazy("How many there are"))
    how = Words(max_length=LONGEST_WORDS, widget=forms.Textarea({"rows": 2}), label=gettext_lazy("How to ask for one"))


class AllocationForm(forms.Form):
    name = Words(max_length=LONGEST_WHO, label=gettext_lazy("Name of who uses it"))
    firm = Words(max_length=LONGEST_NAME, required=False, label=gettext_lazy("For which firm they deliver"))
    since = forms.DateField(label=gettext_lazy("From"), widget=day_box(), validators=CALENDAR)
    until = forms.DateField(label=gettext_lazy("To before"), widget=day_box(), validators=CALENDAR)


@desk
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def places(request: SignedIn, pk: int) -> HttpResponse:
    """The places of a facility; ``do`` says which of the two forms was sent."""
    found, at = find(request, pk, Grant.ALLOT_PLACES), timezone.now()
    on, kept = timezone.localdate(at), Allotment.objects.filter(facility=found).first()
    does = request.POST.get("do", "")
    first = {"sort": kept.sort, "number": kept.number, "how": kept.how} if kept else {}
    setting = AllotmentForm(request.POST if does == "set" else None, initial=first)
    giving = AllocationForm(
        request.POST if does == "give" else None, initial={"since": on, "until": on + timedelta(days=USUAL_DAYS)}
    )
    status: int | None = 200
    if does == "set":
        status = sent(request, setting, lambda told: _set(request, found, told, at), _("Kept."))
    elif does == "give" and kept is not None:
        status = sent(
            request,
            giving,
            lambda told: actions.allot(by=request.user, allotment=kept, at=at, **told),
            _("Given. The name is erased when the stay is over."),
        )
    if status is None:
        return redirect("desk:facility-places", pk)
    return _page(request, found, kept, at, status=status, setting=setting, giving=giving)


def _set(request: SignedIn, found: Facility, told: dict[str, Any], at: datetime) -> None:
    sort = AllotmentSort(told["sort"])
    actions.set_allotment(by=request.user, facility=found, sort=sort, number=told["number"], how=told["how"], at=at)


@desk
@never_cache
def end(request: SignedIn, allocation_id: int) -> HttpResponse:
    row, at = _find(request, allocation_id), timezone.now()
    if request.method == "POST":
        tapped(request, lambda: actions.end_allocation(by=request.user, row=row, at=at), _("It is free from today."))
    return redirect("desk:facility-places", row.allotment.facility_id)


@desk
@never_cache
def reveal(request: SignedIn, allocation_id: int) -> HttpResponse:
    """Show one name in full, on this one answer; who looked and what for goes to the log."""
    row, at, purpose = _find(request, allocation_id), timezone.now(), request.POST.get("purpose", "")
    found = row.allotment.facility
    if request.method != "POST" or purpose not in PURPOSE:
        return redirect("desk:facility-places", found.pk)
    try:
        name = actions.reveal_allocation(by=request.user, row=row, purpose=purpose, at=at)
    except Exception as error:
        messages.error(request, str(explain(error).text))
        return redirect("desk:facility-places", found.pk)
    return _page(request, found, row.allotment, at, shown={row.pk: name})


def _find(request: SignedIn, allocation_id: int) -> Allocation:
    areas = areas_of(request, Grant.ALLOT_PLACES)
    rows = Allocation.objects.filter(inside("allotment__facility__community__code", areas))
    return get_object_or_404(rows.select_related("allotment__facility__community"), pk=allocation_id)


def _page(
    request: SignedIn,
    found: Facility,
    kept: Allotment | None,
    at: datetime,
    *,
    status: int = 200,
    setting: AllotmentForm | None = None,
    giving: AllocationForm | None = None,
    shown: dict[int, str] | None = None,
) -> HttpResponse:
    on = timezone.localdate(at)
    rows: QuerySet[Allocation] = Allocation.objects.filter(allotment__facility=found, until__gt=on)
    first = {"sort": kept.sort, "number": kept.number, "how": kept.how} if kept else {}
    context = {
        "facility": found,
        "kept": kept,
        "free": free_of([found.pk], at=at).get(found.pk),
        "rows": [
            (row, (shown or {}).get(row.pk) or masked_name(str(row.name)), row.pk in (shown or {}))
            for row in rows.order_by("since", "pk")[:ROWS_SHOWN]
        ],
        "setting": setting or AllotmentForm(initial=first),
        "giving": giving or AllocationForm(initial={"since": on, "until": on + timedelta(days=USUAL_DAYS)}),
        "purposes": PURPOSE.items(),
        "on": on,
        "at": at,
    }
    return TemplateResponse(request, "desk/facilities/places.html", context, status=status)
