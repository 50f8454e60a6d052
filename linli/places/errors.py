"""What can go wrong with a facility, by name."""

from __future__ import annotations

from linli.places.hours import BadHours

__all__ = [
    "BadHours",
    "DetailsMissing",
    "FacilityEnded",
    "FacilityTaken",
    "NotOpenNow",
    "PointOutside",
    "UnknownFacilityKind",
    "UnknownOffering",
]


class DetailsMissing(ValueError):
    """A facility has a name that can be shown, and neither it nor the rest is too long. ``args[0]`` is the field."""


class UnknownFacilityKind(ValueError):
    """No such kind."""


class UnknownOffering(ValueError):
    """``args[0]`` is the code of what no list of offerings has."""


class FacilityTaken(ValueError):
    """The community has one of this kind and name."""


class FacilityEnded(RuntimeError):
    """It is not there any more."""


class PointOutside(ValueError):
    """The point lies in no grid of the county."""


class NotOpenNow(ValueError):
    """By its own hours the door is shut at this time: that is no news."""
