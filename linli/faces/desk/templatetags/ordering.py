"""The pages of services at the desk, as tabs: those that are open to the reader."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from linli.orgs.authority import posts_with
from linli.orgs.grants import Grant

register = template.Library()

GIVES, SERVES = Grant.GIVE_OUT_ORDERS, Grant.SERVE_ORDERS
PAGES = (
    ("desk:services", _("Orders of the community"), (GIVES,)),
    ("desk:deliveries", _("Orders of my unit"), (SERVES,)),
    ("desk:front", _("Counter"), (GIVES,)),
    ("desk:group-days", _("Days of several units"), (GIVES, SERVES)),
    ("desk:service-menu", _("The menu"), (GIVES,)),
)


@register.inclusion_tag("desk/menu/tabs.html", takes_context=True)
def services_tabs(context: dict[str, Any]) -> dict[str, Any]:
    request = context["request"]
    found = [
        (reverse(name), words, request.path == reverse(name))
        for name, words, grants in PAGES
        if any(posts_with(request.user, grant) for grant in grants)
    ]
    return {"ways": found}
