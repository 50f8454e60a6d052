"""The ways at the bottom of the phone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from linli.orgs.authority import posts_of, posts_with
from linli.orgs.grants import Grant
from linli.orgs.models import Role

register = template.Library()


@register.filter
def told_of(told: Mapping[int, str], key: int) -> str:
    """What is told of one of several things; nothing where nothing is."""
    return told.get(key, "")


@register.simple_tag(takes_context=True)
def orders_of_reader(context: dict[str, Any]) -> str:
    """Where the list of orders is: on the phone for those of a grid, else on the desk."""
    in_grids = any(post.role in {Role.GRID_WORKER, Role.GRID_HEAD} for post in posts_of(context["request"].user))
    return "/field/" if in_grids else "/desk/orders/"


@register.inclusion_tag("field/nav.html", takes_context=True)
def field_nav(context: dict[str, Any]) -> dict[str, Any]:
    """Orders for everybody; checking, whistles and reporting for those who may."""
    request = context["request"]
    return {
        "request": request,
        "checks": posts_with(request.user, Grant.CHECK),
        "whistles": posts_with(request.user, Grant.BLOW_WHISTLE) or posts_with(request.user, Grant.ANSWER_WHISTLE),
        "patrols": posts_with(request.user, Grant.REPORT_FOR_OTHERS),
    }
