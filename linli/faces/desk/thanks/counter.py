"""The counter: a code is entered, the page says what to hand over. It says nothing about who came."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from linli.faces.desk.thanks.forms import CodeForm
from linli.faces.kit.gates import SignedIn
from linli.faces.kit.gates import counter as at_counter
from linli.faces.kit.problems import explain_on
from linli.faces.kit.templatetags.thanks import titled
from linli.faces.kit.thanks import PERIOD
from linli.orgs.authority import units_of
from linli.orgs.grants import Grant
from linli.points import actions
from linli.points.models import Offer, Redemption
from linli.points.reads.offers import left_of_each
from linli.points.rules import Period

HANDED_SHOWN = 20


@at_counter
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def counter(request: SignedIn) -> HttpResponse:
    now = timezone.now()
    form = CodeForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                row = actions.redeem(by=request.user, code=form.cleaned_data["code"], at=now)
            except Exception as error:
                status = explain_on(form, error).status
            else:
                messages.success(request, _("The code is good. Hand over: %(what)s") % {"what": titled(row.offer)})
                return redirect("desk:counter")
    units = units_of(request.user, Grant.REDEEM)
    handed = Redemption.objects.filter(offer__unit__in=units, used_at__isnull=False).select_related("offer")
    offers = list(Offer.objects.valid(timezone.localdate(now)).filter(unit__in=units).order_by("pk"))
    left = left_of_each(offers, at=now)
    context = {
        "form": form,
        "handed": handed.order_by("-used_at", "-pk")[:HANDED_SHOWN],
        "offers": [(row, PERIOD[Period(row.period)], left[row.pk]) for row in offers],
        "now": now,
    }
    return TemplateResponse(request, "desk/thanks/counter.html", context, status=status)
