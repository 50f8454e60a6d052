"""Every URL, by somebody it is open to, with what no browser sends: nothing breaks, whatever comes.

``make test`` spreads it over the pages, so that each hears a part and all of it is heard; ``make test-slow`` sends
everything to everybody.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote
from zlib import crc32

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import QueryDict
from django.test import Client
from pytest_django import Settings

from linli.faces.resident.activities import mine
from tests.permissions.policy import ROLES
from tests.permissions.scene import Scene
from tests.permissions.test_matrix import POLICY, URLS, Cast, address
from tests.town import Town

pytestmark = pytest.mark.strict

FORM, JSON = "application/x-www-form-urlencoded", "application/json"
Body = tuple[str | bytes, str]

TEXTS = (
    "a\x00b",
    "𠮷𡈽🀄\u202e\u200bمرحبا",  # Han and tiles beyond the first plane, right to left, nothing at all
    "' OR 1=1 --{{7*7}}%s%n=1+1",
    "-1",
    "²٣",  # digits for some, numbers for nobody
    "9" * 30,
    "NaN",
    "account_login",  # the name of a URL, where its path is expected
    "x" * 5000,
)
ASKED_ALONE = {  # the forms that take these refuse them all when one of the others is wrong
    "after": ("9999-12-31T23:59:59-23:59 1", "0001-01-01T00:00:00+23:59 1", "2026-01-01 1", "é"),
    "since": ("0001-01-01", "9999-12-31"),
    "until": ("0001-01-01", "9999-12-31"),
    "before": ("9223372036854775807", "-1"),
    "subject": ("matters.matter/" + "9" * 25,),
    "place": ("²", "32058310000100100000", "\U0010ffff"),
    "q": ("2611229999999999", "٣٣٣٣٣٣٣", "%_\\"),
    "month": ("9999-99",),
    "next": ("//elsewhere.test/", "account_login", "/\\elsewhere.test", "https:elsewhere.test"),
    "number": ("²" * 13,),
}
RAW = ("%ff%fe=%ff&after=%ff&q=%ED%A0%80", "a[]=1&a[=2&&&=;", "&".join(["q=a"] * 400))
BODIES: tuple[Body, ...] = (
    (b"words=\xff\xfe&version=\xff&intent=\xff", FORM),
    ("&".join(f"f{number}=1" for number in range(400)), FORM),
    (b"words=" + b"x" * (3 * 1024 * 1024), FORM),
    (b"words=a", f"{FORM}; charset=utf-99"),
    (b"--x\r\nnothing", "multipart/form-data; boundary=x"),
    (b"nothing", "multipart/form-data"),
    (b"<a/>", "application/xml"),
    (b"\xff", ""),
    ("[" * 20_000, JSON),
)
PROGRAM_BODIES: tuple[Body, ...] = (
    ('{"a":' * 500 + "1" + "}" * 500, JSON),
    ('{"lon": NaN, "lat": Infinity, "version": 1e400}', JSON),
    ('{"move": "close", "words": "\\ud800", "version": 1}', JSON),
    ('{"move": "decline", "words": "\\u0000", "reason": "not_a_request", "version": 1}', JSON),
    ("null", JSON),
    ("[1, 2]", JSON),
    (b"\xff\xfe", JSON),
)
PART = 3  # of so many pages, each hears another part
EVERYWHERE = ("q", "page", "after", "next")
"""Sent to a page that asks for nothing, too."""


def as_query(names: Collection[str], text: str) -> str:
    return "&".join(f"{quote(name)}={quote(text)}" for name in sorted(names))


Share = Callable[[Sequence[Any]], Sequence[Any]]


def share_of(name: str) -> Share:
    """The part of what is sent that falls to a page: what comes first breaks most, and goes to all."""
    first = crc32(name.encode()) % PART
    return lambda all_: [all_[0], *all_[1:][first::PART]]


def queries(read: set[str], share: Share) -> Iterator[str]:
    """What is asked of a page: of those that read nothing of a query, little. ``read`` grows meanwhile."""
    yield ""
    yield from share(RAW)[: None if read else 1]
    for text in share(TEXTS[:-1])[: None if read else 1]:
        yield as_query(read or EVERYWHERE, text)
    for name in [name for name in ASKED_ALONE if name in read]:
        for text in ASKED_ALONE[name]:
            yield f"{name}={quote(text)}"
            if name == "after":
                mark = urlsafe_b64encode(text.encode()).decode().rstrip("=")
                yield from (f"after={mark}", f"after={mark}&order=newest", f"after={quote(text)}&tab=ended")


def bodies(read: set[str], share: Share, *, by_program: bool) -> Iterator[Body]:
    """What is sent to a page, or by a program; ``read`` are the fields that were asked for when nothing was sent."""
    yield "", FORM
    yield from share(BODIES)
    if by_program:
        yield json.dumps(dict.fromkeys([*read, "words", "version", "move"], 10**30)), JSON
        yield from share(PROGRAM_BODIES)
    else:
        for text in share(TEXTS):
            yield as_query(read or EVERYWHERE, text), FORM


@pytest.fixture
def scene(town: Town, settings: Settings, tmp_path: Path) -> Scene:
    settings.LINLI_MEDIA = tmp_path
    return Scene(town)


def broken(client: Client, method: str, url: str, query: str = "", body: Body = ("", "")) -> str:
    """What broke, empty when nothing did; undone afterwards."""
    cache.clear()
    mark = transaction.savepoint()
    try:
        status = client.generic(method, url, body[0], body[1], QUERY_STRING=query).status_code
    except Exception as error:  # the test client lets through what a server answers with 500
        return f"{method} {url} {query[:80]} {body[0][:80]!r}: {type(error).__name__} {error}"
    finally:
        transaction.savepoint_rollback(mark)
    return "" if status < 500 else f"{method} {url} {query[:80]} {body[0][:80]!r}: {status}"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The names for which a query or a form has been asked."""
    names: set[str] = set()
    for method in ("__getitem__", "__contains__", "getlist"):
        asked = getattr(QueryDict, method)

        def spied(data: QueryDict, name: str, *more: object, asked: Callable[..., object] = asked) -> object:
            names.add(name)
            return asked(data, name, *more)

        monkeypatch.setattr(QueryDict, method, spied)
    return names


@pytest.fixture(autouse=True)
def no_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a PDF shows is not what was sent here, and to draw one takes a quarter of a second."""
    monkeypatch.setattr(mine, "pdf", lambda _certificate, *, host: host.encode())


@pytest.mark.slow
@pytest.mark.parametrize("is_whole", [False, pytest.param(True, marks=pytest.mark.soak)], ids=["part", "whole"])
@pytest.mark.parametrize("name", list(URLS))
def test_nothing_that_is_sent_breaks_a_page(scene: Scene, name: str, read: set[str], is_whole: bool) -> None:
    cast, is_api = Cast(scene.town), name.startswith("api:")
    share: Share = (lambda all_: all_) if is_whole else share_of(name)
    found: list[str] = []
    for row in POLICY[name]:
        url = address(name, scene, "own", row.stage)
        role = next((role for role in ROLES if "own" in row.who.get(role, ())), "community")
        client = cast.client(role, by_token=is_api)
        read.clear()
        if row.method == "GET":
            found += [broken(client, "GET", url, query) for query in queries(read, share)]
        else:
            found += [broken(client, "POST", url, body=body) for body in bodies(read, share, by_program=is_api)]
    found += [broken(client, method, url) for method in ("HEAD", "OPTIONS", "PUT", "DELETE", "ODD")]
    assert [one for one in found if one] == []
