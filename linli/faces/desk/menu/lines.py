"""The lines of the menu at the desk of who sets rules: looked at first, then kept from a day on, or ended."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from linli.commons.actions import lines as actions
from linli.commons.models import Service
from linli.commons.reads.menu import Meant, meant
from linli.core.money import yuan
from linli.faces.desk.administration import trying
from linli.faces.desk.looking import Line, Text, compared, look_first, tomorrow
from linli.faces.desk.menu.line_form import CALLED, LineForm, OffForm
from linli.faces.desk.taking_back import led_to, taken_back
from linli.faces.kit.gates import SignedIn, rule_keeper
from linli.faces.kit.menu.forms import listed
from linli.faces.kit.menu.words import FORM, SORT, WHERE, WHOM
from linli.faces.kit.templatetags.menu import offered_by


@dataclass(frozen=True, slots=True)
class Looked:
    """What a line would change and what stands on it; ``token`` lets this very line be kept."""

    token: str
    lines: list[Line]
    meant: Meant


@rule_keeper
@require_safe
def lines(request: SignedIn) -> HttpResponse:
    """Those in force, and those that come."""
    today = timezone.localdate()
    return TemplateResponse(request, "desk/menu/lines.html", {"today": today} | listed(request, today, later=True))


@rule_keeper
@require_http_methods(["GET", "HEAD", "POST"])
def line(request: SignedIn, service_code: str = "") -> HttpResponse:
    """One line by day, new without its code; another wording is looked at first, and holds when it is sent again."""
    at, history = timezone.now(), _history(service_code)
    last = history[0] if history else None
    form = LineForm(request.POST or None, row=last, on=tomorrow(at))
    code = service_code or f"s-{uuid4().hex[:10]}"

    def look(on: date) -> Looked:
        actions.check_day(on, at)
        drafted = Service(code=code, **asdict(actions.checked(form.says())))
        before = told(last) if last is not None and last.valid_to is None else {}
        return Looked(trying.sign(request), compared(before, told(drafted), CALLED), meant(drafted, at))

    def keep(on: date) -> object:
        return actions.set_line(by=request.user, code=code, says=form.says(), on=on, at=at)

    looked, status = look_first(request, form, look, keep)
    if status is None:
        return redirect("desk:service-line", code)
    return _page(request, history, form=form, looked=looked, status=status, at=at)


@rule_keeper
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: SignedIn, service_code: str) -> HttpResponse:
    """Off the menu from a day on; looked at first, as well."""
    at, history = timezone.now(), _history(service_code)
    if request.method != "POST":
        return redirect("desk:service-line", service_code)
    form = OffForm(request.POST, on=tomorrow(at))

    def look(on: date) -> Looked:
        actions.check_day(on, at)
        return Looked(trying.sign(request), [], meant(history[0], at))

    looked, status = look_first(
        request, form, look, lambda on: actions.end_line(by=request.user, line=history[0], on=on, at=at)
    )
    if status is None:
        return redirect("desk:service-line", service_code)
    return _page(request, history, end=form, end_looked=looked, status=status, at=at)


take_back = taken_back(
    rule_keeper, lambda request: Service.objects.all(), actions.take_back_line, led_to("desk:service-lines")
)


def _history(code: str) -> list[Service]:
    """The latest first; none without a code. Raises: Http404."""
    if not code:
        return []
    rows = list(Service.objects.filter(code=code).order_by("-valid_from"))
    if not rows:
        raise Http404
    return rows


def _page(request: SignedIn, history: list[Service], *, status: int, at: datetime, **more: Any) -> HttpResponse:
    last = history[0] if history else None
    context = {
        "row": last,
        "today": timezone.localdate(at),
        "history": [(row, [(CALLED[field], said) for field, said in told(row).items() if said]) for row in history],
        "form": LineForm(row=last, on=tomorrow(at)),
        "end": OffForm(on=tomorrow(at)) if last is not None and last.valid_to is None else None,
    }
    return TemplateResponse(request, "desk/menu/line.html", context | more, status=status)


def told(row: Service) -> dict[str, str]:
    """What a line says, field by field, in words; a field that says nothing is empty."""
    tables: dict[str, dict[Any, Text]] = {"form": FORM, "sort": SORT, "whom": WHOM, "place": WHERE}  # type: ignore[dict-item]
    said = {field: str(tables[field][getattr(row, field)]) if field in tables else "" for field in CALLED}
    plain = [field for field in CALLED if field not in tables and field not in ("price", "units")]
    said |= {field: str(getattr(row, field)) for field in plain}
    return said | {"price": yuan(row.price_fen) if row.price_fen else "", "units": offered_by(row)}
