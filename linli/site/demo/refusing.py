"""What the street desk wants to refuse: one waits for the city centre's eyes, one was not confirmed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from linli.desks import actions
from linli.matters.models import Matter
from linli.matters.rules import DeclineReason, Stage
from linli.people.models import Person
from linli.site.demo import sayings
from linli.site.demo.offices import SHOWN_COMMUNITY

TOWN = SHOWN_COMMUNITY[:9]
NOT_CONFIRMED = "经向法院核实，该事项尚未立案，不属于已进入诉讼的情形，请受理并派单。"


@transaction.atomic
def want_all(*, at: datetime) -> int:
    """Propose to refuse two requests of the street that nobody took on yet, and send the older one back; those of the
    community of the role picker, whose desk shall find work, come last. Returns how many."""
    street, centre = (Person.objects.get(username=name) for name in ("demo-street", "demo-centre"))
    new = Matter.objects.filter(stage=Stage.RECEIVED, place__startswith=TOWN, kind__is_sensitive=False)
    wanted = sorted(new.order_by("received_at", "pk"), key=lambda one: one.place.startswith(SHOWN_COMMUNITY))[:2]
    for serial, matter in enumerate(wanted):
        step = (at - matter.received_at) / 3
        words, reason = sayings.DECLINE_WORDS, DeclineReason.IN_COURT
        refusal = actions.decline(by=street, matter=matter, reason=reason, words=words, at=matter.received_at + step)
        if serial == 0 and len(wanted) > 1 and refusal is not None:
            told = matter.received_at + 2 * step
            actions.send_back(by=centre, refusal=refusal, remark=NOT_CONFIRMED, at=told)
    return len(wanted)
