"""My orders: following one, by number and code without an account; cancelling it; saying whether it came."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from linli.commons import follow as codes
from linli.commons.actions import orders as actions
from linli.commons.models import ServiceOrder
from linli.commons.reads.orders import may_cancel, own, steps
from linli.commons.rules.orders import RATING_LIMIT, Stage
from linli.faces.kit.address import address_of
from linli.faces.kit.fields import Words
from linli.faces.kit.gates import public
from linli.faces.kit.menu.words import SATISFACTION, step
from linli.faces.kit.posted import posted, typed, whole
from linli.faces.kit.problems import explain
from linli.faces.resident.forms import FollowForm
from linli.faces.resident.menu.kept import keep, kept
from linli.people import limits
from linli.people.models import Person
from linli.people.reads import looks_about


class KeyForm(FollowForm):
    """Number and code of an order."""

    number = Words(
        label=gettext_lazy("Number of the order"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "F260703-1234567"}),
    )


WRONG_TRIES = (20, 3600)  # wrong codes from one address within an hour
SHOWN = 100


@public
@never_cache
@require_safe
def orders(request: HttpRequest) -> HttpResponse:
    rows = own(_person(request), kept(request)).order_by("-placed_at", "-pk")[:SHOWN]
    return TemplateResponse(request, "resident/menu/orders.html", {"orders": rows, "now": timezone.now()})


@public
@never_cache
def find(request: HttpRequest) -> HttpResponse:
    """Ask for number and code. A wrong number and a wrong code get the same answer."""
    now, status = timezone.now(), 200
    form = KeyForm(request.POST or None, initial={"number": request.GET.get("number", "")})
    if request.method == "POST":
        status = 422
        if form.is_valid():
            key = f"order-code:{address_of(request)}"
            if limits.free_at(key, *WRONG_TRIES, at=now):
                form.add_error(None, _("Too many wrong codes. Please try again in an hour, or call the community."))
                status = 429
            elif (order := codes.find(form.cleaned_data["number"], form.cleaned_data["code"])) is not None:
                keep(request, order)
                return redirect("resident:order", order.number_shown)
            else:
                limits.use(key, WRONG_TRIES[1], at=now)
                form.add_error(None, _("No order has this number and code. Both stand on its page."))
    return TemplateResponse(request, "resident/menu/find.html", {"form": form}, status=status)


@public
@never_cache
@require_safe
def one(request: HttpRequest, order_number: str) -> HttpResponse:
    return _page(request, _own(request, order_number))


@public
@posted("resident:order")
@never_cache
def answer(request: HttpRequest, order_number: str) -> HttpResponse:
    """It came, and how it was; or it did not."""
    order = _own(request, order_number)
    version, words = whole(request.POST.get("version", "")), typed(request, "words")
    mark = whole(request.POST.get("satisfaction", "")) or None
    by, now = _speaker(request, order), timezone.now()
    try:
        if request.POST.get("received") == "0":
            actions.not_received(by=by, order=order, words=words, version=version, at=now)
            messages.success(request, _("We are sorry. It is taken up again."))
        else:
            actions.receive(by=by, order=order, satisfaction=mark, words=words, version=version, at=now)
            messages.success(request, _("Thank you. That helps the service."))
    except Exception as error:
        return _wrong(request, order_number, error, words)
    return redirect("resident:order", order_number)


@public
@posted("resident:order")
@never_cache
def cancel(request: HttpRequest, order_number: str) -> HttpResponse:
    order = _own(request, order_number)
    version = whole(request.POST.get("version", ""))
    try:
        actions.cancel(by=_speaker(request, order), order=order, version=version, at=timezone.now())
    except Exception as error:
        return _wrong(request, order_number, error)
    messages.success(request, _("Cancelled. The unit is told."))
    return redirect("resident:order", order_number)


def _wrong(request: HttpRequest, number: str, error: Exception, typed: str = "") -> HttpResponse:
    """The order as it stands now, what went wrong, and what was typed."""
    problem = explain(error)
    messages.error(request, str(problem.text))
    return _page(request, _own(request, number), typed=typed, status=problem.status)


def _page(request: HttpRequest, order: ServiceOrder, *, typed: str = "", status: int = 200) -> HttpResponse:
    helps = _only_helps(request, order)
    is_kept = order.pk in kept(request)
    looks = looks_about([order.number_shown], person_id=order.person_id, phone_index=order.phone_index)
    page = {
        "order": order,
        "helps": helps,
        "code": codes.code_of(order.intent) if is_kept and not helps else "",
        "steps": [(step(row.verb, row.params), row) for row in steps(order)],
        "looks": [] if helps else looks,
        "asks": order.stage == Stage.DELIVERED and not helps,
        "may_cancel": may_cancel(order),
        "is_late": order.is_late(timezone.now()),
        "marks": SATISFACTION.items(),
        "limit": RATING_LIMIT,
        "typed": typed,
        "now": timezone.now(),
    }
    return TemplateResponse(request, "resident/menu/one.html", page, status=status)


def _own(request: HttpRequest, number: str) -> ServiceOrder:
    """An order of the reader's. Raises: Http404."""
    found = own(_person(request), kept(request)).filter(number=codes.clean_number(number)).first()
    if found is None:
        raise Http404
    return found


def _person(request: HttpRequest) -> Person | None:
    return request.user if isinstance(request.user, Person) else None


def _only_helps(request: HttpRequest, order: ServiceOrder) -> bool:
    """Whether the reader ordered it for somebody else, who has the word on it."""
    person = _person(request)
    return person is not None and order.entered_by_id == person.pk and order.person_id != person.pk


def _speaker(request: HttpRequest, order: ServiceOrder) -> Person | None:
    """Who speaks: the account; nobody by name where the key of an order without one was shown."""
    return None if order.person_id is None and order.pk in kept(request) else _person(request)
