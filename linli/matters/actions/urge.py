"""催办: a reporter asks where it stays. Limited, so that it is heard."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from linli.core import log
from linli.matters.actions import entries
from linli.matters.actions.moving import hold
from linli.matters.actions.words import remark
from linli.matters.errors import Moved, UrgedEnough, UrgedJustNow
from linli.matters.models import Reporter, Urge
from linli.matters.reads.urging import may_urge_from
from linli.matters.rules import CLOCK_STAGES


@transaction.atomic
def urge(*, reporter: Reporter, at: datetime, words: str = "") -> Urge:
    """Ask for it to be hurried. Raises: TooManyWords, Moved when nothing is awaited, UrgedEnough, UrgedJustNow."""
    words = remark(words)
    matter = reporter.matter.standing()
    hold(matter)
    if matter.stage not in CLOCK_STAGES:
        raise Moved(matter)
    next_at = may_urge_from(reporter, matter, at=at)
    if next_at is None:
        raise UrgedEnough
    if next_at > at:
        raise UrgedJustNow(next_at)
    row = Urge.objects.create(matter=matter, reporter=reporter, round=matter.round, words=words, at=at)
    log.keep(entries.urged(matter, reporter.person, at))
    return row
