"""The yearly list of a partner unit (共建责任清单): what it promises, and what both sides say of it."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from linli.commons.actions.saying import check_title, check_words, kind_of
from linli.commons.errors.lists import AlreadyPublished, BadAmount, InThePast, JudgedBefore, NamesSomebody, NotAPartner
from linli.commons.models import PartnerComment, PartnerDuty, PartnerList
from linli.commons.reads.partners import areas_of
from linli.commons.rules.lists import Side, names_somebody
from linli.core import log
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation
from linli.people.models import Person
from linli.places.models import Division

MOST_TIMES = 1_000


@transaction.atomic
def promise(
    *,
    by: Person,
    unit: Organisation,
    community: Division,
    year: int,
    kind: str,
    title: str,
    times: int,
    at: datetime,
) -> PartnerDuty:
    """Add a line to the list of a unit for a community and year, which begins with its first line. Raises:
    PermissionDenied, NotAPartner, InThePast, NoTitle, TooLong, NoSuchNeedKind, BadAmount, NamesSomebody."""
    require(by, Grant.STAND_BY, at=unit)
    if not any(community.code.startswith(area) for area in areas_of([unit.pk], at)):
        raise NotAPartner
    if not timezone.localdate(at).year <= year <= timezone.localdate(at).year + 1:
        raise InThePast("year")
    title = check_title(title)
    if not 1 <= times <= MOST_TIMES:
        raise BadAmount
    whole, _ = PartnerList.objects.get_or_create(unit=unit, community=community, year=year, defaults={"made_at": at})
    whole = PartnerList.objects.select_for_update().get(pk=whole.pk)  # it is published before, or with this line
    if names_somebody(title) and whole.published_at is not None:
        raise NamesSomebody("title")
    row = PartnerDuty.objects.create(list=whole, kind=kind_of(kind, at), title=title, times=times, promised_at=at)
    log.write("commons.duty_promised", row, by=by, at=at, place=community.code, unit=unit.pk, year=year)
    return row


@transaction.atomic
def publish(*, by: Person, of: PartnerList, at: datetime) -> None:
    """Show everybody what a unit promised a community for a year and what it did. Raises: PermissionDenied,
    NamesSomebody, AlreadyPublished."""
    require(by, Grant.KEEP_COMMONS, at=of.community.code)
    PartnerList.objects.select_for_update().get(pk=of.pk)  # no line joins it meanwhile
    if names_somebody(*of.duties.values_list("title", flat=True)):
        raise NamesSomebody
    if not PartnerList.objects.filter(pk=of.pk, published_at=None).update(published_at=at):
        raise AlreadyPublished
    log.write("commons.list_published", of, by=by, at=at, place=of.community.code)


@transaction.atomic
def let_go(of: PartnerList, *, by: Person | None, at: datetime) -> bool:
    """End the list of a unit that was dissolved: what was promised and not done is not to come. False when that was
    said before."""
    if not PartnerList.objects.filter(pk=of.pk, ended_at=None).update(ended_at=at):
        return False
    log.write("commons.list_unit_ended", of, by=by, at=at, place=of.community.code, unit=of.unit_id)
    return True


@transaction.atomic
def comment(*, by: Person, of: PartnerList, side: Side, words: str, at: datetime) -> PartnerComment:
    """One side says once what it makes of the year's work together. Raises: PermissionDenied, JudgedBefore,
    NothingSaid, TooLong."""
    words = check_words(words)
    if side == Side.COMMUNITY:
        require(by, Grant.KEEP_COMMONS, at=of.community.code)
    else:
        require(by, Grant.STAND_BY, at=of.unit)
    row = PartnerComment(list=of, side=side, words=words, at=at)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise JudgedBefore from error
    log.write("commons.list_commented", of, by=by, at=at, place=of.community.code, side=side)
    return row
