"""The three ways at the bottom of the phone."""

from __future__ import annotations

from typing import Any

from django import template

from linli.orgs.authority import posts_with
from linli.orgs.grants import Grant

register = template.Library()


@register.inclusion_tag("field/nav.html", takes_context=True)
def field_nav(context: dict[str, Any]) -> dict[str, Any]:
    """Orders for everybody; checking and reporting for those who may."""
    request = context["request"]
    return {
        "request": request,
        "checks": posts_with(request.user, Grant.CHECK),
        "patrols": posts_with(request.user, Grant.REPORT_FOR_OTHERS),
    }
