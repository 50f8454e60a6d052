"""Organisations and what ties them across the tree."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction

from linli.core import log, revisions
from linli.orgs.authority import System, require_for
from linli.orgs.errors import EndUnclear, FormUnclear, NotThatLink, NotUnder
from linli.orgs.models import BodyForm, BodyRule, LinkKind, Organisation, OrgKind, UnitLink
from linli.orgs.reads import REVISION
from linli.orgs.rules import LINK_FROM
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
    """The link has an end already."""


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
    form: BodyForm | None = None,
    purpose: str = "",
    headcount: int | None = None,
    ends_on: date | None = None,
) -> Organisation:
    """Found an organisation that answers for ``division`` from ``on``, as the rule of its kind has it.
    Raises: PermissionDenied, DutyUnclear, ParentElsewhere, NotUnder, FormUnclear, EndUnclear, CodeTaken."""
    require_for(by, kind, at=division.prefix)
    if (kind == OrgKind.DEPARTMENT) != bool(duty):
        raise DutyUnclear
    check_place(kind, division=division, parent=parent, on=on)
    rule = BodyRule.objects.valid(on).filter(kind=kind).first()
    if form is not None and (rule is None or form not in rule.forms):
        raise FormUnclear
    needs_end = kind == OrgKind.TEMPORARY_PARTY_ORG or (rule is not None and rule.needs_end)
    if (needs_end and ends_on is None) or (ends_on is not None and ends_on <= on):
        raise EndUnclear
    try:
        with transaction.atomic():
            unit = Organisation.objects.create(
                code=code,
                kind=kind,
                form=form or "",
                name=name,
                name_en=name_en,
                duty=duty,
                purpose=purpose,
                headcount=headcount,
                parent=parent,
                division=division,
                phone=phone,
                valid_from=on,
                valid_to=ends_on,
            )
    except IntegrityError as error:
        raise CodeTaken from error
    revisions.bump(REVISION)
    log.write("orgs.founded", unit, by=by, at=at, place=unit.prefix, code=code, kind=kind, on=on.isoformat())
    return unit


def check_place(kind: str, *, division: Division, parent: Organisation | None, on: date) -> None:
    """Whether a body of a kind may stand there. Raises: ParentElsewhere, NotUnder."""
    if parent is not None and not division.prefix.startswith(parent.prefix):
        raise ParentElsewhere
    rule = BodyRule.objects.valid(on).filter(kind=kind).first()
    if rule is not None and (parent.kind if parent is not None else "") not in rule.under:
        raise NotUnder


@transaction.atomic
def link(
    *, by: Person | System, unit: Organisation, stands_by: Organisation, kind: LinkKind, on: date, at: datetime
) -> UnitLink:
    """Let ``unit`` stand by another from ``on``. Raises: PermissionDenied, SameUnit, NotThatLink, AlreadyLinked."""
    require_for(by, stands_by.kind, at=stands_by.prefix)
    if unit.pk == stands_by.pk:
        raise SameUnit
    if kind in LINK_FROM and unit.kind not in LINK_FROM[kind]:
        raise NotThatLink
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
    """End a link at ``on``; one that would begin then or later goes. Raises: PermissionDenied, LinkEnded."""
    require_for(by, link.stands_by.kind, at=link.stands_by.prefix)
    if not UnitLink.objects.filter(pk=link.pk).end(on):
        raise LinkEnded
    log.write("orgs.unlinked", link, by=by, at=at, place=link.stands_by.prefix, on=on.isoformat())
