"""How people, homes and ground of bodies are called on a page."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from linli.orgs.models import Ground, ResponsibilityArea, Stand
from linli.people.models import Person
from linli.people.rules import masked_name
from linli.places.reads import gazetteer

register = template.Library()


@register.filter
def called(person: Person) -> str:
    """Staff by the name that colleagues see; a resident by the first sign of the name, until they agreed to more."""
    if person.display_name:
        return person.display_name
    return _("%s (resident)") % masked_name(person.name) if person.name else str(person)


@register.filter
def keeper(area: ResponsibilityArea) -> str:
    """Who answers for the homes, in full once they agreed; nobody before."""
    person = area.post.person
    return person.display_name or person.name if area.agreed_at is not None else ""


@register.filter
def ground(stand: Stand) -> str:
    """What a body stands on, by its name."""
    if stand.ground == Ground.GRID and stand.grid is not None:
        return gazetteer().label(stand.grid.code) if gazetteer().known(stand.grid.code) else stand.grid.name
    if stand.ground == Ground.BUILDING and stand.building is not None:
        return f"{stand.building.estate.name} {stand.building.name}"
    return str(stand.estate or stand.zone or stand.firm)
