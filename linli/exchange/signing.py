"""Signatures over ``rules.to_sign``: made for what we push, checked for what comes."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from binascii import Error as NotBase64

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from linli.exchange.errors import NotAKey
from linli.exchange.models import Key
from linli.exchange.rules import Method

SECRET_BYTES = 32
PUBLIC_BYTES = 32


def new_secret() -> str:
    return secrets.token_urlsafe(SECRET_BYTES)


def digest_of(plain: str) -> str:
    """What is kept of a plain key; it has too many bits to be guessed, so that no salt is needed."""
    return hashlib.sha256(plain.encode()).hexdigest()


def public_key(text: str) -> str:
    """An Ed25519 public key, given as PEM or base64, in base64. Raises: NotAKey."""
    text = text.strip()
    try:
        if text.startswith("-----"):
            loaded = load_pem_public_key(text.encode())
            if not isinstance(loaded, Ed25519PublicKey):
                raise NotAKey
            return base64.b64encode(loaded.public_bytes_raw()).decode()
        raw = base64.b64decode(text, validate=True)
    except (NotBase64, ValueError) as error:
        raise NotAKey from error
    if len(raw) != PUBLIC_BYTES:
        raise NotAKey
    return text


def sign(secret: str, text: bytes) -> str:
    """HMAC-SHA256 in base64; the key is the secret as it is written, in ASCII."""
    return base64.b64encode(hmac.new(secret.encode(), text, hashlib.sha256).digest()).decode()


def is_signed(key: Key, text: bytes, signature: str) -> bool:
    """Whether ``signature`` (base64) is that of ``key`` over ``text``. Constant time."""
    try:
        given = base64.b64decode(signature, validate=True)
    except (NotBase64, ValueError):
        return False
    if key.method == Method.HMAC:
        return hmac.compare_digest(hmac.new(key.secret.encode(), text, hashlib.sha256).digest(), given)
    if key.method != Method.ED25519:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(base64.b64decode(key.public)).verify(given, text)
    except InvalidSignature:
        return False
    return True
