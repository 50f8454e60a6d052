"""What can be done with a claim or a booking from its own line, and the ways between the lists."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.commons.models import Booking, Claim, Resource
from linli.commons.rules.lists import BY_TIME
from linli.faces.desk.lists.forms import FORMS, WordsForm
from linli.orgs.authority import posts_with
from linli.orgs.grants import Grant

register = template.Library()

CLAIM_ACTS = {
    "note": ("desk:claim-note", _("Tell of the progress")),
    "deliver": ("desk:claim-deliver", _("Say that it is delivered")),
    "give_up": ("desk:claim-give-up", _("Give the claim back")),
    "judge": ("desk:claim-judge", _("Say whether it was as promised")),
}
BOOKING_ACTS = {
    "use": ("desk:booking-use", _("Say that it was used")),
    "call_off": ("desk:booking-call-off", _("Call off the booking")),
    "judge": ("desk:booking-judge", _("Say how it was")),
}
WAYS: tuple[tuple[str, str, str | Promise, Grant], ...] = (
    ("needs", "desk:needs", _("Needs"), Grant.KEEP_COMMONS),
    ("resources", "desk:resources", _("Resources"), Grant.KEEP_COMMONS),
    ("projects", "desk:projects", _("Projects"), Grant.KEEP_COMMONS),
    ("risen", "desk:needs-risen", _("Risen"), Grant.KEEP_COMMONS),
    ("lists", "desk:partner-lists", _("Lists of partner units"), Grant.KEEP_COMMONS),
    ("model", "desk:model", _("Model of building together"), Grant.KEEP_COMMONS),
    ("terms", "desk:commons-terms", _("Terms"), Grant.SET_RULES),
    ("model", "desk:model", _("Model of building together"), Grant.SET_RULES),
    ("gifts", "desk:funds", _("Donations"), Grant.KEEP_COMMONS),
    ("partner", "desk:partner", _("Needs to claim"), Grant.STAND_BY),
    ("duties", "desk:partner-duties", _("Our yearly list"), Grant.STAND_BY),
    ("resources", "desk:resources", _("Our resources"), Grant.STAND_BY),
)


@register.simple_tag(takes_context=True)
def lists_ways(context: dict[str, Any]) -> list[tuple[str, str, str | Promise]]:
    """The tabs that are open to the reader; a page stands once, for whoever comes first."""
    person, found = context["request"].user, dict[str, tuple[str, str, str | Promise]]()
    for tab, name, words, grant in WAYS:
        if tab not in found and posts_with(person, grant):
            found[tab] = (tab, reverse(name), words)
    return list(found.values())


@register.inclusion_tag("desk/lists/act.html", takes_context=True)
def claim_act(context: dict[str, Any], claim: Claim, name: str, side: str) -> dict[str, Any]:
    """A form folded behind its words, with what was typed when it could not be taken."""
    address, words = CLAIM_ACTS[name]
    is_sent = context.get("sent_claim") == claim.pk and context.get("sent_name") == name
    return _act(context, reverse(address, args=[claim.pk]), words, name, side, f"{name}-{claim.pk}", is_sent)


@register.inclusion_tag("desk/lists/act.html", takes_context=True)
def booking_act(context: dict[str, Any], booking: Booking, name: str, side: str) -> dict[str, Any]:
    address, words = BOOKING_ACTS[name]
    is_sent = context.get("sent_booking") == booking.pk and context.get("sent_name") == name
    return _act(context, reverse(address, args=[booking.pk]), words, name, side, f"{name}-{booking.pk}", is_sent)


def _act(
    context: dict[str, Any], to: str, words: str | Promise, name: str, side: str, key: str, is_sent: bool
) -> dict[str, Any]:
    form = context["sent_form"] if is_sent else FORMS.get(name, WordsForm)()
    form.auto_id = f"{key}-%s"  # several stand on one page
    return {
        "to": to,
        "words": words,
        "side": side,
        "form": form,
        "is_sent": is_sent,
        "photos_id": f"{key}-photos",
        "photos": context.get("sent_photos", ()) if is_sent else (),
        "wrong": context.get("sent_wrong", ()) if is_sent else (),
        "csrf_token": context["csrf_token"],
    }


@register.filter
def has_said(row: Claim | Booking, side: str) -> bool:
    """Whether a side has judged it; its verdicts were prefetched."""
    return any(verdict.side == side for verdict in row.verdicts.all())


@register.filter
def how_much(row: Resource) -> str:
    """How much there is: at once, or left of all."""
    if row.sort in BY_TIME:
        return f"{row.capacity}{row.measure}"
    return f"{row.capacity - row.used}/{row.capacity}{row.measure}"
