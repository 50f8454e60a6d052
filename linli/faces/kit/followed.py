"""What this browser follows without an account: the reporters whose code it gave or whose receipt it got."""

from __future__ import annotations

from django.http import HttpRequest

from linli.matters.models import Reporter

KEY = "followed"
KEPT = 50


def followed(request: HttpRequest) -> list[int]:
    """Reporters by primary key, the newest first."""
    kept: list[int] = request.session.get(KEY, [])
    return kept


def follow(request: HttpRequest, reporter: Reporter) -> None:
    others = [pk for pk in followed(request) if pk != reporter.pk]
    request.session[KEY] = [reporter.pk, *others][:KEPT]
