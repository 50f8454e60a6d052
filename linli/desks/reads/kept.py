"""What a desk finds ready: its views, and its templates filled with what a matter says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from linli.desks.models import Presence, ReplyTemplate, SavedView
from linli.desks.rules import fill
from linli.duties.reads import catalogue
from linli.matters.models import Matter
from linli.orgs.authority import posts_of, posts_with
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation
from linli.people.models import Person
from linli.places.reads import gazetteer

Moment = Callable[[datetime], str]
"""How a face writes an instant."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A template as it would be sent for one matter."""

    pk: int
    use: str
    name: str
    words: str


def views_of(person: Person) -> QuerySet[SavedView]:
    """The person's own views and those of its organisations, own ones first."""
    units = {post.organisation_id for post in posts_of(person)}
    found = SavedView.objects.filter(Q(person=person) | Q(organisation__in=units)).select_related("organisation")
    return found.order_by("organisation", "name", "pk")


def desks_of(person: Person) -> list[Organisation]:
    """The organisations whose desk ``person`` keeps."""
    return list(dict.fromkeys(post.organisation for post in posts_with(person, Grant.ACCEPT)))


def answerers_of(person: Person) -> list[Organisation]:
    """The organisations for which ``person`` answers work orders; a post on a grid is not one of these."""
    posts = posts_with(person, Grant.HANDLE)
    return list(dict.fromkeys(post.organisation for post in posts if post.grid is None))


def templates_of(person: Person, *, at: datetime) -> QuerySet[ReplyTemplate]:
    """The templates in force that ``person`` may end: those of the own desks, and what the own units answer with."""
    own = Q(organisation__in=desks_of(person)) | Q(organisation__in=answerers_of(person), use=ReplyTemplate.Use.ANSWER)
    return _valid(at).filter(own)


def filled(person: Person, matter: Matter, *, at: datetime, moment: Moment) -> list[Filled]:
    """What the desks of ``person`` say of ``matter``."""
    found = _valid(at).filter(organisation__in=desks_of(person)).exclude(use=ReplyTemplate.Use.ANSWER)
    return _filled(found, matter, at=at, moment=moment)


def answers(unit: Organisation, matter: Matter, *, at: datetime, moment: Moment) -> list[Filled]:
    """办结模板: what ``unit`` answers with, filled for ``matter``."""
    found = _valid(at).filter(organisation=unit, use=ReplyTemplate.Use.ANSWER)
    return _filled(found, matter, at=at, moment=moment)


def _valid(at: datetime) -> QuerySet[ReplyTemplate]:
    found = ReplyTemplate.objects.valid(timezone.localdate(at))
    return found.select_related("organisation").order_by("use", "name", "pk")


def _filled(found: QuerySet[ReplyTemplate], matter: Matter, *, at: datetime, moment: Moment) -> list[Filled]:
    said = variables(matter, at=at, moment=moment)
    return [Filled(one.pk, one.use, one.name, fill(one.words, said)) for one in found]


def variables(matter: Matter, *, at: datetime, moment: Moment) -> dict[str, str]:
    """What ``rules.VARIABLES`` stand for. Names are the Chinese ones: this is what residents read."""
    return {
        "number": matter.number_shown,
        "kind": catalogue().kinds[matter.kind_id].names[-1],
        "place": gazetteer().label(matter.place),
        "unit": matter.unit.name if matter.unit is not None else "",
        "received": moment(matter.received_at),
        "promised": moment(matter.due_at) if matter.due_at is not None else "",
        "today": moment(at),
    }


def others_at(matter: Matter, *, but: Person, at: datetime) -> list[str]:
    """How colleagues call those who have ``matter`` open right now, beside ``but``."""
    seen = Presence.objects.fresh(at).filter(matter=matter).exclude(person=but).select_related("person")
    return [one.person.display_name for one in seen.order_by("pk")]
