"""Where a partner unit stands by communities: its own area, and those of the organisations it is linked to; and what
it promised them by year and did of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from linli.commons.models import PartnerDuty, PartnerList
from linli.commons.rules.lists import ClaimStage
from linli.orgs.models import LinkKind, Organisation, UnitLink


def areas_of(units: Collection[int], at: datetime) -> list[str]:
    """The areas in which units see needs, as prefixes of place codes: where they are themselves, and where they stand
    by others (共建)."""
    on = timezone.localdate(at)
    own = Organisation.objects.valid(on).filter(pk__in=units).select_related("division")
    links = UnitLink.objects.valid(on).filter(unit__in=units, kind=LinkKind.PARTNER_UNIT)
    linked = links.select_related("stands_by__division").defer("stands_by__division__outline")
    found = {unit.prefix for unit in own.defer("division__outline")} | {link.stands_by.prefix for link in linked}
    return sorted(area for area in found if not any(area != wider and area.startswith(wider) for wider in found))


def counted(rows: QuerySet[PartnerList]) -> QuerySet[PartnerList]:
    """Lists with their lines, each with how often it was ``claimed`` and ``done``; two queries more."""
    duties = PartnerDuty.objects.annotate(
        claimed=Count("claims", filter=~Q(claims__stage=ClaimStage.GIVEN_UP)),
        done=Count("claims", filter=Q(claims__stage=ClaimStage.DELIVERED)),
    ).select_related("kind")
    rows = rows.select_related("unit", "community").defer("community__outline")
    return rows.prefetch_related(Prefetch("duties", duties.order_by("pk")))
