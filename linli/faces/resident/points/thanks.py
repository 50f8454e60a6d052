"""Thanks near me: offers taken with a code, and causes to give points to."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from linli.faces.kit.gates import SignedIn, signed_in
from linli.faces.kit.posted import posted, sent
from linli.faces.kit.problems import explain
from linli.faces.kit.thanks import PERIOD
from linli.faces.resident.points.forms import GiveForm
from linli.places.models import Division
from linli.points import actions
from linli.points.models import Cause, Offer
from linli.points.reads import offers as reads
from linli.points.reads.wallet import code_of, codes_of, wallet_of
from linli.points.rules import Period


@signed_in
@never_cache
@require_safe
def thanks(request: SignedIn) -> HttpResponse:
    """What is offered near; with points only for who has a wallet."""
    return _page(request, timezone.now())


@signed_in
@posted("resident:thanks")
def near(request: SignedIn) -> HttpResponse:
    """Remember the community whose offers come first."""
    code = request.POST.get("near", "")
    chosen = _places().filter(code=code).first() if code.isdecimal() else None
    try:
        actions.set_near(by=request.user, community=chosen, at=timezone.now())
    except Exception as error:
        messages.error(request, str(explain(error).text))
    return redirect("resident:thanks")


@signed_in
def take(request: SignedIn, offer_id: int) -> HttpResponse:
    if request.method != "POST":
        return redirect("resident:thanks")
    now = timezone.now()
    offer = get_object_or_404(Offer.objects.valid(timezone.localdate(now)), pk=offer_id)
    try:
        if offer.stars is not None:
            row = actions.take_benefit(by=request.user, offer=offer, intent=intent_of(request), at=now)
        else:
            row = actions.take(by=request.user, offer=offer, intent=intent_of(request), at=now)
    except Exception as error:
        messages.error(request, str(explain(error).text))
        return redirect("resident:stars" if offer.stars is not None else "resident:thanks")
    return redirect("resident:code", row.pk)


@signed_in
@never_cache
def give(request: SignedIn, for_id: int) -> HttpResponse:
    if request.method != "POST":
        return redirect("resident:thanks")
    now = timezone.now()
    cause = get_object_or_404(Cause.objects.valid(timezone.localdate(now)), pk=for_id)
    wallet = wallet_of(request.user)
    form = GiveForm(request.POST, cause=cause.pk, most=wallet.balance if wallet else 0)
    status = sent(
        request,
        form,
        lambda told: actions.give(
            by=request.user, cause=cause, points=told["points"], intent=intent_of(request), at=now
        ),
        _("Given. Thank you. Nobody is told by whom."),
    )
    if status is None:
        return redirect("resident:thanks")
    return _page(request, now, giving=form, to=cause, status=status)


@signed_in
@never_cache
@require_safe
def codes(request: SignedIn) -> HttpResponse:
    page = {"codes": codes_of(request.user), "now": timezone.now()}
    return TemplateResponse(request, "resident/points/codes.html", page)


@signed_in
@never_cache
@require_safe
def code(request: SignedIn, code_id: int) -> HttpResponse:
    """One code, large enough to be read over a counter."""
    row = code_of(request.user, code_id)
    if row is None:
        raise Http404
    now = timezone.now()
    page = {"row": row, "is_over": row.expires_at <= now, "now": now}
    return TemplateResponse(request, "resident/points/code.html", page)


@signed_in
@posted("resident:code")
def give_up(request: SignedIn, code_id: int) -> HttpResponse:
    row = reads.owned_by(request.user).filter(pk=code_id).select_related("offer", "hold").first()
    if row is None:
        raise Http404
    if actions.give_up(by=request.user, row=row, at=timezone.now()):
        messages.success(request, _("Given up. What it cost is yours again."))
    else:
        messages.warning(request, _("This code was used or given up already."))
    return redirect("resident:codes")


def _page(
    request: SignedIn, now: datetime, *, giving: GiveForm | None = None, to: Cause | None = None, status: int = 200
) -> HttpResponse:
    """The page; ``giving`` is the form that was sent for the cause ``to`` and comes back."""
    wallet = wallet_of(request.user)
    near, most = (wallet.near, wallet.balance) if wallet else ("", 0)
    page = {
        "wallet": wallet,
        "giving": giving,
        "near": near,
        "places": _places(),
        "offers": [(row, PERIOD[Period(row.offer.period)], uuid4()) for row in reads.offers(at=now, near=near)],
        "causes": [
            (row, giving if row == to else GiveForm(cause=row.pk, most=most), uuid4())
            for row in reads.causes(at=now, near=near)
        ],
        "now": now,
    }
    return TemplateResponse(request, "resident/points/thanks.html", page, status=status)


def intent_of(request: SignedIn) -> UUID:
    """The intent that the page put into the form; a form without one is sent once."""
    try:
        return UUID(request.POST.get("intent", ""))
    except ValueError:
        return uuid4()


def _places() -> QuerySet[Division]:
    """The communities in which anything is offered or collected today."""
    on = timezone.localdate()
    offered, collected = Offer.objects.valid(on).values("community"), Cause.objects.valid(on).values("community")
    rows = Division.objects.filter(Q(pk__in=offered) | Q(pk__in=collected))
    return rows.defer("outline").order_by("code")
