"""Help at an order in two taps: a cause, and with it whom the house would call and by when they come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from linli.duties.reads import catalogue
from linli.duties.rules import UnitFacts
from linli.faces.field.orders import find
from linli.faces.kit.blowing import BlowForm
from linli.faces.kit.fields import in_language
from linli.faces.kit.gates import SignedIn, field
from linli.faces.kit.problems import explain
from linli.matters.models import Matter, WorkOrder
from linli.whistles.models import Cause


@dataclass(frozen=True, slots=True)
class Help:
    """A cause that fits the order, and the departments that rules, catalogue or the cause itself name."""

    cause: Cause
    units: tuple[UnitFacts, ...]


@field
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: SignedIn, pk: int) -> HttpResponse:
    """The causes; and with one of them the whistle is blown as its form would blow it."""
    at = timezone.now()
    found = find(request, pk)
    form = BlowForm(by=request.user, at=at, matter=found.matter)
    if not form.posts or form.post(form.place) is None:
        raise Http404
    offered = [_help(request, cause, found.matter, at) for cause in form.causes]
    chosen = next((one for one in offered if str(one.cause.pk) == request.POST.get("cause")), None)
    if request.method != "POST" or chosen is None:
        return _page(request, found, offered, status=422 if request.method == "POST" else 200)
    asked = {
        "intent": request.POST.get("intent", ""),
        "cause": str(chosen.cause.pk),
        "words": _words(found.matter),
        "departments": [str(unit.pk) for unit in chosen.units],
    }
    form = BlowForm(asked, by=request.user, at=at, matter=found.matter)
    if not form.is_valid():
        return _page(request, found, offered, trouble=_("Please choose the departments yourself."), status=422)
    try:
        whistle = form.blow(at=at, photos=[])
    except Exception as error:
        problem = explain(error)  # raises again what has no words
        return _page(request, found, offered, trouble=problem.text, status=problem.status)
    messages.success(request, _("Blown. The departments see it now."))
    return redirect("field:whistle", whistle.pk)


def _help(request: SignedIn, cause: Cause, matter: Matter, at: datetime) -> Help:
    form = BlowForm(by=request.user, at=at, matter=matter, initial={"cause": cause.pk})
    named = {callee.unit.pk: callee.unit for callee in form.callees if callee.why is not None}
    return Help(cause, tuple(named.values()))


def _words(matter: Matter) -> str:
    kind = catalogue().kinds[matter.kind_id]
    name = in_language(kind.names[-1], kind.names_en[-1])
    return _("Please come and help: %(kind)s, request %(number)s.") % {"kind": name, "number": matter.number_shown}


def _page(
    request: SignedIn, found: WorkOrder, offered: list[Help], *, trouble: str | Promise = "", status: int = 200
) -> HttpResponse:
    context = {
        "order": found,
        "kind": catalogue().kinds[found.matter.kind_id],
        "offered": offered,
        "intent": uuid4(),
        "trouble": trouble,
    }
    return TemplateResponse(request, "field/whistles/help.html", context, status=status)
