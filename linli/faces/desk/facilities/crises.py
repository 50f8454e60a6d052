"""平战结合 at the desk: what the centres of one's area can muster, and the switch of a crisis."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from linli.faces.desk.facilities.area import areas_of, find
from linli.faces.kit.fields import Words, offer_rows
from linli.faces.kit.gates import SignedIn, desk
from linli.faces.kit.halls import ASSET
from linli.faces.kit.posted import posted, sent, tapped
from linli.orgs.actions import halls as actions
from linli.orgs.authority import inside, prefixes
from linli.orgs.grants import Grant
from linli.places.actions.crises import LONGEST, AssetSays
from linli.places.models import AssetSort, Crisis, Division, Facility, MusterAsset
from linli.places.reads.crises import ENDED_SHOWN, totals
from linli.places.rules import LONGEST_NAME, LONGEST_WORDS, MOST_OF_AN_ASSET, Level

ON_A_PAGE = 50


class AssetForm(forms.Form):
    sort = forms.ChoiceField(choices=[(one.value, name) for one, name in ASSET.items()], label=gettext_lazy("Kind"))
    name = Words(max_length=LONGEST["name"], label=gettext_lazy("What it is"))
    name_en = Words(max_length=LONGEST["name_en"], required=False, label=gettext_lazy("In English"))
    amount = forms.IntegerField(min_value=1, max_value=MOST_OF_AN_ASSET, label=gettext_lazy("How much"))
    unit = Words(max_length=LONGEST["unit"], label=gettext_lazy("Counted in"))
    contact = Words(max_length=LONGEST["contact"], label=gettext_lazy("Post that is called for it"))
    phone = Words(max_length=LONGEST["phone"], required=False, label=gettext_lazy("Telephone number of the post"))
    is_given_out = forms.BooleanField(
        required=False, label=gettext_lazy("In a crisis everybody reads that it is given out here")
    )

    def says(self) -> AssetSays:
        return AssetSays(**(self.cleaned_data | {"sort": AssetSort(self.cleaned_data["sort"])}))


class CrisisForm(forms.Form):
    division = forms.ModelChoiceField(Division.objects.none(), empty_label=None, label=gettext_lazy("Area"))
    name = Words(max_length=LONGEST_NAME, label=gettext_lazy("What everybody reads"))
    words = Words(
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        label=gettext_lazy("What everybody should know or do"),
    )

    def __init__(self, data: Any = None, *, areas: list[str]) -> None:
        super().__init__(data)
        rows = Division.objects.valid(timezone.localdate()).filter(inside("code", areas), level__gte=Level.COUNTY)
        offer_rows(self, division=rows.defer("outline").order_by("code"))


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def crises(request: SignedIn) -> HttpResponse:
    """What can be mustered, the crises of the area; POST begins one."""
    areas, at = areas_of(request), timezone.now()
    may_begin = prefixes(request.user, Grant.DECLARE_CRISIS)
    form = CrisisForm(request.POST or None, areas=may_begin) if may_begin else None
    status: int | None = 200
    if form is not None:
        status = sent(
            request,
            form,
            lambda told: actions.begin_crisis(by=request.user, at=at, **told),
            _("It is on. Everybody reads now what the centres give out."),
        )
        if status is None:
            return redirect("desk:crises")
    rows = Crisis.objects.filter(inside("division__code", areas)).select_related("division")
    there = Facility.objects.valid(timezone.localdate(at)).filter(inside("community__code", areas))
    assets = MusterAsset.objects.valid(timezone.localdate(at)).filter(facility__in=there.values("pk"))
    assets = assets.select_related("facility__community").order_by("facility__name", "sort", "pk")
    page = Paginator(assets, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "at": at,
        "form": form,
        "running": [
            (row, any(map(row.division.code.startswith, may_begin)))
            for row in rows.filter(ended_at=None).order_by("begun_at")
        ],
        "ended": rows.filter(ended_at__isnull=False).order_by("-ended_at")[:ENDED_SHOWN],
        "totals": [(ASSET[sort], unit, amount) for sort, unit, amount in totals(there, at)],
        "page": page,
        "assets": [(row, ASSET[AssetSort(row.sort)]) for row in page],
    }
    return TemplateResponse(request, "desk/facilities/crises.html", context, status=status)


@desk
def end_crisis(request: SignedIn, crisis_id: int) -> HttpResponse:
    rows = Crisis.objects.filter(inside("division__code", areas_of(request, Grant.DECLARE_CRISIS)))
    row, at = get_object_or_404(rows.select_related("division"), pk=crisis_id), timezone.now()
    if request.method == "POST":
        tapped(
            request,
            lambda: actions.end_crisis(by=request.user, crisis=row, at=at),
            _("It is over. Centres are as usual."),
        )
    return redirect("desk:crises")


@desk
@posted("desk:facility")
def list_asset(request: SignedIn, pk: int) -> HttpResponse:
    """Put something on the list of a facility; what was wrong is said on a page of its own."""
    found, at, form = find(request, pk), timezone.now(), AssetForm(request.POST)
    status = sent(
        request,
        form,
        lambda _told: actions.list_asset(by=request.user, facility=found, says=form.says(), at=at),
        _("It is on the list."),
    )
    if status is None:
        return redirect("desk:facility", pk)
    return TemplateResponse(request, "desk/facilities/asset.html", {"form": form, "facility": found}, status=status)


@desk
def end_asset(request: SignedIn, asset_id: int) -> HttpResponse:
    rows = MusterAsset.objects.filter(inside("facility__community__code", areas_of(request)))
    row, at = get_object_or_404(rows.select_related("facility__community"), pk=asset_id), timezone.now()
    if request.method == "POST":
        tapped(
            request, lambda: actions.end_asset(by=request.user, row=row, at=at), _("It is not on the list any more.")
        )
    return redirect("desk:facility", row.facility_id)
