"""Tables of volunteering, a file for each noun."""

from linli.volunteering.models.activities import Activity, ActivityQuerySet, Role, Shift
from linli.volunteering.models.pledges import Pledge, PledgeQuerySet
from linli.volunteering.models.reporting import (
    ReportIn,
    ReportInQuerySet,
    ReportRule,
    ReportTeam,
    StayDay,
    UnitReport,
)
from linli.volunteering.models.signups import (
    Attendance,
    AttendanceQuerySet,
    Certificate,
    CertificateLine,
    CertificateQuerySet,
    SignUp,
    SignUpQuerySet,
)
from linli.volunteering.models.tasks import Comment, Deed, DeedQuerySet, Task, TaskKind, TaskQuerySet
from linli.volunteering.models.teams import OwnSkill, Team, TeamMember, TeamQuerySet
from linli.volunteering.models.templates import Festival, Reckoning, Skill, Template, TemplateRole, Theme

__all__ = [
    "Activity",
    "ActivityQuerySet",
    "Attendance",
    "AttendanceQuerySet",
    "Certificate",
    "CertificateLine",
    "CertificateQuerySet",
    "Comment",
    "Deed",
    "DeedQuerySet",
    "Festival",
    "OwnSkill",
    "Pledge",
    "PledgeQuerySet",
    "Reckoning",
    "ReportIn",
    "ReportInQuerySet",
    "ReportRule",
    "ReportTeam",
    "Role",
    "Shift",
    "SignUp",
    "SignUpQuerySet",
    "Skill",
    "StayDay",
    "Task",
    "TaskKind",
    "TaskQuerySet",
    "Team",
    "TeamMember",
    "TeamQuerySet",
    "Template",
    "TemplateRole",
    "Theme",
    "UnitReport",
]
