"""Sorts, stages and reasons of the three lists as pages say them."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from linli.commons.models import Fund, ModelPoint, Photo
from linli.commons.rules import lists as rules
from linli.commons.rules.matching import Reason, Why
from linli.core.money import yuan
from linli.faces.kit import lists as words
from linli.faces.kit import moments
from linli.faces.kit.fields import in_language
from linli.faces.kit.templatetags.kit import icon
from linli.places.reads import gazetteer

register = template.Library()

STAGES = {
    "need": (rules.NeedStage, words.NEED_STAGE),
    "claim": (rules.ClaimStage, words.CLAIM_STAGE),
    "booking": (rules.BookingStage, words.BOOKING_STAGE),
    "point": (rules.PointStage, words.POINT_STAGE),
    "project": (rules.ProjectStage, words.PROJECT_STAGE),
}


@register.simple_tag
def list_stage(of: str, code: str) -> SafeString:
    """A badge for the stage of a need, claim, booking or project."""
    kind, said = STAGES[of]
    tone, drawing = words.TONES.get(code, ("quiet", "cross"))
    return format_html('<span class="stage" data-tone="{}">{}{}</span>', tone, icon(drawing), said[kind(code)])  # type: ignore[index]


@register.filter
def sort_name(code: str) -> str:
    return str(words.SORT[rules.Sort(code)])


@register.filter
def origin_name(code: str) -> str:
    return str(words.ORIGIN[rules.Origin(code)])


@register.filter
def side_name(code: str) -> str:
    return str(words.SIDE[rules.Side(code)])


@register.filter
def level_name(code: int) -> str:
    return str(words.LEVEL[rules.Level(code)])


@register.filter
def keys(photos: Iterable[Photo]) -> list[UUID]:
    """By what photos are asked for."""
    return [photo.attachment_id for photo in photos]


@register.simple_tag
def fund_amount(fund: Fund, amount: int) -> str:
    """So much money in yuan, or so many pieces of goods."""
    return _("%(yuan)s yuan") % {"yuan": yuan(amount)} if fund.is_money else f"{amount:,}{fund.measure}"


@register.filter
def in_part(point: ModelPoint) -> str:
    """The heading that a point of the model stands under."""
    return in_language(point.part, point.part_en)


@register.filter
def point_words(point: ModelPoint) -> str:
    """When a point of the model stands."""
    return in_language(point.words, point.words_en)


@register.filter
def place_label(code: str) -> str:
    """The community and grid of a place code."""
    return gazetteer().label(code)


@register.filter
def reason(of: Reason) -> str:
    """One reason of a match in words."""
    match of.why:
        case Why.KIND:
            return _("the same kind")
        case Why.WORDS:
            return _("both say: %(words)s") % {"words": _(", ").join(of.words)}
        case Why.SORT:
            return _("is what is asked for: %(sorts)s") % {"sorts": _(", ").join(map(sort_name, of.words))}
        case Why.AMOUNT:
            return _("there is enough of it (%(n)s)") % {"n": of.number}
        case Why.METRES:
            return _("%(n)s m away") % {"n": of.number}
        case Why.COMMUNITY:
            return _("in the same community")
        case Why.TOWN:
            return _("in the same town")
        case Why.SLOT:
            assert of.slot is not None  # noqa: S101 -- a reason of time has its slot
            first, last = (timezone.localtime(one) for one in of.slot)
            return _("free from %(begin)s to %(end)s") % {"begin": moments.moment(first), "end": f"{last:%H:%M}"}
