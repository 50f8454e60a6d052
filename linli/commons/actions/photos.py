"""Photos join what was told of a claim or a project, and the community shows them to everybody or no more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from linli.commons.errors.lists import PhotoMoved
from linli.commons.models import Claim, Photo, Project
from linli.core import log
from linli.core.models import Attachment
from linli.matters.errors import TooManyPhotos
from linli.matters.rules import PHOTOS_LIMIT
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation
from linli.people.models import Person


def attach(of: Claim | Project, photos: Sequence[Attachment], *, unit: Organisation, at: datetime) -> None:
    """Keep the photos that came with one telling, whose files are on disk by then. Raises: TooManyPhotos."""
    if len(photos) > PHOTOS_LIMIT:
        raise TooManyPhotos
    about = {"claim": of} if isinstance(of, Claim) else {"project": of}
    Attachment.objects.bulk_create(photos)
    Photo.objects.bulk_create(Photo(attachment=photo, unit=unit, at=at, **about) for photo in photos)


@transaction.atomic
def show(*, by: Person, photo: Photo, at: datetime) -> None:
    """Let everybody see it wherever its need or project is public. Raises: PermissionDenied, PhotoMoved."""
    place = place_of(photo)
    require(by, Grant.KEEP_COMMONS, at=place)
    if not Photo.objects.filter(pk=photo.pk, shown_at=None).update(shown_at=at):
        raise PhotoMoved
    log.write("commons.photo_shown", photo, by=by, at=at, place=place)


@transaction.atomic
def hide(*, by: Person, photo: Photo, at: datetime) -> None:
    """Show it to nobody but the two sides again. Raises: PermissionDenied, PhotoMoved."""
    place = place_of(photo)
    require(by, Grant.KEEP_COMMONS, at=place)
    if not Photo.objects.filter(pk=photo.pk, shown_at__isnull=False).update(shown_at=None):
        raise PhotoMoved
    log.write("commons.photo_hidden", photo, by=by, at=at, place=place)


def place_of(photo: Photo) -> str:
    """The code of the place of its need or project."""
    if photo.claim is not None:
        return photo.claim.part.need.place
    assert photo.project is not None  # noqa: S101 -- one of the two, by a constraint
    return photo.project.community.code
