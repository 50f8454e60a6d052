"""What can go wrong with a facility, or with a place that is chosen step by step, by name."""

from __future__ import annotations

from linli.places.hours import BadHours

__all__ = [
    "AllocationOver",
    "AllocationUnfit",
    "AllotmentUnfit",
    "AssetEnded",
    "AssetTaken",
    "AssetUnfit",
    "BadHours",
    "CrisisOver",
    "CrisisRuns",
    "DetailsMissing",
    "FacilityEnded",
    "FacilityTaken",
    "FormStands",
    "NoCrisisName",
    "NoSuchBuilding",
    "NoSuchEntrance",
    "NoSuchEstate",
    "NoneFree",
    "NotOpenNow",
    "NotThere",
    "PointOutside",
    "TooFewPlaces",
    "UnknownFacilityKind",
    "UnknownOffering",
    "WordEnded",
    "WordTaken",
    "WordUnfit",
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


class WordUnfit(ValueError):
    """A kind or an offering has a code and names that can be shown. ``args[0]`` is the field."""


class WordTaken(ValueError):
    """Another kind or offering has this code."""


class WordEnded(RuntimeError):
    """It has an end already, or would end before it begins."""


class AssetUnfit(ValueError):
    """What can be mustered has a name, an amount, a unit and a post to call. ``args[0]`` is the field."""


class AssetTaken(ValueError):
    """The facility has something of this name on its list."""


class AssetEnded(RuntimeError):
    """It is not on the list any more."""


class NoCrisisName(ValueError):
    """Everybody reads what the crisis is: it has a name that can be shown."""


class CrisisRuns(ValueError):
    """This area is in a crisis already."""


class CrisisOver(RuntimeError):
    """It was ended before."""


class AllotmentUnfit(ValueError):
    """Beds and bays are a number, and somebody says how to ask for one. ``args[0]`` is the field."""


class TooFewPlaces(ValueError):
    """More are allotted than there would be."""


class NoneFree(ValueError):
    """On one of these days every bed or bay is taken."""


class AllocationUnfit(ValueError):
    """It names somebody, begins today or later, and ends after it begins, within a year. ``args[0]`` is the field."""


class AllocationOver(RuntimeError):
    """It has ended."""


class FormStands(ValueError):
    """The estate has this form, or another begins on that day or later."""


class NotThere(ValueError):
    """A reference leads nowhere."""


class NoSuchEstate(NotThere):
    """No estate has this key, or nobody answers for its community any more."""


class NoSuchBuilding(NotThere):
    """The estate has no such building; or an entrance was named and no building."""


class NoSuchEntrance(NotThere):
    """The building has no such entrance."""
