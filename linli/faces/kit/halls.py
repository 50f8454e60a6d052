"""Facilities and what they do beyond being open, in words: assets, beds, estates, and what went wrong with them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from linli.faces.kit.said import Said
from linli.places import errors
from linli.places.actions.facilities import NotAListOfServices
from linli.places.models import AllotmentSort, AssetSort, EstateForm, OfferingSort

ASSET = {
    AssetSort.PEOPLE: _("People"),
    AssetSort.GOODS: _("Goods"),
    AssetSort.MEALS: _("Meals"),
    AssetSort.BEDS: _("Beds"),
}
PLACE = {AllotmentSort.BED: _("Beds"), AllotmentSort.BAY: _("Sorting bays")}
PURPOSE = {"check_in": _("Check who moves in"), "reach": _("Reach somebody in an emergency")}  # to read a name in full
FORM = {EstateForm.OPEN: _("Open estates"), EstateForm.CLOSED: _("Closed estates"), "": _("Nobody has said")}
SORT = {OfferingSort.SCENE: _("What one does there"), OfferingSort.AMENITY: _("What is there")}

LEVEL_UNFIT = _("This kind stands on no level: choose “None”.")

WRONG: dict[type[Exception], Said] = {
    errors.DetailsMissing: ("", _("Give a name, and keep every line to what fits on a sign."), 400),
    errors.UnknownFacilityKind: ("kind", _("Choose a kind from the list."), 400),
    errors.UnknownOffering: ("offers", _("Choose what is there from the list."), 400),
    errors.FacilityTaken: ("name", _("This community has one of this kind and name already."), 409),
    errors.FacilityEnded: ("", _("It is not there any more."), 409),
    errors.PointOutside: ("lon", _("This point lies outside the county. Check which map it was copied from."), 400),
    errors.NotOpenNow: ("", _("By its opening hours it is closed now. Please come when it should be open."), 409),
    errors.BadHours: (
        "hours",
        _("These hours cannot be read. Write them like: Mo-Fr 09:00-12:00,13:30-17:30; Sa[1] 09:00-12:00"),
        400,
    ),
    NotAListOfServices: ("file", _("This JSON is no list of HSDS services."), 422),
    errors.WordUnfit: ("", _("Give a code of small letters and both names, short enough for a sign."), 400),
    errors.WordTaken: ("code", _("Another one has this code."), 409),
    errors.WordEnded: ("", _("It has an end already, or would end before it begins."), 409),
    errors.AssetUnfit: ("", _("Say what it is, how much of it, and which post is called for it."), 400),
    errors.AssetTaken: ("name", _("Somebody put this on the list a moment ago. Look once more."), 409),
    errors.AssetEnded: ("", _("It is not on the list any more."), 409),
    errors.NoCrisisName: ("name", _("Give it a short name that everybody understands."), 400),
    errors.CrisisRuns: ("division", _("This area is in a crisis already. End that one first."), 409),
    errors.CrisisOver: ("", _("It was ended before."), 409),
    errors.AllotmentUnfit: ("how", _("Give a number, and say how to ask for a place."), 400),
    errors.TooFewPlaces: ("number", _("More than that are allotted. End some first."), 409),
    errors.NoneFree: ("since", _("On one of these days every place is taken."), 409),
    errors.AllocationUnfit: ("until", _("Name somebody; it begins today or later and ends within a year."), 400),
    errors.AllocationOver: ("", _("It has ended."), 409),
    errors.FormStands: ("on", _("It has this form already, or another one begins on that day or later."), 409),
}


def unfit(error: errors.DetailsMissing | errors.WordUnfit) -> Said:
    """Which line of what is told is wrong, and how."""
    field = error.args[0]
    return field, LEVEL_UNFIT if field == "level" else WRONG[type(error)][1], 400
