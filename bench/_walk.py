"""Every page of every face as somebody of the demo finds it: its own filters, searches and further pages are followed.

What a page can be asked is read off the page itself, so a new page, filter or list is measured without a word here.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

COMMON = "示例"  # in almost every name of the demo
FURTHER = ("after", "page", "before", "cursor")  # what asks for the next page
DEEP = 12  # so many pages further
FILTERS, LINKS = 4, 6  # of one page
LEFT_OUT = {"desk:away", "account_logout", "demo:pick"}
HERE = "120.95,31.38"  # where somebody stands who asks for the nearest first


@dataclass(frozen=True, slots=True)
class Asked:
    """One kind of asking for one kind of page: its URL name, what is asked of it, by whom, where."""

    name: str
    what: str
    role: str
    url: str
    sent: tuple[tuple[str, str], ...] = ()  # in the body, where it is a question that no address may tell

    def answered(self, client: Any) -> Any:
        return client.post(self.url, dict(self.sent)) if self.sent else client.get(self.url)


@dataclass(slots=True)
class Control:
    """A field of a form that asks: its name and the values that it offers (none: anything may be typed)."""

    name: str
    values: list[str] = field(default_factory=list)
    typed: bool = False


class Page(HTMLParser):
    """The links of a page, and the controls of its forms that only ask."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.controls: dict[str, dict[str, Control]] = {}  # by the form's address
        self.lists_near = False  # whether it can be asked for the nearest first
        self._form: str | None = None
        self._select = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "a" and told.get("href"):
            self.links.append(told["href"])
        elif tag == "form":
            self._form = told.get("action", "") if told.get("method", "get").lower() == "get" else None
            self.lists_near |= "data-near" in told
        elif self._form is not None and tag in ("input", "select", "option"):
            self._control(tag, told)

    def _control(self, tag: str, told: dict[str, str]) -> None:
        if tag == "option":
            if self._select and told.get("value") and "selected" not in told:
                self._of(self._select).values.append(told["value"])
            return
        name = told.get("name", "")
        if tag == "select":
            self._select = name
        elif name and told.get("type", "text") in ("text", "search"):
            self._of(name).typed = True
        elif name and told.get("type") in ("radio", "checkbox") and told.get("value") and "checked" not in told:
            self._of(name).values.append(told["value"])

    def _of(self, name: str) -> Control:
        return self.controls.setdefault(self._form or "", {}).setdefault(name, Control(name))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = ""


class Walker:
    """Walks all that one role may open, but what is ``known``: others found it, and it is the same for all."""

    def __init__(self, role: str, client: Any, known: Collection[str] = ()) -> None:
        self.role, self.client, self.known = role, client, known
        self.found: dict[tuple[str, str], Asked] = {}

    def walk(self) -> list[Asked]:
        from django.urls import get_resolver

        waiting = list(bare(get_resolver()))
        seen = set()
        while waiting:
            name, url = waiting.pop(0)
            if name in seen or name in self.known or name in LEFT_OUT:
                continue
            answer = self.get(url)
            if answer is None:
                continue
            seen.add(name)
            self._keep(name, "", url)
            if answer["Content-Type"].startswith("text/html"):
                page = Page(answer.content.decode())
                waiting += self._links(page, url)
                self._ask(name, url, page)
            elif answer["Content-Type"].startswith("application/json"):
                self._further(name, url, json_links(answer.content, url))
        return list(self.found.values())

    def get(self, url: str) -> Any:
        """The answer when there is one to read, else None."""
        answer = self.client.get(url)
        assert answer.status_code < 500, (self.role, url)
        if answer.status_code != 200 or answer.streaming:
            return None
        return answer

    def _keep(self, name: str, what: str, url: str, sent: tuple[tuple[str, str], ...] = ()) -> None:
        self.found.setdefault((name, what), Asked(name, what, self.role, url, sent))

    def _links(self, page: Page, url: str) -> Iterator[tuple[str, str]]:
        """Pages that this one leads to, by their URL names."""
        from django.urls import Resolver404, resolve

        for link in page.links:
            to = urlsplit(urljoin(url, link))
            if to.netloc:
                continue
            try:
                yield resolve(to.path).view_name, to.path
            except Resolver404:
                continue

    def _ask(self, name: str, url: str, page: Page) -> None:
        """Everything that the page offers to ask of itself."""
        path = urlsplit(url).path
        if page.lists_near:
            self._keep(name, "nearest first", path, (("near", HERE),))
        for action, controls in page.controls.items():
            if urlsplit(urljoin(url, action)).path != path:
                continue
            for control in controls.values():
                if control.typed:
                    self._try(name, f"search {control.name}", f"{path}?{urlencode({control.name: COMMON})}")
            for control in [one for one in controls.values() if one.values][:FILTERS]:
                value = control.values[len(control.values) // 2]
                self._try(name, f"filter {control.name}", f"{path}?{urlencode({control.name: value})}")
        own = [urlsplit(urljoin(url, link)) for link in page.links]
        own = [to for to in own if to.path == path and to.query and not to.netloc]
        tabs = [to for to in own if not is_further(to.query)]
        for to in dict.fromkeys(tabs[:LINKS]):
            self._try(name, f"tab {'&'.join(f'{n}={v}' for n, v in parse_qsl(to.query))}"[:40], f"{path}?{to.query}")
        self._further(name, url, [f"{to.path}?{to.query}" for to in own])

    def _try(self, name: str, what: str, url: str) -> None:
        answer = self.get(url)
        if answer is not None:
            self._keep(name, what, url)
            if answer["Content-Type"].startswith("text/html"):
                page = Page(answer.content.decode())
                self._further(name, url, [urljoin(url, link) for link in page.links], f"{what}, ")

    def _further(self, name: str, url: str, links: list[str], before: str = "") -> None:
        """Go some pages further and keep the last of them."""
        path, last = urlsplit(url).path, ""
        for _ in range(DEEP):
            ahead = [link for link in links if urlsplit(link).path == path and is_further(urlsplit(link).query)]
            answer = self.get(ahead[-1]) if ahead and ahead[-1] != last else None
            if answer is None:
                break
            last = ahead[-1]
            if answer["Content-Type"].startswith("text/html"):
                links = [urljoin(last, link) for link in Page(answer.content.decode()).links]
            else:
                links = json_links(answer.content, last)
        if last:
            self._keep(name, f"{before}deep", last)


def bare(resolver: Any, space: str = "", before: str = "/") -> Iterator[tuple[str, str]]:
    """Every URL that needs nothing in its path, with its name."""
    from django.urls import URLPattern

    for entry in resolver.url_patterns:
        text = str(entry.pattern)
        if isinstance(entry, URLPattern):
            if "<" not in text and "(" not in text and entry.name:
                yield f"{space}{entry.name}", f"{before}{text.lstrip('^').rstrip('$')}"
        elif "<" not in text and "(" not in text:
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from bare(entry, inner, f"{before}{text}")


def is_further(query: str) -> bool:
    return any(name in FURTHER for name, _ in parse_qsl(query))


def json_links(body: bytes, url: str) -> list[str]:
    """Where the next page of a JSON list is: its ``next`` is sent as ``after``."""
    told = json.loads(body)
    following = told.get("next") if isinstance(told, dict) else None
    if not isinstance(following, str) or not following:
        return []
    to = urlsplit(url)
    query = [(name, value) for name, value in parse_qsl(to.query) if name != "after"]
    return [f"{to.path}?{urlencode([*query, ('after', following)])}"]
