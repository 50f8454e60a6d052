"""Teams are founded and ended by whoever looks after them; people join and leave by their own word. Skills are said and
taken back by oneself."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import IntegrityError, transaction

from linli.core import log
from linli.orgs.authority import System, require
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation
from linli.people.models import Person
from linli.places.models import Division
from linli.volunteering.errors.activities import (
    InTeam,
    NoSuchSkill,
    NotHere,
    NotInTeam,
    NoTitle,
    OfficeAccount,
    TeamEnded,
)
from linli.volunteering.models import OwnSkill, Skill, Team, TeamMember

NAME_LIMIT = 30


@transaction.atomic
def found(*, by: Person | System, name: str, words: str, community: Division, unit: Organisation, at: datetime) -> Team:
    """Begin a team in a community. Raises: PermissionDenied, NoTitle, NotHere."""
    require(by, Grant.HOLD_ACTIVITIES, at=community.prefix)
    name = name.strip()
    if not 0 < len(name) <= NAME_LIMIT or Team.objects.live().filter(community=community, name=name).exists():
        raise NoTitle
    if not (unit.prefix.startswith(community.prefix) or community.prefix.startswith(unit.prefix)):
        raise NotHere
    team = Team.objects.create(name=name, words=words.strip(), community=community, unit=unit, founded_at=at)
    log.write("volunteering.team_founded", team, by=by, at=at, place=community.prefix)
    return team


@transaction.atomic
def end(*, by: Person, team: Team, at: datetime) -> None:
    """End a team; who was in it is erased. Raises: PermissionDenied, TeamEnded."""
    require(by, Grant.HOLD_ACTIVITIES, at=team.community.prefix)
    if not Team.objects.live().filter(pk=team.pk).update(ended_at=at):
        raise TeamEnded
    TeamMember.objects.filter(team=team).delete()
    log.write("volunteering.team_ended", team, by=by, at=at, place=team.community.prefix)


@transaction.atomic
def join(*, by: Person, team: Team, wording: str, at: datetime) -> None:
    """Be in a team from now on, agreeing to ``wording``. Raises: OfficeAccount, TeamEnded, InTeam."""
    if by.is_staff:
        raise OfficeAccount
    if not Team.objects.live().filter(pk=team.pk).exists():
        raise TeamEnded
    try:
        with transaction.atomic():
            TeamMember.objects.create(team=team, person=by, wording=wording, joined_at=at)
    except IntegrityError as error:
        raise InTeam from error
    log.write("volunteering.team_joined", team, by=by, at=at, place=team.community.prefix)


@transaction.atomic
def leave(*, by: Person, team: Team, at: datetime) -> None:
    """Be in a team no more; the row goes. Raises: NotInTeam."""
    gone, _ = TeamMember.objects.filter(team=team, person=by).delete()
    if not gone:
        raise NotInTeam
    log.write("volunteering.team_left", team, by=by, at=at, place=team.community.prefix)


@transaction.atomic
def say_skills(*, by: Person, codes: Collection[str], at: datetime) -> None:
    """Say what one can do; what is not said any more is erased. Raises: OfficeAccount, NoSuchSkill."""
    if by.is_staff:
        raise OfficeAccount
    known = Skill.objects.in_bulk(set(codes))
    if len(known) < len(set(codes)):
        raise NoSuchSkill
    own = OwnSkill.objects.filter(person=by)
    own.exclude(skill__in=known).delete()
    before = set(own.values_list("skill", flat=True))
    OwnSkill.objects.bulk_create(
        (OwnSkill(person=by, skill=skill, said_at=at) for code, skill in known.items() if code not in before),
        ignore_conflicts=True,
    )
    log.write("volunteering.skills_said", by, by=by, at=at)
