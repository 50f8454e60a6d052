"""Which whistles somebody sees: those of the own area, and those to which the own department was called."""

from __future__ import annotations

from django.db.models import Q

from linli.orgs.authority import inside, prefixes, units_of
from linli.orgs.grants import Grant
from linli.people.models import Person
from linli.whistles.models import Summons, SummonsQuerySet, Whistle, WhistleQuerySet


def answered_by(person: Person) -> SummonsQuerySet:
    """The parts that ``person`` answers for."""
    return Summons.objects.filter(department__in=units_of(person, Grant.ANSWER_WHISTLE))


def seen_by(person: Person) -> WhistleQuerySet:
    called = Q(pk__in=answered_by(person).values("whistle"))
    return Whistle.objects.filter(inside("place", prefixes(person, Grant.SEE_MATTERS)) | called)
