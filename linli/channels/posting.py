"""JSON to another system over HTTP: only to origins that a setting names, no redirect followed, no long wait.

The address of the opened socket is looked at, not only the name, so that a name that suddenly points into this machine
gets nothing. Source: OWASP ASVS 5.0 1.3.6, 13.2.4
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

SECONDS = 10.0
LONGEST_ANSWER = 64 * 1024
DONE = range(200, 300)


class NotTaken(RuntimeError):
    """The other side did not say that it took the message. ``args[0]`` is why, in a few words; ``status`` is what it
    answered, None when nothing that can be read came."""

    def __init__(self, why: str, status: int | None = None) -> None:
        super().__init__("".join(letter for letter in why if letter.isprintable()))  # garbage is kept nowhere
        self.status = status


def is_allowed(url: str, origins: Collection[str]) -> bool:
    """Whether ``url`` lies under one of ``origins`` (``https://host`` or ``http://host:port``)."""
    try:
        parts = urlsplit(url)
        origin = _origin(parts)
    except ValueError:
        return False
    plain = parts.username is None and parts.password is None and not parts.fragment and url.isascii()
    return plain and parts.scheme in {"http", "https"} and origin in {_origin(urlsplit(one)) for one in origins}


def post(
    url: str,
    body: bytes,
    *,
    headers: Mapping[str, str],
    origins: Collection[str],
    seconds: float = SECONDS,
    only_public: bool = False,
) -> None:
    """This will hand ``body`` over to ``url``. ``only_public``: to nobody inside the own network. Raises: NotTaken."""
    if not is_allowed(url, origins):
        raise NotTaken("origin is not allowed")
    parts = urlsplit(url)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=seconds)
    try:
        connection.connect()
        _look(connection.sock.getpeername()[0], parts.hostname or "", only_public=only_public)
        connection.request("POST", path_of(url), body, {"Content-Type": "application/json", **headers})
        answer = connection.getresponse()
        answer.read(LONGEST_ANSWER)
        if answer.status not in DONE:
            raise NotTaken(f"HTTP {answer.status}", answer.status)
    except (OSError, HTTPException) as error:
        raise NotTaken(type(error).__name__ + (f": {error}" if str(error) else "")) from error
    finally:
        connection.close()


def origin_of(url: str) -> str:
    """Scheme, host and port, as origins are listed in settings."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def path_of(url: str) -> str:
    """Path and query, as they are asked for."""
    parts = urlsplit(url)
    return f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"


def _origin(parts: SplitResult) -> tuple[str, str, int]:
    return parts.scheme, (parts.hostname or "").lower(), parts.port or {"https": 443, "http": 80}.get(parts.scheme, 0)


def _look(peer: str, host: str, *, only_public: bool) -> None:
    """A name must not lead to this machine or to what only answers this machine; an address that was set by hand may.
    Raises: NotTaken."""
    address = ip_address(peer.partition("%")[0])
    if only_public and not address.is_global:
        raise NotTaken("the name leads to an address that is not public")
    if peer == host:
        return
    if address.is_loopback or address.is_link_local or address.is_multicast or address.is_unspecified:
        raise NotTaken("the name leads to an address of this machine")
