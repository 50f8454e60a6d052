"""催办: a reporter asks where it stays. Limited, so that it is heard."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from linli.core import log
from linli.duties.reads import catalogue
from linli.matters.actions import entries
from linli.matters.actions.moving import hold
from linli.matters.errors import Moved, TooManyWords, UrgedEnough, UrgedJustNow
from linli.matters.models import Matter, Reporter, Urge
from linli.matters.reads.terms import TermsFacts, terms
from linli.matters.rules import CLOCK_STAGES, SHORT_WORDS_LIMIT, tidy


@transaction.atomic
def urge(*, reporter: Reporter, at: datetime, words: str = "") -> Urge:
    """Ask for it to be hurried. Raises: TooManyWords, Moved when nothing is awaited, UrgedEnough, UrgedJustNow."""
    words = tidy(words)
    if len(words) > SHORT_WORDS_LIMIT:
        raise TooManyWords("words", SHORT_WORDS_LIMIT)
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


def may_urge_from(reporter: Reporter, matter: Matter, *, at: datetime) -> datetime | None:
    """From when ``reporter`` may urge (again) in this round; None when it was enough."""
    limits = terms_of(matter, at)
    said = list(Urge.objects.filter(reporter=reporter, round=matter.round).order_by("at").values_list("at", flat=True))
    if len(said) >= limits.urges_most:
        return None
    gap = timedelta(hours=limits.urge_gap_hours)
    return max(matter.received_at, said[-1]) + gap if said else matter.received_at


def terms_of(matter: Matter, at: datetime) -> TermsFacts:
    """The terms of the class that the matter's row of the catalogue names; of the ordinary one without a row."""
    row = catalogue().row_by_pk.get(matter.row_id) if matter.row_id is not None else None
    return terms().of(row.urgency if row is not None else "ordinary", timezone.localdate(at))
