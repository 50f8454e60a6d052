"""What is seen on patrol, or told at the door: the sheet of the residents, the own grid guessed; three taps to send."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from linli.faces.kit.gates import SignedIn, field
from linli.faces.kit.moments import moment
from linli.faces.kit.problems import PROBLEMS, explain_on
from linli.faces.kit.report import choices
from linli.faces.kit.report.forms import SheetForm
from linli.faces.kit.report.sheet import Sheet, filled, page, remember, spots
from linli.matters import actions
from linli.matters.models import Channel, Matter
from linli.orgs.authority import posts_with, prefixes
from linli.orgs.grants import Grant
from linli.whistles.errors import Elsewhere


@field
@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
def patrol(request: SignedIn) -> HttpResponse:
    if not prefixes(request.user, Grant.REPORT_FOR_OTHERS):
        raise Http404
    at = timezone.now()
    if request.method != "POST":
        return _page(request, Sheet(_begun(request, at)))
    sheet = filled(request, SheetForm, at=at)
    if not sheet.has_intent:
        return _page(request, Sheet(_begun(request, at)), status=422)
    if sheet.again:
        sheet.forgive()
        return _page(request, sheet)
    return _send(request, sheet, at) if sheet.is_whole() else _page(request, sheet, status=422)


def _send(request: SignedIn, sheet: Sheet[SheetForm], at: datetime) -> HttpResponse:
    said = sheet.form.cleaned_data
    try:
        receipt = actions.receive(
            by=request.user,
            at=at,
            intent=said["intent"],
            kind=said["kind"],
            channel=Channel.FIELD,
            place=said["place"],
            point=sheet.form.point,
            address=said["address"],
            words=said["words"],
            **sheet.attached,
        )
    except PermissionDenied:
        sheet.form.add_error("place", PROBLEMS[Elsewhere].text)
        return _page(request, sheet, status=403)
    except Exception as error:
        problem = explain_on(sheet.form, error)  # raises again what has no words
        return _page(request, sheet, status=problem.status)
    due = moment(receipt.due_at, at) if receipt.due_at else "—"
    messages.success(
        request, _("Taken in as %(number)s, to be answered by %(due)s.") % {"number": receipt.number, "due": due}
    )
    reported = Matter.objects.get(pk=receipt.pk)
    remember(request, reported.place, sheet.form)
    if actions.unit_on_the_spot(request.user, reported, at=at) is not None:
        return redirect("field:on-the-spot", reported.number)
    return redirect("field:orders")


def _begun(request: SignedIn, at: datetime) -> SheetForm:
    """How a sheet begins: its intent, and the reader's own grid; without one, where the last report was."""
    own = [post.grid.code for post in posts_with(request.user, Grant.REPORT_FOR_OTHERS) if post.grid is not None]
    last = [spot.reference for spot in choices.last(spots(request))]
    guess = {"place": own[0], "how": "own"} if own else {"place": last[0], "how": "last"} if last else {}
    return SheetForm(initial={"intent": uuid4(), **guess}, on=timezone.localdate(at))


def _page(request: HttpRequest, sheet: Sheet[SheetForm], *, status: int = 200) -> HttpResponse:
    address = reverse("field:patrol")
    return page(request, "field/patrol.html", sheet, sheet_url=address, channel=Channel.FIELD, status=status)
