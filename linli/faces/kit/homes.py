"""Homes in words, for every face: what is asked for, what went wrong."""

from __future__ import annotations

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from linli.faces.kit.said import Said
from linli.homes import errors
from linli.homes.rules import NAME_LIMIT, WORDS_LIMIT, Asked

ASKED = {Asked.NAME: _("The name"), Asked.PHONE: _("The telephone"), Asked.OTHER: _("Something else about the home")}

WRONG: dict[type[Exception], Said] = {
    errors.NoRule: ("code", _("This is not kept here (any more). Choose another kind."), 409),
    errors.NoConsent: (
        "signed_by",
        _("Without a law somebody has to agree: who signed, which words, on which day, and until when it holds."),
        400,
    ),
    errors.NoName: ("name", _("Please give the name."), 400),
    errors.LongName: ("name", format_lazy(_("At most {most} characters."), most=NAME_LIMIT), 400),
    errors.BadPhone: ("phone", _("This is no telephone number. Digits only, with the area code for a landline."), 400),
    errors.BadArea: ("area", _("Give the floor area in square metres, more than 0 and less than 10,000."), 400),
    errors.LongWords: ("words", format_lazy(_("At most {most} characters."), most=WORDS_LIMIT), 400),
    errors.NoWords: ("words", _("Please write a few words here."), 400),
    errors.TooMany: ("", _("{most} stand here already. Please settle those first."), 409),
    errors.NoOwner: ("name", _("Please name an owner."), 400),
    errors.DayAhead: ("on", _("This day is still to come. Choose today or an earlier one."), 400),
    errors.LineGone: ("", _("This was erased meanwhile."), 409),
    errors.HouseholdOver: ("", _("This household moved out, or was joined to another one meanwhile."), 409),
    errors.SameHousehold: ("into", _("Choose another household."), 400),
    errors.MergedInto: ("", _("Others were joined to this household. Take them apart first."), 409),
    errors.NotTheirs: ("", _("Somebody chosen here does not belong to this household, or was chosen twice."), 400),
    errors.NobodyParts: ("people", _("Choose who goes; somebody has to stay."), 400),
    errors.SlipGone: (
        "code",
        _("This code is not known: a newer slip was given, or its time is over. Ask the community for a new one."),
        404,
    ),
    errors.Decided: ("", _("Somebody else has decided this meanwhile."), 409),
}
