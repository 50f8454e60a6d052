"""The estates of one's area, and whether each is open or closed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import OuterRef, Subquery
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from linli.core.dated import in_force
from linli.faces.desk.facilities.area import areas_of
from linli.faces.desk.taking_back import taken_back
from linli.faces.kit.fields import CALENDAR, Words, day_box
from linli.faces.kit.gates import SignedIn, desk
from linli.faces.kit.halls import FORM
from linli.faces.kit.posted import sent
from linli.orgs.actions import halls as actions
from linli.orgs.authority import inside
from linli.places.models import Estate, EstateForm, EstateFormRow
from linli.places.rules import LONGEST_NAME, showable

ON_A_PAGE = 50


class SoughtForm(forms.Form):
    q = Words(max_length=LONGEST_NAME, required=False, label=gettext_lazy("Name of the estate"))
    form = forms.ChoiceField(
        required=False,
        choices=[("", gettext_lazy("All")), ("none", FORM[""]), *((one.value, FORM[one]) for one in EstateForm)],
        label=gettext_lazy("Open or closed"),
    )


class FormForm(forms.Form):
    form = forms.ChoiceField(
        choices=[(one.value, FORM[one]) for one in EstateForm], label=gettext_lazy("Open or closed")
    )
    on = forms.DateField(label=gettext_lazy("In force from"), widget=day_box(), validators=CALENDAR)


@desk
@require_safe
def estates(request: SignedIn) -> HttpResponse:
    at = timezone.now()
    sought = SoughtForm(request.GET)
    asked: dict[str, Any] = sought.cleaned_data if sought.is_valid() else {}
    form = EstateFormRow.objects.filter(in_force(timezone.localdate(at)), estate=OuterRef("pk")).values("form")[:1]
    rows = Estate.objects.filter(inside("community__code", areas_of(request))).annotate(form=Subquery(form))
    if asked.get("q"):
        rows = rows.filter(name__icontains=asked["q"]) if showable(asked["q"]) else rows.none()
    if asked.get("form"):
        rows = rows.filter(form=None if asked["form"] == "none" else asked["form"])
    rows = rows.select_related("community").defer("community__outline").order_by("community__code", "name", "pk")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "sought": sought,
        "page": page,
        "rows": [(row, FORM[EstateForm(row.form) if row.form else ""]) for row in page],  # type: ignore[attr-defined]
        "query": query.urlencode(),
    }
    return TemplateResponse(request, "desk/facilities/estates.html", context)


@desk
def estate(request: SignedIn, estate_id: int) -> HttpResponse:
    """One estate: what it was and is; POST says what it is from a day on."""
    rows = Estate.objects.filter(inside("community__code", areas_of(request))).select_related("community")
    found, at = get_object_or_404(rows, pk=estate_id), timezone.now()
    form = FormForm(request.POST or None, initial={"on": timezone.localdate(at)})
    status = sent(
        request,
        form,
        lambda told: actions.set_form(
            by=request.user, estate=found, form=EstateForm(told["form"]), on=told["on"], at=at
        ),
        _("Kept. The life circle counts it so from that day."),
    )
    if status is None:
        return redirect("desk:estate", estate_id)
    history = [(row, FORM[EstateForm(row.form)]) for row in found.forms.order_by("-valid_from")]
    context = {"estate": found, "form": form, "history": history, "on": timezone.localdate(at), "now": at}
    return TemplateResponse(request, "desk/facilities/estate.html", context, status=status)


take_back = taken_back(
    desk,
    lambda request: EstateFormRow.objects.filter(inside("estate__community__code", areas_of(request))),
    actions.take_back_form,
    lambda row: redirect("desk:estate", row.estate_id),
)
