"""Whose desk it is."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from linli.orgs.authority import posts_with
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation
from linli.people.models import Person


def require_desk(by: Person, organisation: Organisation) -> None:
    """Raises: PermissionDenied, unless ``by`` keeps the desk of ``organisation``."""
    if all(post.organisation_id != organisation.pk for post in posts_with(by, Grant.ACCEPT)):
        raise PermissionDenied(Grant.ACCEPT.value)
