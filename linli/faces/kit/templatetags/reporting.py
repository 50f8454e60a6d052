"""Report-ins on pages: badges of stages, periods, facts of a comment."""

from __future__ import annotations

from datetime import date, timedelta

from django import template
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from linli.faces.kit import moments, reporting
from linli.faces.kit.fields import in_language
from linli.faces.kit.templatetags.kit import icon
from linli.volunteering.models import Comment, ReportRule
from linli.volunteering.rules.reporting import Side, Stage

register = template.Library()


@register.simple_tag
def report_stage(code: str) -> SafeString:
    """A badge: waiting, confirmed, declined, struck out."""
    said, tone, drawing = reporting.STAGE[Stage(code)]
    return format_html('<span class="stage" data-tone="{}">{}{}</span>', tone, icon(drawing), said)


@register.filter
def side(code: str) -> str:
    return str(reporting.SIDE[Side(code)])


@register.filter
def facts(comment: Comment) -> list[tuple[str, bool]]:
    """The three facts of a comment, each with what was said."""
    return [(str(said), getattr(comment, name)) for name, said in reporting.FACTS.items()]


@register.filter
def rule_words(rule: ReportRule) -> str:
    """What a kind of report-in is, in the reader's language."""
    return in_language(rule.words, rule.words_en)


@register.filter
def searched(asked: str) -> str:
    """The part of an address that asks for these words."""
    return urlencode({"q": asked}) if asked else ""


@register.filter
def last_of(end: date) -> str:
    """The last day of what ends before ``end``."""
    return moments.day(end - timedelta(days=1))
