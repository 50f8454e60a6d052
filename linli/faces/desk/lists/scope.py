"""Which rows of the lists somebody finds: a desk those of its area, a partner unit what it may claim and its own."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.shortcuts import get_object_or_404

from linli.commons.models import Booking, Claim, Need, NeedQuerySet, PartnerList, Project, Resource, ResourceQuerySet
from linli.commons.reads.partners import areas_of
from linli.faces.kit.gates import SignedIn
from linli.orgs.authority import inside, prefixes, units_of
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation, OrganisationQuerySet
from linli.places.rules import Level


def areas(request: SignedIn) -> list[str]:
    """The areas whose lists the reader keeps."""
    return prefixes(request.user, Grant.KEEP_COMMONS)


def own_units(request: SignedIn) -> list[int]:
    """The units for which the reader claims."""
    return units_of(request.user, Grant.STAND_BY)


def units(request: SignedIn) -> OrganisationQuerySet:
    rows = Organisation.objects.filter(pk__in=own_units(request)).select_related("division")
    return rows.defer("division__outline").order_by("pk")


def bookers(request: SignedIn) -> OrganisationQuerySet:
    """The communities and streets for which the reader books."""
    keys = units_of(request.user, Grant.KEEP_COMMONS)
    return Organisation.objects.filter(pk__in=keys).select_related("division").order_by("pk")


def claimable(request: SignedIn, at: datetime) -> NeedQuerySet:
    """Needs shown to the units of the reader."""
    return Need.objects.shown_to(areas_of(own_units(request), at))


def find_need(request: SignedIn, need_id: int) -> Need:
    """A need of one's own area. Raises: Http404."""
    rows = Need.objects.within(areas(request)).select_related("community", "unit", "kind", "matter", "project")
    return get_object_or_404(rows.defer("community__outline"), pk=need_id)


def resources(request: SignedIn) -> ResourceQuerySet:
    """Resources that the reader may book, all of the own town, and those of the own units."""
    towns = {area[: Level.TOWN] for area in areas(request)}
    return Resource.objects.filter(inside("place", towns) | Q(unit__in=own_units(request)))


def find_resource(request: SignedIn, resource_id: int) -> Resource:
    rows = resources(request).select_related("community", "unit", "kind").defer("community__outline")
    return get_object_or_404(rows, pk=resource_id)


def keeps(request: SignedIn, resource: Resource) -> bool:
    """Whether the reader says what is told of it: the owner, or the desk of its place."""
    return resource.unit_id in own_units(request) or lies_here(request, resource)


def lies_here(request: SignedIn, row: Need | Resource) -> bool:
    """Whether it lies in an area whose lists the reader keeps."""
    return any(row.place.startswith(area) for area in areas(request))


def find_project(request: SignedIn, project_id: int) -> Project:
    rows = Project.objects.within(areas(request)).select_related("community", "unit", "kind")
    return get_object_or_404(rows.defer("community__outline"), pk=project_id)


def find_claim(request: SignedIn, claim_id: int) -> Claim:
    """A claim of an own unit, or on a need of one's own area."""
    rows = Claim.objects.filter(inside("part__need__place", areas(request)) | Q(unit__in=own_units(request)))
    return get_object_or_404(rows.select_related("unit", "part__need__unit", "part__need__community"), pk=claim_id)


def find_booking(request: SignedIn, booking_id: int) -> Booking:
    """A booking by an own community, or of an own resource."""
    mine = Q(booker__in=bookers(request)) | Q(resource__unit__in=own_units(request))
    rows = Booking.objects.filter(mine | inside("resource__place", areas(request)))
    return get_object_or_404(rows.select_related("resource__unit", "booker__division"), pk=booking_id)


def find_list(request: SignedIn, list_id: int) -> PartnerList:
    rows = PartnerList.objects.filter(inside("community__code", areas(request)) | Q(unit__in=own_units(request)))
    return get_object_or_404(rows.select_related("unit", "community").defer("community__outline"), pk=list_id)
