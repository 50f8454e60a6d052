"""三必配两优先: who sits on the seats of a joint committee."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction

from linli.core import log
from linli.orgs.actions.posts import appoint, end_post
from linli.orgs.authority import System, require_for
from linli.orgs.errors import NoSuchSeat, Over, SeatTaken, SeatVacant, TermUnclear, WrongHome
from linli.orgs.models import Organisation, Post, Role, Seat, SeatRule
from linli.orgs.rules import term_end
from linli.people.models import Person


@transaction.atomic
def fill_seat(
    *,
    by: Person | System,
    body: Organisation,
    code: str,
    person: Person,
    home: Organisation,
    on: date,
    at: datetime,
    term_ends_on: date | None = None,
) -> Seat:
    """Put ``person``, who is sent by ``home``, on a free seat of the rule ``code`` from ``on``; the term is the rule's
    unless told. A post as part-time member that has no seat yet is taken up, else one is given.
    Raises: PermissionDenied, Over, NoSuchSeat, WrongHome, TermUnclear, SeatTaken, and what ``appoint`` raises."""
    require_for(by, body.kind, at=body.prefix)
    if not Organisation.objects.standing(on).filter(pk=body.pk).exists():
        raise Over
    rule = SeatRule.objects.valid(on).filter(body_kind=body.kind, code=code).first()
    if rule is None:
        raise NoSuchSeat
    if not fits(rule, home):
        raise WrongHome
    ends = term_ends_on or term_end(on, rule.term_months)
    if ends <= on:
        raise TermUnclear
    seat = _seated(rule, body, _post(by, body, person, home, on, at), on, ends)
    log.write(
        "orgs.seat_filled",
        seat,
        by=by,
        at=at,
        place=body.prefix,
        code=code,
        post=seat.post_id,
        home=home.pk,
        on=on.isoformat(),
    )
    return seat


@transaction.atomic
def vacate_seat(*, by: Person | System, seat: Seat, on: date, at: datetime) -> None:
    """Nobody sits there from ``on``, and the post ends; who was to sit there later never does.
    Raises: PermissionDenied, SeatVacant, PostEnded."""
    require_for(by, seat.body.kind, at=seat.body.prefix)
    if not Seat.objects.filter(pk=seat.pk).end(on):
        raise SeatVacant
    end_post(by=by, post=seat.post, on=on, at=at)
    log.write("orgs.seat_vacated", seat, by=by, at=at, place=seat.body.prefix, code=seat.code, on=on.isoformat())


def fits(rule: SeatRule, home: Organisation) -> bool:
    """Whether somebody of ``home`` may sit there; a station or squadron below the department named counts with it."""
    duties = {home.duty, home.parent.duty if home.parent is not None else ""}
    if rule.home_duty and rule.home_duty not in duties:
        return False
    return not rule.home_kinds or home.kind in rule.home_kinds


def _post(by: Person | System, body: Organisation, person: Person, home: Organisation, on: date, at: datetime) -> Post:
    seatless = Post.objects.held(on).filter(
        person=person, organisation=body, role=Role.PART_TIME_MEMBER, home_organisation=home, valid_to=None
    )
    post = seatless.exclude(pk__in=Seat.objects.open().filter(body=body).values("post")).first()
    return post or appoint(
        by=by,
        person=person,
        organisation=body,
        role=Role.PART_TIME_MEMBER,
        home_organisation=home,
        on=on,
        at=at,
    )


def _seated(rule: SeatRule, body: Organisation, post: Post, on: date, ends: date) -> Seat:
    """The lowest seat that is free; of two who come at once the later gets the next one. Raises: SeatTaken."""
    for number in range(1, rule.seats + 1):
        sitting = Seat.objects.filter(body=body, code=rule.code, number=number).filter(valid_to__gt=on)
        if sitting.exists():
            continue
        try:
            with transaction.atomic():
                return Seat.objects.create(
                    body=body, code=rule.code, number=number, post=post, valid_from=on, term_ends_on=ends
                )
        except IntegrityError:
            continue
    raise SeatTaken
