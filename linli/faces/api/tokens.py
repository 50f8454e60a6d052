"""Tokens that programs send: signed, for one person, dead with that person's sessions: when posts or the password
change, or the account ends."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from linli.people.models import Person

SALT = "linli.faces.api.token"
LIVES = timedelta(days=90)
SCHEME = "bearer"

TOKEN: dict[str, Any] = {"security": [{"Bearer": []}]}  # for OpenAPI: this operation needs one
MAYBE_TOKEN: dict[str, Any] = {"security": [{"Bearer": []}, {}]}  # this one can do without


class NoToken(PermissionError):
    """This operation needs a token and none was sent, or the one sent is wrong, too old or dead."""


def issue(person: Person) -> str:
    """A token with which a program acts as ``person`` for ``LIVES``."""
    return TimestampSigner(salt=SALT).sign(f"{person.pk}.{person.get_session_auth_hash()}")


def holder(token: str) -> Person:
    """The person whom ``token`` was issued to. Raises: NoToken."""
    try:
        pk, _, agreed = TimestampSigner(salt=SALT).unsign(token, max_age=LIVES).partition(".")
    except BadSignature as error:
        raise NoToken from error
    person = Person.objects.filter(pk=pk, is_active=True).first()
    if person is None or not constant_time_compare(agreed, person.get_session_auth_hash()):
        raise NoToken
    return person


def caller(request: HttpRequest) -> Person | None:
    """Who sent ``request``; None when it has no Authorization header. Raises: NoToken for one that is wrong."""
    header = request.META.get("HTTP_AUTHORIZATION", "")
    if not header:
        return None
    scheme, _, token = header.partition(" ")
    if scheme.lower() != SCHEME:
        raise NoToken
    return holder(token.strip())


def somebody(request: HttpRequest) -> Person:
    """The same where a token is needed. Raises: NoToken."""
    person = caller(request)
    if person is None:
        raise NoToken
    return person
