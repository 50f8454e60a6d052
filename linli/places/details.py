"""What is told of a facility, in the one shape that forms, imports, exports and pages share. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

from linli.places.hours import Hours

LONGEST_ADDRESS, LONGEST_NAME_EN, LONGEST_PHONE = 120, 120, 30


@dataclass(frozen=True, slots=True)
class Details:
    """``kind`` and ``offers`` are codes, ``place`` the 12 digits of the community, ``point`` (longitude, latitude) in
    CGCS2000 degrees, ``level`` that of a service centre."""

    kind: str
    name: str
    place: str
    hours: Hours = field(default_factory=Hours)
    name_en: str = ""
    address: str = ""
    phone: str = ""
    level: int | None = None
    wheelchair: str = ""
    offers: frozenset[str] = frozenset()
    point: tuple[float, float] | None = None
