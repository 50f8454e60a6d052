"""Why a line of an imported duty list was refused; each with its words."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Cause(StrEnum):
    COLUMNS = "columns"
    BLANK = "blank"
    TOO_LONG = "too_long"
    CHARACTERS = "characters"
    LEVEL = "level"
    LIST_KIND = "list_kind"
    UNIT_KIND = "unit_kind"
    KIND = "kind"
    PLACE = "place"
    DATE = "date"
    TWICE = "twice"
    STANDS = "stands"
    PAST = "past"
    NOT_ALLOWED = "not_allowed"


WORDS = {
    Cause.COLUMNS: _("More or fewer columns than the heading"),
    Cause.BLANK: _("An empty column"),
    Cause.TOO_LONG: _("More characters than are kept"),
    Cause.CHARACTERS: _("Characters that cannot be shown"),
    Cause.LEVEL: _("Not a level: community or street"),
    Cause.LIST_KIND: _("Not a list: lawful, assist, own, small_power or excluded"),
    Cause.UNIT_KIND: _("Not a kind of organisation"),
    Cause.KIND: _("Not a code of the service catalogue"),
    Cause.PLACE: _("Not the code of a division of this county"),
    Cause.DATE: _("Not a date like 2026-07-01, or an end that is not after the beginning"),
    Cause.TWICE: _("The same code twice for one day, with different contents"),
    Cause.STANDS: _("A line under this code began that day or later, with different contents"),
    Cause.PAST: _("A line in force cannot be changed for days that have gone"),
    Cause.NOT_ALLOWED: _("Outside the area or the lists of whoever imports"),
}
