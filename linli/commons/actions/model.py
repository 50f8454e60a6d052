"""The model of building together: what a community says of a point, and which points the county asks for."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from linli.commons.actions.saying import check_day, check_title, check_words, keeper_of
from linli.commons.errors.lists import NamesSomebody, NoSuchPoint
from linli.commons.models import ModelPoint, PointWord
from linli.commons.rules.lists import PointStage, names_somebody
from linli.core import log
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.people.models import Person
from linli.places.models import Division


@dataclass(frozen=True, slots=True)
class PointSays:
    """A point as the county words it; ``part`` is the heading it stands under."""

    code: str
    part: str
    name: str
    words: str = ""
    part_en: str = ""
    name_en: str = ""
    words_en: str = ""


@transaction.atomic
def say(
    *,
    by: Person,
    community: Division,
    code: str,
    stage: PointStage,
    words: str,
    at: datetime,
    is_public: bool = False,
) -> PointWord:
    """Say how far a point stands in a community, with words; to everybody when it ``is_public``. Raises:
    PermissionDenied, NoSuchPoint, NothingSaid, TooLong, NamesSomebody, Elsewhere."""
    require(by, Grant.KEEP_COMMONS, at=community.code)
    words = check_words(words)
    if is_public and names_somebody(words):
        raise NamesSomebody
    if not ModelPoint.objects.valid(timezone.localdate(at)).filter(code=code).exists():
        raise NoSuchPoint
    said = {"stage": stage, "words": words, "unit": keeper_of(community), "at": at, "is_public": is_public}
    row, _ = PointWord.objects.update_or_create(community=community, code=code, defaults=said)
    log.write("commons.point_said", row, by=by, at=at, place=community.code, code=code, stage=stage, public=is_public)
    return row


@transaction.atomic
def set_point(*, by: Person, says: PointSays, on: date, at: datetime) -> ModelPoint:
    """Ask for a point in these words from the day ``on``; the wording before ends there. What was set for that day or
    a later one goes. Raises: PermissionDenied, InThePast, NoTitle, TooLong."""
    require(by, Grant.SET_RULES, at=settings.LINLI_COUNTY)
    check_day("on", on, at)
    check_title(says.name, says.words)
    order, rows = _replaced(says.code, on)
    made = rows.create(valid_from=on, order=order, **asdict(says))
    log.write("commons.point_set", made, by=by, at=at, place=settings.LINLI_COUNTY, code=says.code, on=on.isoformat())
    return made


@transaction.atomic
def end_point(*, by: Person, code: str, on: date, at: datetime) -> None:
    """Ask for a point no longer from the day ``on``; what communities said of it stays. Raises: PermissionDenied,
    InThePast, NoSuchPoint."""
    require(by, Grant.SET_RULES, at=settings.LINLI_COUNTY)
    check_day("on", on, at)
    if not ModelPoint.objects.filter(code=code).unended(on).exists():
        raise NoSuchPoint
    _replaced(code, on)
    log.write("commons.point_ended", ModelPoint, by=by, at=at, place=settings.LINLI_COUNTY, code=code)


@transaction.atomic
def take_back_point(*, by: Person, row: ModelPoint, at: datetime) -> None:
    """Strike out a wording that is not asked for yet. Raises: PermissionDenied, HasBegun."""
    require(by, Grant.SET_RULES, at=settings.LINLI_COUNTY)
    ModelPoint.objects.filter(code=row.code).take_back(row, timezone.localdate(at))
    told = {"code": row.code, "on": row.valid_from.isoformat()}
    log.write("commons.point_taken_back", row, by=by, at=at, place=settings.LINLI_COUNTY, **told)


def _replaced(code: str, on: date) -> tuple[int, models.QuerySet[ModelPoint]]:
    """End what holds of a point on a day. Returns its place among the others, and its rows."""
    every = list(ModelPoint.objects.select_for_update().order_by("order"))  # two at once set one after the other
    known = next((row.order for row in every if row.code == code), None)
    rows = ModelPoint.objects.filter(code=code)
    rows.give_way(on)
    return (max((row.order for row in every), default=0) + 1 if known is None else known), rows
