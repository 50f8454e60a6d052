"""Which matters and orders a caller may see, and how much of one. What is out of scope is not there (404)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.db.models import Q, QuerySet
from django.http import Http404

from linli.matters import follow
from linli.matters.errors import NoUnit
from linli.matters.models import Matter, MatterQuerySet, Reporter, Return, WorkOrderQuerySet
from linli.matters.reads.orders import handled_by
from linli.matters.reads.returns import returns
from linli.matters.rules import OrderStage
from linli.orgs.authority import inside, prefixes
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation
from linli.people.models import Person


@dataclass(frozen=True, slots=True)
class View:
    """One matter and how much of it the caller may see."""

    matter: Matter
    sees: Literal["desk", "reporter", "public"]
    reporter: Reporter | None = None  # the caller's own report of it


def matters_of(person: Person) -> MatterQuerySet:
    """Matters in the areas of a person's posts. A unit that only handles sees its orders instead."""
    return Matter.objects.filter(inside("place", prefixes(person, Grant.SEE_MATTERS)))


def orders_of(person: Person) -> WorkOrderQuerySet:
    """Live and finished orders that a person handles."""
    return handled_by(person).exclude(stage=OrderStage.CANCELLED)


def returns_of(person: Person) -> QuerySet[Return]:
    """Orders that were handed back where a person arbitrates; the action asks who stands above the unit."""
    return returns().filter(inside("order__matter__place", prefixes(person, Grant.ARBITRATE)))


def unit_of(pk: int | None) -> Organisation | None:
    """The organisation with this id. Raises: NoUnit."""
    if pk is None:
        return None
    found = Organisation.objects.filter(pk=pk).first()
    if found is None:
        raise NoUnit
    return found


def seen(number: str, person: Person | None, reporter: Reporter | None) -> View:
    """The matter of ``number`` as far as ``person``, or the ``reporter`` whose code was sent, may see it.
    Raises: Http404."""
    clean = follow.clean(number)
    if reporter is None and person is not None:
        mine = Q(matter__number=clean, person=person)
        reporter = Reporter.objects.filter(mine).select_related("matter").order_by("pk").first()
    if person is not None:
        matter = matters_of(person).filter(number=clean).first()
        if matter is not None:
            return View(matter, "desk", reporter)
    if reporter is not None:
        return View(reporter.matter, "reporter", reporter)
    matter = Matter.objects.shown().filter(number=clean).first()
    if matter is None:
        raise Http404
    return View(matter, "public")
