"""A body gets another name, another place in the tree, or an end. What it was is kept."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, Value
from django.db.models.functions import Greatest
from django.utils import timezone

from linli.core import log, revisions
from linli.orgs import holdings
from linli.orgs.actions.handing import pass_up
from linli.orgs.actions.posts import PostEnded, close
from linli.orgs.actions.units import check_place
from linli.orgs.authority import SYSTEM, System, require_for
from linli.orgs.errors import (
    EndUnclear,
    InACircle,
    IsOffice,
    NoEndSet,
    NothingNew,
    NotLater,
    Outlasts,
    Over,
    RunOut,
    StillBelow,
    WrongDay,
)
from linli.orgs.grants import TABLE
from linli.orgs.models import (
    Former,
    Organisation,
    Pairing,
    Post,
    ResponsibilityArea,
    Seat,
    Stand,
    UnitLink,
)
from linli.orgs.reads import REVISION
from linli.orgs.rules import OFFICES
from linli.people.actions import end_sessions
from linli.people.models import Person


@transaction.atomic
def rename(
    *, by: Person | System, body: Organisation, name: str, on: date, at: datetime, name_en: str = ""
) -> Organisation:
    """Call ``body`` otherwise from ``on``. Raises: PermissionDenied, Over, NothingNew, WrongDay."""
    require_for(by, body.kind, at=body.prefix)
    kept = _locked(body, on)
    if (kept.name, kept.name_en) == (name, name_en):
        raise NothingNew
    _keep_former(kept, on, today=timezone.localdate(at))
    kept.name, kept.name_en = name, name_en
    kept.save(update_fields=["name", "name_en"])
    log.write("orgs.renamed", kept, by=by, at=at, place=kept.prefix, name=name, on=on.isoformat())
    return kept


@transaction.atomic
def move(
    *, by: Person | System, body: Organisation, under: Organisation | None, on: date, at: datetime
) -> Organisation:
    """Let ``body`` stand under another one from ``on``, with everything below it.
    Raises: PermissionDenied, Over, NothingNew, WrongDay, ParentElsewhere, NotUnder, InACircle."""
    require_for(by, body.kind, at=body.prefix)
    kept = _locked(body, on)
    if kept.parent_id == (under.pk if under is not None else None):
        raise NothingNew
    above = _locked(under, on) if under is not None else None
    check_place(kept.kind, division=kept.division, parent=above, on=on)
    one = above
    while one is not None:
        if one.pk == kept.pk:
            raise InACircle
        one = one.parent
    _keep_former(kept, on, today=timezone.localdate(at))
    kept.parent = above
    kept.save(update_fields=["parent"])
    above_now = above.pk if above is not None else None
    log.write("orgs.moved", kept, by=by, at=at, place=kept.prefix, under=above_now, on=on.isoformat())
    return kept


@transaction.atomic
def dissolve(*, by: Person | System, body: Organisation, on: date, at: datetime) -> None:
    """End ``body`` at ``on`` with its posts, seats, ground, links, pairings and the homes somebody answers for; an end
    in the future waits for the clock.
    Raises: PermissionDenied, IsOffice, Over, EndUnclear, StillBelow."""
    require_for(by, body.kind, at=body.prefix)
    if body.kind in OFFICES:
        raise IsOffice
    kept = _locked(body, on)
    if on <= kept.valid_from:
        raise EndUnclear
    if kept.children.filter(Q(valid_to=None) | Q(valid_to__gt=on)).exists():
        raise StillBelow
    Organisation.objects.filter(pk=kept.pk).update(valid_to=on)
    if on <= timezone.localdate(at):
        end_with(kept, on=on, by=by, at=at)
    else:
        log.write("orgs.end_set", kept, by=by, at=at, place=kept.prefix, on=on.isoformat())


@transaction.atomic
def prolong(*, by: Person | System, body: Organisation, until: date, at: datetime) -> Organisation:
    """Put off the end of ``body``, before it has come: whoever may found it there, on its own level or one above.
    Raises: PermissionDenied, RunOut, NoEndSet, NotLater, Outlasts."""
    require_for(by, body.kind, at=body.prefix)
    today = timezone.localdate(at)
    revisions.bump(REVISION)  # waits for a move or an end of the body above
    kept = Organisation.objects.select_related("division", "parent").get(pk=body.pk)
    if kept.valid_to is None:
        raise NoEndSet
    if kept.dissolved_at is not None or kept.valid_to <= today:
        raise RunOut
    if until <= kept.valid_to:
        raise NotLater
    above = kept.parent.valid_to if kept.parent is not None else None
    if above is not None and until > above:
        raise Outlasts
    if not Organisation.objects.filter(pk=kept.pk, dissolved_at=None, valid_to=kept.valid_to).update(valid_to=until):
        raise RunOut
    before, kept.valid_to = kept.valid_to, until
    told = {"until": until.isoformat(), "before": before.isoformat()}
    log.write("orgs.prolonged", kept, by=by, at=at, place=kept.prefix, **told)
    return kept


def end_with(body: Organisation, *, on: date, by: Person | System | None, at: datetime) -> bool:
    """End what hangs on ``body``, once. Returns whether it was this call. In the transaction of the caller.

    Work that nobody signed for goes to the office above. A post on which open work hangs outlasts the body, so that the
    work is not with nobody: see ``end_outlasting``."""
    if not Organisation.objects.filter(pk=body.pk, dissolved_at=None).update(dissolved_at=at):
        return False
    passed = pass_up(body, on=on, by=by, at=at)
    posts = Post.objects.filter(organisation=body).unended(on)
    granted = posts.filter(role__in=[role for role, grants in TABLE.items() if grants])
    held = {post.pk: holdings.left_by(post, on) for post in granted.select_related("person", "organisation__division")}
    working = [pk for pk, left in held.items() if left]
    people = list(Person.objects.filter(pk__in=granted.exclude(pk__in=working).values("person")))
    ResponsibilityArea.objects.filter(post__organisation=body).end(on)
    ended = posts.exclude(pk__in=working).update(valid_to=Greatest("valid_from", Value(on)))
    Seat.objects.filter(Q(body=body) | Q(post__organisation=body)).end(on)
    Stand.objects.filter(Q(body=body) | Q(firm=body)).end(on)
    UnitLink.objects.filter(Q(unit=body) | Q(stands_by=body)).end(on)
    Pairing.objects.filter(Q(body=body) | Q(partner=body)).end(on)
    for person in people:
        end_sessions(person=person)
    revisions.bump(REVISION)
    still = holdings.counts(one for left in held.values() for one in left)
    told = {"posts": ended, "still": still, "passed": passed, "on": on.isoformat()}
    log.write("orgs.dissolved", body, by=by, at=at, place=body.prefix, **told)
    return True


def end_outlasting(*, at: datetime, most: int) -> int:
    """End posts that outlasted their body for open work, when it is done or handed over. Returns how many."""
    on = timezone.localdate(at)
    rows = Post.objects.filter(organisation__dissolved_at__isnull=False, valid_to=None).exclude(valid_from__gt=on)
    posts = rows.exclude(organisation__kind__in=OFFICES).select_related("person", "organisation__division", "grid")
    over = [post for post in posts.order_by("pk")[:most] if not holdings.left_by(post, on)]
    for post in over:
        with suppress(PostEnded):  # somebody ended it meanwhile
            close(by=SYSTEM, post=post, on=on, at=at)
    return len(over)


def _locked(body: Organisation, on: date) -> Organisation:
    """``body`` as it stands now; whoever changes the tree waits here for the one before. Raises: Over."""
    revisions.bump(REVISION)  # one row of the house: two moves at once cannot make a circle together
    kept = Organisation.objects.standing(on).select_related("division").filter(pk=body.pk).first()
    if kept is None:
        raise Over
    return kept


def _keep_former(body: Organisation, on: date, *, today: date) -> None:
    """Raises: WrongDay."""
    last = body.formers.order_by("-valid_to").first()
    since = last.valid_to if last is not None else body.valid_from
    if on < since or on > today:
        raise WrongDay
    if on == since:
        return  # it was never called so
    Former.objects.create(
        organisation=body,
        name=body.name,
        name_en=body.name_en,
        parent=body.parent,
        valid_from=since,
        valid_to=on,
    )
