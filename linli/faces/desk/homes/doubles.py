"""Two households that may be one: side by side, joined, taken apart; and one that becomes two."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from linli.faces.desk.homes.forms import SplitForm
from linli.faces.desk.homes.household import here
from linli.faces.kit.gates import SignedIn, home_keeper
from linli.faces.kit.posted import posted, sent, tapped, whole
from linli.homes.actions import merging
from linli.homes.models import Household
from linli.homes.reads.buildings import doors_of
from linli.homes.reads.household import shown
from linli.homes.reads.merging import side_by_side


@home_keeper
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: SignedIn, household_id: int, other_household_id: int) -> HttpResponse:
    """Look at both, say who is whom, and join the second to the first."""
    into, gone = here(request, household_id), here(request, other_household_id)
    now = timezone.now()
    both = side_by_side(into, gone, on=timezone.localdate(now))
    if request.method == "POST":
        doubles = {one.pk: same for one in both.gone.people if (same := whole(request.POST.get(f"same-{one.pk}", "")))}
        act: dict[str, Any] = {"into": into, "gone": gone, "doubles": doubles}
        done = _("Joined. You can take them apart again below; nothing is lost.")
        if tapped(request, lambda: merging.merge(by=request.user, at=now, **act), done):
            return redirect("desk:household", into.pk)
    return TemplateResponse(request, "desk/homes/join.html", {"both": both, "now": now})


@home_keeper
@posted("desk:homes", of_all=True)
def part(request: SignedIn, household_id: int, joined_id: int) -> HttpResponse:
    row = here(request, household_id)
    gone = get_object_or_404(Household.objects.filter(merged_into=row), pk=joined_id)
    done = _("Taken apart. Both stand as they were.")
    tapped(request, lambda: merging.unmerge(by=request.user, gone=gone, at=timezone.now()), done)
    return redirect("desk:household", row.pk)


@home_keeper
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def split(request: SignedIn, household_id: int) -> HttpResponse:
    """Some of a household live on their own now, behind the same door or another one of the building."""
    row, now = here(request, household_id), timezone.now()
    on, building = timezone.localdate(now), row.dwelling.building
    home = shown(row, on=on)
    form = SplitForm(
        request.POST or None,
        home=home,
        doors=doors_of(building, request.user, on=on),
        initial={"dwelling": str(row.dwelling_id)},
    )
    made: list[Household] = []

    def parted(told: dict[str, Any]) -> None:
        dwelling = building.dwellings.get(pk=whole(told["dwelling"]))
        people = [whole(key) for key in told["people"]]
        made.append(merging.split(by=request.user, household=row, people=people, dwelling=dwelling, at=now))

    status = sent(request, form, parted, _("Split. Both households need a new slip."))
    if status is None:
        return redirect("desk:household", made[0].pk)
    page = {"row": row, "home": home, "form": form}
    return TemplateResponse(request, "desk/homes/split.html", page, status=status)
