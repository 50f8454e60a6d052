"""How often somebody may do something: the instants of the last uses, kept in the cache under a key.

Good enough against floods; two requests in the same instant may both pass. What must be exact (the tries of a code)
stands in the database. The cache sees a digest of the key, so an address or a user name may be part of it.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.cache import cache
from django.utils.crypto import salted_hmac


def free_at(key: str, times: int, seconds: int, *, at: datetime) -> datetime | None:
    """When ``key`` may be used again, or None when it may now: at most ``times`` uses within ``seconds``."""
    used = _used(key, seconds, at)
    return used[-times] + timedelta(seconds=seconds) if len(used) >= times else None


def use(key: str, seconds: int, *, at: datetime) -> None:
    """Count one use."""
    cache.set(_name(key), [instant.timestamp() for instant in (*_used(key, seconds, at), at)], seconds)


def allow(key: str, times: int, seconds: int, *, at: datetime) -> bool:
    """Count one use, unless there were ``times`` within ``seconds`` already. 0 times is no limit at all."""
    if times == 0:
        return True
    if free_at(key, times, seconds, at=at) is not None:
        return False
    use(key, seconds, at=at)
    return True


def _used(key: str, seconds: int, at: datetime) -> list[datetime]:
    since = at.timestamp() - seconds
    kept: list[float] = cache.get(_name(key), [])
    return [datetime.fromtimestamp(instant, tz=at.tzinfo) for instant in kept if instant > since]


def _name(key: str) -> str:
    return f"limit:{salted_hmac('linli.limit', key, algorithm='sha256').hexdigest()}"
