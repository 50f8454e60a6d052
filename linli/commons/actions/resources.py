"""Resources are offered, published, ended, booked, used; a booking is one community's at a time, within capacity."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone

from linli.commons.actions.saying import (
    ResourceSays,
    check_amount,
    check_day,
    check_title,
    check_words,
    community_of,
    kind_of,
)
from linli.commons.errors.lists import (
    AlreadyPublished,
    BadSpan,
    BookedTwice,
    BookingOver,
    ClosedThen,
    InThePast,
    NamesSomebody,
    NotBegunYet,
    OverCapacity,
    ResourceEnded,
    TooLong,
)
from linli.commons.models import Booking, Need, Resource
from linli.commons.reads.calendar import hours_of, openings
from linli.commons.rules.lists import (
    BY_TIME,
    FURTHEST_BOOKING,
    LONGEST_BOOKING,
    LONGEST_WORDS,
    BookingStage,
    Side,
    names_somebody,
)
from linli.commons.rules.spans import Span, peak, within
from linli.core import log
from linli.core.calendar import working_calendar
from linli.orgs.authority import System, may, require
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation
from linli.people.models import Person


@transaction.atomic
def offer(
    *, by: Person | System, unit: Organisation, says: ResourceSays, at: datetime, uid: UUID | None = None
) -> Resource:
    """Put what a unit has ready on the list. Raises: PermissionDenied, Elsewhere, NoTitle, TooLong, NoSuchNeedKind,
    BadAmount, BadHours, InThePast."""
    _require(by, unit, says.place)
    told = _told(says, at)
    row = Resource(
        uid=uid or uuid4(),
        unit=unit,
        community=community_of(says.place),
        kind=kind_of(says.kind, at),
        valid_from=timezone.localdate(at),
        added_at=at,
        **told,
    )
    row.save(force_insert=True)
    log.write("commons.resource_offered", row, by=by, at=at, place=row.place, unit=unit.pk)
    return row


@transaction.atomic
def change(*, by: Person | System, resource: Resource, says: ResourceSays, at: datetime) -> bool:
    """Say it anew; what is booked stays booked. Returns whether anything differs. Raises: PermissionDenied,
    ResourceEnded, OverCapacity, NamesSomebody, and what ``offer`` raises."""
    _require(by, resource.unit, resource.place)
    told = _told(says, at, kept_until=resource.valid_to)
    if resource.kind.code == says.kind and all(getattr(resource, name) == value for name, value in told.items()):
        return False
    told_by = (says.title, says.words, says.conditions)
    if names_somebody(*told_by) and Resource.objects.published().filter(pk=resource.pk).exists():
        raise NamesSomebody
    kind = resource.kind if resource.kind.code == says.kind else kind_of(says.kind, at)
    rows = Resource.objects.there(timezone.localdate(at)).filter(pk=resource.pk)
    if not rows.filter(used__lte=says.capacity).update(kind=kind, community=community_of(says.place), **told):
        raise OverCapacity(resource.used) if rows.exists() else ResourceEnded
    log.write("commons.resource_changed", resource, by=by, at=at, place=says.place)
    resource.refresh_from_db()
    return True


@transaction.atomic
def publish(*, by: Person | System, resource: Resource, at: datetime) -> None:
    """Show a resource to everybody. Raises: PermissionDenied, NamesSomebody, AlreadyPublished."""
    require(by, Grant.KEEP_COMMONS, at=resource.place)
    if names_somebody(resource.title, resource.words, resource.conditions):
        raise NamesSomebody
    if not Resource.objects.filter(pk=resource.pk, published_at=None).update(published_at=at):
        raise AlreadyPublished
    log.write("commons.resource_published", resource, by=by, at=at, place=resource.place)


@transaction.atomic
def end(*, by: Person | System, resource: Resource, at: datetime) -> None:
    """From today it is not offered any more; what is booked stays. Raises: PermissionDenied, ResourceEnded."""
    _require(by, resource.unit, resource.place)
    if not withdraw(resource, by=by, at=at):
        raise ResourceEnded


def withdraw(resource: Resource, *, by: Person | System | None, at: datetime) -> bool:
    """The same, by whoever asked for the right to; or as its unit was dissolved. False when it has ended before."""
    on = timezone.localdate(at)
    if not Resource.objects.there(on).filter(pk=resource.pk).update(valid_to=on):
        return False
    log.write("commons.resource_ended", resource, by=by, at=at, place=resource.place)
    return True


@transaction.atomic
def book(
    *,
    by: Person,
    booker: Organisation,
    resource: Resource,
    amount: int,
    at: datetime,
    span: Span | None = None,
    need: Need | None = None,
    words: str = "",
) -> Booking:
    """Book a resource for a community or a street: for a ``span`` of time, or some of what is used up (None).
    Raises: PermissionDenied, BadAmount, TooLong, ResourceEnded, BadSpan, InThePast, ClosedThen, BookedTwice,
    OverCapacity."""
    require(by, Grant.KEEP_COMMONS, at=booker.prefix)
    check_amount(amount)
    if len(words) > LONGEST_WORDS:
        raise TooLong
    by_time = resource.sort in BY_TIME
    if by_time != (span is not None):
        raise BadSpan
    begin, end = span or (None, None)
    if span is not None:
        _check_span(resource, span, at)
    last_day = timezone.localdate(end - timedelta(microseconds=1)) if end is not None else timezone.localdate(at)
    there = Resource.objects.there(timezone.localdate(at)).filter(Q(valid_to=None) | Q(valid_to__gt=last_day))
    if not there.filter(pk=resource.pk).update(bookings_made=F("bookings_made") + 1):  # others wait from here on
        raise ResourceEnded
    if Booking.objects.booked().filter(resource=resource, booker=booker, begins_at=begin).exists():
        raise BookedTwice
    _take(resource, amount, span)
    row = Booking(
        contact=by,
        resource=resource,
        booker=booker,
        need=need,
        begins_at=begin,
        ends_at=end,
        amount=amount,
        words=words.strip(),
        booked_at=at,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise BookedTwice from error
    log.write("commons.resource_booked", resource, by=by, at=at, place=resource.place, booking=row.pk, unit=booker.pk)
    return row


def _check_span(resource: Resource, span: Span, at: datetime) -> None:
    begin, end = span
    if begin < at:
        raise InThePast("on")
    if end <= begin or end - begin > LONGEST_BOOKING or begin - at > FURTHEST_BOOKING:
        raise BadSpan
    hours = hours_of(resource)
    if hours.is_known and not within(span, openings(hours, span, working_calendar())):
        raise ClosedThen


def _take(resource: Resource, amount: int, span: Span | None) -> None:
    """Raises: OverCapacity, when as much is not there."""
    fresh = Resource.objects.get(pk=resource.pk)
    if span is None:
        if not Resource.objects.filter(pk=fresh.pk, capacity__gte=F("used") + amount).update(used=F("used") + amount):
            raise OverCapacity(fresh.capacity - fresh.used)
        return
    rows = Booking.objects.filter(resource=fresh).overlapping(*span)
    away = peak(rows.taken().get(fresh.pk, []), span)
    if away + amount > fresh.capacity:
        raise OverCapacity(max(0, fresh.capacity - away))


@transaction.atomic
def use(*, by: Person, booking: Booking, words: str, at: datetime) -> None:
    """The community says that it had the resource, when its time has begun. Raises: PermissionDenied, NotBegunYet,
    BookingOver, NothingSaid, TooLong."""
    require(by, Grant.KEEP_COMMONS, at=booking.booker.prefix)
    words = check_words(words)
    if booking.begins_at is not None and booking.begins_at > at:
        raise NotBegunYet
    told = {"stage": BookingStage.USED, "ended_at": at, "ended_words": words}
    if not Booking.objects.booked().filter(pk=booking.pk).update(**told):
        raise BookingOver
    log.write("commons.booking_used", booking, by=by, at=at, place=booking.resource.place)


@transaction.atomic
def call_off(*, by: Person, booking: Booking, side: Side, words: str, at: datetime) -> None:
    """Free a resource again, by who booked it or by its owner. Raises: PermissionDenied, BookingOver, NothingSaid,
    TooLong."""
    if side == Side.COMMUNITY:
        require(by, Grant.KEEP_COMMONS, at=booking.booker.prefix)
    else:
        require(by, Grant.STAND_BY, at=booking.resource.unit)
    if not _free(booking, check_words(words), at):
        raise BookingOver
    log.write("commons.booking_called_off", booking, by=by, at=at, place=booking.resource.place, side=side)


@transaction.atomic
def let_go(booking: Booking, *, by: Person | None, at: datetime) -> bool:
    """Call a booking off whose owner or booker was dissolved. False when it was used or called off meanwhile."""
    if not _free(booking, "", at):
        return False
    log.write("commons.booking_unit_ended", booking, by=by, at=at, place=booking.resource.place)
    return True


def _free(booking: Booking, words: str, at: datetime) -> bool:
    told = {"stage": BookingStage.CALLED_OFF, "ended_at": at, "ended_words": words}
    if not Booking.objects.booked().filter(pk=booking.pk).update(**told):
        return False
    if booking.begins_at is None:
        Resource.objects.filter(pk=booking.resource_id).update(used=F("used") - booking.amount)
    return True


def _require(by: Person | System, unit: Organisation, place: str) -> None:
    """The owner itself, or the desk of the place. Raises: PermissionDenied."""
    if not may(by, Grant.STAND_BY, at=unit):
        require(by, Grant.KEEP_COMMONS, at=place)


def _told(says: ResourceSays, at: datetime, *, kept_until: object = None) -> dict[str, object]:
    title = check_title(says.title, says.words, says.conditions)
    check_amount(says.capacity)
    if says.until != kept_until:
        check_day("until", says.until, at)
    hours_of(says)  # raises what cannot be read
    lon, lat = says.point or (None, None)
    return {
        "place": says.place,
        "sort": says.sort,
        "title": title,
        "words": says.words.strip(),
        "conditions": says.conditions.strip(),
        "capacity": says.capacity,
        "measure": says.measure.strip(),
        "hours": says.hours.strip(),
        "changed_days": says.changed_days.strip(),
        "holidays": says.holidays,
        "lon": lon,
        "lat": lat,
        "valid_to": says.until,
    }
