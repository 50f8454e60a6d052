"""Components as tags: one way to write a time, an icon, a stage, a field, so that every face says it alike."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import BoundField, Field
from django.forms.forms import BaseForm
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from linli.core.dated import Dated
from linli.faces.kit import icons, moments, owners, words
from linli.faces.kit.fields import in_language
from linli.matters.reads.timeline import Step
from linli.matters.rules import PHOTOS_LIMIT, OrderStage, SpokenTo, Stage

register = template.Library()
register.filter(owners.owner)

LOOKS = {"checkbox": "form-check-input", "select": "form-select", "selectmultiple": "form-select"}

TONES = {
    "received": ("wait", "clock"),
    "accepted": ("move", "check"),
    "declined": ("quiet", "cross"),
    "merged": ("quiet", "merge"),
    "withdrawn": ("quiet", "undo"),
    "handling": ("move", "work"),
    "answered": ("good", "talk"),
    "closed": ("good", "check"),
    "dispatched": ("wait", "send"),
    "signed": ("move", "sign"),
    "in_hand": ("move", "work"),
    "returning": ("wait", "undo"),
    "done": ("good", "check"),
    "cancelled": ("quiet", "cross"),
}


@register.simple_tag
def icon(name: str) -> SafeString:
    return mark_safe(icons.svg(name))  # noqa: S308 -- our own drawings


@register.filter
def moment(at: datetime | None, now: datetime | None = None) -> str:
    """``7月3日 18:00``; with ``now`` the year is added when it is another one."""
    return moments.moment(at, now) if at else ""


@register.filter
def day(on: date | datetime | None, now: datetime | None = None) -> str:
    return moments.day(timezone.localdate(on) if isinstance(on, datetime) else on, now) if on else ""


@register.inclusion_tag("kit/due.html")
def due(
    due_at: datetime | None,
    now: datetime,
    since: datetime | None = None,
    paused_at: datetime | None = None,
    paused_due_at: datetime | None = None,
) -> dict[str, Any]:
    """How long is left: in words, with an icon; ``since`` tells when the term began (the last fifth is "soon"), and
    ``paused_at`` since when its clock stands, ``paused_due_at`` where it then ends at the latest."""
    left = moments.left(due_at, now, since, paused_at, paused_due_at) if due_at else None
    return {"left": left, "due_at": paused_due_at or due_at, "now": now}


@register.simple_tag
def stage(code: str) -> SafeString:
    """A badge for a stage of a matter or of a work order, by its code."""
    tone, drawing = TONES[str(code)]
    said = words.STAGE[Stage(code)] if code in set(Stage) else words.ORDER_STAGE[OrderStage(code)]
    return format_html('<span class="stage" data-tone="{}">{}{}</span>', tone, icon(drawing), said)


@register.simple_tag
def sign_late() -> SafeString:
    """A badge for an order that nobody signed for in time."""
    return format_html('<span class="stage" data-tone="late">{}{}</span>', icon("alert"), words.SIGN_LATE)


@register.filter
def named(thing: Any) -> str:
    """The name of a unit or kind in the reader's language; of a kind, its last level."""
    if thing is None:
        return ""
    english: bool = (get_language() or "").startswith("en")
    if hasattr(thing, "names"):
        return str((thing.names_en if english else thing.names)[-1])
    return str((english and getattr(thing, "name_en", None)) or thing.name)


@register.filter
def unit(step: Step) -> str:
    """The unit of a step in the reader's language."""
    english = (get_language() or "").startswith("en")
    return step.unit_en if english and step.unit_en else step.unit


@register.filter
def receiver(step: Step) -> str:
    """The unit that an order was sent to, in the reader's language."""
    english = (get_language() or "").startswith("en")
    return step.to_en if english and step.to_en else step.to


@register.inclusion_tag("kit/field.html")
def field(bound: BoundField, label: str = "", hint: str = "") -> dict[str, Any]:
    """A field with its label, hint and error, tied together for screen readers."""
    look = LOOKS.get(bound.widget_type, "form-control")
    return {
        "field": bound,
        "control": bound.as_widget(attrs={"class": f"{look} is-invalid" if bound.errors else look}),
        "label": label or bound.label,
        "hint": hint or bound.help_text,
    }


