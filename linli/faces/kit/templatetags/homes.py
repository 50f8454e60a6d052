"""Homes on pages: what a line is kept for, on what it rests and until when."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils.translation import gettext as _

from linli.faces.kit.fields import in_language
from linli.faces.kit.templatetags.kit import day
from linli.homes.models import KeepingRule
from linli.homes.reads.household import Rests

register = template.Library()


@register.simple_tag
def purpose_of(rule: KeepingRule) -> str:
    return in_language(rule.purpose, rule.purpose_en)


@register.simple_tag
def either(name: str, name_en: str) -> str:
    """The name in the reader's language."""
    return in_language(name, name_en)


@register.simple_tag
def rests(line: Rests, now: datetime) -> str:
    """``演**签字同意（2026年3月2日），2028年3月2日删除``."""
    until = day(line.until, now)
    if line.basis:
        return _("by law ({law}), erased on {until}").format(law=line.basis, until=until)
    signed = day(line.signed_on, now)
    return _("{who} agreed on {day}, erased on {until}").format(who=line.signed_by, day=signed, until=until)
