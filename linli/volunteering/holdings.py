"""What of volunteering hangs on a person of an office: see ``orgs.holdings``. Nothing here is about who volunteers."""

from __future__ import annotations

from django.utils import timezone

from linli.orgs.grants import Grant
from linli.orgs.holdings import Holding
from linli.volunteering.models import Activity, Task
from linli.volunteering.rules.activities import OPEN, ActivityStage

HOLDINGS = (
    Holding(
        "activity",
        lambda: Activity.objects.filter(stage__in=(ActivityStage.DRAFT, *OPEN)),
        "leader",
        "made_at",
        "community__code",
        Grant.HOLD_ACTIVITIES,
    ),
    Holding(
        "task",
        lambda: Task.objects.open(timezone.localdate()),
        "posted_by",
        "posted_at",
        "community__code",
        Grant.KEEP_REPORT_INS,
    ),
)
