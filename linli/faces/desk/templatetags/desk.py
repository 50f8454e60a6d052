"""What stands at the top of every desk page: where the reader may go."""

from __future__ import annotations

from typing import Any, NamedTuple

from django import template
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.faces.kit.words import CHANNEL
from linli.matters.models import Channel
from linli.orgs.authority import posts_of, posts_with
from linli.orgs.grants import Grant

register = template.Library()


class Way(NamedTuple):
    href: str
    name: str | Promise
    icon: str
    is_here: bool


WAYS = (
    ("desk:queue", _("Queue"), "list", (Grant.SEE_MATTERS,)),
    ("desk:orders", _("My unit's orders"), "work", (Grant.HANDLE,)),
)


@register.filter
def channel(code: str) -> str:
    """Where it was said."""
    return str(CHANNEL[Channel(code)])


@register.inclusion_tag("desk/nav.html", takes_context=True)
def desk_nav(context: dict[str, Any]) -> dict[str, Any]:
    """The ways that are open to the reader, and for which unit they sit here."""
    request = context["request"]
    ways = [
        Way(reverse(name), words, icon, request.path == reverse(name))
        for name, words, icon, grants in WAYS
        if any(posts_with(request.user, grant) for grant in grants)
    ]
    units = list(dict.fromkeys(post.organisation for post in posts_of(request.user)))
    return {"ways": ways, "units": units, "request": request, "county_name": context.get("county_name")}
