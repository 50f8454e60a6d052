"""Both versions of an order side by side: what somebody did without a network, and what the order is by now."""

from __future__ import annotations

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from linli.faces.field.orders import find
from linli.faces.kit.gates import SignedIn, field
from linli.matters.reads import orders as reads
from linli.matters.reads.timeline import timeline
from linli.matters.rules import ORDER_MOVES

STEPS = {"sign": "sign", "start": "start", "answer": "finish"}
"""The steps of the button on site and the moves they are."""
SHOWN = 4  # of what happened last


@field
@never_cache
@require_safe
def both(request: SignedIn, pk: int) -> HttpResponse:
    """Theirs as the server has it. Mine is on the phone only; the script puts it there and sends what is kept of it."""
    at = timezone.now()
    found = find(request, pk)
    moves = {
        step: {"before": sorted(ORDER_MOVES[verb].before), "after": ORDER_MOVES[verb].after}
        for step, verb in STEPS.items()
    }
    context = {
        "at": at,
        "order": found,
        "seen": reads.order(found, at=at),
        "steps": timeline(found.matter, public=False)[:SHOWN],
        "now": {"stage": found.stage, "version": found.version, "moves": moves},
    }
    return TemplateResponse(request, "field/both.html", context)
