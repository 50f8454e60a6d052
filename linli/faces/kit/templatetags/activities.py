"""Times and states of activities as tags, so that every face says them alike."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from linli.faces.kit import activities, moments
from linli.faces.kit.fields import in_language
from linli.faces.kit.templatetags.kit import icon
from linli.volunteering.models import Activity, Attendance
from linli.volunteering.rules.activities import minutes_between

register = template.Library()


@register.filter
def span(one: Any, now: datetime) -> str:
    """``3月3日 09:00–11:00``, of whatever begins and ends; with the second day where it is another."""
    begins, ends = timezone.localtime(one.begins_at), timezone.localtime(one.ends_at)
    until = f"{ends:%H:%M}" if begins.date() == ends.date() else moments.moment(ends, now)
    return f"{moments.moment(begins, now)}–{until}"


@register.simple_tag
def in_words(words: str, words_en: str) -> str:
    """Words that are data, in the reader's language."""
    return in_language(words, words_en)


@register.filter
def minutes(one: Any) -> int:
    return minutes_between(one.begins_at, one.ends_at)


@register.filter
def in_hours(minutes: int) -> str:
    return moments.hours(minutes)


@register.simple_tag
def activity_stage(activity: Activity) -> SafeString:
    """A badge: draft, open, took place, called off."""
    tone, drawing, said = activities.stage(activity)
    return format_html('<span class="stage" data-tone="{}">{}{}</span>', tone, icon(drawing), said)


@register.simple_tag
def attendance(row: Attendance) -> SafeString:
    """A badge: said, confirmed with the time, struck."""
    if row.struck_at is not None:
        tone, drawing, said = "late", "cross", _("Struck")
    elif row.confirmed_at is None:
        tone, drawing, said = "wait", "clock", _("Said, %s") % moments.hours(row.minutes)
    else:
        tone, drawing, said = "good", "check", moments.hours(row.minutes)
    return format_html('<span class="stage" data-tone="{}">{}{}</span>', tone, icon(drawing), said)
