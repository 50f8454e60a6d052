"""What a phone keeps for where there is no network: the lists, the plan, the pages of the orders that end first, and
those of the answers to be checked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Max
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from linli.core.models import Entry
from linli.faces.field.checks import to_check
from linli.faces.kit.gates import SignedIn, field, public
from linli.matters.models import Matter, WorkOrder
from linli.matters.reads import orders as reads
from linli.matters.reads.supports import may_ask
from linli.matters.rules import OrderStage
from linli.orgs.authority import prefixes
from linli.orgs.grants import Grant
from linli.people.models import Person

MOST = 60
"""Of one's open orders, by the time that is left: more than a day's work."""
PAGES = ("field:order", "field:answer", "field:hand-back", "field:support")


@field
@never_cache
@require_safe
def today(request: SignedIn) -> HttpResponse:
    """The addresses to be kept; those of one thing with a mark that is another one when something happened to it."""
    found = list(reads.handled_by(request.user).open().select_related("matter").order_by("due_at", "pk")[:MOST])
    marks = _marks(found)
    things = [
        {
            "mark": marks[order.pk],
            "pages": [reverse(name, args=[order.pk]) for name in PAGES if _has(order, name)],
        }
        for order in found
    ]
    lists = _list(["field:orders", "field:plan"], marks.values())
    return JsonResponse({"at": timezone.now(), "things": [lists, *things, *_checks(request.user)]})


def _has(order: WorkOrder, page: str) -> bool:
    if page == "field:support":
        return may_ask(order)
    return page == "field:order" or order.stage != OrderStage.RETURNING


def _list(names: list[str], marks: Iterable[str]) -> dict[str, Any]:
    """Pages that are another when one of their lines is."""
    whole = salted_hmac("linli.field.today", " ".join(marks)).hexdigest()[:16]
    return {"mark": whole, "pages": [reverse(name) for name in names]}


def _checks(person: Person) -> list[dict[str, Any]]:
    """Of whoever checks answers on the spot: their list and each of them. Nothing of the others."""
    areas = prefixes(person, Grant.CHECK)
    if not areas:
        return []
    lines = to_check(person, areas, at=timezone.now()).lines[:MOST]
    found = Matter.objects.filter(number__in=[line.number for line in lines]).order_by("pk")
    last = _last(Matter, [matter.pk for matter in found])
    marks = {matter.number: f"{matter.pk}.{matter.version}.{last.get(matter.pk, 0)}" for matter in found}
    things = [{"mark": mark, "pages": [reverse("field:check", args=[number])]} for number, mark in marks.items()]
    return [_list(["field:checks"], marks.values()), *things]


def _marks(orders: list[WorkOrder]) -> dict[int, str]:
    """Versions of order and matter with the last that the log tells of either. Two queries."""
    of_orders = _last(WorkOrder, [order.pk for order in orders])
    of_matters = _last(Matter, [order.matter_id for order in orders])
    return {
        order.pk: f"{order.pk}.{order.version}.{order.matter.version}"
        f".{of_orders.get(order.pk, 0)}.{of_matters.get(order.matter_id, 0)}"
        for order in orders
    }


def _last(model: type[WorkOrder | Matter], keys: list[int]) -> dict[int, int]:
    told = Entry.objects.filter(subject_type=model._meta.label_lower, subject_id__in=keys)
    return dict(told.order_by().values_list("subject_id").annotate(last=Max("pk")))


def is_ahead(request: HttpRequest) -> bool:
    """Whether the phone reads this page ahead: nobody looks at it now."""
    return "Linli-Ahead" in request.headers


@public
@never_cache
@require_safe
def away(request: HttpRequest) -> HttpResponse:
    """The page in place of one that the phone does not have."""
    return TemplateResponse(request, "field/away.html")
