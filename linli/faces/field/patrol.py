"""What is seen on patrol, or told at the door: reported from the spot, the own grid chosen already."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from linli.faces.kit import drafts
from linli.faces.kit.entry import EntryForm
from linli.faces.kit.gates import SignedIn, field
from linli.faces.kit.moments import moment
from linli.faces.kit.problems import explain_on
from linli.matters import actions
from linli.matters.models import Channel, Matter
from linli.orgs.authority import posts_with, prefixes
from linli.orgs.grants import Grant
from linli.places.reads import gazetteer


@field
@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
def patrol(request: SignedIn) -> HttpResponse:
    areas = prefixes(request.user, Grant.REPORT_FOR_OTHERS)
    if not areas:
        raise Http404
    at = timezone.now()
    if request.method != "POST":
        return _form(
            request, EntryForm(areas=areas, at=at, initial={"place": _own_place(request)} | request.GET.dict())
        )
    form = EntryForm(request.POST, areas=areas, at=at)
    form.full_clean()
    intent = form.cleaned_data.get("intent")
    photos, wrong = drafts.of_form(request, intent=intent, at=at) if intent else ([], [])
    if "drop" in request.POST:
        return _form(request, form, photos=photos, wrong=wrong)
    if wrong or not form.is_valid():
        return _form(request, form, photos=photos, wrong=wrong, status=422)
    try:
        receipt = form.receive(by=request.user, channel=Channel.FIELD, at=at, photos=[draft.photo for draft in photos])
    except Exception as error:
        problem = explain_on(form, error)  # raises again what has no words
        return _form(request, form, photos=photos, status=problem.status)
    due = moment(receipt.due_at, at) if receipt.due_at else "—"
    messages.success(
        request, _("Taken in as %(number)s, to be answered by %(due)s.") % {"number": receipt.number, "due": due}
    )
    reported = Matter.objects.get(pk=receipt.pk)
    if actions.unit_on_the_spot(request.user, reported, at=at) is not None:
        return redirect("field:on-the-spot", reported.number)
    return redirect("field:orders")


def _own_place(request: SignedIn) -> str:
    """The label of the reader's own grid, when there is one."""
    grids = [post.grid.code for post in posts_with(request.user, Grant.REPORT_FOR_OTHERS) if post.grid is not None]
    return gazetteer().label(grids[0]) if grids else ""


def _form(
    request: SignedIn,
    form: EntryForm,
    *,
    photos: list[drafts.Draft] | None = None,
    wrong: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    part = "field/patrol.html#questions" if request.headers.get("HX-Request") else "field/patrol.html"
    context = {"form": form, "photos": photos or [], "wrong": wrong or []}
    return TemplateResponse(request, part, context, status=status)