@register.inclusion_tag("kit/problems.html")
def problems(form: BaseForm, wrong: Iterable[str] = (), photos: str = "id_photos") -> dict[str, Any]:
    """The summary of what is wrong, each line leading to its field; ``wrong`` are the troubles with photos, which
    belong to no field of the form but to the one with the id ``photos``."""
    return {"form": form, "lines": [*((photos, text) for text in wrong), *_lines(form)]}


def _lines(form: BaseForm) -> Iterable[tuple[str, str]]:
    order = [*form.fields, NON_FIELD_ERRORS]
    for name in sorted(form.errors, key=order.index):
        target = form[name].id_for_label or form[name].auto_id if name in form.fields else ""
        for error in form.errors.as_data()[name]:
            said = " ".join(map(str, error.messages))
            if error.code == "required" and error.message == Field.default_error_messages["required"]:
                said = str(_("Please fill in: %(label)s") % {"label": form[name].label})
            yield str(target), said


@register.inclusion_tag("kit/take_back.html")
def take_back(row: Dated, on: date, view: str, *of: Any) -> dict[str, Any]:
    """A button that strikes out a row of which the day has not come on ``on``, by the address of ``view``; ``of`` is
    what stands in it before the row. Nothing where it has begun."""
    is_to_come = row.valid_from > on
    return {"address": reverse(view, args=[*of, row.pk]) if is_to_come else "", "since": moments.day(row.valid_from)}


@register.inclusion_tag("kit/empty.html")
def empty(text: str, drawing: str = "list") -> dict[str, Any]:
    return {"text": text, "drawing": drawing}


@register.inclusion_tag("kit/figure.html")
def figure(value: Any, label: str, means: str = "", unit: str = "") -> dict[str, Any]:
    """A big number that says what it counts. ``value`` None reads as not enough to tell."""
    return {"value": value, "label": label, "means": means, "unit": unit}


@register.inclusion_tag("kit/photos.html")
def photos(rows: Iterable[Any]) -> dict[str, Any]:
    """Photos side by side, by the key of their attachment or as drafts of a form."""
    return {"photos": list(rows)}


@register.inclusion_tag("kit/drafts.html")
def drafts(kept: Iterable[Any], wrong: Iterable[str] = (), id: str = "photos", label: str = "") -> dict[str, Any]:
    """Where a form takes photos, called ``label``: those it keeps already (``kit.drafts``), and what was wrong with
    others."""
    shown = list(kept or ())
    return {"drafts": shown, "wrong": list(wrong or ()), "id": id, "left": PHOTOS_LIMIT - len(shown), "label": label}


@register.filter
def spoken_to(code: str, yours: bool = False) -> str:
    """Whom a unit spoke to before it answered; ``yours``: as the reporter reads it."""
    return str((words.SPOKEN_TO_YOU if yours else words.SPOKEN_TO)[SpokenTo(code)])


@register.inclusion_tag("kit/steps.html")
def steps(timeline: Iterable[Step], now: datetime, yours: bool = False) -> dict[str, Any]:
    """The line of steps of ``matters.reads.timeline``, newest first. ``yours``: the reader is its only reporter."""
    told = [(words.step(step.verb, step.params, yours=yours), step, _reason(step, now)) for step in timeline]
    return {"steps": told, "now": now, "yours": yours}


def _reason(step: Step, now: datetime) -> str:
    """Why it was refused, handed back or taken up again, or how the promised time moved."""
    if step.why:
        return in_language(step.why, step.why_en)
    if step.params.get("told"):
        return in_language(step.params["told"], step.params["told_en"])
    before, after = step.params.get("before"), step.params.get("promised") or step.params.get("due_at")
    if before and after and before != after:
        old, new = (moments.moment(datetime.fromisoformat(at), now) for at in (before, after))
        return str(_("Promised time: %(old)s → %(new)s") % {"old": old, "new": new})
    reason = step.params.get("reason")
    if step.verb == "matters.declined" and reason in words.DECLINE_REASON:
        return str(words.DECLINE_REASON[reason])
    if step.verb == "matters.reopened" and reason in words.UNSOLVED_REASON:
        return str(words.UNSOLVED_REASON[reason])
    return ""
