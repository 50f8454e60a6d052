"""What belongs to the one who is signed in: matters, who looked at their data, what they agreed to."""

from __future__ import annotations

import re

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from linli.faces.kit.followed import followed
from linli.faces.kit.gates import signed_in
from linli.faces.kit.words import NUMBER_IS_FOR, PURPOSE
from linli.faces.resident.news import fresh
from linli.matters.reads import following
from linli.orgs.reads.homes import homes_of
from linli.people import actions, reads
from linli.people.models import Purpose
from linli.people.rules import masked

FIELDS = {"name": gettext_lazy("name"), "phone": gettext_lazy("telephone"), "address": gettext_lazy("address")}
OF_MATTER = re.compile(r"[0-9]{6}-[0-9]{7}")  # a number that can be followed; a look may be about something else


@signed_in
@never_cache
@require_safe
def matters(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    rows = following.rows(following.reporters_of(request.user, followed(request)))  # type: ignore[arg-type]
    return TemplateResponse(
        request, "resident/mine.html", {"rows": rows, "fresh": fresh(request, rows, now), "now": now}
    )


@signed_in
@never_cache
@require_safe
def looks(request: HttpRequest) -> HttpResponse:
    """谁看过我的信息: each time an office saw name or telephone in the clear, and what for."""
    return looks_page(request, reads.looks_at(request.user))  # type: ignore[arg-type]


def looks_page(request: HttpRequest, looks: list[reads.LookRow], *, is_sensitive: bool = False) -> HttpResponse:
    """``looks`` in the words of their purpose."""
    found = [
        (
            look,
            PURPOSE[Purpose(look.purpose)],
            [FIELDS.get(field, field) for field in look.fields],
            OF_MATTER.fullmatch(look.about) is not None,
        )
        for look in looks
    ]
    page = {"looks": found, "is_sensitive": is_sensitive, "now": timezone.now()}
    return TemplateResponse(request, "resident/looks.html", page)


@signed_in
@never_cache
@require_safe
def data(request: HttpRequest) -> HttpResponse:
    kept = reads.my_data(request.user)  # type: ignore[arg-type]
    page = {
        "kept": kept,
        "homes": homes_of(request.user),  # type: ignore[arg-type]
        "phone": masked(kept.phone) if kept.phone else "",
        "consents": [(consent, PURPOSE[Purpose(consent.purpose)]) for consent in kept.consents],
        "may_agree": not request.user.is_staff
        and all(consent.purpose != Purpose.NOTIFY or consent.withdrawn_at for consent in kept.consents),
        "number_is_for": NUMBER_IS_FOR,
        "now": timezone.now(),
    }
    return TemplateResponse(request, "resident/data.html", page)


@signed_in
@require_POST
def agree(request: HttpRequest) -> HttpResponse:
    """Agree anew to what was withdrawn."""
    actions.give_consent(by=request.user, purpose=Purpose.NOTIFY, wording=str(NUMBER_IS_FOR), at=timezone.now())  # type: ignore[arg-type]
    messages.success(request, _("Thank you. You can withdraw it at any time."))
    return redirect("resident:data")


@signed_in
@require_POST
def withdraw_consent(request: HttpRequest) -> HttpResponse:
    try:
        purpose = Purpose(request.POST.get("purpose", ""))
        actions.withdraw_consent(by=request.user, purpose=purpose, at=timezone.now())  # type: ignore[arg-type]
    except (actions.NothingToWithdraw, ValueError):
        messages.warning(request, _("There was nothing left to withdraw."))
    else:
        messages.success(request, _("Withdrawn. From now on your data is not used for this."))
    return redirect("resident:data")


@signed_in
@require_POST
def close_account(request: HttpRequest) -> HttpResponse:
    """Erase name and telephone of the account, after the box was ticked."""
    if request.POST.get("sure") != "1":
        messages.error(request, _("Tick the box first: closing cannot be undone."))
        return redirect("resident:data")
    try:
        actions.close_account(by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except actions.StaffAccount:
        messages.error(request, _("An account of an office is closed by the security administrator."))
        return redirect("resident:data")
    logout(request)
    messages.success(request, _("Your account is closed; your name and number are erased."))
    return redirect("resident:home")
