"""Texts to a phone. A sender says at once whether it took the message; it is never part of a transaction."""

from __future__ import annotations

import hashlib
import hmac
import sys
import time
from typing import Protocol
from urllib.parse import urlsplit

import orjson
from django.conf import settings
from django.utils.module_loading import import_string

from linli.channels import posting


class NotSent(RuntimeError):
    """The sender did not take the message."""


class Sender(Protocol):
    def send(self, phone: str, text: str, *, key: str = "") -> None:
        """This will hand ``text`` over for ``phone``. A message that is sent again has the same ``key``, so that who
        carries it can drop the repeat; without one each is a message of its own. Raises: NotSent."""


class Console:
    """Writes to the server's own output, for demo and development."""

    def send(self, phone: str, text: str, *, key: str = "") -> None:
        sys.stderr.write(f"\n[SMS → {phone}] {text}\n")


class Kept:
    """Keeps messages in memory, for tests."""

    box: list[tuple[str, str]] = []

    def send(self, phone: str, text: str, *, key: str = "") -> None:
        self.box.append((phone, text))


class Webhook:
    """Hands each message to the city's own gateway, as signed JSON: ``{"id", "phone", "text"}``.

    The signature is HMAC-SHA256 over the time as sent, a line feed and the body.
    Source: docs/how-to/connect-an-sms-gateway.md
    """

    SECONDS = 5.0

    def send(self, phone: str, text: str, *, key: str = "") -> None:
        url, secret = settings.LINLI_SMS_URL, settings.LINLI_SMS_KEY
        parts = urlsplit(url)
        if not secret or not (parts.scheme == "https" or (parts.scheme == "http" and not settings.IS_PRODUCTION)):
            raise NotSent("LINLI_SMS_URL, LINLI_SMS_KEY")
        body, sent_at = orjson.dumps({"id": key, "phone": phone, "text": text}), str(int(time.time()))
        headers = {"X-Linli-Time": sent_at, "X-Linli-Signature": sign(secret, sent_at, body)}
        try:
            posting.post(url, body, headers=headers, origins=[posting.origin_of(url)], seconds=self.SECONDS)
        except posting.NotTaken as error:
            raise NotSent(str(error)) from error


def sign(secret: str, sent_at: str, body: bytes) -> str:
    """What ``Webhook`` sends as its signature, in hex."""
    return hmac.new(secret.encode(), sent_at.encode() + b"\n" + body, hashlib.sha256).hexdigest()


def sender() -> Sender:
    made: Sender = import_string(settings.LINLI_SENDER)()
    return made
