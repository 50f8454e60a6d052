"""Web push: a few words to a phone by way of its browser's own service, sealed so that only that phone reads them.

Endpoints come from browsers, so nothing is believed of them: https only, hosts of a list only, public addresses only.
Source: RFC 8030 (delivery), RFC 8291 (sealing), RFC 8292 (who sends, VAPID); OWASP ASVS 5.0 1.3.6
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from urllib.parse import urlsplit

import orjson
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from django.conf import settings
from webpush import VAPID, WebPush, WebPushSubscription
from webpush.types import WebPushKeys

from linli.channels import posting

SCHEME = "https"
SECONDS = 5.0
WAITS = timedelta(hours=12)  # for a phone that is off; then the service drops it
PADDED_TO = 480  # bytes: the length of what is sealed tells nothing; a service takes 4,096
LONGEST_ENDPOINT = 1_000
KEY_BYTES, SECRET_BYTES = 65, 16  # of a subscription; Source: RFC 8291, 2.1 and 2.2
OVER = frozenset({404, 410})  # Source: RFC 8030, 7.3
NO_CONTACT = "webmaster@localhost"  # Google and Mozilla take it; ``linli doctor`` asks for a real one
TOPIC = 32  # letters; Source: RFC 8030, 5.4


class NoPush(RuntimeError):
    """This deployment has no key to push with."""


class BadPhone(ValueError):
    """Not a subscription of a push service that this deployment pushes to."""


class Gone(RuntimeError):
    """The phone no longer wants to hear: its service answered so."""


@dataclass(frozen=True, slots=True)
class Phone:
    """A subscription as the browser gave it; the keys in base64url."""

    endpoint: str
    p256dh: str
    auth: str

    @property
    def host(self) -> str:
        return (urlsplit(self.endpoint).hostname or "").lower()


def public_key() -> str:
    """What a browser needs to subscribe, in base64url; empty where nothing is pushed."""
    return _keys(settings.LINLI_PUSH_KEY).public if settings.LINLI_PUSH_KEY else ""


def checked(phone: Phone) -> Phone:
    """``phone``, if it may be pushed to. Raises: BadPhone."""
    if len(phone.endpoint) > LONGEST_ENDPOINT or not phone.endpoint.isascii():
        raise BadPhone
    try:
        is_sealed = urlsplit(phone.endpoint).scheme == SCHEME
        origins = [posting.origin_of(phone.endpoint)]
        known = any(_is(phone.host, host.lower()) for host in settings.LINLI_PUSH_HOSTS)
        point = _bytes(phone.p256dh)
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        whole = len(point) == KEY_BYTES and len(_bytes(phone.auth)) == SECRET_BYTES
    except (ValueError, binascii.Error) as error:
        raise BadPhone from error
    if not (known and whole and is_sealed and posting.is_allowed(phone.endpoint, origins)):
        raise BadPhone
    return phone


def send(phone: Phone, message: Mapping[str, str], *, topic: str, urgent: bool = False) -> None:
    """This will hand ``message`` over for ``phone``; one of the same ``topic`` that still waits is replaced.
    Raises: NoPush, BadPhone, Gone, NotTaken."""
    if not settings.LINLI_PUSH_KEY:
        raise NoPush
    checked(phone)
    keys = _keys(settings.LINLI_PUSH_KEY)
    contact = settings.LINLI_PUSH_CONTACT or NO_CONTACT
    sealed = WebPush(keys.private_pem, keys.public_pem, contact, int(WAITS.total_seconds())).get(
        orjson.dumps(message).ljust(PADDED_TO),
        WebPushSubscription(endpoint=phone.endpoint, keys=WebPushKeys(p256dh=phone.p256dh, auth=phone.auth)),
    )
    headers = {name.title(): value for name, value in sealed.headers.items() if isinstance(value, str)}
    headers |= {"Content-Type": "application/octet-stream", "Topic": topic[:TOPIC]}
    headers |= {"Urgency": "high" if urgent else "normal"}
    origins = [posting.origin_of(phone.endpoint)]
    try:
        posting.post(
            phone.endpoint, sealed.encrypted, headers=headers, origins=origins, seconds=SECONDS, only_public=True
        )
    except posting.NotTaken as error:
        if error.status in OVER:
            raise Gone from error
        raise


@dataclass(frozen=True, slots=True)
class _Keys:
    private_pem: bytes
    public_pem: bytes
    public: str


@lru_cache(maxsize=2)
def _keys(secret: str) -> _Keys:
    """The key pair of ``LINLI_PUSH_KEY``. Raises: ValueError."""
    private = ec.derive_private_key(int.from_bytes(_bytes(secret)), ec.SECP256R1())
    public = private.public_key()
    return _Keys(
        private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
        public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
        VAPID.get_application_server_key(public),
    )


def _is(host: str, known: str) -> bool:
    """``.example.com`` stands for every host below it."""
    return host.endswith(known) if known.startswith(".") else host == known


def _bytes(text: str) -> bytes:
    """Raises: ValueError."""
    return base64.b64decode(text.replace("+", "-").replace("/", "_") + "=" * (-len(text) % 4), b"-_", validate=True)
