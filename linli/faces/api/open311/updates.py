"""The update extension, as FixMyStreet speaks it: what happened to one's own requests, and what the reporter says.

Both ask for the key: whoever did not report sees stages by asking for the requests themselves.
"""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.core.models import Entry
from linli.exchange import actions
from linli.exchange.errors import NotSigned
from linli.exchange.models import Order, Partner
from linli.exchange.reads.shape import body_of
from linli.exchange.rules import TOLD, Event
from linli.faces.api.open311 import asked
from linli.faces.api.open311.formats import answer
from linli.faces.api.open311.gate import Wrong, georeport
from linli.faces.kit.words import step
from linli.matters import follow
from linli.matters.errors import Moved
from linli.matters.models import Matter
from linli.matters.rules import SHORT_WORDS_LIMIT, DeclineReason, UnsolvedReason

ROOT = "service_request_updates"
LONGEST_ID = 100
STATUS = {
    Event.ACCEPTED: "INVESTIGATING",
    Event.RETURNED: "NO_FURTHER_ACTION",
    Event.MERGED: "DUPLICATE",
    Event.DISPATCHED: "ACTION_SCHEDULED",
    Event.EXTENDED: "ACTION_SCHEDULED",
    Event.PAUSED: "INVESTIGATING",
    Event.RESUMED: "IN_PROGRESS",
    Event.ANSWERED: "FIXED",
    Event.REOPENED: "REOPEN",
    Event.CLOSED: "CLOSED",
    Event.CALL_BACK: "CLOSED",
    Event.WITHDRAWN: "CANCELLED",
}
SOLVED = {"FIXED": True, "CLOSED": True, "OPEN": False, "REOPEN": False, "CANCELLED": None}
"""What the reporter may say: it is solved, it is not, it is no longer wanted."""


@georeport("GET", "POST")
def updates(request: HttpRequest, form: str) -> HttpResponse:
    told = asked.parameters(request)
    asked.check_jurisdiction(told)
    partner = asked.partner_of(told)
    if partner is None:
        raise NotSigned
    if request.method == "POST":
        return _say(form, partner, told)
    return _list(form, partner, told)


def _list(form: str, partner: Partner, told: dict[str, str]) -> HttpResponse:
    """Moves of the partner's own requests within a time, oldest first."""
    span = asked.span(told, timezone.now())
    orders = Order.objects.filter(partner=partner).select_related("matter__merged_into")
    entries = Entry.objects.filter(
        subject_type=Matter._meta.label_lower,
        subject_id__in=orders.values("matter"),
        verb__in=TOLD,
        at__gte=span.start,
        at__lte=span.end,
    )
    found = list(entries.order_by("at", "pk")[: asked.MOST_ROWS])
    of = {order.matter_id: order for order in orders.filter(matter__in={entry.subject_id for entry in found})}
    rows = [_shape(of[entry.subject_id], entry) for entry in found]
    return answer(form, ROOT, rows)


def _shape(order: Order, entry: Entry) -> dict[str, object]:
    matter, event = order.matter, TOLD[entry.verb]
    body = body_of(order, entry, matter) or {}
    status = STATUS[event]
    if event is Event.RETURNED and matter.decline_reason == DeclineReason.OUTSIDE_COUNTY:
        status = "NOT_COUNCILS_RESPONSIBILITY"
    if event is Event.CALL_BACK and not entry.params.get("solved"):
        status = "REOPEN"
    said = str(step(entry.verb, entry.params))
    words = str(body.get("words") or "")
    return {
        "update_id": str(entry.pk),
        "service_request_id": matter.number_shown,
        "status": status,
        "updated_datetime": timezone.localtime(entry.at).replace(microsecond=0).isoformat(),
        "description": f"{said}: {words}" if words else said,
        "media_url": None,
        "external_status_code": event.value,
    }


def _say(form: str, partner: Partner, told: dict[str, str]) -> HttpResponse:
    """The reporter's own word. The same ``update_id`` again changes nothing."""
    at: datetime = timezone.now()
    update, status = told.get("update_id", ""), told.get("status", "").upper()
    faults = []
    if not 0 < len(update) <= LONGEST_ID:
        faults.append(_("update_id is missing or too long"))
    if status not in SOLVED:
        faults.append(_("status is one of %s") % ", ".join(SOLVED))
    if len(told.get("description", "")) > SHORT_WORDS_LIMIT:
        faults.append(_("description has more than %d characters") % SHORT_WORDS_LIMIT)
    if faults:
        raise Wrong(400, *faults)
    number = follow.clean(told.get("service_request_id", ""))
    order = Order.objects.filter(partner=partner, matter__number=number).select_related("matter", "partner").first()
    if order is None:
        raise Wrong(404, _("service_request_id was not found"))
    reason = told.get("reason", UnsolvedReason.NOTHING_DONE)
    if reason not in set(UnsolvedReason):
        raise Wrong(400, _("reason is one of %s") % ", ".join(UnsolvedReason))
    try:
        actions.judge(
            order=order,
            update=update,
            solved=SOLVED[status],
            words=told.get("description", ""),
            reason=UnsolvedReason(reason),
            at=at,
        )
    except Moved as error:
        raise Wrong(409, _("This cannot be said of it as it stands now")) from error
    return answer(form, ROOT, [{"update_id": update}])
