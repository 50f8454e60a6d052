"""全科社工: whoever stands at the counter is helped by whoever sits there, with any item, and says who they are once.

What was typed goes from this page straight to the next one by the form; nothing of it is kept on the way.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from linli.commons import follow as codes
from linli.commons.actions import orders
from linli.commons.models import Service
from linli.commons.reads.counter import counter_of
from linli.commons.reads.menu import ahead
from linli.commons.rules.orders import NAME_LIMIT, PHONE_LIMIT, Channel
from linli.faces.kit.entry import PHONE
from linli.faces.kit.fields import PlaceField, Words
from linli.faces.kit.gates import SignedIn, order_giver
from linli.faces.kit.menu.forms import OrderForm, listed
from linli.faces.kit.posted import typed
from linli.faces.kit.problems import explain_on
from linli.orgs.authority import posts_with, prefixes
from linli.orgs.grants import Grant
from linli.places.models import Division
from linli.places.reads import gazetteer

BEGIN = "begin"  # sent by the counter's own page: fill the next form in, take nothing down yet


class PersonForm(forms.Form):
    """Who stands at the counter, as far as they want to say."""

    name = Words(max_length=NAME_LIMIT, required=False, label=gettext_lazy("Name"))
    phone = Words(max_length=PHONE_LIMIT, required=False, label=gettext_lazy("Phone"), validators=[PHONE])

    def __init__(self, *args: Any, areas: list[str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["place"] = PlaceField(areas=areas, required=False, label=gettext_lazy("Community"))


@order_giver
@never_cache
@require_safe
def front(request: SignedIn) -> HttpResponse:
    """One page that leads to each item, with the person filled in."""
    now = timezone.now()
    form = PersonForm(areas=_areas(request), initial={"place": _own_label(request)})
    page = {"form": form, "now": now} | listed(request, timezone.localdate(now), _own(request))
    return TemplateResponse(request, "desk/menu/front.html", page)


@order_giver
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: SignedIn) -> HttpResponse:
    """The menu for whoever stands there; what is known of them goes along in the form."""
    now = timezone.now()
    on, own = timezone.localdate(now), _own(request)
    gaps = {gap.code for gap, _service in counter_of(own, on).gaps} if own is not None else set()
    page = {"said": _said(request), "gaps": gaps} | listed(request, on, own)
    return TemplateResponse(request, "desk/menu/choose.html", page)


@order_giver
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedIn, service_code: str) -> HttpResponse:
    """An order taken down for somebody."""
    now = timezone.now()
    found = get_object_or_404(Service.objects.valid(timezone.localdate(now)), code=service_code)
    more: dict[str, Any] = {"service": found, "areas": _areas(request), "days": ahead(found.code, now)}
    if request.method != "POST" or request.POST.get(BEGIN):
        said = _said(request)
        begun = {"name": said["name"], "phone": said["phone"], "community": said["place"] or _own_label(request)}
        return _page(request, found, OrderForm(initial={"intent": uuid4(), **begun}, **more))
    form = OrderForm(request.POST, **more)
    if not form.is_valid():
        return _page(request, found, form, 422)
    return _place(request, found, form, now)


def _place(request: SignedIn, service: Service, form: OrderForm, now: datetime) -> HttpResponse:
    said = form.cleaned_data
    try:
        made = orders.place(
            by=request.user,
            service=service,
            community=said["community"],
            wish=form.wish(),
            intent=said["intent"],
            at=now,
            channel=Channel.DESK,
            group=said.get("group"),
        )
    except Exception as error:
        return _page(request, service, form, explain_on(form, error).status)
    code = codes.code_of(made.intent)
    told = {"number": made.number_shown, "code": f"{code[:4]} {code[4:]}"}
    messages.success(request, _("Ordered. Number %(number)s, follow-up code %(code)s: please write both down.") % told)
    return redirect("desk:service-order", made.number_shown)


def _page(request: SignedIn, service: Service, form: OrderForm, status: int = 200) -> HttpResponse:
    page = {"service": service, "form": form}
    return TemplateResponse(request, "desk/menu/new.html", page, status=status)


def _said(request: SignedIn) -> dict[str, str]:
    """What the page before knew of the person."""
    return {name: typed(request, name)[:120] for name in ("name", "phone", "place")}


def _areas(request: SignedIn) -> list[str]:
    return prefixes(request.user, Grant.GIVE_OUT_ORDERS)


def _own(request: SignedIn) -> Division | None:
    """The community of the desk, where it is one."""
    posts = posts_with(request.user, Grant.GIVE_OUT_ORDERS)
    return posts[0].organisation.division if posts else None


def _own_label(request: SignedIn) -> str:
    own = _own(request)
    return gazetteer().label(own.code) if own is not None else ""
