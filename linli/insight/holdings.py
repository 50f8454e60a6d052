"""What of insight hangs on a person: see ``orgs.holdings``."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Value

from linli.insight.models import Circular
from linli.orgs.grants import Grant
from linli.orgs.holdings import Holding

HOLDINGS = (
    Holding(
        "circular",
        lambda: Circular.objects.filter(issued_at=None).annotate(place=Value(settings.LINLI_COUNTY)),
        "prepared_by",
        "prepared_at",
        "place",
        Grant.ISSUE_CIRCULAR,
    ),
)
