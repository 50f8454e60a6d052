"""What of whistles hangs on a person: see ``orgs.holdings``."""

from __future__ import annotations

from linli.orgs.grants import Grant
from linli.orgs.holdings import Holding
from linli.whistles.models import Summons, Whistle
from linli.whistles.rules import OPEN_STAGES

HOLDINGS = (
    Holding(
        "whistle",
        lambda: Whistle.objects.filter(stage__in=OPEN_STAGES),
        "blown_by",
        "blown_at",
        "place",
        Grant.BLOW_WHISTLE,
        "unit",
    ),
    Holding(
        "summons",
        lambda: Summons.objects.open().filter(signed_by__isnull=False),
        "signed_by",
        "signed_at",
        "whistle__place",
        Grant.ANSWER_WHISTLE,
        "department",
    ),
)
