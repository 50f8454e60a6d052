"""What a member types on the pages of points and stars; what is wrong is said where it was typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.faces.kit.fields import Words
from linli.points.actions.households import NAME_LIMIT

LONGEST_CODE = 20  # with the blanks and hyphens that people put in


class HouseholdForm(forms.Form):
    name = Words(
        max_length=NAME_LIMIT,
        label=_("What you call yourselves here"),
        widget=forms.TextInput({"autocomplete": "off"}),
    )


class JoinForm(forms.Form):
    code = Words(
        max_length=LONGEST_CODE,
        label=_("Code from their phone"),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class GiveForm(forms.Form):
    """Points for one cause; a page has one for each, so the marks in the page carry its key."""

    points = forms.IntegerField(min_value=1, label=_("Points"))

    def __init__(self, data: Any = None, *, cause: int, most: int) -> None:
        super().__init__(data, auto_id=f"give-{cause}-%s")
        self.fields["points"].widget.attrs |= {"inputmode": "numeric", "max": most}


class CloseForm(forms.Form):
    sure = forms.BooleanField(
        label=_("Yes, close it"), error_messages={"required": _("Tick the box first: closing cannot be undone.")}
    )
