"""What stands at the top of every desk page: where the reader may go."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django import template
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from linli.core.calendar.rules import LimitUnit
from linli.duties.reads import catalogue
from linli.duties.rules import Ground, RowFacts
from linli.faces.kit.fields import kind_name
from linli.faces.kit.figures import EXCLUSION_REASON, EXCLUSION_STAGE
from linli.faces.kit.templatetags.kit import icon
from linli.faces.kit.words import CHANNEL, LIMIT_UNIT, step
from linli.matters.models import Channel
from linli.matters.reads.routing import UnitChoice
from linli.matters.reads.timeline import Step
from linli.matters.rules import AskStage, ExclusionReason
from linli.orgs.authority import posts_of, posts_with
from linli.orgs.grants import Grant
from linli.orgs.models import Role

register = template.Library()


class Way(NamedTuple):
    href: str
    name: str | Promise
    icon: str


class Group(NamedTuple):
    name: str | Promise
    icon: str
    ways: list[Way]
    is_here: bool


IN_WHISTLES = (Grant.BLOW_WHISTLE, Grant.ANSWER_WHISTLE, Grant.DECIDE_REFUSALS)

WAYS = (
    ("desk:queue", gettext_lazy("Queue"), "list", (Grant.SEE_MATTERS,)),
    ("desk:new", gettext_lazy("Enter for somebody"), "plus", (Grant.REPORT_FOR_OTHERS,)),
    ("desk:orders", gettext_lazy("My unit's orders"), "work", (Grant.HANDLE,)),
    ("desk:whistles", gettext_lazy("Whistles"), "whistle", IN_WHISTLES),
)
GROUPS = (  # opened by a click; what only one way is left of stands in the bar itself
    (
        gettext_lazy("Decide and follow up"),
        "flag",
        (
            ("desk:returns", gettext_lazy("Handed back"), "undo", (Grant.ARBITRATE,)),
            ("desk:times", gettext_lazy("Extensions and pauses"), "clock", (Grant.DECIDE_TIME,)),
            ("desk:supports", gettext_lazy("Units asked for"), "people", (Grant.DISPATCH,)),
            ("desk:supervisions", gettext_lazy("Supervision"), "flag", (Grant.HANDLE, Grant.SUPERVISE)),
            ("desk:call-backs", gettext_lazy("Call-backs"), "phone", (Grant.CALL_BACK,)),
        ),
    ),
    (
        gettext_lazy("Serve residents"),
        "shop",
        (
            ("desk:services", gettext_lazy("Services"), "shop", (Grant.GIVE_OUT_ORDERS,)),
            ("desk:front", gettext_lazy("Counter"), "people", (Grant.GIVE_OUT_ORDERS,)),
            ("desk:deliveries", gettext_lazy("Services of my unit"), "shop", (Grant.SERVE_ORDERS,)),
            ("desk:activities", gettext_lazy("Activities"), "people", (Grant.HOLD_ACTIVITIES,)),
            ("desk:thanks", gettext_lazy("Thanks for volunteers"), "heart", (Grant.OFFER_THANKS,)),
            ("desk:counter", gettext_lazy("Enter a code"), "tag", (Grant.REDEEM,)),
            ("desk:thanks-merchant", gettext_lazy("Found a merchant"), "shop", (Grant.FOUND_MERCHANTS,)),
            ("desk:homes", gettext_lazy("Households"), "house", (Grant.KEEP_HOMES,)),
            ("desk:facilities", gettext_lazy("Facilities"), "building", (Grant.KEEP_FACILITIES,)),
        ),
    ),
    (
        gettext_lazy("Build together"),
        "people",
        (
            ("desk:needs", gettext_lazy("Three lists"), "list", (Grant.KEEP_COMMONS,)),
            ("desk:partner", gettext_lazy("Needs to claim"), "people", (Grant.STAND_BY,)),
            ("desk:report-ins", gettext_lazy("Double report-in"), "flag", (Grant.KEEP_REPORT_INS,)),
            ("desk:members", gettext_lazy("Our members"), "people", (Grant.KEEP_MEMBERS,)),
            ("desk:bodies", gettext_lazy("Organisations"), "building", (Grant.KEEP_BODIES, Grant.MANAGE_POSTS)),
        ),
    ),
    (
        gettext_lazy("More"),
        "plus",
        (
            ("desk:duties", gettext_lazy("Duties"), "book", (Grant.SEE_MATTERS, Grant.HANDLE)),
            ("desk:figures", gettext_lazy("Three rates"), "chart", (Grant.SEE_FIGURES, Grant.HANDLE, Grant.EXCLUDE)),
            ("desk:handed", gettext_lazy("Handed over to me"), "people", (Grant.STAND_BY, Grant.SERVE_ORDERS)),
            ("desk:service-lines", gettext_lazy("Lines of the menu"), "shop", (Grant.SET_RULES,)),
            ("desk:commons-terms", gettext_lazy("Terms of lists and services"), "clock", (Grant.SET_RULES,)),
            ("desk:thanks-rules", gettext_lazy("What earns points"), "heart", (Grant.SET_RULES,)),
            ("desk:thanks-stars", gettext_lazy("Stars of households"), "star", (Grant.SET_RULES,)),
            ("desk:facility-words", gettext_lazy("What facilities are called"), "building", (Grant.SET_RULES,)),
            ("desk:exchange", gettext_lazy("Exchange"), "send", (Grant.EXCHANGE,)),
            ("desk:system", gettext_lazy("System"), "gear", (Grant.SET_RULES,)),
            ("desk:posts", gettext_lazy("Accounts and posts"), "shield", (Grant.MANAGE_POSTS,)),
            ("desk:log", gettext_lazy("Log"), "eye", (Grant.READ_LOG,)),
            ("portal:home", gettext_lazy("Figures"), "eye", tuple(Grant)),
        ),
    ),
)

MET = {
    "place": gettext_lazy("the place fits"),
    "zone": gettext_lazy("it lies in the zone"),
    "dedicated_grid": gettext_lazy("it lies in a dedicated grid"),
    "kind": gettext_lazy("the kind fits"),
}


@register.filter
def channel(code: str) -> str:
    """Where it was said."""
    return str(CHANNEL[Channel(code)])


@register.simple_tag
def exclusion_reason(code: str) -> str:
    return str(EXCLUSION_REASON[ExclusionReason(code)])


@register.simple_tag
def exclusion_stage(code: str) -> SafeString:
    """A badge: not decided, left out, refused."""
    tone, drawing = {"asked": ("wait", "clock"), "granted": ("good", "check"), "refused": ("quiet", "cross")}[code]
    words = EXCLUSION_STAGE[AskStage(code)]
    return format_html('<span class="stage" data-tone="{}">{}{}</span>', tone, icon(drawing), words)


NOT_TAKEN = (  # how a push failed begins so, see channels.posting
    ("HTTP 4", gettext_lazy("The partner did not accept it")),
    ("HTTP 5", gettext_lazy("The partner's system is out of order")),
    ("TimeoutError", gettext_lazy("The partner did not answer in time")),
    ("origin", gettext_lazy("The partner's address is not on the list of those allowed")),
    ("no living", gettext_lazy("There is no key to sign with")),
)


@register.filter
def plainly(error: str) -> str:
    """Why a hand-off did not arrive, for those who know the partner and not its machines."""
    if not error:
        return ""
    known = (said for begins, said in NOT_TAKEN if error.startswith(begins))
    return str(next(known, _("The partner's system cannot be reached")))


@register.filter
def fact(known: bool | None) -> str:
    """Yes, no, or not known yet."""
    return str({True: _("yes"), False: _("no"), None: _("not counted")}[known])


@register.filter
def told(happened: Step) -> str:
    """What a step of the timeline is called."""
    return str(step(happened.verb, happened.params))


@register.simple_tag
def why(choice: UnitChoice) -> str:
    """On what ground a unit is suggested: the rule and what of it fits, the row of the catalogue, or the place."""
    fits = [str(MET[met]) for met in choice.met if met in MET]
    if choice.word:
        fits.append(_("the words say “%s”") % choice.word)
    if choice.ground is Ground.RULE:
        said = pgettext("clauses", ", ").join(fits)
        return str(_("Routing rule “%(rule)s”: %(fits)s") % {"rule": choice.rule_name, "fits": said})
    if choice.row is not None:
        kind = catalogue().kinds[choice.row.kind]
        source = _(" (%s)") % choice.row.source if choice.row.source else ""
        return str(_("Service catalogue, “%(kind)s”%(source)s") % {"kind": kind_name(kind), "source": source})
    return str(_("Answers for the place"))


@register.filter
def limit(row: RowFacts) -> str:
    """``4 个工作小时``: how long the catalogue gives."""
    return f"{row.limit.amount} {LIMIT_UNIT[row.limit.unit]}"


@register.simple_tag(takes_context=True)
def duties_tabs(context: dict[str, Any]) -> dict[str, bool]:
    """Which tabs of the duties are open to the reader, besides those that all have."""
    person = context["request"].user
    return {"burden": bool(posts_with(person, Grant.RECORD_BURDEN) or posts_with(person, Grant.SEE_FIGURES))}


@register.inclusion_tag("desk/figures/tabs.html", takes_context=True)
def figures_tabs(context: dict[str, Any], tab: str) -> dict[str, Any]:
    """Rates, circulars, what is left out; rates only for who sees figures."""
    return {"tab": tab, "sees_figures": bool(posts_with(context["request"].user, Grant.SEE_FIGURES))}


@register.inclusion_tag("desk/facilities/tabs.html", takes_context=True)
def facilities_tabs(context: dict[str, Any], tab: str) -> dict[str, Any]:
    """Facilities, estates and crises for who keeps them; the life circle for who sees figures."""
    person = context["request"].user
    return {
        "tab": tab,
        "keeps": bool(posts_with(person, Grant.KEEP_FACILITIES)),
        "sees_figures": bool(posts_with(person, Grant.SEE_FIGURES)),
    }


@register.filter
def counted_in(unit: str) -> str:
    """The unit in which a limit is counted."""
    return str(LIMIT_UNIT[LimitUnit(unit)])


@register.inclusion_tag("desk/nav.html", takes_context=True)
def desk_nav(context: dict[str, Any]) -> dict[str, Any]:
    """The ways that are open to the reader, and for which unit they sit here."""
    request = context["request"]
    ways, inner = _open(request, WAYS), [_open(request, told) for _name, _drawing, told in GROUPS]
    is_bare = not ways  # an administrator has a few ways only: nothing to fold away
    groups: list[Group] = []
    here = _here(request.path, [way.href for found in [ways, *inner] for way in found])
    for (name, drawing, _told), found in zip(GROUPS, inner, strict=True):
        if is_bare or len(found) == 1:
            ways += found
        elif found:
            groups.append(Group(name, drawing, found, any(way.href == here for way in found)))
    units = list(dict.fromkeys(post.organisation for post in posts_of(request.user)))
    return {
        "ways": ways,
        "groups": groups,
        "here": here,
        "units": units,
        "is_keeper": any(post.role == Role.AREA_KEEPER for post in posts_of(request.user)),
        "request": request,
        "county_name": context.get("county_name"),
    }


def _open(request: Any, ways: Iterable[tuple[str, str | Promise, str, Iterable[Grant]]]) -> list[Way]:
    return [
        Way(reverse(name), words, icon)
        for name, words, icon, grants in ways
        if any(posts_with(request.user, grant) for grant in grants)
    ]


def _here(path: str, open_ways: Iterable[str]) -> str:
    """The way the page stands on or nearest below; below the queue stands everything, so it counts only itself."""
    queue = reverse("desk:queue")
    return max(
        (way for way in open_ways if path.startswith(way) and (way != queue or path == queue)), key=len, default=""
    )
