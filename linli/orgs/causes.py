"""Why a line of an imported table of organisations or posts was refused; each with its words."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Cause(StrEnum):
    COLUMNS = "columns"
    BLANK = "blank"
    TOO_LONG = "too_long"
    CHARACTERS = "characters"
    KIND = "kind"
    DIVISION = "division"
    PARENT = "parent"
    PARENT_REFUSED = "parent_refused"
    CIRCLE = "circle"
    ELSEWHERE = "elsewhere"
    DUTY = "duty"
    RULES = "rules"
    DATE = "date"
    TWICE = "twice"
    STANDS = "stands"
    ENDED = "ended"
    BELOW = "below"
    FORM = "form"
    NUMBER = "number"
    NOT_ALLOWED = "not_allowed"
    PERSON = "person"
    UNIT = "unit"
    ROLE = "role"
    GRID = "grid"
    GRID_UNCLEAR = "grid_unclear"
    OWN_POST = "own_post"
    NO_ACCOUNT = "no_account"
    POWERS = "powers"
    WORK_OPEN = "work_open"


WORDS = {
    Cause.COLUMNS: _("More or fewer columns than the heading"),
    Cause.BLANK: _("An empty column"),
    Cause.TOO_LONG: _("More characters than are kept"),
    Cause.CHARACTERS: _("Characters that cannot be shown"),
    Cause.KIND: _("Not a kind of organisation"),
    Cause.DIVISION: _("No division has this code on that day"),
    Cause.PARENT: _("No organisation of this code above, in the file or here, on that day"),
    Cause.PARENT_REFUSED: _("The organisation above was refused"),
    Cause.CIRCLE: _("The organisations above lead back to this line"),
    Cause.ELSEWHERE: _("The organisation above answers for another area"),
    Cause.DUTY: _("A department names its duty, and no other kind has one"),
    Cause.RULES: _("An organisation of this kind cannot stand there"),
    Cause.DATE: _("Not a date like 2026-07-01, or an end that is not after the beginning"),
    Cause.TWICE: _("The same line twice, with different contents"),
    Cause.STANDS: _("Something under this code stands already, with another kind, duty, area or beginning"),
    Cause.ENDED: _("It has ended"),
    Cause.BELOW: _("Other organisations stand below; end or move those first"),
    Cause.FORM: _("Not a form of organisation"),
    Cause.NUMBER: _("Not a number of people"),
    Cause.NOT_ALLOWED: _("Outside the area of whoever imports"),
    Cause.PERSON: _("No account has this user name"),
    Cause.UNIT: _("No organisation has this code on that day"),
    Cause.ROLE: _("Not a role"),
    Cause.GRID: _("No grid has this code"),
    Cause.GRID_UNCLEAR: _("A grid worker or head has a grid of this unit's area, nobody else has one"),
    Cause.OWN_POST: _("Nobody gives a post to themselves"),
    Cause.NO_ACCOUNT: _("This role needs an account of an office"),
    Cause.POWERS: _("An administrator holds no other role"),
    Cause.WORK_OPEN: _("Open work hangs on this post: hand it over on the page of the account"),
}
