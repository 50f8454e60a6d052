"""Needs are listed, split into parts, published, withdrawn, met; what nobody claims rises to the level above."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from linli.commons.actions.saying import (
    NeedSays,
    PartSays,
    check_day,
    check_parts,
    check_title,
    check_words,
    community_of,
    keeper_of,
    kind_of,
)
from linli.commons.errors.lists import (
    AlreadyPublished,
    ClaimsOpen,
    Elsewhere,
    ListedBefore,
    NamesSomebody,
    NeedOver,
    SplitBelowTaken,
)
from linli.commons.models import Claim, Need, NeedPart, RiseTerm
from linli.commons.rules.lists import ABOVE, RUNNING, Level, NeedStage, Origin, names_somebody
from linli.core import log
from linli.orgs.authority import System, require
from linli.orgs.grants import Grant
from linli.people.models import Person


@transaction.atomic
def add(*, by: Person | System, says: NeedSays, at: datetime, uid: UUID | None = None) -> Need:
    """List what a community needs. Raises: PermissionDenied, Elsewhere, NoTitle, TooLong, NoSuchNeedKind, NoParts,
    BadAmount, InThePast, ListedBefore."""
    require(by, Grant.KEEP_COMMONS, at=says.place)
    community = community_of(says.place)
    title = check_title(says.title, says.words)
    check_parts(says.parts)
    check_day("wanted_by", says.wanted_by, at)
    if says.matter is not None:
        require(by, Grant.SEE_MATTERS, at=says.matter.place)
        if says.matter.place[:12] != community.code:
            raise Elsewhere
    lon, lat = says.point or (None, None)
    need = Need(
        uid=uid or uuid4(),
        community=community,
        place=says.place,
        unit=keeper_of(community),
        contact=by if isinstance(by, Person) else None,
        kind=kind_of(says.kind, at),
        title=title,
        words=says.words.strip(),
        lon=lon,
        lat=lat,
        wanted_by=says.wanted_by,
        origin=Origin.MATTER if says.matter is not None else says.origin,
        source=says.source.strip(),
        matter=says.matter,
        rise_at=rises_at(Level.COMMUNITY, at),
        added_at=at,
    )
    try:
        with transaction.atomic():
            need.save(force_insert=True)
    except IntegrityError as error:
        raise ListedBefore from error
    NeedPart.objects.bulk_create(_part(need, part) for part in says.parts)
    log.write("commons.need_listed", need, by=by, at=at, place=need.place, origin=need.origin)
    return need


@transaction.atomic
def change(*, by: Person | System, need: Need, says: NeedSays, at: datetime) -> bool:
    """Say kind, title, words, place inside the community and last day anew; parts are changed by ``split``. Returns
    whether anything differs. Raises: PermissionDenied, NeedOver, Elsewhere, NoTitle, TooLong, NoSuchNeedKind,
    InThePast, NamesSomebody."""
    require(by, Grant.KEEP_COMMONS, at=need.place)
    title, words = check_title(says.title, says.words), says.words.strip()
    if says.wanted_by != need.wanted_by:
        check_day("wanted_by", says.wanted_by, at)
    if community_of(says.place).pk != need.community_id:
        raise Elsewhere
    lon, lat = says.point or (None, None)
    told = {"title": title, "words": words, "wanted_by": says.wanted_by, "lon": lon, "lat": lat, "place": says.place}
    if need.kind.code == says.kind and all(getattr(need, name) == value for name, value in told.items()):
        return False
    kind = need.kind if need.kind.code == says.kind else kind_of(says.kind, at)
    if names_somebody(title, words) and Need.objects.published().filter(pk=need.pk).exists():
        raise NamesSomebody
    if not Need.objects.running().filter(pk=need.pk).update(kind=kind, **told):
        raise NeedOver
    log.write("commons.need_changed", need, by=by, at=at, place=says.place)
    need.refresh_from_db()
    return True


@transaction.atomic
def split(*, by: Person | System, need: Need, parts: Sequence[PartSays], at: datetime) -> None:
    """Say anew of which parts a need consists: goods, skills, people, places. Of a part that units have claimed, as
    much stays. Raises: PermissionDenied, NeedOver, NoParts, BadAmount, SplitBelowTaken."""
    require(by, Grant.KEEP_COMMONS, at=need.place)
    check_parts(parts)
    held(need)
    known = {part.pk: part for part in need.parts.all()}
    kept = {part.pk: part for part in parts if part.pk in known}
    for pk, row in known.items():
        says = kept.get(pk)
        if says is None:
            if Claim.objects.filter(part=row).exists():
                raise SplitBelowTaken
            row.delete()
            continue
        if says.amount < row.taken or (row.taken and says.sort != row.sort):
            raise SplitBelowTaken
        told = {"sort": says.sort, "what": says.what.strip(), "amount": says.amount, "measure": says.measure.strip()}
        NeedPart.objects.filter(pk=pk).update(**told)
    NeedPart.objects.bulk_create(_part(need, part) for part in parts if part.pk not in known)
    settle(need, at=at)
    log.write("commons.need_split", need, by=by, at=at, place=need.place, parts=len(parts))


@transaction.atomic
def publish(*, by: Person | System, need: Need, at: datetime) -> None:
    """Show a need to everybody. Raises: PermissionDenied, NamesSomebody, AlreadyPublished."""
    require(by, Grant.KEEP_COMMONS, at=need.place)
    if names_somebody(need.title, need.words, *need.parts.values_list("what", flat=True)):
        raise NamesSomebody
    if not Need.objects.filter(pk=need.pk, published_at=None).update(published_at=at):
        raise AlreadyPublished
    log.write("commons.need_published", need, by=by, at=at, place=need.place)


@transaction.atomic
def withdraw(*, by: Person | System, need: Need, words: str, at: datetime) -> None:
    """Take a need off the list, when no unit has promised anything that is still to come. Raises: PermissionDenied,
    NeedOver, ClaimsOpen, NothingSaid, TooLong."""
    require(by, Grant.KEEP_COMMONS, at=need.place)
    words = check_words(words)
    held(need)
    if Claim.objects.promised().filter(part__need=need).exists():
        raise ClaimsOpen
    stage = NeedStage.MET if Claim.objects.delivered().filter(part__need=need).exists() else NeedStage.WITHDRAWN
    Need.objects.filter(pk=need.pk).update(stage=stage, ended_at=at, ended_words=words, rise_at=None)
    log.write("commons.need_withdrawn", need, by=by, at=at, place=need.place, met=stage == NeedStage.MET)


@transaction.atomic
def rise(need: Need, *, at: datetime) -> bool:
    """Show a need that was not wholly claimed in time one level further up. False when another process was quicker, or
    it was claimed meanwhile."""
    above = ABOVE[Level(need.level)]
    told = {"level": above, "rise_at": rises_at(above, at)}
    if not Need.objects.to_rise(at).filter(pk=need.pk, level=need.level).update(**told):
        return False
    log.write("commons.need_risen", need, by=None, at=at, place=need.place, level=above.name.lower())
    return True


def held(need: Need) -> None:
    """Keep others from a running need until the end of the transaction. Raises: NeedOver."""
    if not Need.objects.running().filter(pk=need.pk).update(level=F("level")):
        raise NeedOver


def settle(need: Need, *, at: datetime) -> None:
    """Let the stage of a need, which is held, follow its parts and claims."""
    parts = list(NeedPart.objects.filter(need=need).values_list("taken", "amount"))
    if any(taken < amount for taken, amount in parts):
        stage = NeedStage.OPEN
    elif Claim.objects.promised().filter(part__need=need).exists():
        stage = NeedStage.TAKEN
    else:
        stage = NeedStage.MET
    row = Need.objects.get(pk=need.pk)
    told: dict[str, object] = {"stage": stage}
    if stage not in RUNNING:
        told |= {"ended_at": at, "rise_at": None}
    elif stage == NeedStage.OPEN and row.stage != NeedStage.OPEN:
        told["rise_at"] = rises_at(Level(row.level), at)  # it has its whole time again
    Need.objects.filter(pk=need.pk).update(**told)
    if stage == NeedStage.MET:
        log.write("commons.need_met", need, by=None, at=at, place=need.place)


def rises_at(level: Level, at: datetime) -> datetime | None:
    """When a need that comes to ``level`` now leaves it again; None on the highest."""
    if level not in ABOVE:
        return None
    term = RiseTerm.objects.valid(timezone.localdate(at)).filter(level=level).order_by("-valid_from").first()
    return at + timedelta(days=term.days) if term is not None else None


def _part(need: Need, says: PartSays) -> NeedPart:
    return NeedPart(need=need, sort=says.sort, what=says.what.strip(), amount=says.amount, measure=says.measure.strip())
