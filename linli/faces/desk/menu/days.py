"""组团服务日 at the desk: one is planned, held or called off; a unit says whether it comes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from linli.commons.actions import groups
from linli.commons.models import GroupPart, Service
from linli.commons.reads.orders import days_of
from linli.commons.reads.providers import able
from linli.commons.rules.orders import ADDRESS_LIMIT, RATING_LIMIT, SEATS_MOST, Form, GroupStage, Stage
from linli.faces.kit import paging
from linli.faces.kit.fields import Words, in_language
from linli.faces.kit.gates import SignedIn, menu_desk, order_server
from linli.faces.kit.menu.words import REASON
from linli.faces.kit.posted import posted, typed, whole
from linli.faces.kit.problems import explain, explain_on
from linli.orgs.authority import may, posts_with, units_of
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation
from linli.places.models import Division

UNITS_SHOWN = 100


def _instant() -> forms.DateTimeInput:
    return forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class PlanForm(forms.Form):
    """A day on which several units come together in the desk's own community."""

    begin = forms.DateTimeField(widget=_instant(), label=gettext_lazy("Begins"))
    end = forms.DateTimeField(widget=_instant(), label=gettext_lazy("Ends"))
    place = Words(max_length=ADDRESS_LIMIT, label=gettext_lazy("Place"))
    seats = forms.IntegerField(min_value=1, max_value=SEATS_MOST, initial=30, label=gettext_lazy("Seats"))
    words = Words(max_length=RATING_LIMIT, required=False, label=gettext_lazy("What there will be (not needed)"))

    def __init__(self, *args: Any, services: list[Service], units: list[Organisation], **more: Any) -> None:
        super().__init__(*args, **more)
        self.by_pk = {str(row.pk): row for row in (*services,)}, {str(row.pk): row for row in units}
        chosen = [(str(row.pk), in_language(row.name, row.name_en)) for row in services]
        asked = [(str(row.pk), in_language(row.name, row.name_en)) for row in units]
        self.fields["service"] = forms.ChoiceField(choices=chosen, label=gettext_lazy("Service"))
        self.fields["units"] = forms.MultipleChoiceField(
            choices=asked, label=gettext_lazy("Units asked to come"), widget=forms.CheckboxSelectMultiple
        )

    def plan(self) -> tuple[Service, groups.Plan]:
        said, (services, units) = self.cleaned_data, self.by_pk
        chosen = [units[pk] for pk in said["units"]]
        day = groups.Plan(said["begin"], said["end"], said["place"], said["seats"], chosen, said["words"])
        return services[said["service"]], day


@menu_desk
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def days(request: SignedIn) -> HttpResponse:
    """The days of one's communities and those one's units were asked to; the form of a new one."""
    now, community, status = timezone.now(), _community(request), 200
    form = _form(request, community) if community is not None else None
    if request.method == "POST":
        if form is None or community is None:
            raise Http404
        status = 422
        if form.is_valid():
            service, plan = form.plan()
            try:
                made = groups.plan(by=request.user, service=service, community=community, says=plan, at=now)
            except Exception as error:
                status = explain_on(form, error).status
            else:
                messages.success(request, _("Planned. Residents can order a seat from now on."))
                return redirect("desk:group-day", made.pk)
    page = paging.asked(request, days_of(request.user), "starts_at", newest_first=True)
    context = page | {"form": form, "now": now}
    return TemplateResponse(request, "desk/menu/days.html", context, status=status)


@menu_desk
@never_cache
@require_safe
def day(request: SignedIn, day_id: int) -> HttpResponse:
    return _page(request, day_id)


@menu_desk
@posted("desk:group-day")
@never_cache
def move(request: SignedIn, day_id: int) -> HttpResponse:
    """It was held, or it is called off with the reason."""
    found, now = get_object_or_404(days_of(request.user), pk=day_id), timezone.now()
    version = whole(request.POST.get("version", ""))
    try:
        if request.POST.get("move") == "hold":
            groups.hold(by=request.user, group=found, version=version, at=now)
            messages.success(request, _("Noted. Each who had a seat says whether they were served."))
        else:
            words = typed(request, "words")
            groups.call_off(by=request.user, group=found, words=words, version=version, at=now)
            messages.success(request, _("Called off. Its orders wait for another day."))
    except Exception as error:
        problem = explain(error)
        if problem.status == 403:
            raise
        messages.error(request, str(problem.text))
        return _page(request, day_id, typed=typed(request, "words"), status=problem.status)
    return redirect("desk:group-day", day_id)


@order_server
def say(request: SignedIn, part_id: int) -> HttpResponse:
    """A unit comes, or it does not and says why."""
    mine = GroupPart.objects.filter(unit__in=units_of(request.user, Grant.SERVE_ORDERS))
    part = get_object_or_404(mine.select_related("group__community", "unit"), pk=part_id)
    if request.method == "POST":
        comes, reason = request.POST.get("comes") == "1", typed(request, "reason")
        try:
            groups.say(by=request.user, part=part, comes=comes, reason=reason, at=timezone.now())
        except Exception as error:
            problem = explain(error)
            messages.error(request, str(problem.text))
            return _page(request, part.group_id, status=problem.status)
        messages.success(request, _("Noted. The community sees it."))
    return redirect("desk:group-day", part.group_id)


def _page(request: SignedIn, day_id: int, *, typed: str = "", status: int = 200) -> HttpResponse:
    now = timezone.now()
    found = get_object_or_404(days_of(request.user), pk=day_id)
    plans = may(request.user, Grant.GIVE_OUT_ORDERS, at=found.community.code)
    mine = units_of(request.user, Grant.SERVE_ORDERS)
    parts = [(part, part.unit_id in mine) for part in found.parts.select_related("unit").order_by("pk")]
    seated = found.orders.filter(stage__in=(Stage.ACCEPTED, Stage.DELIVERED, Stage.RECEIVED, Stage.CLOSED))
    is_planned = found.stage == GroupStage.PLANNED
    context = {
        "day": found,
        "parts": parts,
        "orders": list(seated.select_related("service").order_by("pk")) if plans else [],
        "reasons": REASON.items(),
        "may_hold": plans and is_planned and found.starts_at <= now,
        "may_call_off": plans and is_planned,
        "is_open": is_planned and found.starts_at > now,
        "typed": typed,
        "now": now,
    }
    return TemplateResponse(request, "desk/menu/day.html", context, status=status)


def _community(request: SignedIn) -> Division | None:
    posts = posts_with(request.user, Grant.GIVE_OUT_ORDERS)
    return posts[0].organisation.division if posts else None


def _form(request: SignedIn, community: Division) -> PlanForm:
    on = timezone.localdate()
    services = list(Service.objects.valid(on).on_in(community).filter(form=Form.GROUP).order_by("order"))
    units = list(able(community.code, on).order_by("-division__level", "pk")[:UNITS_SHOWN])
    return PlanForm(request.POST or None, services=services, units=units)
