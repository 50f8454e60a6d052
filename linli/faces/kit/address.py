"""The network address a request came from, for limits."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The address that our own proxies saw; what a client claims in front of it is not believed.

    Of an IPv6 address the first 64 bits, for a home has them all. Empty when there is none.
    """
    seen = request.META.get("REMOTE_ADDR", "")
    proxies = settings.LINLI_TRUSTED_PROXIES
    told = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    if proxies and len(told) >= proxies:
        seen = told[-proxies]
    try:
        address = ip_address(seen)
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(IPv6Address(int(address) >> 64 << 64))
    return str(address)
