"""Asking for a reporter's contact in the clear: whose, and what for."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.faces.kit.words import PURPOSE
from linli.people.models import Purpose

REVEAL_FOR = (Purpose.HANDLE_MATTER, Purpose.CALL_BACK, Purpose.VERIFY_PLACE, Purpose.EMERGENCY)


class RevealForm(forms.Form):
    reporter = forms.IntegerField(widget=forms.HiddenInput)
    purpose = forms.ChoiceField(
        choices=[(purpose.value, PURPOSE[purpose]) for purpose in REVEAL_FOR], label=_("What for")
    )

    def clean_purpose(self) -> Purpose:
        return Purpose(self.cleaned_data["purpose"])
