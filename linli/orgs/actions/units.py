"""Organisations and what ties them across the tree."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction

from linli.core import log, revisions
from linli.orgs.authority import System, require
from linli.orgs.grants import Grant
from linli.orgs.models import LinkKind, Organisation, OrgKind, UnitLink
from linli.orgs.reads import REVISION
from linli.people.models import Person
from linli.places.models import Division


class CodeTaken(ValueError):
    """An organisation has this code."""


class DutyUnclear(ValueError):
    """A department names its duty, and no other kind of organisation has one."""


class ParentElsewhere(ValueError):
    """The organisation above answers for another area."""


class SameUnit(ValueError):
    """An organisation does not stand by itself."""


class AlreadyLinked(ValueError):
    """The two are linked in this way."""


class LinkEnded(ValueError):
    """The link has an end already, or begins later."""


@transaction.atomic
def found(
    *,
    by: Person | System,
    code: str,
    kind: OrgKind,
    name: str,
    division: Division,
    on: date,
    at: datetime,
    name_en: str = "",
    duty: str = "",
    parent: Organisation | None = None,
    phone: str = "",
) -> Organisation:
    """Found an organisation that answers for ``division`` from ``on``.
    Raises: PermissionDenied, DutyUnclear, ParentElsewhere, CodeTaken."""
    require(by, Grant.MANAGE_POSTS, at=division.prefix)
    if (kind == OrgKind.DEPARTMENT) != bool(duty):
        raise DutyUnclear
    if parent is not None and not division.prefix.startswith(parent.prefix):
        raise ParentElsewhere
    try:
        with transaction.atomic():
            unit = Organisation.objects.create(
                code=code,
                kind=kind,
                name=name,
                name_en=name_en,
                duty=duty,
                parent=parent,
                division=division,
                phone=phone,
                valid_from=on,
            )
    except IntegrityError as error:
        raise CodeTaken from error
    revisions.bump(REVISION)
    log.write("orgs.founded", unit, by=by, at=at, place=unit.prefix, code=code, kind=kind, on=on.isoformat())
    return unit


@transaction.atomic
def link(
    *, by: Person | System, unit: Organisation, stands_by: Organisation, kind: LinkKind, on: date, at: datetime
) -> UnitLink:
    """Let ``unit`` stand by another from ``on``. Raises: PermissionDenied, SameUnit, AlreadyLinked."""
    require(by, Grant.MANAGE_POSTS, at=stands_by.prefix)
    if unit.pk == stands_by.pk:
        raise SameUnit
    try:
        with transaction.atomic():
            made = UnitLink.objects.create(kind=kind, unit=unit, stands_by=stands_by, valid_from=on)
    except IntegrityError as error:
        raise AlreadyLinked from error
    log.write(
        "orgs.linked",
        made,
        by=by,
        at=at,
        place=stands_by.prefix,
        kind=kind,
        unit=unit.pk,
        stands_by=stands_by.pk,
        on=on.isoformat(),
    )
    return made


@transaction.atomic
def unlink(*, by: Person | System, link: UnitLink, on: date, at: datetime) -> None:
    """End a link at ``on``. Raises: PermissionDenied, LinkEnded."""
    require(by, Grant.MANAGE_POSTS, at=link.stands_by.prefix)
    if not UnitLink.objects.filter(pk=link.pk, valid_to=None, valid_from__lt=on).update(valid_to=on):
        raise LinkEnded
    log.write("orgs.unlinked", link, by=by, at=at, place=link.stands_by.prefix, on=on.isoformat())
