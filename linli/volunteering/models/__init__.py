"""Tables of volunteering, a file for each noun."""

from linli.volunteering.models.pledges import Pledge, PledgeQuerySet
from linli.volunteering.models.reporting import (
    ReportIn,
    ReportInQuerySet,
    ReportRule,
    ReportTeam,
    StayDay,
    UnitReport,
)
from linli.volunteering.models.tasks import Comment, Deed, DeedQuerySet, Task, TaskKind, TaskQuerySet

__all__ = [
    "Comment",
    "Deed",
    "DeedQuerySet",
    "Pledge",
    "PledgeQuerySet",
    "ReportIn",
    "ReportInQuerySet",
    "ReportRule",
    "ReportTeam",
    "StayDay",
    "Task",
    "TaskKind",
    "TaskQuerySet",
    "UnitReport",
]
