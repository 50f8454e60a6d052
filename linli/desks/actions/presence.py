"""正在处理: who has a matter open, so that two do not do the same work. A sign of life, not a record of work."""

from __future__ import annotations

from datetime import datetime

from linli.desks.models import Presence
from linli.matters.models import Matter
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.people.models import Person


def be_seen(*, by: Person, matter: Matter, at: datetime) -> None:
    """Say that ``by`` has ``matter`` open. Not in the log: nobody's time is kept. Raises: PermissionDenied."""
    require(by, Grant.SEE_MATTERS, at=matter.place)
    Presence.objects.update_or_create(matter=matter, person=by, defaults={"seen_at": at})
