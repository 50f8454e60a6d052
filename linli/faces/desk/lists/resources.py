"""Resources: the list of the town, what is told of one, its calendar."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Case, Q, When
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.commons.actions import resources as actions
from linli.commons.models import Need, Resource
from linli.commons.reads.calendar import days_of, hours_of
from linli.commons.reads.partners import areas_of
from linli.commons.rules.lists import BY_TIME
from linli.faces.desk.lists import scope
from linli.faces.desk.lists.asked import Wish, shown
from linli.faces.desk.lists.forms import BookForm, JudgeForm, ResourceForm, WordsForm
from linli.faces.kit.gates import SignedIn, commons_keeper, commons_side
from linli.faces.kit.hours import changes_in_words, in_words
from linli.faces.kit.posted import posted, sent, tapped, whole
from linli.orgs.authority import inside, units_of
from linli.orgs.grants import Grant
from linli.orgs.models import LinkKind, Organisation, OrganisationQuerySet, UnitLink
from linli.places.rules import Level

BOOKINGS_SHOWN = 100
OWNERS_SHOWN = 500
NEEDS_OFFERED = 200  # the newest, and the one from whose page somebody came


@commons_side
@require_safe
def resources(request: SignedIn) -> HttpResponse:
    at = timezone.now()
    on = timezone.localdate(at)
    wish = Wish(request.GET, areas=scope.areas(request), on=on, by_sort=True)
    rows = wish.narrow(scope.resources(request).there(on)).select_related("kind", "community", "unit")
    if request.GET.get("mine"):
        rows = rows.filter(unit__in=scope.own_units(request))
    context = {"at": at, "tab": "resources", **shown(request, wish, rows.defer("community__outline"))}
    return TemplateResponse(request, "desk/lists/resources.html", context)


@commons_side
def new(request: SignedIn) -> HttpResponse:
    at = timezone.now()
    form = ResourceForm(request.POST or None, **_where(request, at))
    made: list[Resource] = []
    status = sent(
        request,
        form,
        lambda told: made.append(actions.offer(by=request.user, unit=told["unit"], says=form.says(), at=at)),
        _("Listed. Communities of the town can book it."),
    )
    if status is None:
        return redirect("desk:resource", made[0].pk)
    context = {"at": at, "tab": "resources", "form": form}
    return TemplateResponse(request, "desk/lists/resource_new.html", context, status=status)


@commons_side
def change(request: SignedIn, resource_id: int) -> HttpResponse:
    found, at = scope.find_resource(request, resource_id), timezone.now()
    if not scope.keeps(request, found):
        raise Http404
    form = ResourceForm(request.POST or None, initial=ResourceForm.of(found), **_where(request, at))
    del form.fields["unit"]
    status = sent(
        request,
        form,
        lambda _told: actions.change(by=request.user, resource=found, says=form.says(), at=at),
        _("Kept. What is booked stays booked."),
    )
    if status is None:
        return redirect("desk:resource", resource_id)
    context = {"at": at, "tab": "resources", "form": form, "resource": found}
    return TemplateResponse(request, "desk/lists/resource_new.html", context, status=status)


def _where(request: SignedIn, at: datetime) -> dict[str, Any]:
    units = scope.own_units(request)
    areas = scope.areas(request) or areas_of(units, at)
    return {"areas": areas, "units": owners(request), "on": timezone.localdate(at)}


def owners(request: SignedIn) -> OrganisationQuerySet:
    """The own units; for a desk of a community or street also those that stand in its area or by its communities."""
    own = Q(pk__in=[*scope.own_units(request), *units_of(request.user, Grant.KEEP_COMMONS)])
    areas = [area for area in scope.areas(request) if len(area) >= Level.TOWN]
    standing = UnitLink.objects.filter(inside("stands_by__division__code", areas), kind=LinkKind.PARTNER_UNIT)
    near = inside("division__code", areas) | Q(pk__in=standing.filter(valid_to=None).values("unit"))
    first = Case(When(own, then=0), When(inside("division__code", areas), then=1), default=2)
    rows = Organisation.objects.filter(own | Q(near, valid_to=None)).annotate(first=first).order_by("first", "pk")
    return rows.filter(pk__in=list(rows.values_list("pk", flat=True)[:OWNERS_SHOWN]))


@commons_side
@require_safe
def resource(request: SignedIn, resource_id: int) -> HttpResponse:
    return show(request, scope.find_resource(request, resource_id))


def show(
    request: SignedIn, found: Resource, *, sent_back: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    at = timezone.now()
    by_time = found.sort in BY_TIME
    hours = hours_of(found)
    bookers = scope.bookers(request)
    bookings = found.bookings.select_related("booker", "need").prefetch_related("verdicts__unit")
    keys = set(bookers.values_list("pk", flat=True))
    is_there = found.valid_to is None or found.valid_to > timezone.localdate(at)
    context = {
        "at": at,
        "tab": "resources",
        "resource": found,
        "hours": in_words(hours),
        "changes": changes_in_words(hours, timezone.localdate(at)),
        "days": days_of(found, at=at) if by_time and is_there else [],
        "left": found.capacity - found.used,
        "by_time": by_time,
        "bookings": bookings.order_by("-booked_at", "-pk")[:BOOKINGS_SHOWN],
        "bookers": keys,
        "is_owner": found.unit_id in scope.own_units(request),
        "keeps": scope.keeps(request, found),
        "may_publish": scope.lies_here(request, found),
        "is_there": is_there,
        "form": book_form(request, found) if keys and is_there else None,
        "words": WordsForm(),
        "judge": JudgeForm(),
        **(sent_back or {}),
    }
    return TemplateResponse(request, "desk/lists/resource.html", context, status=status)


def book_form(request: SignedIn, found: Resource, data: Any = None) -> BookForm:
    running = Need.objects.within(scope.areas(request)).running()
    newest = running.order_by("-added_at", "-pk").values_list("pk", flat=True)[:NEEDS_OFFERED]
    asked = whole((data or request.GET).get("need", ""))
    needs = running.filter(pk__in=[*newest, asked]).order_by("-added_at", "-pk")
    initial = {"need": asked, "on": timezone.localdate()}
    return BookForm(data, bookers=scope.bookers(request), needs=needs, by_time=found.sort in BY_TIME, initial=initial)


@commons_keeper
@posted("desk:resource")
def publish(request: SignedIn, resource_id: int) -> HttpResponse:
    found, at = scope.find_resource(request, resource_id), timezone.now()
    if not scope.lies_here(request, found):
        raise Http404
    tapped(request, lambda: actions.publish(by=request.user, resource=found, at=at), _("Everybody can read it now."))
    return redirect("desk:resource", resource_id)


@commons_side
@posted("desk:resource")
def end(request: SignedIn, resource_id: int) -> HttpResponse:
    found, at = scope.find_resource(request, resource_id), timezone.now()
    if not scope.keeps(request, found):
        raise Http404
    tapped(request, lambda: actions.end(by=request.user, resource=found, at=at), _("It is not offered any more."))
    return redirect("desk:resource", resource_id)
