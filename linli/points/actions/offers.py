"""Offers, causes and rules as dated data: made and ended by those who answer for the place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from linli.core import log
from linli.orgs.authority import System, require
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation
from linli.people.models import Person
from linli.places.models import Division
from linli.points.errors import BadPeriod, BadPrice, BadRule, Ended, NotHere, NoTitle, RuleBegins
from linli.points.models import Cause, Offer, Rule
from linli.points.rules import DEEDS, HIGHEST_PRICE, LONGEST_TERM_MONTHS, Period


@dataclass(frozen=True, slots=True)
class OfferSays:
    """What an offer is: ``price`` in points or ``stars`` of a household, one of the two; ``stock`` in each period."""

    title: str
    stock: int
    period: Period
    price: int | None = None
    stars: int | None = None
    title_en: str = ""
    words: str = ""


@transaction.atomic
def offer(
    *,
    by: Person | System,
    unit: Organisation,
    community: Division,
    says: OfferSays,
    begin: date,
    end: date | None,
    at: datetime,
) -> Offer:
    """Offer thanks of ``unit`` in a community from a day, to before another.
    Raises: PermissionDenied, NoTitle, BadPrice, BadPeriod, NotHere."""
    require(by, Grant.OFFER_THANKS, at=community.prefix)
    return write_offer(by=by, unit=unit, community=community, says=says, begin=begin, end=end, at=at)


def write_offer(
    *,
    by: Person | System,
    unit: Organisation,
    community: Division,
    says: OfferSays,
    begin: date,
    end: date | None,
    at: datetime,
) -> Offer:
    """The offer itself, for actions that have asked for authority. Raises: NoTitle, BadPrice, BadPeriod, NotHere."""
    _check(unit, community, says.title, begin, end, at)
    if (says.price is None) == (says.stars is None) or says.stock < 1:
        raise BadPrice
    if not 1 <= (says.price or says.stars or 0) <= HIGHEST_PRICE:
        raise BadPrice
    made = Offer.objects.create(
        unit=unit,
        community=community,
        title=says.title.strip(),
        title_en=says.title_en.strip(),
        words=says.words.strip(),
        price=says.price,
        stars=says.stars,
        stock=says.stock,
        period=says.period,
        valid_from=begin,
        valid_to=end,
    )
    log.write("points.offered", made, by=by, at=at, place=community.prefix, unit=unit.pk, price=says.price)
    return made


@transaction.atomic
def end_offer(*, by: Person, offer: Offer, at: datetime) -> None:
    """From today nobody takes it any more; codes that are out stay good for their time.
    Raises: PermissionDenied, Ended."""
    require(by, Grant.OFFER_THANKS, at=offer.community.prefix)
    on = timezone.localdate(at)
    last = max(on, offer.valid_from)
    if not Offer.objects.unended(on).filter(pk=offer.pk).update(valid_to=last):
        raise Ended
    log.write("points.offer_ended", offer, by=by, at=at, place=offer.community.prefix)


@transaction.atomic
def open_cause(
    *,
    by: Person | System,
    unit: Organisation,
    community: Division,
    title: str,
    words: str,
    for_neighbour: bool,
    begin: date,
    end: date | None,
    at: datetime,
) -> Cause:
    """Let points be given to a cause of a community. Raises: PermissionDenied, NoTitle, BadPeriod, NotHere."""
    require(by, Grant.OFFER_THANKS, at=community.prefix)
    _check(unit, community, title, begin, end, at)
    made = Cause.objects.create(
        unit=unit,
        community=community,
        title=title.strip(),
        words=words.strip(),
        for_neighbour=for_neighbour,
        valid_from=begin,
        valid_to=end,
    )
    log.write("points.cause_opened", made, by=by, at=at, place=community.prefix, unit=unit.pk)
    return made


@transaction.atomic
def end_cause(*, by: Person, cause: Cause, at: datetime) -> None:
    """From today nothing is given to it any more. Raises: PermissionDenied, Ended."""
    require(by, Grant.OFFER_THANKS, at=cause.community.prefix)
    on = timezone.localdate(at)
    if not Cause.objects.unended(on).filter(pk=cause.pk).update(valid_to=max(on, cause.valid_from)):
        raise Ended
    log.write("points.cause_ended", cause, by=by, at=at, place=cause.community.prefix)


@dataclass(frozen=True, slots=True)
class RuleSays:
    """What a deed earns; caps in points of one person, or none."""

    verb: str
    name: str
    points: int
    months: int
    day_cap: int | None = None
    month_cap: int | None = None
    name_en: str = ""
    source: str = ""


@transaction.atomic
def set_rule(*, by: Person | System, says: RuleSays, on: date, at: datetime) -> Rule:
    """Let a deed earn by these figures from ``on``; what was earned stays.
    Raises: PermissionDenied, BadRule, RuleBegins."""
    require(by, Grant.SET_RULES, at=settings.LINLI_COUNTY)
    caps = [cap for cap in (says.day_cap, says.month_cap) if cap is not None]
    if says.verb not in DEEDS or not says.name.strip() or says.points < 1 or any(cap < says.points for cap in caps):
        raise BadRule
    if not 1 <= says.months <= LONGEST_TERM_MONTHS:
        raise BadRule
    if on < timezone.localdate(at) and not isinstance(by, System):
        raise RuleBegins
    Rule.objects.filter(verb=says.verb, valid_to=None, valid_from__lt=on).update(valid_to=on)
    try:
        with transaction.atomic():
            rule = Rule.objects.create(
                verb=says.verb,
                name=says.name.strip(),
                name_en=says.name_en.strip(),
                points=says.points,
                day_cap=says.day_cap,
                month_cap=says.month_cap,
                months=says.months,
                source=says.source,
                valid_from=on,
            )
    except IntegrityError as error:
        raise RuleBegins from error
    log.write("points.rule_set", rule, by=by, at=at, deed=says.verb, points=says.points, on=on.isoformat())
    return rule


@transaction.atomic
def take_back_rule(*, by: Person | System, row: Rule, at: datetime) -> None:
    """Strike out figures by which nothing was earned yet. Raises: PermissionDenied, HasBegun."""
    require(by, Grant.SET_RULES, at=settings.LINLI_COUNTY)
    Rule.objects.filter(verb=row.verb).take_back(row, timezone.localdate(at))
    log.write("points.rule_taken_back", row, by=by, at=at, deed=row.verb, on=row.valid_from.isoformat())


def _check(unit: Organisation, community: Division, title: str, begin: date, end: date | None, at: datetime) -> None:
    """What an offer and a cause of a community have in common. Raises: NoTitle, BadPeriod, NotHere."""
    if not title.strip():
        raise NoTitle
    if end is not None and (end <= begin or end <= timezone.localdate(at)):
        raise BadPeriod
    if not unit.prefix.startswith(community.prefix):
        raise NotHere
