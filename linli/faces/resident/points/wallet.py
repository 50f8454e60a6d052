"""我的积分: opened and closed by oneself; what is in it, why, what expires when."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from linli.faces.kit.gates import SignedIn, signed_in
from linli.faces.kit.posted import posted, sent
from linli.faces.kit.problems import explain
from linli.faces.kit.thanks import WHY
from linli.faces.resident.points.forms import CloseForm
from linli.points import actions
from linli.points.models import Account, Rule
from linli.points.reads.wallet import wallet_of

AGREED = gettext_lazy(
    "From now on what I do as a volunteer counts as points, in a wallet that only I see. Points expire, are spent on "
    "thanks or given away. They change nothing about what I report or ask for. I can close it at any time."
)
"""Kept as the wording of the consent."""


@signed_in
@never_cache
@require_safe
def points(request: SignedIn) -> HttpResponse:
    return _page(request, CloseForm())


def _page(request: SignedIn, closing: CloseForm, *, status: int = 200) -> HttpResponse:
    now = timezone.now()
    wallet = wallet_of(request.user)
    page = {
        "wallet": wallet,
        "moved": [(row, WHY[row.why]) for row in wallet.moved] if wallet else [],
        "rules": Rule.objects.valid(timezone.localdate(now)).order_by("pk"),
        "agreed": AGREED,
        "may_open": not request.user.is_staff,
        "closing": closing,
        "now": now,
    }
    return TemplateResponse(request, "resident/points/wallet.html", page, status=status)


@signed_in
@posted("resident:points")
def open_wallet(request: SignedIn) -> HttpResponse:
    try:
        actions.open_wallet(by=request.user, wording=str(AGREED), at=timezone.now())
    except Exception as error:
        messages.error(request, str(explain(error).text))
    else:
        messages.success(request, _("Your wallet is open. What you do from now on counts."))
    return redirect("resident:points")


@signed_in
@never_cache
@posted("resident:points")
def close(request: SignedIn) -> HttpResponse:
    """Close the wallet, after the box was ticked."""
    at, form = timezone.now(), CloseForm(request.POST)
    wallet = Account.objects.wallets().filter(person=request.user).first()

    def close_it(_told: object) -> None:
        if wallet is not None:
            actions.close_wallet(by=request.user, wallet=wallet, at=at)

    status = sent(request, form, close_it, _("Your wallet is closed and names you no more."))
    return redirect("resident:points") if status is None else _page(request, form, status=status)
