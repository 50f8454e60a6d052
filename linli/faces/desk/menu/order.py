"""One order at the desk: what is known, which units were asked, and the next moves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from linli.commons.actions import groups, orders
from linli.commons.follow import clean_number
from linli.commons.models import GroupDay, ServiceOrder
from linli.commons.reads.orders import has_contact, may_cancel, seen_at_desks, steps, turns
from linli.commons.reads.providers import able, providers
from linli.commons.rules.orders import RATING_LIMIT, Form, Stage
from linli.faces.kit.fields import Words, in_language
from linli.faces.kit.gates import SignedIn, menu_desk
from linli.faces.kit.menu.words import REASON, step
from linli.faces.kit.posted import posted, whole
from linli.faces.kit.problems import explain_on
from linli.orgs.authority import may
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation

SUGGESTED = 8


class MoveForm(forms.Form):
    """What a move may need; which one it is stands in ``move``."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    agreed_at = forms.DateTimeField(
        required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        label=gettext_lazy("Time agreed with whoever ordered"),
    )
    reason = forms.ChoiceField(
        required=False,
        choices=[("", "—"), *((code.value, said) for code, said in REASON.items())],
        label=gettext_lazy("Why not"),
    )
    words = Words(max_length=RATING_LIMIT, required=False, label=gettext_lazy("Words"))


@menu_desk
@never_cache
@require_safe
def order(request: SignedIn, order_number: str) -> HttpResponse:
    return _page(request, _found(request, order_number))


@menu_desk
@posted("desk:service-order")
@never_cache
def move(request: SignedIn, order_number: str) -> HttpResponse:
    """One move, named by the button."""
    found, now = _found(request, order_number), timezone.now()
    form = MoveForm(request.POST)
    form.fields["agreed_at"].required = request.POST.get("move") == "agree"
    if not form.is_valid():
        messages.error(request, _("Please check what you typed."))
        return _page(request, found, form, 422)
    try:
        said = _do(request, found, form.cleaned_data, now)
    except Exception as error:
        problem = explain_on(form, error)
        if problem.field not in form.fields:
            messages.error(request, str(problem.text))
        if problem.status == 403:
            raise
        return _page(request, _found(request, order_number), form, problem.status)
    messages.success(request, said)
    if seen_at_desks(request.user).filter(pk=found.pk).exists():
        return redirect("desk:service-order", found.number_shown)
    return redirect("desk:deliveries")  # declined: it is another unit's now


def _do(request: SignedIn, found: ServiceOrder, said: dict[str, Any], now: datetime) -> str:
    """Raises: what the action raises; Http404 for a move that there is not."""
    common: dict[str, Any] = {"by": request.user, "order": found, "version": said["version"], "at": now}
    match request.POST.get("move"):
        case "accept":
            orders.accept(agreed_at=said["agreed_at"], **common)
            return _("Accepted. Whoever ordered is told.")
        case "agree":
            orders.agree(agreed_at=said["agreed_at"], **common)
            return _("The time is noted. Whoever ordered is told.")
        case "decline":
            orders.decline(reason=said["reason"], words=said["words"], **common)
            return _("Declined. It goes on to the next unit or back to the community.")
        case "deliver":
            orders.deliver(**common)
            return _("Noted. Whoever ordered says whether it came.")
        case "give_out":
            unit = get_object_or_404(Organisation, pk=whole(request.POST.get("unit", "")))
            orders.give_out(unit=unit, **common)
            return _("The unit is asked.")
        case "seat":
            day = get_object_or_404(GroupDay, pk=whole(request.POST.get("group", "")), community=found.community)
            groups.seat(group=day, **common)
            return _("A seat on the day is kept.")
        case "refuse":
            orders.refuse(words=said["words"], **common)
            return _("Whoever ordered is told why it cannot be served.")
        case "cancel":
            orders.cancel(**common)
            return _("Cancelled.")
    raise Http404


@menu_desk
@posted("desk:service-order")
@never_cache
def contact(request: SignedIn, order_number: str) -> HttpResponse:
    """Show once how to reach whom it is for; the look is on record before it is shown."""
    found = _found(request, order_number)
    name, phone, address = orders.reveal(by=request.user, order=found, at=timezone.now())
    context = {"order": found, "name": name, "phone": phone, "address": address}
    return TemplateResponse(request, "desk/menu/contact.html", context)


def _found(request: SignedIn, number: str) -> ServiceOrder:
    return get_object_or_404(seen_at_desks(request.user), number=clean_number(number))


def _page(request: SignedIn, found: ServiceOrder, form: MoveForm | None = None, status: int = 200) -> HttpResponse:
    now, person = timezone.now(), request.user
    gives = may(person, Grant.GIVE_OUT_ORDERS, at=found.community.code)
    serves = found.unit is not None and found.group is None and may(person, Grant.SERVE_ORDERS, at=found.unit)
    can_give = gives and found.group is None and found.stage in (Stage.TO_GIVE, Stage.OFFERED, Stage.ACCEPTED)
    days = GroupDay.objects.open(now).filter(community=found.community, service__code=found.service.code)
    context = {
        "order": found,
        "form": form or MoveForm(initial={"version": found.version}),
        "is_late": found.is_late(now),
        "may_accept": serves and found.stage == Stage.OFFERED,
        "may_deliver": serves and found.stage == Stage.ACCEPTED,
        "may_decline": serves and found.stage in (Stage.OFFERED, Stage.ACCEPTED),
        "may_refuse": gives and found.stage == Stage.TO_GIVE,
        "may_cancel": gives and may_cancel(found),
        "units": _units(found, now) if can_give else [],
        "days": list(days.order_by("starts_at")) if can_give and found.service.form == Form.GROUP else [],
        "has_contact": has_contact(found, person),
        "steps": [(step(row.verb, row.params), row) for row in steps(found, everything=True)],
        "turns": turns(found) if gives else [],
        "now": now,
    }
    return TemplateResponse(request, "desk/menu/order.html", context, status=status)


def _units(found: ServiceOrder, now: datetime) -> list[tuple[int, str]]:
    """Units to choose from: those that the menu names first, then the others that answer for the place."""
    on, place = timezone.localdate(now), found.community.code
    named = list(providers(found.service, place, on)[:SUGGESTED])
    known = {unit.pk for unit in named}
    rest = able(place, on).exclude(pk__in=known).order_by("-division__level", "pk")[:100]
    return [(unit.pk, in_language(unit.name, unit.name_en)) for unit in [*named, *rest] if unit.pk != found.unit_id]
