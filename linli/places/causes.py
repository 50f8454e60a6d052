"""Why a line of an import was refused, or taken and reported as odd; each with its words."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from linli.places.rules import BadCode


class Cause(StrEnum):
    COLUMNS = "columns"
    BLANK = "blank"
    TOO_LONG = "too_long"
    CHARACTERS = "characters"
    YEAR = "year"
    CODE_LENGTH = "code_length"
    CODE_DIGITS = "code_digits"
    CODE_GAP = "code_gap"
    CODE_LEVEL = "code_level"
    PARENT = "parent"
    TOWN_SERIAL = "town_serial"
    COMMUNITY_SERIAL = "community_serial"
    SERIAL_ODD = "serial_odd"
    URBAN_RURAL_CLASS = "urban_rural_class"
    TWICE = "twice"
    ENDED = "ended"
    NOT_ALLOWED = "not_allowed"
    FEATURE = "feature"
    GRID_CODE = "grid_code"
    UNKNOWN_COMMUNITY = "unknown_community"
    OTHER_COMMUNITY = "other_community"
    GRID_KIND = "grid_kind"
    HOST = "host"
    GEOMETRY = "geometry"
    COORDINATES = "coordinates"
    SHAPE = "shape"
    OUTSIDE = "outside"
    OVERLAP = "overlap"
    WITH_OTHERS = "with_others"
    UID = "uid"
    FACILITY = "facility"
    FACILITY_KIND = "facility_kind"
    FACILITY_LEVEL = "facility_level"
    OFFERING = "offering"
    WHEELCHAIR = "wheelchair"
    HOURS = "hours"
    HOLIDAYS = "holidays"
    OUTSIDE_COUNTY = "outside_county"
    ELSEWHERE = "elsewhere"
    HSDS = "hsds"


WORDS = {
    Cause.COLUMNS: _("More or fewer columns than the heading"),
    Cause.BLANK: _("An empty column"),
    Cause.TOO_LONG: _("A name of more than 60 characters"),
    Cause.CHARACTERS: _("A name with characters that cannot be shown"),
    Cause.YEAR: _("Not a year"),
    Cause.CODE_LENGTH: _("The code does not have 12 digits"),
    Cause.CODE_DIGITS: _("The code holds something that is not a digit"),
    Cause.CODE_GAP: _("The code leaves out a level"),
    Cause.CODE_LEVEL: _("The code belongs to another level"),
    Cause.PARENT: _("The code does not begin with the code of the level above"),
    Cause.TOWN_SERIAL: _("The serial of the town is not within 001-599"),
    Cause.COMMUNITY_SERIAL: _("The serial of the community is not within 001-599"),
    Cause.SERIAL_ODD: _("A residents' committee with the serial of a villagers' committee (a known exception)"),
    Cause.URBAN_RURAL_CLASS: _("Not an urban-rural class"),
    Cause.TWICE: _("The same code twice, with different contents"),
    Cause.ENDED: _("The code has ended"),
    Cause.NOT_ALLOWED: _("Outside the area of whoever imports"),
    Cause.FEATURE: _("Not a GeoJSON feature with properties"),
    Cause.GRID_CODE: _("The grid code does not have 15 digits"),
    Cause.UNKNOWN_COMMUNITY: _("No such community"),
    Cause.OTHER_COMMUNITY: _("The grid code does not begin with the code of its community"),
    Cause.GRID_KIND: _("Not a kind of grid"),
    Cause.HOST: _("A dedicated grid must name its unit"),
    Cause.GEOMETRY: _("Neither a Polygon nor a MultiPolygon"),
    Cause.COORDINATES: _("Not coordinates in degrees"),
    Cause.SHAPE: _("Not a valid polygon"),
    Cause.OUTSIDE: _("The polygon reaches outside its community"),
    Cause.OVERLAP: _("Overlaps another grid of the same community"),
    Cause.WITH_OTHERS: _("Left out because another grid of the community was refused"),
    Cause.UID: _("Not a UUID"),
    Cause.FACILITY: _("The community has one of this kind and name under another identifier"),
    Cause.FACILITY_KIND: _("Not a kind of facility"),
    Cause.FACILITY_LEVEL: _("Not a level, or a kind without levels"),
    Cause.OFFERING: _("Nothing that a facility can offer"),
    Cause.WHEELCHAIR: _("Wheelchair access is yes, partly, no or empty"),
    Cause.HOURS: _("Opening hours that cannot be read"),
    Cause.HOLIDAYS: _("Holidays are as_usual, closed or office"),
    Cause.OUTSIDE_COUNTY: _("The point lies outside the county"),
    Cause.ELSEWHERE: _("The point lies in another community (taken, and worth a look)"),
    Cause.HSDS: _("Not a service of HSDS with an identifier and a name"),
}

OF_BAD_CODE = {
    "length": Cause.CODE_LENGTH,
    "digits": Cause.CODE_DIGITS,
    "gap": Cause.CODE_GAP,
}


def of(error: BadCode) -> Cause:
    return OF_BAD_CODE[error.args[0]]
