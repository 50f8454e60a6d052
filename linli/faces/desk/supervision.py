"""督办 at the desk: what waits for a reply of one's own unit, what was asked of others, and asking anew."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from linli.core.calendar import Limit, LimitUnit
from linli.faces.desk.queue.page import TabShown
from linli.faces.kit.fields import Words
from linli.faces.kit.gates import SignedIn, desk
from linli.faces.kit.problems import explain_on
from linli.matters import actions
from linli.matters.models import WorkOrder
from linli.matters.reads import supervision as reads
from linli.matters.reads.supervision import Tab
from linli.matters.rules import SHORT_WORDS_LIMIT
from linli.orgs.authority import inside, may_above, posts_with, prefixes
from linli.orgs.grants import Grant

TABS = {
    Tab.TO_REPLY: gettext_lazy("For us to reply"),
    Tab.ISSUED: gettext_lazy("Waiting for units"),
    Tab.REPLIED: gettext_lazy("Replied"),
}
MOST_DAYS = 5


class SuperviseForm(forms.Form):
    words = Words(
        max_length=SHORT_WORDS_LIMIT,
        widget=forms.Textarea({"rows": 4}),
        label=gettext_lazy("What the unit shall reply to"),
    )
    days = forms.TypedChoiceField(
        coerce=int,
        choices=[(days, days) for days in range(1, MOST_DAYS + 1)],
        label=gettext_lazy("Reply within (working days)"),
    )


@desk
@require_safe
def supervisions(request: SignedIn) -> HttpResponse:
    """The list, by tab."""
    mine = list(reads.tabs_of(request.user))
    asked = request.GET.get("tab", "")
    tab = Tab(asked) if asked in {*mine} else mine[0]
    counts = reads.counts(request.user)
    context = {
        "at": timezone.now(),
        "tab": tab,
        "lines": reads.asked(request.user, tab),
        "opens_orders": tab is Tab.TO_REPLY or not posts_with(request.user, Grant.SEE_MATTERS),
        "most": reads.SHOWN,
        "tabs": [
            TabShown(TABS[each], urlencode({"tab": each}), each is tab, str(counts.get(each) or "")) for each in mine
        ],
    }
    return TemplateResponse(request, "desk/supervisions.html", context)


@desk
def supervise(request: SignedIn, pk: int) -> HttpResponse:
    """Ask the unit of one work order for a reply."""
    at = timezone.now()
    areas = prefixes(request.user, Grant.SUPERVISE)
    orders = WorkOrder.objects.open().filter(inside("matter__place", areas))
    order = get_object_or_404(orders.select_related("matter", "unit__division"), pk=pk)
    if not may_above(request.user, Grant.SUPERVISE, unit=order.unit, place=order.matter.place):
        raise Http404
    form = SuperviseForm(request.POST or None, auto_id="supervise-%s")
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            within = Limit(form.cleaned_data["days"], LimitUnit.WORKING_DAYS)
            try:
                actions.supervise(by=request.user, order=order, words=form.cleaned_data["words"], within=within, at=at)
            except Exception as error:
                problem = explain_on(form, error)
                status = problem.status
            else:
                messages.success(request, _("Sent. The unit has it on its work order and replies by the time."))
                return redirect("desk:matter", order.matter.number)
    context = {"at": at, "order": order, "form": form, "before": reads.of_order(order)}
    return TemplateResponse(request, "desk/supervise.html", context, status=status)
