"""一网格一组织: on which grid, estate, building, zone or at which firm a body stands."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction

from linli.core import log
from linli.orgs.authority import System, require_for
from linli.orgs.errors import GroundLeft, GroundTaken, NotOnThat, OtherGround, Over
from linli.orgs.models import BodyRule, Ground, Organisation, Sense, Stand
from linli.people.models import Person
from linli.places.models import Building, Estate, Grid, Zone

Place = Grid | Estate | Building | Zone | Organisation

GROUND: dict[type[Place], Ground] = {
    Grid: Ground.GRID,
    Estate: Ground.ESTATE,
    Building: Ground.BUILDING,
    Zone: Ground.ZONE,
    Organisation: Ground.FIRM,
}


@transaction.atomic
def stand_on(*, by: Person | System, body: Organisation, place: Place, on: date, at: datetime) -> Stand:
    """Let ``body`` stand on ``place`` from ``on``: as the one body of it, or only with its rooms, as its rule says.
    Raises: PermissionDenied, Over, NotOnThat, OtherGround, GroundTaken."""
    require_for(by, body.kind, at=body.prefix)
    if not Organisation.objects.standing(on).filter(pk=body.pk).exists():
        raise Over
    ground = GROUND[type(place)]
    rule = BodyRule.objects.valid(on).filter(kind=body.kind).first()
    if rule is None or ground not in rule.grounds:
        raise NotOnThat
    if not any(code.startswith(body.prefix) or body.prefix.startswith(code) for code in _codes(place)):
        raise OtherGround
    sense = Sense.COVERS if rule.covers else Sense.SITS
    there = Stand.objects.filter(**{ground: place}).exclude(valid_to__lte=on)
    if there.filter(sense=Sense.COVERS).exists() if rule.covers else there.filter(body=body).exists():
        raise GroundTaken
    try:
        with transaction.atomic():
            stand = Stand.objects.create(body=body, ground=ground, sense=sense, valid_from=on, **{ground: place})
    except IntegrityError as error:
        raise GroundTaken from error
    log.write(
        "orgs.ground_taken", stand, by=by, at=at, place=body.prefix, body=body.pk, ground=ground, on=on.isoformat()
    )
    return stand


@transaction.atomic
def leave_ground(*, by: Person | System, stand: Stand, on: date, at: datetime) -> None:
    """The body stands there no more from ``on``, or never where it would have begun later.
    Raises: PermissionDenied, GroundLeft."""
    require_for(by, stand.body.kind, at=stand.body.prefix)
    if not Stand.objects.filter(pk=stand.pk).end(on):
        raise GroundLeft
    log.write("orgs.ground_left", stand, by=by, at=at, place=stand.body.prefix, body=stand.body_id, on=on.isoformat())


def _codes(place: Place) -> list[str]:
    """Where ``place`` lies, as prefixes; a zone may lie in several divisions, or not say."""
    if isinstance(place, Grid):
        return [place.code]
    if isinstance(place, Estate):
        return [place.community.code]
    if isinstance(place, Building):
        return [place.estate.community.code]
    if isinstance(place, Organisation):
        return [place.prefix]
    return [division.prefix for division in place.divisions.all()] or [""]
