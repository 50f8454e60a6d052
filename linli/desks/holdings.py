"""What of desks hangs on a person: see ``orgs.holdings``."""

from __future__ import annotations

from linli.desks.models import Refusal
from linli.orgs.grants import Grant
from linli.orgs.holdings import Holding

HOLDINGS = (Holding("refusal", Refusal.objects.waiting, "proposed_by", "proposed_at", "matter__place", Grant.ACCEPT),)
