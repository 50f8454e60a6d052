"""消息: what moved in one's matters since one looked last. When that was, this phone keeps to itself, in a cookie."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.http import base36_to_int, int_to_base36
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from linli.faces.kit.followed import followed
from linli.faces.kit.gates import public
from linli.faces.kit.words import step
from linli.matters.reads.following import Row, reporters_of
from linli.matters.reads.news import News, news

COOKIE = "linli_seen"  # reporter and second, both in base 36: "1c-sx3k2e.1d-sx3k9a"
KEPT, KEPT_FOR = 100, timedelta(days=365)
NEW_FOR = timedelta(days=30)  # older moves are no news, also on a phone that never looked

Looked = Mapping[int, datetime]
"""Reporter to when this phone last showed the matter."""


@public
@never_cache
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """One list for everything that moved, what is new first marked."""
    now, rows = timezone.now(), _rows(request)
    looked = looked_at(request)
    page = {
        "now": now,
        "rows": [
            (row, step(row.verb, row.params, yours=True), is_new(looked, row.reporter, row.at, now=now)) for row in rows
        ],
        "any_new": any(is_new(looked, row.reporter, row.at, now=now) for row in rows),
        "knows_you": request.user.is_authenticated or bool(followed(request)),
    }
    return TemplateResponse(request, "resident/news.html", page)


@public
@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """Everything is read: said by the reader, remembered by the phone."""
    answer = redirect("resident:news")
    remember(request, answer, [row.reporter for row in _rows(request)], at=timezone.now())
    return answer


def _rows(request: HttpRequest) -> list[News]:
    person = request.user if request.user.is_authenticated else None
    kept = followed(request)
    return news(reporters_of(person, kept)) if person or kept else []


def looked_at(request: HttpRequest) -> Looked:
    """What the phone remembers; a cookie that somebody bent is as good as none."""
    looked = {}
    for pair in request.COOKIES.get(COOKIE, "").split(".")[:KEPT]:
        key, _, at = pair.partition("-")
        try:
            looked[base36_to_int(key)] = datetime.fromtimestamp(base36_to_int(at), tz=UTC)
        except (ValueError, OverflowError, OSError):
            continue
    return looked


def remember(request: HttpRequest, answer: HttpResponse, reporters: Iterable[int], *, at: datetime) -> None:
    """Have the phone remember that it showed these matters at ``at``."""
    looked = {**looked_at(request), **dict.fromkeys(reporters, at)}
    newest = sorted(looked.items(), key=lambda pair: pair[1], reverse=True)[:KEPT]
    value = ".".join(f"{int_to_base36(pk)}-{int_to_base36(int(when.timestamp()))}" for pk, when in newest)
    answer.set_cookie(
        COOKIE,
        value,
        max_age=int(KEPT_FOR.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )


def is_new(
    looked: Looked, reporter: int, moved_at: datetime, *, now: datetime, said_at: datetime | None = None
) -> bool:
    """Whether something moved since this phone last showed the matter, or since it was reported."""
    since = looked.get(reporter) or said_at
    # the cookie counts whole seconds: what moved within the second of the look was seen with it
    return moved_at > now - NEW_FOR and (
        since is None or moved_at >= since.replace(microsecond=0) + timedelta(seconds=1)
    )


def fresh(request: HttpRequest, rows: Iterable[Row], now: datetime) -> set[str]:
    """The numbers of those matters in which something is new to this phone."""
    looked = looked_at(request)
    return {row.number for row in rows if is_new(looked, row.reporter, row.moved_at, now=now, said_at=row.said_at)}
