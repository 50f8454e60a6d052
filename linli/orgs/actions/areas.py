"""责任区: who answers for which homes. The person is asked, and says yes or no; until then nobody is told."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from linli.core import log
from linli.orgs.actions.posts import PostEnded, appoint, close
from linli.orgs.authority import System, require_for
from linli.orgs.errors import AreaOver, AreaTaken, OtherHomes, Over
from linli.orgs.models import AreaKind, Organisation, Post, ResponsibilityArea, Role
from linli.orgs.rules import around, path
from linli.people.models import Person
from linli.places.models import Building, Dwelling, Estate


@transaction.atomic
def ask_for_area(
    *,
    by: Person | System,
    body: Organisation,
    kind: AreaKind,
    person: Person,
    estate: Estate,
    on: date,
    at: datetime,
    building: Building | None = None,
    staircase: str = "",
    dwelling: Dwelling | None = None,
) -> ResponsibilityArea:
    """Ask ``person`` to answer for homes from ``on``. Areas of one kind never overlap; those that are asked for count.
    Raises: PermissionDenied, Over, OtherHomes, AreaTaken, and what ``appoint`` raises."""
    require_for(by, body.kind, at=body.prefix)
    if not Organisation.objects.standing(on).filter(pk=body.pk).exists():
        raise Over
    if dwelling is not None:
        staircase = dwelling.staircase
    _check_homes(body, estate, building, staircase, dwelling)
    Estate.objects.select_for_update().get(pk=estate.pk)  # two areas at once must see each other
    homes = path(estate.pk, building.pk if building else None, staircase, dwelling.pk if dwelling else None)
    alike = ResponsibilityArea.objects.open().filter(estate=estate, kind=kind)
    if alike.filter(Q(path__startswith=homes) | Q(path__in=around(homes))).exists():
        raise AreaTaken
    post = Post.objects.filter(person=person, organisation=body, role=Role.AREA_KEEPER, valid_to=None).first()
    post = post or appoint(by=by, person=person, organisation=body, role=Role.AREA_KEEPER, on=on, at=at)
    try:
        with transaction.atomic():
            area = ResponsibilityArea.objects.create(
                kind=kind,
                post=post,
                estate=estate,
                building=building,
                staircase=staircase,
                dwelling=dwelling,
                path=homes,
                valid_from=on,
            )
    except IntegrityError as error:
        raise AreaTaken from error
    _log("orgs.area_asked", area, by=by, at=at, place=body.prefix)
    return area


@transaction.atomic
def agree_to_area(*, by: Person, area: ResponsibilityArea, at: datetime) -> None:
    """The person asked says yes: from now on neighbours see the name. Raises: AreaOver."""
    # no join: the database then looks at ``agreed_at`` again when somebody else had the row a moment before
    own = ResponsibilityArea.objects.open().filter(pk=area.pk, post__in=Post.objects.filter(person=by.pk))
    if not own.filter(agreed_at=None).update(agreed_at=at):
        raise AreaOver
    _log("orgs.area_agreed", area, by=by, at=at, place=area.post.organisation.prefix)


@transaction.atomic
def give_back_area(*, by: Person, area: ResponsibilityArea, at: datetime) -> None:
    """The person says no, or not any more; nothing of it is kept, and with their last homes the post ends.
    Raises: AreaOver."""
    count, _ = ResponsibilityArea.objects.open().filter(pk=area.pk, post__person=by.pk).delete()
    if not count:
        raise AreaOver
    if not area.post.areas.open().exists():
        with suppress(PostEnded):
            close(by=by, post=area.post, on=timezone.localdate(at), at=at)
    _log("orgs.area_given_back", area, by=by, at=at, place=area.post.organisation.prefix)


@transaction.atomic
def end_area(*, by: Person | System, area: ResponsibilityArea, on: date, at: datetime) -> None:
    """The person does not answer for these homes from ``on``. Raises: PermissionDenied, AreaOver."""
    body = area.post.organisation
    require_for(by, body.kind, at=body.prefix)
    if not ResponsibilityArea.objects.filter(pk=area.pk).end(on):
        raise AreaOver
    _log("orgs.area_ended", area, by=by, at=at, place=body.prefix)


def _log(verb: str, area: ResponsibilityArea, *, by: Person | System | None, at: datetime, place: str) -> None:
    """Never as what somebody answers: that one is a party member stands in no log."""
    log.write(verb, ResponsibilityArea, by=by, at=at, place=place, estate=area.estate_id)


def _check_homes(
    body: Organisation, estate: Estate, building: Building | None, staircase: str, dwelling: Dwelling | None
) -> None:
    """Raises: OtherHomes."""
    if not estate.community.code.startswith(body.prefix):
        raise OtherHomes
    if building is None:
        if staircase or dwelling is not None:
            raise OtherHomes
        return
    if building.estate_id != estate.pk or (dwelling is not None and dwelling.building_id != building.pk):
        raise OtherHomes
    if staircase and not building.dwellings.filter(staircase=staircase).exists():
        raise OtherHomes
