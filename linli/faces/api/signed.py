"""Requests that a partner of the exchange signed with its key."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from linli.exchange import actions
from linli.exchange.models import Partner
from linli.exchange.rules import REQUESTS_A_MINUTE
from linli.faces.api import problems
from linli.people import limits

KEY, TIME = "X-Exchange-Key", "X-Exchange-Time"
NONCE, SIGNATURE = "X-Exchange-Nonce", "X-Exchange-Signature"
SIGNED: dict[str, Any] = {"security": [{"Signature": []}]}  # for OpenAPI: a partner signs this operation
A_MINUTE = 60


class FromPartner(HttpRequest):
    """A request that a partner signed. Only for types."""

    auth: Partner


def partner_of(request: HttpRequest) -> Partner:
    """Who signed ``request``. Raises: NotSigned, Stale, Replayed, TooOften."""
    at, told = timezone.now(), request.headers
    partner = actions.admit(
        key=told.get(KEY, ""),
        sent_at=told.get(TIME, ""),
        nonce=told.get(NONCE, ""),
        signature=told.get(SIGNATURE, ""),
        method=request.method or "",
        path=request.get_full_path(),
        body=request.body,
        at=at,
    )
    if not limits.allow(f"exchange:{partner.pk}", REQUESTS_A_MINUTE, A_MINUTE, at=at):
        raise problems.TooOften
    return partner
