"""Offers, causes and rules as a community sees them; a new one of each, an end."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.faces.desk.thanks.forms import CauseForm, OfferForm
from linli.faces.kit.gates import SignedIn, thanks_keeper
from linli.faces.kit.posted import sent, tapped
from linli.faces.kit.thanks import PERIOD
from linli.orgs.authority import inside
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation, OrganisationQuerySet
from linli.orgs.reads import communities_of
from linli.places.models import DivisionQuerySet
from linli.points import actions
from linli.points.models import Cause, Offer, Rule
from linli.points.reads.offers import left_of_each
from linli.points.rules import Period

M = TypeVar("M", bound=Model)


@thanks_keeper
@require_safe
def thanks(request: SignedIn) -> HttpResponse:
    now = timezone.now()
    on = timezone.localdate(now)
    causes = _here(request, Cause.objects.unended(on))
    rows = list(_here(request, Offer.objects.unended(on)).order_by("pk"))
    left = left_of_each(rows, at=now)
    context = {
        "offers": [(row, PERIOD[Period(row.period)], left[row.pk]) for row in rows],
        "causes": causes.order_by("pk"),
        "rules": Rule.objects.unended(on).order_by("verb", "valid_from"),
        "on": on,
        "now": now,
    }
    return TemplateResponse(request, "desk/thanks/thanks.html", context)


@thanks_keeper
def offer(request: SignedIn) -> HttpResponse:
    """Offer thanks of a merchant or centre."""
    at = timezone.now()
    form = OfferForm(request.POST or None, initial={"begin": timezone.localdate(at)}, **_places(request))
    status = sent(
        request,
        form,
        lambda _told: actions.offer(by=request.user, says=form.says(), at=at, **form.where()),
        _("Offered. Volunteers see it from the day you gave."),
    )
    return redirect("desk:thanks") if status is None else _form(request, form, "offer", status=status)


@thanks_keeper
def cause(request: SignedIn) -> HttpResponse:
    """Collect points for something of the community, or for a neighbour."""
    at = timezone.now()
    form = CauseForm(request.POST or None, initial={"begin": timezone.localdate(at)}, **_places(request))
    status = sent(
        request,
        form,
        lambda told: actions.open_cause(by=request.user, at=at, **told),
        _("Kept. Points can be given to it from the day you gave."),
    )
    return redirect("desk:thanks") if status is None else _form(request, form, "cause", status=status)


@thanks_keeper
def end_offer(request: SignedIn, offer_id: int) -> HttpResponse:
    if request.method != "POST":
        return redirect("desk:thanks")
    row, at = get_object_or_404(_here(request, Offer.objects.all()), pk=offer_id), timezone.now()
    tapped(
        request,
        lambda: actions.end_offer(by=request.user, offer=row, at=at),
        _("Ended. Codes that are out stay good for their time."),
    )
    return redirect("desk:thanks")


@thanks_keeper
def end_cause(request: SignedIn, for_id: int) -> HttpResponse:
    if request.method != "POST":
        return redirect("desk:thanks")
    row, at = get_object_or_404(_here(request, Cause.objects.all()), pk=for_id), timezone.now()
    tapped(
        request,
        lambda: actions.end_cause(by=request.user, cause=row, at=at),
        _("Ended. Nothing is given to it any more."),
    )
    return redirect("desk:thanks")


def _communities(request: SignedIn) -> DivisionQuerySet:
    return communities_of(request.user, Grant.OFFER_THANKS)


def _here(request: SignedIn, rows: QuerySet[M]) -> QuerySet[M]:
    """Those of ``rows`` that stand in a community of the reader."""
    return rows.filter(community__in=_communities(request)).select_related("unit", "community")


def _places(request: SignedIn) -> dict[str, Any]:
    communities = _communities(request).order_by("code")
    return {"communities": communities, "units": _units([place.prefix for place in communities])}


def _units(areas: list[str]) -> OrganisationQuerySet:
    """The units that stand in the communities: merchants, partners, the committees themselves."""
    here = Organisation.objects.valid(timezone.localdate()).filter(inside("division__code", areas))
    return here.order_by("kind", "pk")


def _form(request: SignedIn, form: OfferForm | CauseForm, what: str, *, status: int) -> HttpResponse:
    return TemplateResponse(request, "desk/thanks/new.html", {"form": form, "what": what}, status=status)
