"""A unit's work orders for those who sit at a desk; each opens on the page where it is handled."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from linli.desks.reads.kept import answerers_of
from linli.faces.desk.queue.page import TabShown
from linli.faces.kit.gates import SignedIn, field
from linli.matters.reads import orders as reads
from linli.matters.reads.orders import OrderTab
from linli.orgs.models import Handed

TABS = {
    OrderTab.OPEN: _("All open"),
    OrderTab.UNSIGNED: _("To sign for"),
    OrderTab.OVERDUE: _("Overdue"),
    OrderTab.DONE: _("Done"),
}


class OrdersForm(forms.Form):
    tab = forms.ChoiceField(choices=[(tab.value, name) for tab, name in TABS.items()], required=False)
    q = forms.CharField(max_length=60, required=False)


@field
@require_safe
@vary_on_headers("HX-Request")
def orders(request: SignedIn) -> HttpResponse:
    form = OrdersForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    tab = OrderTab(asked.get("tab") or OrderTab.OPEN)
    at = timezone.now()
    own = reads.handled_by(request.user)
    counts = reads.counts(own, at=at)
    kept = {"q": asked["q"]} if asked.get("q") else {}
    lines = reads.orders(own, tab, at=at, asked=asked.get("q", ""))
    passed = Handed.objects.filter(to=request.user, kind="order", stands=True)
    context = {
        "form": form,
        "answers": answerers_of(request.user),
        "at": at,
        "tab": tab,
        "lines": lines,
        "handed": set(passed.filter(subject_id__in=[line.pk for line in lines]).values_list("subject_id", flat=True)),
        "most": reads.SHOWN,
        "tabs": [
            TabShown(name, urlencode({"tab": key, **kept}), key is tab, str(counts.get(key) or ""))
            for key, name in TABS.items()
        ],
    }
    part = "desk/orders.html#queue" if request.headers.get("HX-Request") else "desk/orders.html"
    return TemplateResponse(request, part, context)
