"""The activities of one's area, a new one from a template, one with its roster; publish, repeat, call off."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Case, Q, When
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from linli.core.dated import in_force
from linli.faces.desk.activities.forms import ActivityForm, ReasonForm, of_draft, of_template
from linli.faces.kit import paging
from linli.faces.kit.activity_lists import FESTIVALS_SHOWN
from linli.faces.kit.gates import SignedIn, activity_keeper
from linli.faces.kit.posted import posted, sent, tapped, whole
from linli.faces.kit.problems import explain
from linli.orgs.authority import inside, own_units, prefixes
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation, OrgKind
from linli.orgs.reads import communities_of
from linli.places.models import Facility
from linli.places.rules import Level
from linli.volunteering.actions import activities
from linli.volunteering.models import Activity, Template
from linli.volunteering.reads import nearby, organising, seasons
from linli.volunteering.rules.activities import OPEN, ActivityStage

NEXT = timedelta(days=7)


@activity_keeper
@require_safe
def planned(request: SignedIn) -> HttpResponse:
    """What is drafted and lies ahead; ``?over=1`` what is over or called off, the latest first."""
    now, is_over = timezone.now(), request.GET.get("over") == "1"
    rows = organising.activities_of(request.user).select_related("community", "facility", "organiser", "template")
    if is_over:
        rows = rows.exclude(stage=ActivityStage.DRAFT).filter(begins_at__lte=now)
    else:
        rows = rows.filter(stage__in=(ActivityStage.DRAFT, *OPEN), ends_at__gt=now)
    on, page = timezone.localdate(now), paging.asked(request, rows, "begins_at", newest_first=is_over)
    context = page | {
        "cards": nearby.cards(page["rows"]),
        "is_over": is_over,
        "theme": seasons.theme(on),
        "festivals": seasons.coming(on)[:FESTIVALS_SHOWN],
        "now": now,
    }
    return TemplateResponse(request, "desk/activities/list.html", context)


@activity_keeper
@require_safe
def templates(request: SignedIn) -> HttpResponse:
    """What an activity can be made from."""
    rows = Template.objects.filter(in_force(timezone.localdate())).order_by("order", "pk")
    return TemplateResponse(request, "desk/activities/templates.html", {"templates": rows})


@activity_keeper
def new(request: SignedIn, template_code: str) -> HttpResponse:
    """Draft an activity of a template; ``other`` begins with an empty form."""
    now = timezone.now()
    rows = Template.objects.filter(in_force(timezone.localdate(now)))
    template = get_object_or_404(rows, code=template_code) if template_code != "other" else None
    on = timezone.localdate(now + NEXT)
    begin = of_template(template, on) if template is not None else {"on": on}
    organiser = whole(request.GET.get("organiser", ""))
    form = ActivityForm(
        request.POST or None, choices=choices_of(request, organiser), initial=begin | {"organiser": organiser or None}
    )
    made: list[Activity] = []

    def make(asked: dict[str, Any]) -> None:
        made.append(activities.make(by=request.user, says=form.says(asked, template), at=now))
        if asked.get("weeks"):
            activities.repeat(by=request.user, activity=made[0], weeks=asked["weeks"], at=now)

    status = sent(request, form, make, _("Drafted. Look at it once more, then publish it."))
    if status is None:
        return redirect("desk:activity", made[0].pk)
    context = {"form": form, "template": template, "is_new": True}
    return TemplateResponse(request, "desk/activities/form.html", context, status=status)


@activity_keeper
@never_cache
@require_safe
def activity(request: SignedIn, activity_id: int) -> HttpResponse:
    return page(request, find(request, activity_id))


@activity_keeper
def change(request: SignedIn, activity_id: int) -> HttpResponse:
    """Write a draft anew."""
    found = find(request, activity_id)
    choices = choices_of(request, found.organiser_id)
    form = ActivityForm(request.POST or None, choices=choices, initial=of_draft(found), repeats=False)
    at = timezone.now()
    status = sent(
        request,
        form,
        lambda asked: activities.change(by=request.user, activity=found, says=form.says(asked, found.template), at=at),
        _("Kept."),
    )
    if status is None:
        return redirect("desk:activity", found.pk)
    context = {"form": form, "template": found.template, "activity": found}
    return TemplateResponse(request, "desk/activities/form.html", context, status=status)


@activity_keeper
@posted("desk:activity")
def publish(request: SignedIn, activity_id: int) -> HttpResponse:
    """Open it to sign up; of a series all drafts when asked so."""
    found, at = find(request, activity_id), timezone.now()
    rows = [found]
    if request.POST.get("series") and found.series is not None:
        drafts = organising.activities_of(request.user).filter(series=found.series, stage=ActivityStage.DRAFT)
        rows = list(drafts.select_related("community").order_by("begins_at")) or rows
    done = _("Published. People can sign up.")
    tapped(request, lambda: [activities.publish(by=request.user, activity=row, at=at) for row in rows], done)
    return redirect("desk:activity", activity_id)


@activity_keeper
@posted("desk:activity")
def repeat(request: SignedIn, activity_id: int) -> HttpResponse:
    found, at = find(request, activity_id), timezone.now()
    weeks = whole(request.POST.get("weeks", ""))
    tapped(
        request,
        lambda: activities.repeat(by=request.user, activity=found, weeks=weeks, at=at),
        _("Repeated. Each week is one of its own."),
    )
    return redirect("desk:activity", activity_id)


@activity_keeper
@posted("desk:activity")
def call_off(request: SignedIn, activity_id: int) -> HttpResponse:
    found, at = find(request, activity_id), timezone.now()
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return page(request, found, call_off=form, status=422)
    try:
        activities.call_off(by=request.user, activity=found, reason=form.cleaned_data["reason"], at=at)
    except Exception as error:
        messages.error(request, str(explain(error).text))
    else:
        messages.success(request, _("Called off. All who signed up see why."))
    return redirect("desk:activity", activity_id)


def find(request: SignedIn, pk: int) -> Activity:
    rows = organising.activities_of(request.user).select_related(
        "community", "organiser", "facility", "team", "template"
    )
    return get_object_or_404(rows, pk=pk)


def page(request: SignedIn, found: Activity, *, status: int = 200, **more: Any) -> HttpResponse:
    """One activity with everything that can be done to it; ``more`` are forms that were wrong."""
    now = timezone.now()
    context = {
        "activity": found,
        "shifts": organising.roster(found),
        "has_begun": found.begins_at <= now,
        "is_draft": found.stage == ActivityStage.DRAFT,
        "is_open": found.stage in OPEN,
        "may_call_off": found.stage in (ActivityStage.DRAFT, *OPEN),
        "call_off": ReasonForm(),
        "now": now,
    }
    return TemplateResponse(request, "desk/activities/activity.html", context | more, status=status)


def choices_of(request: SignedIn, organiser: int = 0) -> dict[str, Any]:
    """What the desk may choose from: all of it in the own area."""
    areas, on = prefixes(request.user, Grant.HOLD_ACTIVITIES), timezone.localdate()
    own = Q(pk__in=own_units(request.user))
    narrow = [area for area in areas if len(area) >= Level.COMMUNITY]  # a town has too many units to choose from
    committees_first = Case(When(kind=OrgKind.COMMUNITY_COMMITTEE, then=0), When(own, then=1), default=2)
    named = Q(pk=organiser) & inside("division__code", areas)  # a body of a town or the county
    units = Organisation.objects.valid(on).filter(own | inside("division__code", narrow) | named)
    return {
        "community": communities_of(request.user, Grant.HOLD_ACTIVITIES).order_by("code"),
        "organiser": units.order_by(committees_first, "kind", "pk"),
        "team": organising.teams_of(request.user).order_by("name"),
        "facility": Facility.objects.valid(on).filter(inside("community__code", areas)).order_by("name"),
    }
