"""Lists of orders: what a community has to give out and sees through, what a unit has to accept and to bring."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from linli.commons.models import ServiceOrder
from linli.commons.reads.orders import of_communities, of_units, part
from linli.faces.kit.gates import SignedIn, order_giver, order_server
from linli.faces.kit.paging import BadPage, page

TABS: dict[str, str | Promise] = {
    "": _("All that is open"),
    "to_give": _("To give out"),
    "to_answer": _("To accept"),
    "running": _("Under way"),
    "late": _("Late"),
    "ended": _("Ended"),
}


@order_giver
@never_cache
@require_safe
def services(request: SignedIn) -> HttpResponse:
    """Orders of the communities that the reader answers for."""
    return _listed(request, of_communities(request.user), "community", list(TABS))


@order_server
@never_cache
@require_safe
def deliveries(request: SignedIn) -> HttpResponse:
    """Orders that the reader's units were asked to bring."""
    return _listed(request, of_units(request.user), "unit", [tab for tab in TABS if tab != "to_give"])


def _listed(request: SignedIn, rows: QuerySet[ServiceOrder], whose: str, tabs: list[str]) -> HttpResponse:
    now, tab = timezone.now(), request.GET.get("tab", "")
    tab = tab if tab in tabs else ""
    is_ended = tab == "ended"
    try:
        found, following = page(
            part(rows, tab, at=now),
            "ended_at" if is_ended else "due_at",
            request.GET.get("after", ""),
            newest_first=is_ended,
        )
    except BadPage as error:
        raise Http404 from error
    context = {
        "orders": [(order, order.is_late(now)) for order in found],
        "after": following,
        "whose": whose,
        "tab": tab,
        "tabs": [(key, TABS[key]) for key in tabs],
        "now": now,
    }
    return TemplateResponse(request, "desk/menu/list.html", context)
