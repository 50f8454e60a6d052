"""One service and the order for it, on one page."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from linli.commons.actions import orders
from linli.commons.models import Service, ServiceOrder
from linli.commons.reads.menu import ahead
from linli.commons.reads.orders import own
from linli.faces.kit.address import address_of
from linli.faces.kit.gates import public
from linli.faces.kit.menu.forms import OrderForm
from linli.faces.kit.owners import sender
from linli.faces.kit.problems import explain_on
from linli.faces.resident import family
from linli.faces.resident.menu.kept import COMMUNITY, community_of, keep
from linli.people import limits
from linli.people.models import Helping, Person
from linli.people.reads import called, helped_by
from linli.places.reads import gazetteer

TOO_MANY = gettext_lazy("Too many orders came from your network. Please sign in, wait, or call the community.")
NO_MORE = gettext_lazy("You may no longer order for this person. Order it as your own, or ask them again.")


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def service(request: HttpRequest, service_code: str) -> HttpResponse:
    now = timezone.now()
    found = get_object_or_404(Service.objects.valid(timezone.localdate(now)), code=service_code)
    person = sender(request)
    days = ahead(found.code, now)
    more: dict[str, Any] = {"service": found, "areas": [settings.LINLI_COUNTY], "days": days}
    helping = family.helping_of(request)
    if request.method != "POST":
        form = OrderForm(initial=_known(request, person, helping), **more)
        return _page(request, found, form, helping, now)
    form = OrderForm(request.POST, **more)
    if not form.is_valid():
        return _page(request, found, form, helping, now, 422)
    again = ServiceOrder.objects.filter(intent=form.cleaned_data["intent"]).exists()
    if (
        person is None
        and not again
        and not limits.allow(f"order:{address_of(request)}", settings.LINLI_REPORTS_PER_HOUR, 3600, at=now)
    ):
        form.add_error(None, TOO_MANY)
        return _page(request, found, form, helping, now, 429)
    if request.POST.get("helps") and helping is None:
        form.add_error(None, NO_MORE)
        return _page(request, found, form, helping, now, 403)
    elder = helping.elder if helping else None
    wish = form.wish(for_whom=elder)
    try:
        made = orders.place(
            by=person,
            service=found,
            community=form.cleaned_data["community"],
            wish=wish,
            intent=form.cleaned_data["intent"],
            at=now,
            elder=elder,
            group=form.cleaned_data.get("group"),
        )
    except Exception as error:
        problem = explain_on(form, error)
        return _page(request, found, form, helping, now, problem.status)
    if elder is not None:  # a key to it would outlive the consent
        messages.success(request, _("Ordered. You and {name} both see how it goes.").format(name=called(elder)))
    else:
        keep(request, made)
        request.session[COMMUNITY] = made.community.code
        messages.success(request, _("Ordered. We will tell you how it goes."))
    return redirect("resident:order", made.number_shown)


def _known(request: HttpRequest, person: Person | None, helping: Helping | None) -> dict[str, Any]:
    """What need not be typed again: the account's contact, community and address of the last order."""
    community = community_of(request)
    begun: dict[str, Any] = {"intent": uuid4(), "community": gazetteer().label(community.code) if community else ""}
    if person is None or helping is not None:
        return begun
    last = own(person).filter(person=person, forgotten_at=None).order_by("-pk").first()
    begun |= {"name": person.name, "phone": person.phone, "address": last.address if last else ""}
    if last is not None and community is None:
        begun["community"] = gazetteer().label(last.community.code)
    return begun


def _page(
    request: HttpRequest, service: Service, form: OrderForm, helping: Helping | None, now: datetime, status: int = 200
) -> HttpResponse:
    page = {
        "service": service,
        "form": form,
        "helping": helping,
        "helped_name": called(helping.elder) if helping else "",
        "family": helped_by(request.user) if isinstance(request.user, Person) else [],
        "now": now,
    }
    return TemplateResponse(request, "resident/menu/service.html", page, status=status)
