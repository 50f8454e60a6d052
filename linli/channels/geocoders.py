"""An address read as a point. The default knows none, so that no address leaves the house unasked."""

from __future__ import annotations

from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class Geocoder(Protocol):
    def find(self, address: str) -> tuple[float, float] | None:
        """This will return (longitude, latitude) in CGCS2000 degrees, or None when the address is not known."""


class Silent:
    def find(self, address: str) -> tuple[float, float] | None:
        return None


def geocoder() -> Geocoder:
    made: Geocoder = import_string(settings.LINLI_GEOCODER)()
    return made
