"""Why a line of a list is refused, and the words for it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Cause(StrEnum):
    """Why a line is refused."""

    COLUMNS = "columns"
    BLANK = "blank"
    UID = "uid"
    KIND = "kind"
    SORT = "sort"
    NUMBER = "number"
    DAY = "day"
    PARTS = "parts"
    POINT = "point"
    HOURS = "hours"
    PLACE = "place"
    UNIT = "unit"
    NOT_ALLOWED = "not_allowed"
    TITLE = "title"
    PAST = "past"
    OVER = "over"
    TWICE = "twice"


WORDS: Mapping[Cause, str | Promise] = {
    Cause.COLUMNS: _("more or fewer cells than the heading has"),
    Cause.BLANK: _("a column that must be filled is empty"),
    Cause.UID: _("not a mark that this house gave, or one of another community"),
    Cause.KIND: _("no such kind in force"),
    Cause.SORT: _("no such sort; there are venue, people, service, goods, money"),
    Cause.NUMBER: _("not a whole number above zero"),
    Cause.DAY: _("not a day, or written in another way than 2026-05-02"),
    Cause.PARTS: _("parts cannot be read; write: people 4 人 volunteers; goods 5 个 boxes"),
    Cause.POINT: _("longitude and latitude cannot be"),
    Cause.HOURS: _("hours cannot be read"),
    Cause.PLACE: _("no such community or grid"),
    Cause.UNIT: _("no such unit in force"),
    Cause.NOT_ALLOWED: _("outside your area"),
    Cause.TITLE: _("no name, or too long"),
    Cause.PAST: _("the day lies in the past"),
    Cause.OVER: _("it has ended, or less than is booked or claimed"),
    Cause.TWICE: _("stands in this file twice"),
}
