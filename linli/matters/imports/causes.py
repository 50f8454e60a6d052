"""Why a line of an import was refused, and what is counted about those that were taken; each with its words."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Cause(StrEnum):
    COLUMNS = "columns"
    TEXT = "text"
    FORMULA = "formula"
    BLANK = "blank"
    TOO_LONG = "too_long"
    TIME = "time"
    FUTURE = "future"
    ORDER = "order"
    COORDINATES = "coordinates"
    PLACE = "place"
    ENDED = "ended"
    CONFLICT = "conflict"


class Remark(StrEnum):
    OUTSIDE = "outside"
    GUESSED = "guessed"
    UNSURE = "unsure"
    CLOSED = "closed"


WORDS = {
    Cause.COLUMNS: _("More or fewer columns than the heading"),
    Cause.TEXT: _("Bytes that are no text"),
    Cause.FORMULA: _("A formula: its value depends on who opens the file"),
    Cause.BLANK: _("An empty column that must not be"),
    Cause.TOO_LONG: _("More characters than fit"),
    Cause.TIME: _("Not a date and time"),
    Cause.FUTURE: _("A time in the future"),
    Cause.ORDER: _("Closed before it was received"),
    Cause.COORDINATES: _("Not coordinates in degrees"),
    Cause.PLACE: _("No place with this code"),
    Cause.ENDED: _("Closed already: take it in as history"),
    Cause.CONFLICT: _("Another order came under this number before"),
    Remark.OUTSIDE: _("outside the county: kept with the code of the county"),
    Remark.GUESSED: _("kind guessed from the words"),
    Remark.UNSURE: _("kind not known"),
    Remark.CLOSED: _("closed already"),
}
