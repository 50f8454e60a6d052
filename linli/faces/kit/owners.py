"""Whose a form is that waits on a phone, which several people may use."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from linli.people.models import Person

LETTERS = 16


def owner(person: object) -> str:
    """Whose form it is, for the phone to know it again: nobody can tell the person by it. Empty without an account."""
    pk = getattr(person, "pk", None)
    return salted_hmac("linli.kit.owner", str(pk)).hexdigest()[:LETTERS] if pk else ""


def sender(request: HttpRequest) -> Person | None:
    """The person who sends a form: nobody, when it was filled in before they signed in and waited on the phone."""
    written_by = request.headers.get("Linli-Owner")
    person = request.user if request.user.is_authenticated else None
    return person if written_by is None or written_by == owner(person) else None
