"""Words of the portal: promises, steps, columns."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from linli.faces.kit.templatetags.kit import icon
from linli.faces.kit.words import step
from linli.faces.portal import words
from linli.matters.reads.public import Promise

register = template.Library()

TONES = {Promise.KEPT: ("met", "check"), Promise.LATE: ("late", "alert"), Promise.RUNNING: ("fine", "clock")}


@register.simple_tag
def promise(code: Promise) -> SafeString | str:
    """A badge that says in words whether the promise was kept; nothing where none was made."""
    if code not in TONES:
        return ""
    state, drawing = TONES[code]
    return format_html('<span class="due" data-state="{}">{}{}</span>', state, icon(drawing), words.PROMISE[code])


@register.simple_tag
def step_words(verb: str) -> str:
    return str(step(verb, {}))


@register.simple_tag
def column_words(name: str) -> str:
    return str(words.COLUMNS[name])
