"""What is said of an item of the lists, and the checks that all of them share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from linli.commons.errors.lists import (
    BadAmount,
    Elsewhere,
    InThePast,
    NoParts,
    NoSuchNeedKind,
    NothingSaid,
    NoTitle,
    TooLong,
)
from linli.commons.models import NeedKind
from linli.commons.rules.lists import LONGEST_TITLE, LONGEST_WORDS, MOST, MOST_PARTS, Origin, Sort
from linli.matters.models import Matter
from linli.orgs.models import Organisation, OrgKind
from linli.places.hours import Holidays
from linli.places.models import Division
from linli.places.reads import gazetteer
from linli.places.rules import CODE_DIGITS

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class PartSays:
    """So much of one sort; ``pk`` is that of a part there is."""

    sort: Sort
    what: str
    amount: int
    measure: str = ""
    pk: int | None = None


@dataclass(frozen=True, slots=True)
class NeedSays:
    """``kind`` is a code, ``place`` that of a community or grid, ``source`` which visit or meeting."""

    kind: str
    title: str
    place: str
    parts: Sequence[PartSays]
    words: str = ""
    wanted_by: date | None = None
    point: Point | None = None
    origin: Origin = Origin.TYPED
    source: str = ""
    matter: Matter | None = None


@dataclass(frozen=True, slots=True)
class ResourceSays:
    """``hours`` and ``changed_days`` as ``places.hours_text`` reads them; none told: at any time."""

    kind: str
    sort: Sort
    title: str
    place: str
    capacity: int
    measure: str = ""
    words: str = ""
    conditions: str = ""
    hours: str = ""
    changed_days: str = ""
    holidays: Holidays = Holidays.AS_USUAL
    point: Point | None = None
    until: date | None = None  # the first day on which it is not offered any more


@dataclass(frozen=True, slots=True)
class ProjectSays:
    """``place`` is the code of a community."""

    kind: str
    title: str
    place: str
    starts_on: date
    ends_on: date
    words: str = ""


def check_title(title: str, *texts: str) -> str:
    """The title without blanks around it. Raises: NoTitle, TooLong."""
    title = title.strip()
    if not title:
        raise NoTitle
    if len(title) > LONGEST_TITLE or any(len(text) > LONGEST_WORDS for text in texts):
        raise TooLong
    return title


def check_words(words: str) -> str:
    """The words without blanks around them. Raises: NothingSaid, TooLong."""
    words = words.strip()
    if not words:
        raise NothingSaid
    if len(words) > LONGEST_WORDS:
        raise TooLong
    return words


def check_amount(amount: int) -> None:
    if not 1 <= amount <= MOST:
        raise BadAmount


def check_parts(parts: Sequence[PartSays]) -> None:
    if not 1 <= len(parts) <= MOST_PARTS:
        raise NoParts
    for part in parts:
        check_title(part.what)
        check_amount(part.amount)


def check_day(field: str, on: date | None, at: datetime) -> None:
    """Today or later, within the calendar of a lifetime. Raises: InThePast."""
    if on is not None and on < timezone.localdate(at):
        raise InThePast(field)


def kind_of(code: str, at: datetime) -> NeedKind:
    """Raises: NoSuchNeedKind."""
    found = NeedKind.objects.valid(timezone.localdate(at)).filter(code=code).first()
    if found is None:
        raise NoSuchNeedKind
    return found


def community_of(place: str) -> Division:
    """The community that a place is or lies in. Raises: Elsewhere."""
    found = Division.objects.communities().defer("outline").filter(code=place[:CODE_DIGITS]).first()
    if found is None or place not in gazetteer().names:
        raise Elsewhere
    return found


def committee_of(community: Division) -> Organisation | None:
    """The committee that stands in a community, which answers for its lists and days."""
    rows = Organisation.objects.filter(division=community, kind=OrgKind.COMMUNITY_COMMITTEE, valid_to=None)
    return rows.order_by("pk").first()


def keeper_of(community: Division) -> Organisation:
    """The committee that keeps the lists of a community. Raises: Elsewhere."""
    found = committee_of(community)
    if found is None:
        raise Elsewhere
    return found
