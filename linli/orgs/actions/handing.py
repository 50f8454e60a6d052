"""交接: a post ends or passes on, and what its holder answers for goes with it: nothing is left without anybody."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from linli.core import log
from linli.orgs import holdings
from linli.orgs.actions.posts import AlreadyHolds, appoint, close
from linli.orgs.authority import System, require
from linli.orgs.grants import Grant
from linli.orgs.holdings import Held
from linli.orgs.models import Handed, Organisation, Post, Role
from linli.orgs.rules import OFFICES
from linli.people.models import Person


class SameHands(ValueError):
    """Nobody hands over to themselves."""


class CannotTake(ValueError):
    """The successor has no post for what is handed over, or the account is off; ``args[0]`` is the kind."""


class NothingLeft(ValueError):
    """Nothing is there to be handed over."""


@transaction.atomic
def hand_over(*, by: Person | System, post: Post, to: Person, takes_post: bool, at: datetime) -> Sequence[Handed]:
    """End ``post`` today and give what its holder answers for to ``to``, who gets the same post when ``takes_post``.

    One row of the log for each thing. Raises: PermissionDenied, SameHands, PostEnded, CannotTake, and what ``appoint``
    raises but for a post that ``to`` holds already.
    """
    require(by, Grant.MANAGE_POSTS, at=post.organisation.prefix)
    if to.pk == post.person_id:
        raise SameHands
    on = timezone.localdate(at)
    _hold(post.person, to)
    if takes_post:
        with suppress(AlreadyHolds):  # they share it since before
            appoint(
                by=by,
                person=to,
                organisation=post.organisation,
                role=Role(post.role),
                grid=post.grid,
                home_organisation=post.home_organisation,
                on=max(on, post.valid_from),
                at=at,
            )
    left = holdings.left_by(post, on)
    close(by=by, post=post, on=on, at=at)
    return _pass(left, sender=post.person, to=to, post=post, by=by, at=at)


@transaction.atomic
def hand_on(*, by: Person | System, sender: Person, to: Person, at: datetime) -> Sequence[Handed]:
    """Give to ``to`` what ``sender`` has no post for any more, or cannot do with an account that is off.
    Raises: PermissionDenied, SameHands, NothingLeft, CannotTake."""
    if to.pk == sender.pk:
        raise SameHands
    _hold(sender, to)
    left = holdings.left_with(sender, timezone.localdate(at))
    if not left:
        raise NothingLeft
    units = {
        unit.pk: unit for unit in Organisation.objects.filter(pk__in=[one.unit for one in left if one.unit is not None])
    }
    for one in left:
        require(by, Grant.MANAGE_POSTS, at=units[one.unit].prefix if one.unit is not None else one.place)
    return _pass(left, sender=sender, to=to, post=None, by=by, at=at)


def pass_up(unit: Organisation, *, on: date, by: Person | System | None, at: datetime) -> int:
    """Give what is with ``unit``, which ends, and was taken up by none of its people to an office above it, the next
    one first. Returns how many things. In the transaction of the caller."""
    above, one = [], unit.parent
    while one is not None:
        if one.kind in OFFICES and one.valid_from <= on and (one.valid_to is None or on < one.valid_to):
            above.append(one)
        one = one.parent
    doer = by if isinstance(by, Person) else None
    return sum(give(unit, above, doer, at) for give in holdings.UPWARD)


def _hold(*people: Person) -> None:
    """Two handovers at once, and an appointment, see each other."""
    list(Person.objects.select_for_update().filter(pk__in=[person.pk for person in people]).order_by("pk"))


def _pass(
    left: Sequence[Held], *, sender: Person, to: Person, post: Post | None, by: Person | System, at: datetime
) -> Sequence[Handed]:
    on = timezone.localdate(at)
    posts = Post.objects.held(on).filter(person=to, person__is_active=True)
    held = list(posts.select_related("organisation__division", "grid"))
    for one in left:
        if not any(holdings.covers(own, one) for own in held):
            raise CannotTake(one.kind)
    for kind in holdings.counts(left):
        keys = [one.pk for one in left if one.kind == kind]
        Handed.objects.filter(kind=kind, subject_id__in=keys, stands=True).update(stands=False)
    made = Handed.objects.bulk_create(
        Handed(kind=one.kind, subject_id=one.pk, sender=sender, to=to, post=post, at=at) for one in left
    )
    log.keep(
        *(
            log.entry(
                "orgs.handed_over",
                holdings.KNOWN[one.kind].model(pk=one.pk),
                by=by,
                at=at,
                place=one.place,
                sender=sender.pk,
                successor=to.pk,
                unit=one.unit,
            )
            for one in left
        )
    )
    return made
