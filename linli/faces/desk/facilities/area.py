"""The area whose facilities the reader keeps, and what stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404

from linli.faces.kit.gates import SignedIn
from linli.orgs.authority import inside, prefixes
from linli.orgs.grants import Grant
from linli.places.models import Facility
from linli.places.reads import facilities as reads
from linli.places.reads.facilities import Known


def areas_of(request: SignedIn, grant: Grant = Grant.KEEP_FACILITIES) -> list[str]:
    """Where the reader holds ``grant``, as prefixes. Raises: Http404, nowhere."""
    areas = prefixes(request.user, grant)
    if not areas:
        raise Http404
    return areas


def known_in(areas: Sequence[str], on: date) -> list[Known]:
    """The facilities that are there on a day in ``areas``."""
    return [one for one in reads.directory().there(on) if any(map(one.details.place.startswith, areas))]


def find(request: SignedIn, pk: int, grant: Grant = Grant.KEEP_FACILITIES) -> Facility:
    """A facility of that area with all that hangs on it. Raises: Http404."""
    rows = Facility.objects.select_related("community").prefetch_related("openings", "changed_days", "offers")
    return get_object_or_404(rows.filter(inside("community__code", areas_of(request, grant))), pk=pk)
