"""Lists of the queue kept under a name: a person's own, or those of its organisation."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from linli.core import log
from linli.desks.actions.own import require_desk
from linli.desks.errors import NameTaken, NoName, TooMany
from linli.desks.models import SavedView
from linli.desks.rules import NAME_LIMIT, QUERY_LIMIT, VIEWS_LIMIT
from linli.matters.rules import tidy
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation
from linli.people.models import Person


@transaction.atomic
def save_view(
    *, by: Person, name: str, query: str, at: datetime, organisation: Organisation | None = None
) -> SavedView:
    """Keep ``query`` (without its question mark) under ``name``, for oneself or for one's ``organisation``.
    Raises: PermissionDenied, NoName, NameTaken, TooMany."""
    name = tidy(name)
    if not name or len(name) > NAME_LIMIT or len(query) > QUERY_LIMIT:
        raise NoName
    if organisation is not None:
        require_desk(by, organisation)
    owner = {"person": None, "organisation": organisation} if organisation else {"person": by, "organisation": None}
    if SavedView.objects.filter(**owner).count() >= VIEWS_LIMIT:
        raise TooMany(VIEWS_LIMIT)
    try:
        with transaction.atomic():
            made = SavedView.objects.create(name=name, query=query, saved_at=at, **owner)
    except IntegrityError as error:
        raise NameTaken from error
    log.write("desks.view_saved", made, by=by, at=at, is_shared=organisation is not None)
    return made


@transaction.atomic
def drop_view(*, by: Person, view: SavedView, at: datetime) -> None:
    """Forget a view: one's own, or one of one's organisation. Raises: PermissionDenied."""
    if view.organisation is not None:
        require_desk(by, view.organisation)
    elif view.person_id != by.pk:
        raise PermissionDenied(Grant.SEE_MATTERS.value)
    log.write("desks.view_dropped", view, by=by, at=at, is_shared=view.organisation_id is not None)
    view.delete()
