"""What holds for a whole county is looked at before it is kept: a form shows first what it would change and mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from django.contrib import messages
from django.forms import Form
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from linli.faces.desk.administration import trying
from linli.faces.kit.gates import SignedIn
from linli.faces.kit.problems import explain_on

Text = str | Promise
Seen = TypeVar("Seen")


@dataclass(frozen=True, slots=True)
class Line:
    """A field that changes: before, and from the day on."""

    what: Text
    before: str
    after: str


def look_first(
    request: SignedIn, form: Form, look: Callable[[date], Seen], keep: Callable[[date], object]
) -> tuple[Seen | None, int | None]:
    """The look at what ``form`` asks for from its day ``on``, and the status of the page; no status: it was looked at
    before, and is kept now."""
    if request.method != "POST":
        return None, 200
    if not form.is_valid():
        return None, 422
    on = form.cleaned_data["on"]
    try:
        if "live" in request.POST and trying.was_tried(request):
            keep(on)
            messages.success(request, _("Kept. It is in force from the day you gave."))
            return None, None
        seen = look(on)
    except Exception as error:
        return None, explain_on(form, error).status  # raises again what has no words
    if "live" in request.POST:
        form.add_error(None, trying.TRY_FIRST)
        return seen, 422
    return seen, 200


def compared(before: Mapping[str, str], after: Mapping[str, str], words: Mapping[str, Text]) -> list[Line]:
    """The fields in which what is drafted differs from what holds, with what each is called."""
    return [
        Line(words[field], before.get(field, ""), after[field])
        for field in words
        if before.get(field, "") != after[field]
    ]


def tomorrow(at: datetime) -> date:
    return timezone.localdate(at) + timedelta(days=1)
