"""Whistles on screens: stages, limits, reasons, shares, said alike on every face."""

from __future__ import annotations

from datetime import timedelta

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.faces.kit import moments, whistles, words
from linli.faces.kit.fields import in_language
from linli.faces.kit.templatetags.kit import icon
from linli.places.reads import gazetteer
from linli.whistles.models import Cause
from linli.whistles.reads.called import Callee
from linli.whistles.reads.seen import Event
from linli.whistles.rules import (
    ChaseTo,
    Limit,
    Rank,
    RefusalReason,
    Share,
    Stage,
    SummonsStage,
    Within,
    WorkingDays,
)

register = template.Library()


@register.simple_tag
def whistle_stage(code: str) -> SafeString:
    tone, drawing, said = whistles.STAGE[Stage(code)]
    return format_html('<span class="stage" data-tone="{}">{}{}</span>', tone, icon(drawing), said)


@register.simple_tag
def summons_stage(code: str) -> SafeString:
    tone, drawing, said = whistles.SUMMONS_STAGE[SummonsStage(code)]
    return format_html('<span class="stage" data-tone="{}">{}{}</span>', tone, icon(drawing), said)


@register.filter
def limit_name(code: str) -> str:
    return str(whistles.LIMIT[Limit(code)])


@register.filter
def rank_name(code: str) -> str:
    return str(whistles.RANK[Rank(code)])


@register.filter
def refused_for(code: str) -> str:
    return str(whistles.REFUSAL_REASON[RefusalReason(code)])


@register.filter
def chased_to(code: str) -> str:
    return str(whistles.CHASED_TO[ChaseTo(code)])


@register.filter
def will_chase(code: str) -> str:
    return str(whistles.WILL_CHASE[ChaseTo(code)])


@register.filter
def why_called(callee: Callee) -> str:
    """On what ground a department is suggested; empty for one that nothing names."""
    if callee.why is None:
        return ""
    said = str(whistles.WHY[callee.why])
    return f"{said} “{callee.detail}”" if callee.detail else said


@register.filter
def event_name(event: Event) -> str:
    """What a row of the log is called in the time line of a whistle."""
    return str(words.step(event.verb, event.params))


@register.filter
def within(span: Within) -> str:
    """``3 个工作日`` or ``30 分钟``: how long a limit gives."""
    if isinstance(span, WorkingDays):
        return ngettext("%d working day", "%d working days", span) % span
    if span and span % timedelta(hours=1) == timedelta():
        hours = span // timedelta(hours=1)
        return ngettext("%d hour", "%d hours", hours) % hours
    return moments.length(span)


@register.filter
def marks_name(marks: int) -> str:
    return str(whistles.MARKS[marks])


@register.filter
def note_name(verb: str) -> str:
    """What a line of the joint log was told with; nothing for a plain line."""
    return str(whistles.NOTE.get(verb, ""))


@register.filter
def place_label(code: str) -> str:
    return gazetteer().label(code)


@register.filter
def means(cause: Cause) -> str:
    return in_language(cause.means, cause.means_en)


@register.filter
def told(share: Share) -> str:
    """``23.1 %（14.2–35.2）``; of too few the counts alone, of none a dash."""
    if not share.whole:
        return "—"
    if not share.is_told:
        return _("%(part)d of %(whole)d") % share._asdict()
    percents = {"value": share.value * 100, "low": share.low * 100, "high": share.high * 100}
    return _("%(value).1f %% (%(low).1f–%(high).1f)") % percents
