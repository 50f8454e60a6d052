"""What a counter takes: everything on the menu, but for what its community writes down; read by those above, too."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from linli.commons.actions import counter as actions
from linli.commons.models import CounterGap, Service
from linli.commons.reads import counter as reads
from linli.faces.kit.fields import CALENDAR, day_box, named, offer
from linli.faces.kit.gates import SignedIn, desk, order_giver
from linli.faces.kit.menu.counter import who_takes
from linli.faces.kit.paging import asked
from linli.faces.kit.posted import posted, sent, tapped
from linli.orgs.authority import inside, posts_with, prefixes
from linli.orgs.grants import Grant
from linli.places.models import Division


class GapForm(forms.Form):
    code = forms.ChoiceField(label=gettext_lazy("Which item"))
    on = forms.DateField(label=gettext_lazy("Not taken from"), widget=day_box(), validators=CALENDAR)
    until = forms.DateField(
        required=False,
        label=gettext_lazy("Taken again from"),
        help_text=gettext_lazy("Empty: until you say so."),
        widget=day_box(),
        validators=CALENDAR,
    )

    def __init__(self, data: Any = None, *, services: list[Service], **more: Any) -> None:
        super().__init__(data, **more)
        offer(self, code=[("", _("Choose")), *named(services)])


@order_giver
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def items(request: SignedIn) -> HttpResponse:
    """What the own counter takes; POST says what nobody there can take for a time."""
    community, at = _own(request), timezone.now()
    on = timezone.localdate(at)
    counter = reads.counter_of(community, on)
    form = GapForm(request.POST or None, services=list(counter.taken), initial={"on": on})

    def keep(told: dict[str, Any]) -> None:
        service = next(one for one in counter.taken if one.code == told["code"])
        days = {"on": told["on"], "until": told["until"]}
        actions.cannot_take(by=request.user, community=community, service=service, at=at, **days)

    status = sent(request, form, keep, _("Kept. Residents read it at the service centre."))
    if status is None:
        return redirect("desk:counter-items")
    page = {"community": community, "counter": counter, "form": form, "who": who_takes(community.code, on), "now": at}
    return TemplateResponse(request, "desk/menu/items.html", page, status=status)


@order_giver
@posted("desk:counter-items", of_all=True)
def again(request: SignedIn, gap_id: int) -> HttpResponse:
    """It is taken again from today."""
    areas, at = prefixes(request.user, Grant.GIVE_OUT_ORDERS), timezone.now()
    gap = get_object_or_404(CounterGap.objects.filter(inside("community__code", areas)), pk=gap_id)
    tapped(request, lambda: actions.takes_again(by=request.user, gap=gap, at=at), _("Taken here again."))
    return redirect("desk:counter-items")


@desk
@require_safe
def gaps(request: SignedIn) -> HttpResponse:
    """What is not taken at the counters of one's area."""
    areas, now = prefixes(request.user, Grant.SEE_FIGURES), timezone.now()
    if not areas:
        raise Http404
    on = timezone.localdate(now)
    page = asked(request, reads.gaps_in(areas, on), "said_at", newest_first=True)
    known = reads.names({row.code for row in page["rows"]})
    rows = [(row, known[row.code], who_takes(row.community.code, on)) for row in page["rows"]]
    context = page | {"rows": rows, "tab": "coverage", "sees_figures": True, "on": on, "now": now}
    return TemplateResponse(request, "desk/menu/gaps.html", context)


def _own(request: SignedIn) -> Division:
    posts = posts_with(request.user, Grant.GIVE_OUT_ORDERS)
    if not posts:
        raise Http404
    return posts[0].organisation.division
