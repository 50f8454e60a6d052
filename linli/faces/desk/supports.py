"""请求支援 at the desk: whom the units that lead ask for; sent at once or refused with words."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from linli.duties.reads import catalogue
from linli.faces.kit.fields import Words
from linli.faces.kit.gates import SignedIn, desk
from linli.faces.kit.problems import explain
from linli.matters import actions
from linli.matters.reads import supports as reads
from linli.matters.rules import SHORT_WORDS_LIMIT
from linli.orgs.authority import posts_with
from linli.orgs.grants import Grant


class DecideForm(forms.Form):
    words = Words(max_length=SHORT_WORDS_LIMIT, required=False, label=gettext_lazy("Words to the unit"))


@desk
@require_safe
def supports(request: SignedIn) -> HttpResponse:
    if not posts_with(request.user, Grant.DISPATCH):
        raise Http404
    return _page(request)


@desk
def decide(request: SignedIn, support: int) -> HttpResponse:
    """Send the unit, or refuse it."""
    if request.method != "POST":
        return redirect("desk:supports")
    row = get_object_or_404(reads.waiting(request.user), pk=support)
    form = DecideForm(request.POST)
    if not form.is_valid():
        return _page(request, trouble=" ".join(map(str, form.errors["words"])), status=422)
    is_granted = "grant" in request.POST
    words = form.cleaned_data["words"]
    try:
        actions.decide_support(by=request.user, support=row, is_granted=is_granted, words=words, at=timezone.now())
    except Exception as error:
        problem = explain(error)  # raises again what has no words
        return _page(request, trouble=str(problem.text), status=problem.status)
    done = _("Sent; the unit has its work order.") if is_granted else _("Refused; the unit reads why.")
    messages.success(request, done)
    return redirect("desk:supports")


def _page(request: SignedIn, *, trouble: str = "", status: int = 200) -> HttpResponse:
    kinds = catalogue().kinds
    rows = [(row, kinds[row.order.matter.kind_id]) for row in reads.waiting(request.user)[: reads.SHOWN]]
    context = {"at": timezone.now(), "rows": rows, "trouble": trouble}
    return TemplateResponse(request, "desk/supports.html", context, status=status)
