"""Forms of the door. They read and check what was typed; whether it opens is decided by actions."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from linli.people import rules


class PhoneForm(forms.Form):
    phone = forms.CharField(
        label=_("Mobile number"),
        max_length=30,
        error_messages={"required": _("Enter your mobile number.")},
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel"}),
    )

    def clean_phone(self) -> str:
        try:
            return rules.parse_phone(self.cleaned_data["phone"])
        except rules.NotAPhone as error:
            raise ValidationError(_("A mobile number has 11 digits and begins with 1, like 138 0013 8000.")) from error


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Sign-in code"),
        max_length=20,
        error_messages={"required": _("Enter the six digits of the message.")},
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}),
    )

    def clean_code(self) -> str:
        code = rules.parse_code(self.cleaned_data["code"])
        if len(code) != rules.CODE_DIGITS or not code.isdecimal():
            raise ValidationError(_("The code has six digits."))
        return code
