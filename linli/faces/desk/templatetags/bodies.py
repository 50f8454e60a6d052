"""How people, homes and ground of bodies are called on a page."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from linli.orgs.models import Ground, ResponsibilityArea, Stand
from linli.people.models import Person
from linli.places.reads import gazetteer

register = template.Library()


@register.filter
def called(person: Person) -> str:
    """Staff by the name that colleagues see; a resident by the first sign of the name, until they agreed to more."""
    if person.display_name:
        return person.display_name
    return _("%s (resident)") % f"{person.name[:1]}**" if person.name else str(person)


@register.filter
def keeper(area: ResponsibilityArea) -> str:
    """Who answers for the homes, in full once they agreed; nobody before."""
    person = area.post.person
    return person.display_name or person.name if area.agreed_at is not None else ""


@register.filter
def homes(area: ResponsibilityArea) -> str:
    """``幸福小区 2幢 1单元 201``, as wide as it is."""
    parts = [area.estate.name]
    if area.building is not None:
        parts += [area.building.name, area.staircase]
    if area.dwelling is not None:
        parts.append(area.dwelling.door)
    return " ".join(part for part in parts if part)


@register.filter
def ground(stand: Stand) -> str:
    """What a body stands on, by its name."""
    if stand.ground == Ground.GRID and stand.grid is not None:
        return gazetteer().label(stand.grid.code) if gazetteer().known(stand.grid.code) else stand.grid.name
    if stand.ground == Ground.BUILDING and stand.building is not None:
        return f"{stand.building.estate.name} {stand.building.name}"
    return str(stand.estate or stand.zone or stand.firm)
