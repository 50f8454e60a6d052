"""Duty lists on the desk: read by everybody there, by day; written by who keeps them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.duties import actions
from linli.duties.actions.lists import said_by, where
from linli.duties.causes import WORDS, Cause
from linli.duties.models import DutyItem
from linli.duties.rules import DutyLevel, ListKind
from linli.faces.desk.duties.forms import EndForm, FileForm, ItemForm
from linli.faces.kit import asked_lists
from linli.faces.kit.duties import LIST
from linli.faces.kit.gates import SignedIn, desk, list_keeper
from linli.faces.kit.posted import sent, tapped
from linli.faces.kit.problems import explain, explain_on
from linli.orgs.authority import may, posts_with
from linli.orgs.grants import Grant


@desk
@require_safe
def lists(request: SignedIn) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "part": "lists",
        "wish": asked_lists.wish(request, today),
        "today": today,
        "keeps": bool(posts_with(request.user, Grant.SET_LISTS)),
    }
    return TemplateResponse(request, "desk/duties/lists.html", context)


@desk
@require_safe
def as_csv(request: SignedIn) -> HttpResponse:
    return asked_lists.as_csv(timezone.localdate())


@desk
@require_safe
def item(request: SignedIn, item_id: int) -> HttpResponse:
    """A line with all its wordings; with the forms to change and end it for who may."""
    return _item_page(request, get_object_or_404(DutyItem, pk=item_id))


@list_keeper
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedIn) -> HttpResponse:
    """Put a new line on a list."""
    today = timezone.localdate()
    form = ItemForm(request.POST or None, person=request.user, initial={"on": today, "which": request.GET.get("which")})
    if request.method == "POST" and form.is_valid() and (made := _set(request, form)) is not None:
        return redirect("desk:duties-item", made.pk)
    status = 422 if form.errors else 200
    return TemplateResponse(request, "desk/duties/item_new.html", {"form": form}, status=status)


@list_keeper
@require_POST
def change(request: SignedIn, item_id: int) -> HttpResponse:
    """Give a line a new wording from a day on."""
    found = _kept(request, item_id)
    form = ItemForm(request.POST, person=request.user, instead_of=found)
    if form.is_valid() and (made := _set(request, form)) is not None:
        return redirect("desk:duties-item", made.pk)
    return _item_page(request, found, change=form, status=422)


@list_keeper
@require_POST
def end(request: SignedIn, item_id: int) -> HttpResponse:
    found = _kept(request, item_id)
    form = EndForm(request.POST)
    if form.is_valid():
        try:
            actions.end_item(by=request.user, item=found, on=form.cleaned_data["on"], at=timezone.now())
        except Exception as error:
            problem = explain(error)
            form.add_error("on", str(problem.text))
        else:
            messages.success(request, _("The line ends on that day."))
            return redirect("desk:duties-item", found.pk)
    return _item_page(request, found, end=form, status=422)


@list_keeper
def take_back(request: SignedIn, item_id: int) -> HttpResponse:
    """Strike out a wording that does not stand yet; the one before it is shown, or the lists."""
    found, at = _kept(request, item_id), timezone.now()
    if request.method == "POST":
        done = _("Taken back. What held before holds on.")
        tapped(request, lambda: actions.take_back_item(by=request.user, row=found, at=at), str(done))
    left = DutyItem.objects.filter(code=found.code).order_by("-valid_from").first()
    return redirect("desk:duties-item", left.pk) if left is not None else redirect("desk:duties")


@list_keeper
@require_http_methods(["GET", "HEAD", "POST"])
def load(request: SignedIn) -> HttpResponse:
    """Load a file of lines; what was refused is told by its line."""
    form = FileForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}

    def take(told: dict[str, Any]) -> None:
        summary = actions.import_lists(told["file"].read(), by=request.user, at=timezone.now())
        context["summary"] = summary
        context["refused"] = [(one.line, WORDS[Cause(one.cause)], one.detail) for one in summary.refused]

    status = sent(request, form, take) or 200
    return TemplateResponse(request, "desk/duties/load.html", context, status=status)


def _set(request: SignedIn, form: ItemForm) -> DutyItem | None:
    """The line as the form says it; None when it could not be, and the form says why."""
    try:
        made = actions.set_item(by=request.user, says=form.says, on=form.cleaned_data["on"], at=timezone.now())
    except Exception as error:
        explain_on(form, error)
        return None
    messages.success(request, _("The line stands from that day on."))
    return made


def _kept(request: SignedIn, item_id: int) -> DutyItem:
    """A line that this person keeps; others find nothing."""
    found = get_object_or_404(DutyItem, pk=item_id)
    if not _may(request, found):
        raise Http404
    return found


def _may(request: SignedIn, found: DutyItem) -> bool:
    return may(request.user, Grant.SET_LISTS, at=where(ListKind(found.list_kind), found.place_prefix))


def _item_page(
    request: SignedIn, found: DutyItem, *, change: ItemForm | None = None, end: EndForm | None = None, status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    tomorrow = {"on": today + timedelta(days=1)}
    versions = list(DutyItem.objects.filter(code=found.code).order_by("-valid_from"))
    last = versions[0]
    keeps = _may(request, last)
    context = {
        "item": found,
        "today": today,
        "versions": versions,
        "list_name": LIST.get((DutyLevel(found.level), ListKind(found.list_kind)), ""),
        "last": last,
        "change": (change or ItemForm.of(said_by(last), person=request.user, initial=tomorrow)) if keeps else None,
        "end": (end or EndForm(initial=tomorrow)) if keeps and last.valid_to is None else None,
    }
    return TemplateResponse(request, "desk/duties/item.html", context, status=status)
