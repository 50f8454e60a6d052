"""What of duties hangs on a person: see ``orgs.holdings``."""

from __future__ import annotations

from linli.duties.models import Admission
from linli.duties.rules import AdmissionStage
from linli.orgs.grants import Grant
from linli.orgs.holdings import Holding

HOLDINGS = (
    Holding(
        "admission",
        lambda: Admission.objects.filter(stage__in=(AdmissionStage.ASKED, AdmissionStage.REVIEWED)),
        "asked_by",
        "asked_at",
        "place_prefix",
        Grant.ASK_ADMISSION,
        "asker",
    ),
)
