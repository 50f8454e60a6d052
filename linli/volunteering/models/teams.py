"""Teams (队伍) with members by their own word, and what volunteers say they can do."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from linli.orgs.models import Organisation
from linli.people.models import Person
from linli.places.models import Division
from linli.volunteering.models.templates import Skill


class TeamQuerySet(models.QuerySet["Team"]):
    def live(self) -> Self:
        return self.filter(ended_at=None)


class Team(models.Model):
    """People who help together, looked after by an organisation in a community."""

    name = models.CharField(max_length=30)
    words = models.CharField(max_length=200, blank=True)
    community = models.ForeignKey(Division, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    founded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = TeamQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "name"], condition=Q(ended_at=None), name="volunteering_team_name"
            )
        ]

    def __str__(self) -> str:
        return self.name


class TeamMember(models.Model):
    """Somebody joined a team themselves, agreeing to these words. The row is erased when they leave."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    wording = models.CharField(max_length=200)
    joined_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "person"], name="volunteering_member_once")]


class OwnSkill(models.Model):
    """What a volunteer said they can do (purpose: be found fit for a role they sign up for). Seen only by who organises
    an activity they signed up for; erased when they take it back, or with the account."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "skill"], name="volunteering_skill_once")]
