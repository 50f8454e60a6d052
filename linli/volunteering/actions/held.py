"""What an alliance, a building's body or a community held together, told when it is over: how many came, never who."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from linli.core import log
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation
from linli.people.models import Person
from linli.volunteering.actions.activities import ActivitySays, check_place, fields_of
from linli.volunteering.errors.activities import BadNumber, BadShift, EnteredBefore, NoTitle, StillAhead, TooLongAgo
from linli.volunteering.models import Activity
from linli.volunteering.rules.activities import LONGEST_SHIFT, MOST_CAME, OLDEST_ENTERED, ActivityStage


@transaction.atomic
def enter(*, by: Person, says: ActivitySays, came: int, at: datetime) -> Activity:
    """Enter an activity that is over, within a year, with how many came; it asks for nobody.
    Raises: PermissionDenied, NoTitle, BadNumber, BadShift, StillAhead, TooLongAgo, NotHere, EnteredBefore."""
    require(by, Grant.HOLD_ACTIVITIES, at=says.community.prefix)
    if not says.title.strip():
        raise NoTitle
    if not 1 <= came <= MOST_CAME:
        raise BadNumber
    [(begins, ends)] = says.times
    if ends <= begins or ends - begins > LONGEST_SHIFT:
        raise BadShift
    if ends > at:
        raise StillAhead
    if begins < at - OLDEST_ENTERED:
        raise TooLongAgo
    check_place(says)
    Organisation.objects.select_for_update(no_key=True).get(pk=says.organiser.pk)  # a second press waits, and is seen
    if Activity.objects.filter(organiser=says.organiser, title=says.title.strip(), begins_at=begins).exists():
        raise EnteredBefore
    activity = Activity.objects.create(**fields_of(says), leader=by, made_at=at, stage=ActivityStage.HELD, came=came)
    log.write("volunteering.activity_entered", activity, by=by, at=at, place=says.community.prefix, came=came)
    return activity
