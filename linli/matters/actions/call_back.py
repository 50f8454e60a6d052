"""回访: the desk asks a reporter for their word after the answer, on the phone, and writes it down for them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from linli.core import log
from linli.matters.actions import entries
from linli.matters.actions.judge import Judgement, may_judge, take_down
from linli.matters.actions.moving import hold
from linli.matters.actions.words import remark
from linli.matters.errors import NothingSaid, NotTheirs, OwnAnswer
from linli.matters.models import CallBack, Matter, Reporter
from linli.matters.rules import may_check
from linli.orgs.authority import own_units, require
from linli.orgs.grants import Grant
from linli.people.models import Person


@transaction.atomic
def call_back(
    *,
    by: Person,
    matter: Matter,
    reporter: Reporter,
    reached: bool,
    at: datetime,
    said: Judgement | None = None,
    words: str = "",
    version: int | None = None,
) -> CallBack:
    """Note a call: nobody reached, or what the reporter ``said``; nothing where they would not judge. ``words`` are the
    caller's own remark. What was said counts as if the reporter had judged on the page.

    Raises: PermissionDenied, OwnAnswer, NotTheirs, NothingSaid, NoSuchMark, TooManyWords, AlreadyRated, TooLate, Moved.
    """
    require(by, Grant.CALL_BACK, at=matter.place)
    if not may_check(own_units(by), matter.unit_id):
        raise OwnAnswer
    if matter.pk not in (reporter.matter_id, reporter.matter.merged_into_id):
        raise NotTheirs
    words = remark(words)
    if said is not None and not reached:
        raise NothingSaid
    hold(matter)
    may_judge(reporter, matter, at=at, version=version)
    round = matter.round
    log.keep(entries.called_back(matter, by, at, reached=reached))
    rating = take_down(reporter, said, by=by, entered_by=by, at=at) if said is not None else None
    matter.refresh_from_db()
    return CallBack.objects.create(
        matter=matter, reporter=reporter, round=round, reached=reached, rating=rating, words=words, at=at, by=by
    )
