"""What residents fill in. Forms check the shape only; what is right or wrong in substance, the actions say."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.faces.kit.fields import Words
from linli.faces.kit.report.forms import SheetForm
from linli.matters.rules import NAME_LIMIT, SATISFACTION, SHORT_WORDS_LIMIT, UnsolvedReason
from linli.people.rules import NotAPhone, parse_phone


class ReportForm(SheetForm):
    """A resident's report: the sheet, how to reach them, and whether others may read it."""

    name = Words(
        label=_("What shall we call you"),
        required=False,
        max_length=NAME_LIMIT,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = Words(
        label=_("Mobile number"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
    )
    is_public = forms.BooleanField(label=_("I agree that others may read it"), required=False)

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        try:
            return parse_phone(phone) if phone.strip() else ""
        except NotAPhone as error:
            raise forms.ValidationError(_("This is not a mobile number: eleven digits, beginning with 1.")) from error


class FollowForm(forms.Form):
    number = Words(
        label=_("Number of the matter"),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "placeholder": "260703-1234567"}),
    )
    code = Words(
        label=_("Follow-up code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class RateForm(forms.Form):
    """Solved with how satisfied, or not solved with why; each button of the page sends one of them."""

    solved = forms.TypedChoiceField(choices=[("1", "1"), ("0", "0")], coerce=lambda value: value == "1")
    satisfaction = forms.TypedChoiceField(
        choices=[(str(mark), str(mark)) for mark in SATISFACTION], coerce=int, required=False, empty_value=None
    )
    reason = forms.TypedChoiceField(
        choices=[(reason.value, reason.value) for reason in UnsolvedReason],
        coerce=UnsolvedReason,
        required=False,
        empty_value=None,
    )
    words = Words(
        label=_("Anything to add"),
        required=False,
        max_length=SHORT_WORDS_LIMIT,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": SHORT_WORDS_LIMIT}),
    )
    version = forms.IntegerField(required=False)


class UrgeForm(forms.Form):
    words = Words(max_length=SHORT_WORDS_LIMIT, required=False)
