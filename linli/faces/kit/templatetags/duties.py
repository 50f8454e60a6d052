"""Duty lists and admissions in words."""

from __future__ import annotations

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from linli.core import money
from linli.duties.models import Admission, DutyItem
from linli.duties.reads import catalogue
from linli.duties.rules import AdmissionStage, DutyLevel, HowOften
from linli.faces.kit import duties
from linli.faces.kit.fields import in_language, unit_label
from linli.faces.kit.templatetags.kit import icon
from linli.faces.kit.words import ORG_KIND
from linli.places.reads import gazetteer

register = template.Library()


@register.simple_tag
def admission_stage(code: str) -> SafeString:
    """A badge for the stage of an admission."""
    stage = AdmissionStage(code)
    tone, drawing = duties.ADMISSION_TONE[stage]
    return format_html(
        '<span class="stage" data-tone="{}">{}{}</span>', tone, icon(drawing), duties.ADMISSION_STAGE[stage]
    )


@register.filter
def level_name(code: str) -> str:
    return str(duties.LEVEL[DutyLevel(code)])


@register.filter
def often(code: str) -> str:
    """How often a task asks for something."""
    return str(duties.HOW_OFTEN[HowOften(code)])


@register.filter
def item_title(item: DutyItem) -> str:
    return in_language(item.title, item.title_en)


@register.filter
def who_leads(item: DutyItem) -> str:
    """Who leads, or who is the right owner: a department by its name, another unit by its kind."""
    return leader(item.responsible_kind, item.responsible_duty)


def leader(kind: str, duty: str) -> str:
    if not kind:
        return ""
    unit = catalogue().units.covering(settings.LINLI_COUNTY, kind, duty) if duty else None
    return unit_label(unit) if unit is not None else str(ORG_KIND[kind])


@register.filter
def yuan(amount_fen: int) -> str:
    """``2,000.00 元``; nought is said in words."""
    return _("%s yuan") % money.yuan(amount_fen) if amount_fen else _("no money comes with it")


@register.filter
def place_name(prefix: str) -> str:
    """The name of a division by the digits its places share."""
    return gazetteer().label(prefix.ljust(12, "0")) if prefix else ""


@register.filter
def receivers(admission: Admission) -> str:
    """Who gets the task: the units named, or the level and the area."""
    units = [in_language(unit.name, unit.name_en) for unit in admission.units.all()]
    if units:
        return _(", ").join(units)
    level = duties.LEVEL[DutyLevel(admission.level)]
    if admission.place_prefix == settings.LINLI_COUNTY:
        return _("all: %s") % level
    return _("all in %(place)s: %(level)s") % {"place": place_name(admission.place_prefix), "level": level}
