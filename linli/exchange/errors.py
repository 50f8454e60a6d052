"""What can be wrong with what a partner sends. One class each; faces put them into words."""

from __future__ import annotations


class NotSigned(PermissionError):
    """No key of this name lives, or the signature is not its. Which one is told to nobody."""


class Stale(PermissionError):
    """The time of the request lies more than ``rules.CLOCKS_DIFFER`` away from ours."""


class Replayed(PermissionError):
    """This nonce was used before under this key."""


class OrderConflict(ValueError):
    """The partner sent another order under this number before."""


class NoSuchCode(ValueError):
    """A partner's code begins with a small letter and has 2 to 20 small letters, digits and dashes."""


class PartnerThere(ValueError):
    """There is a partner with this code already."""


class NotAKey(ValueError):
    """Not the 32 bytes of an Ed25519 public key in base64 or PEM."""


class NoSharedKey(ValueError):
    """Who is pushed to needs a living HMAC key: what we send is signed with it."""


class NotAllowed(ValueError):
    """The address is not of an origin that LINLI_EXCHANGE_ORIGINS names."""


class BadClasses(ValueError):
    """The table of classes cannot be used. ``args`` are the line and what is wrong (row, class, kind, limit)."""
