"""Fields of the forms about bodies: an organisation by its name or code, a person by user name or phone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.core import crypto
from linli.faces.kit.fields import CALENDAR, Listed, day_box
from linli.orgs.models import Organisation
from linli.people.models import PHONE_INDEX, Person

LONGEST = 80


class BodyField(forms.CharField):
    """Cleans to the organisation whose name or code was typed, or None when left empty."""

    default_error_messages = {
        "unknown": _("No unit has this name."),
        "several": _("Several units have this name. Give its code."),
    }

    def __init__(self, *, on: date, listed: Iterable[Organisation] = (), **more: Any) -> None:
        self.on = on
        super().__init__(max_length=LONGEST, widget=Listed([one.name for one in listed]), **more)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        alike = Q(name=text) | Q(name_en=text) | Q(code=text)
        found = list(Organisation.objects.valid(self.on).select_related("division", "parent").filter(alike)[:2])
        if len(found) != 1:
            why = "several" if found else "unknown"
            raise ValidationError(self.error_messages[why], why)
        return found[0]


class PersonField(forms.CharField):
    """Cleans to the person whose user name or phone was typed."""

    default_error_messages = {"unknown": _("No account has this user name or phone.")}

    def __init__(self, **more: Any) -> None:
        more.setdefault("label", _("User name or phone"))
        super().__init__(max_length=40, widget=forms.TextInput({"autocomplete": "off"}), **more)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        alike = Q(username=text) | Q(phone_index=crypto.blind(text, purpose=PHONE_INDEX))
        found = Person.objects.filter(alike, is_active=True).first()
        if found is None:
            raise ValidationError(self.error_messages["unknown"], "unknown")
        return found


def day_field(label: Any, on: date | None = None, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, initial=on, widget=day_box(), validators=CALENDAR, **more)
