"""Who holds which post. Every change of what somebody may do ends their sessions."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Value
from django.db.models.functions import Least

from linli.core import log
from linli.orgs import holdings, rules
from linli.orgs.authority import System, may, require
from linli.orgs.grants import TABLE, Grant
from linli.orgs.models import Organisation, Post, ResponsibilityArea, Role, Seat
from linli.people.actions import end_sessions
from linli.people.models import Person
from linli.places.models import Grid


class OwnPost(ValueError):
    """Nobody gives a post to themselves."""


class NoAccount(ValueError):
    """This role needs an account of an office, signed in to with a second factor."""


class PowersSeparate(ValueError):
    """An administrator holds no other role."""


class GridUnclear(ValueError):
    """A grid worker or head has a grid inside the organisation's area, and nobody else has one."""


class AlreadyHolds(ValueError):
    """The person holds this post."""


class PostEnded(ValueError):
    """The post has an end already."""


class WorkOpen(ValueError):
    """Open things hang on the post: it is handed over, see ``handing``. ``args[0]`` is how many of each kind."""


@transaction.atomic
def appoint(
    *,
    by: Person | System,
    person: Person,
    organisation: Organisation,
    role: Role,
    on: date,
    at: datetime,
    grid: Grid | None = None,
    home_organisation: Organisation | None = None,
) -> Post:
    """Give ``person`` a post from ``on``; ``home_organisation`` is where a part-time member comes from.
    Raises: PermissionDenied, OwnPost, NoAccount, PowersSeparate, GridUnclear, AlreadyHolds."""
    _require(by, role, at=organisation.prefix)
    if by.pk == person.pk:
        raise OwnPost
    if not person.is_staff and role not in rules.WITHOUT_ACCOUNT:
        raise NoAccount
    if (role in rules.ON_A_GRID) != (grid is not None):
        raise GridUnclear
    if grid is not None and not grid.code.startswith(organisation.prefix):
        raise GridUnclear
    Person.objects.select_for_update().get(pk=person.pk)  # two appointments at once must see each other
    held = Post.objects.filter(person=person).unended(on).values_list("role", flat=True)
    if not rules.together([*held, role]):
        raise PowersSeparate
    try:
        with transaction.atomic():
            post = Post.objects.create(
                person=person,
                organisation=organisation,
                role=role,
                grid=grid,
                home_organisation=home_organisation,
                valid_from=on,
            )
    except IntegrityError as error:
        raise AlreadyHolds from error
    _changed("orgs.appointed", post, by=by, on=on, at=at)
    return post


@transaction.atomic
def end_post(*, by: Person | System, post: Post, on: date, at: datetime) -> Post:
    """End a post on which nothing open hangs: it is not held from ``on``; ended on its first day, it was never held. A
    seat that hangs on it is vacant from then, and nobody answers for its homes.
    Raises: PermissionDenied, PostEnded, WorkOpen."""
    _require(by, post.role, at=post.organisation.prefix)
    Person.objects.select_for_update().get(pk=post.person_id)  # two posts that end at once must see each other
    if post.valid_to is None and (left := holdings.left_by(post, on)):
        raise WorkOpen(holdings.counts(left))
    return close(by=by, post=post, on=on, at=at)


def close(*, by: Person | System, post: Post, on: date, at: datetime) -> Post:
    """Set the end of ``post``, whatever hangs on it; for actions that have asked and seen to that. One that would begin
    later is not held at all. Raises: PostEnded."""
    ended = {"valid_from": Least("valid_from", Value(on)), "valid_to": on}
    if not Post.objects.filter(pk=post.pk, valid_to=None).update(**ended):
        raise PostEnded
    post.refresh_from_db()
    Seat.objects.filter(post=post).end(on)
    ResponsibilityArea.objects.filter(post=post).end(on)
    _changed("orgs.post_ended", post, by=by, on=on, at=at)
    return post


def _require(by: Person | System, role: str, *, at: str) -> None:
    """Posts without a grant are also given and ended by those who keep the bodies of an area, counters of merchants by
    those who found them."""
    if role == Role.MERCHANT_COUNTER and may(by, Grant.FOUND_MERCHANTS, at=at):
        return
    if role not in rules.WITHOUT_ACCOUNT or not may(by, Grant.KEEP_BODIES, at=at):
        require(by, Grant.MANAGE_POSTS, at=at)


def _changed(verb: str, post: Post, *, by: Person | System, on: date, at: datetime) -> None:
    if TABLE[Role(post.role)]:
        end_sessions(person=post.person)
    post.person.__dict__.pop("_posts_held", None)  # what ``authority.posts_of`` keeps on the object
    log.write(
        verb,
        post,
        by=by,
        at=at,
        place=post.prefix,
        person=post.person_id,
        organisation=post.organisation_id,
        role=post.role,
        on=on.isoformat(),
    )
