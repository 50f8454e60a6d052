"""The auditor: every entry of the log, whether it is sealed, and whether the seals hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import orjson
from django import forms
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from linli.core import audit
from linli.core.models import Entry, EntryQuerySet
from linli.faces.desk.administration.words import VERB
from linli.faces.kit.fields import CALENDAR, day_box
from linli.faces.kit.gates import SignedIn, auditor
from linli.people.models import Person

PAGE = 100


class LogForm(forms.Form):
    """What part of the log is asked for; everything may be left out."""

    verb = forms.ChoiceField(
        label=_("What was done"), choices=[("", _("Everything")), *sorted(VERB.items())], required=False
    )
    subject = forms.RegexField(
        label=_("To what"),
        regex=r"^[a-z]+\.[a-z]+(/\d{1,18})?$",
        required=False,
        max_length=60,
        error_messages={"invalid": _("Write the table, or the table and a number: matters.matter/12")},
    )
    actor = forms.IntegerField(label=_("By whom (number)"), required=False, min_value=1, max_value=2**62)
    since = forms.DateField(label=_("From"), required=False, widget=day_box(), validators=CALENDAR)
    until = forms.DateField(label=_("To"), required=False, widget=day_box(), validators=CALENDAR)
    before = forms.IntegerField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)


@dataclass(frozen=True, slots=True)
class Line:
    entry: Entry
    said: str | Promise
    actor: str
    params: str
    batch: int | None


@auditor
@require_safe
def entries(request: SignedIn) -> HttpResponse:
    """Newest first, by key; what is asked for narrows it."""
    form = LogForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    page = list(matching(asked).order_by("-pk")[: PAGE + 1]) if form.is_valid() else []
    more = len(page) > PAGE
    kept = {name: value for name, value in asked.items() if value and name != "before"}
    context = {
        "form": form,
        "lines": lines(page[:PAGE]),
        "next": urlencode({**kept, "before": page[PAGE - 1].pk}) if more else "",
        "first": urlencode(kept) if asked.get("before") else "",
    }
    return TemplateResponse(request, "desk/administration/log.html", context, status=200 if form.is_valid() else 400)


@auditor
@require_safe
def verify(request: SignedIn) -> HttpResponse:
    """Check the whole log now. Reads it all: a large one takes minutes, and is better checked by the command."""
    began = timezone.now()
    verdict = audit.verify()
    context = {"verdict": verdict, "at": began, "seconds": round((timezone.now() - began).total_seconds(), 1)}
    return TemplateResponse(request, "desk/administration/verify.html", context)


def matching(asked: dict[str, Any]) -> EntryQuerySet:
    found = Entry.objects.all()
    if asked.get("verb"):
        found = found.filter(verb=asked["verb"])
    if asked.get("subject"):
        table, _slash, key = asked["subject"].partition("/")
        found = found.filter(subject_type=table, **({"subject_id": int(key)} if key else {}))
    if asked.get("actor"):
        found = found.filter(actor_id=asked["actor"])
    if asked.get("since"):
        found = found.filter(at__gte=_midnight(asked["since"]))
    if asked.get("until"):
        found = found.filter(at__lt=_midnight(asked["until"]) + timedelta(days=1))
    if asked.get("before"):
        found = found.filter(pk__lt=asked["before"])
    return found


def lines(page: list[Entry]) -> list[Line]:
    """Entries with the names of staff; residents stay numbers."""
    actors = {entry.actor_id for entry in page if entry.actor_id is not None}
    staff = dict(Person.objects.filter(pk__in=actors, username__isnull=False).values_list("pk", "display_name"))
    return [
        Line(
            entry,
            VERB.get(entry.verb, entry.verb),
            staff.get(entry.actor_id or 0, ""),
            orjson.dumps(entry.params, option=orjson.OPT_SORT_KEYS).decode() if entry.params else "",
            entry.batch_id,
        )
        for entry in page
    ]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
