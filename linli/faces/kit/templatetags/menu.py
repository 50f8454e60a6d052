"""Services and orders on pages: prices, stages, names of codes."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from linli.commons.models import GroupDay, Service, ServiceOrder, Turn
from linli.commons.rules.orders import End, Form, GroupStage, PartOfDay, Reason, Sort, Stage, Where, Whom, asked_kinds
from linli.core.money import yuan
from linli.duties.reads import catalogue
from linli.faces.kit.fields import in_language, unit_label
from linli.faces.kit.menu import words as menu
from linli.faces.kit.moments import hours
from linli.faces.kit.templatetags.kit import icon
from linli.faces.kit.words import ORG_KIND

register = template.Library()


@register.filter
def price(service: Service) -> str:
    """``免费`` or ``30.00 元/次``."""
    if not service.price_fen:
        return _("Free of charge")
    each = in_language(service.price_each, service.price_each_en)
    amount = _("%(yuan)s yuan") % {"yuan": yuan(service.price_fen).removesuffix(".00")}
    return f"{amount} / {each}" if each else amount


@register.filter
def says(service: Service) -> str:
    """What it is, in the reader's language."""
    return in_language(service.words, service.words_en)


@register.filter
def papers(service: Service) -> str:
    return in_language(service.papers, service.papers_en)


@register.filter
def offered_by(service: Service) -> str:
    """The kinds of units that offer it; of departments, by name."""
    names: list[str] = []
    for asked in asked_kinds(service.units):
        found = [unit for unit in catalogue().units.all if (unit.kind, unit.duty) == (asked.kind, asked.duty)]
        names.append(unit_label(found[0]) if asked.duty and found else str(ORG_KIND[asked.kind]))
    return pgettext("list", ", ").join(dict.fromkeys(names))


@register.filter
def takes(service: Service) -> str:
    return hours(service.minutes)


@register.filter
def form_of(service: Service) -> str:
    return str(menu.FORM[Form(service.form)])


@register.filter
def drawing(service: Service) -> str:
    return menu.DRAWING[Sort(service.sort)]


@register.filter
def whom(service: Service) -> str:
    return str(menu.WHOM[Whom(service.whom)])


@register.filter
def where(service: Service) -> str:
    return str(menu.WHERE[Where(service.place)])


@register.filter
def part_of_day(order: ServiceOrder) -> str:
    return str(menu.PART_OF_DAY[PartOfDay(order.part_of_day)])


@register.filter
def declined(code: str) -> str:
    """Why a unit said no."""
    return str(menu.REASON[Reason(code)]) if code else ""


@register.filter
def turned(turn: Turn) -> str:
    """What came of asking a unit."""
    return str(menu.END[End(turn.end)]) if turn.end else _("has not answered")


@register.filter
def day_stage(day: GroupDay) -> str:
    return str(menu.GROUP_STAGE[GroupStage(day.stage)])


@register.filter
def mark(satisfaction: int) -> str:
    return str(menu.SATISFACTION[satisfaction])


@register.simple_tag
def order_stage(order: ServiceOrder) -> SafeString:
    """A badge for where an order stands."""
    code = Stage(order.stage)
    tone, sign = menu.TONE[code]
    return format_html('<span class="stage" data-tone="{}">{}{}</span>', tone, icon(sign), menu.STAGE[code])
