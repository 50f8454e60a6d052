"""Tokens that programs send: signed, for one person, dead when that person's posts change or the account ends."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest

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
    return TimestampSigner(salt=SALT).sign(f"{person.pk}.{person.session_stamp}")


def holder(token: str) -> Person:
    """The person whom ``token`` was issued to. Raises: NoToken."""
    try:
        pk, _, stamp = TimestampSigner(salt=SALT).unsign(token, max_age=LIVES).partition(".")
    except BadSignature as error:
        raise NoToken from error
    person = Person.objects.filter(pk=pk, session_stamp=stamp, is_active=True).first()
    if person is None:
        raise NoToken
    return person


def caller(request: HttpRequest) -> Person | None:
    """Who sent ``request``; None when it has no Authorization header. Raises: NoToken for one that is wrong."""
    header = request.headers.get("Authorization", "")
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
