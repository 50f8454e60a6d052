"""What can go wrong with a facility, or with a place that is chosen step by step, by name."""

from __future__ import annotations

from linli.places.hours import BadHours

__all__ = [
    "BadHours",
    "DetailsMissing",
    "FacilityEnded",
    "FacilityTaken",
    "NoSuchBuilding",
    "NoSuchEntrance",
    "NoSuchEstate",
    "NotOpenNow",
    "NotThere",
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


class NotThere(ValueError):
    """A reference leads nowhere."""


class NoSuchEstate(NotThere):
    """No estate has this key, or nobody answers for its community any more."""


class NoSuchBuilding(NotThere):
    """The estate has no such building; or an entrance was named and no building."""


class NoSuchEntrance(NotThere):
    """The building has no such entrance."""
