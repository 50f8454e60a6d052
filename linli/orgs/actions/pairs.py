"""毗邻党建: bodies on both sides of a border work together by an agreement."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction

from linli.core import log
from linli.orgs.authority import System, require_for
from linli.orgs.errors import AlreadyPaired, NotAcross, Over, PairingOver, PartnerUnclear
from linli.orgs.models import Organisation, Pairing
from linli.people.models import Person


@transaction.atomic
def pair(
    *,
    by: Person | System,
    body: Organisation,
    agreement: str,
    signed_on: date,
    on: date,
    at: datetime,
    partner: Organisation | None = None,
    partner_name: str = "",
    partner_place: str = "",
    matters: str = "",
) -> Pairing:
    """Pair ``body`` with one across a border: of this house, or by name and place of another county.
    Raises: PermissionDenied, Over, PartnerUnclear, NotAcross, AlreadyPaired."""
    require_for(by, body.kind, at=body.prefix)
    outside = bool(partner_name and partner_place)
    if (partner is not None) == outside or bool(partner_name) != bool(partner_place):
        raise PartnerUnclear
    sides = [body.pk] if partner is None else sorted([body.pk, partner.pk])
    if Organisation.objects.standing(on).filter(pk__in=sides).count() != len(set(sides)):
        raise Over
    if partner is not None and _nested(body.prefix, partner.prefix):
        raise NotAcross
    try:
        with transaction.atomic():
            made = Pairing.objects.create(
                body_id=sides[0],
                partner_id=sides[1] if partner is not None else None,
                partner_name=partner_name,
                partner_place=partner_place,
                agreement=agreement,
                matters=matters,
                signed_on=signed_on,
                valid_from=on,
            )
    except IntegrityError as error:
        raise AlreadyPaired from error
    log.write("orgs.paired", made, by=by, at=at, place=body.prefix, sides=sides, on=on.isoformat())
    return made


@transaction.atomic
def unpair(*, by: Person | System, body: Organisation, pairing: Pairing, on: date, at: datetime) -> None:
    """End an agreement at ``on``, from the side of ``body``; one that would begin then or later goes.
    Raises: PermissionDenied, PartnerUnclear, PairingOver."""
    require_for(by, body.kind, at=body.prefix)
    if body.pk not in (pairing.body_id, pairing.partner_id):
        raise PartnerUnclear
    if not Pairing.objects.filter(pk=pairing.pk).end(on):
        raise PairingOver
    log.write("orgs.unpaired", pairing, by=by, at=at, place=body.prefix, on=on.isoformat())


def _nested(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)
