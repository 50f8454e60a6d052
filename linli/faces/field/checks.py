"""核查: answered matters of one's own grid or community, to be looked at on the spot."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.faces.field.forms import CheckForm
from linli.faces.kit import drafts
from linli.faces.kit.gates import SignedIn, field
from linli.faces.kit.problems import explain, explain_on
from linli.matters import actions
from linli.matters.errors import Moved
from linli.matters.models import Matter
from linli.matters.reads import queue
from linli.matters.reads.asked import Asked
from linli.matters.reads.detail import detail
from linli.matters.reads.queue import Tab
from linli.orgs.authority import inside, own_units, prefixes
from linli.orgs.grants import Grant
from linli.people.models import Person


@field
@require_safe
def checks(request: SignedIn) -> HttpResponse:
    at = timezone.now()
    page = to_check(request.user, prefixes(request.user, Grant.CHECK), at=at)
    return TemplateResponse(request, "field/checks.html", {"at": at, "lines": page.lines, "has_more": page.after})


def to_check(person: Person, areas: Sequence[str], *, at: datetime) -> queue.Page:
    """The answers in ``areas`` that ``person`` may check: none of the own unit."""
    return queue.page(areas, Tab.CHECK, at=at, asked=Asked(own=tuple(own_units(person))))


@field
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: SignedIn, number: str) -> HttpResponse:
    """The answer and the form; ``passed`` says which button was pressed."""
    at = timezone.now()
    areas = prefixes(request.user, Grant.CHECK)
    found = get_object_or_404(Matter.objects.filter(inside("place", areas)), number=number)
    if request.method != "POST":
        return _show(request, found, CheckForm(version=found.version), at=at)
    form = CheckForm(request.POST, version=found.version)
    if not form.is_valid():
        return _show(request, found, form, at=at, status=422)
    asked = form.cleaned_data
    photos, wrong = drafts.of_form(request, intent=asked["intent"], at=at)
    if wrong or "drop" in request.POST:
        return _show(request, found, form, at=at, photos=photos, wrong=wrong, status=422 if wrong else 200)
    act = actions.close if request.POST.get("passed") == "1" else actions.send_back
    try:
        act(
            by=request.user,
            matter=found,
            words=asked["words"],
            photos=[draft.photo for draft in photos],
            at=at,
            version=asked["version"],
            intent=asked["intent"],
        )
    except Moved as error:
        fresh = Matter.objects.get(pk=found.pk)
        return _show(request, fresh, form, at=at, photos=photos, trouble=explain(error).text, status=409)
    except Exception as error:
        problem = explain_on(form, error)  # raises again what has no words
        return _show(request, found, form, at=at, photos=photos, status=problem.status)
    messages.success(request, _("Checked and closed.") if act is actions.close else _("Sent back for another round."))
    return redirect("field:checks")


def _show(
    request: SignedIn,
    found: Matter,
    form: CheckForm,
    *,
    at: datetime,
    photos: list[drafts.Draft] | None = None,
    wrong: list[str] | None = None,
    trouble: str | Promise = "",
    status: int = 200,
) -> HttpResponse:
    shown = detail(found, by=request.user, at=at)
    context = {
        "at": at,
        "matter": found,
        "shown": shown,
        "form": form if "close" in shown.moves else None,
        "photos": photos or [],
        "wrong": wrong or [],
        "trouble": trouble,
        "typed": form.data.get("words", "") if trouble else "",
    }
    return TemplateResponse(request, "field/check.html", context, status=status)
