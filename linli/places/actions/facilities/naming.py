"""Kinds of facilities and what they offer are data of the county: begun, renamed, ended."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from re import fullmatch

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from linli.core import log, revisions
from linli.places import rules
from linli.places.errors import WordEnded, WordTaken, WordUnfit
from linli.places.models import FacilityKind, Offering, OfferingSort
from linli.places.reads.facilities import VOCABULARY

CODE = r"[a-z][a-z0-9_]{1,29}"
LONGEST, LONGEST_EN = 30, 60
Word = FacilityKind | Offering


@dataclass(frozen=True, slots=True)
class KindSays:
    """What a kind is called, whether it has levels, whether everybody should have one within a walk."""

    name: str
    name_en: str
    has_levels: bool = False
    in_circle: bool = True


@dataclass(frozen=True, slots=True)
class OfferingSays:
    """What an offering is called, and whether one does it there or it is there."""

    name: str
    name_en: str
    sort: str = OfferingSort.AMENITY.value


@transaction.atomic
def begin_word(*, says: KindSays | OfferingSays, code: str, on: date, by: log.Actor | None, at: datetime) -> Word:
    """Add a kind or an offering that can be chosen from ``on``. Raises: WordUnfit, WordTaken."""
    _check(says)
    if not fullmatch(CODE, code):
        raise WordUnfit("code")
    model: type[Word] = FacilityKind if isinstance(says, KindSays) else Offering
    last = model.objects.aggregate(last=Max("order"))["last"] or 0
    try:
        with transaction.atomic():
            row = model.objects.create(code=code, order=last + 1, valid_from=on, **asdict(says))
    except IntegrityError as error:
        raise WordTaken from error
    revisions.bump(VOCABULARY)
    log.write("places.word_begun", model, by=by, at=at, word=code, on=on.isoformat())
    return row


@transaction.atomic
def change_word(*, row: Word, says: KindSays | OfferingSays, by: log.Actor | None, at: datetime) -> bool:
    """Call it something else from now on; the log keeps what it was called. Returns whether anything differs. Raises:
    WordUnfit, WordEnded."""
    _check(says)
    kept = type(row).objects.select_for_update().filter(pk=row.pk, valid_to=None).first()
    if kept is None:
        raise WordEnded
    after = asdict(says)
    before = {name: getattr(kept, name) for name in after}
    if before == after:
        return False
    type(row).objects.filter(pk=row.pk).update(**after)
    revisions.bump(VOCABULARY)
    log.write("places.word_changed", type(row), by=by, at=at, word=row.pk, before=before, after=after)
    return True


@transaction.atomic
def end_word(*, row: Word, on: date, by: log.Actor | None, at: datetime) -> None:
    """It cannot be chosen from ``on``; facilities that have it keep it. Raises: WordEnded."""
    if not type(row).objects.filter(pk=row.pk, valid_to=None, valid_from__lt=on).update(valid_to=on):
        raise WordEnded
    revisions.bump(VOCABULARY)
    log.write("places.word_ended", type(row), by=by, at=at, word=row.pk, on=on.isoformat())


@transaction.atomic
def take_back_word(*, row: Word, by: log.Actor | None, at: datetime) -> None:
    """Strike out a kind or an offering that cannot be chosen yet. Raises: HasBegun."""
    type(row).objects.filter(pk=row.pk).take_back(row, timezone.localdate(at))
    revisions.bump(VOCABULARY)
    log.write("places.word_taken_back", type(row), by=by, at=at, word=row.pk, on=row.valid_from.isoformat())


def _check(says: KindSays | OfferingSays) -> None:
    for name, text, longest in (("name", says.name, LONGEST), ("name_en", says.name_en, LONGEST_EN)):
        if not text.strip() or len(text) > longest or not rules.showable(text):
            raise WordUnfit(name)
    if isinstance(says, OfferingSays) and says.sort not in OfferingSort.values:
        raise WordUnfit("sort")
