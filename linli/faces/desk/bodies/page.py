"""One body: what it is and by which rule, and everything that is done to it, each by a form of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from linli.faces.desk.activities.forms import times
from linli.faces.desk.bodies import forms as told_by
from linli.faces.desk.bodies.together import latest
from linli.faces.desk.bodies.tree import areas_of, find, trail
from linli.faces.kit.bodies import AREA, FORM, GROUND, LINK, NEED
from linli.faces.kit.gates import SignedIn, body_keeper
from linli.faces.kit.posted import sent, tapped
from linli.faces.kit.words import ORG_KIND, ROLE
from linli.orgs import actions
from linli.orgs.authority import may
from linli.orgs.grants import Grant
from linli.orgs.models import AreaKind, LinkKind, Organisation, Pairing, ResponsibilityArea, Role, Seat, UnitLink
from linli.orgs.reads import body as reads
from linli.orgs.reads.body import Shown
from linli.orgs.rules import TERM_SOON_DAYS
from linli.people.models import Person
from linli.volunteering.actions import held
from linli.volunteering.actions.activities import ActivitySays
from linli.volunteering.errors.activities import BadShift

Told = dict[str, Any]
Doing = Callable[[Person, Organisation, Told, datetime], object]


def _move(by: Person, body: Organisation, told: Told, at: datetime) -> object:
    return actions.move(by=by, body=body, under=told["parent"], on=told["on"], at=at)


def _post(by: Person, body: Organisation, told: Told, at: datetime) -> object:
    told = told | {"role": Role(told["role"]), "home_organisation": told["home"]}
    del told["home"]
    return actions.appoint(by=by, organisation=body, at=at, **told)


def _seat(by: Person, body: Organisation, told: Told, at: datetime) -> object:
    told = told | {"code": told["seat"]}
    del told["seat"]
    return actions.fill_seat(by=by, body=body, at=at, **told)


def _link(by: Person, body: Organisation, told: Told, at: datetime) -> object:
    kind = LinkKind(told["kind"])
    return actions.link(by=by, unit=told["unit"], stands_by=body, kind=kind, on=told["on"], at=at)


def _area(by: Person, body: Organisation, told: Told, at: datetime) -> object:
    kind = AreaKind(told["kind"])
    return actions.ask_for_area(
        by=by, body=body, kind=kind, person=told["person"], on=told["on"], at=at, **told["ground"]
    )


def _together(by: Person, body: Organisation, told: Told, at: datetime) -> object:
    if len(told["hours"]) != 1:
        raise BadShift
    says = ActivitySays(
        title=told["title"],
        community=told["community"],
        organiser=body,
        times=times(told["on"], told["hours"]),
        roles=(),
        words=told["words"],
        spot=told["spot"],
    )
    return held.enter(by=by, says=says, came=told["came"], at=at)


VERBS: Mapping[str, tuple[type[forms.Form], Doing, str | Promise]] = {
    "rename": (
        told_by.RenameForm,
        lambda by, body, told, at: actions.rename(by=by, body=body, at=at, **told),
        gettext_lazy("Renamed. The old name is kept."),
    ),
    "move": (told_by.MoveForm, _move, gettext_lazy("Moved. Where it stood is kept.")),
    "dissolve": (
        told_by.DissolveForm,
        lambda by, body, told, at: actions.dissolve(by=by, body=body, on=told["on"], at=at),
        gettext_lazy("The end is set; posts, seats and links end with it."),
    ),
    "prolong": (
        told_by.ProlongForm,
        lambda by, body, told, at: actions.prolong(by=by, body=body, until=told["until"], at=at),
        gettext_lazy("Prolonged. It dissolves by itself on the new day."),
    ),
    "post": (told_by.PostForm, _post, gettext_lazy("Appointed.")),
    "seat": (told_by.SeatForm, _seat, gettext_lazy("The seat is filled.")),
    "ground": (
        told_by.StandForm,
        lambda by, body, told, at: actions.stand_on(by=by, body=body, place=told["place"], on=told["on"], at=at),
        gettext_lazy("It stands there now."),
    ),
    "link": (told_by.LinkForm, _link, gettext_lazy("Linked.")),
    "pair": (
        told_by.PairForm,
        lambda by, body, told, at: actions.pair(by=by, body=body, at=at, **told),
        gettext_lazy("Paired."),
    ),
    "area": (
        told_by.AreaForm,
        _area,
        gettext_lazy("Asked. Nobody is named until the person agrees."),
    ),
    "together": (told_by.TogetherForm, _together, gettext_lazy("Entered among what it does together.")),
}


@body_keeper
@require_safe
def body(request: SignedIn, body_id: int) -> HttpResponse:
    return _page(request, find(request, body_id))


@body_keeper
def act(request: SignedIn, body_id: int, verb: str) -> HttpResponse:
    """Do what one of the forms asks; a form that is wrong is shown again, opened, with what was typed."""
    if verb not in VERBS:
        raise Http404
    found, at = find(request, body_id), timezone.now()
    if request.method != "POST":
        return redirect("desk:body", body_id)
    _kind, doing, done = VERBS[verb]
    form = _form(verb, reads.shown(found, timezone.localdate(at)), timezone.localdate(at), request.POST)
    status = sent(request, form, lambda told: doing(request.user, found, told, at), str(done))
    if status is None:
        return redirect("desk:body", body_id)
    return _page(request, found, verb=verb, form=form, status=status)


@body_keeper
def end(request: SignedIn, body_id: int, hangs: str, row_id: int) -> HttpResponse:
    """End one thing that hangs on the body, today: a post, a seat, a stand, a link, a pairing, an area."""
    found, at = find(request, body_id), timezone.now()
    if request.method != "POST":
        return redirect("desk:body", body_id)
    today, by = timezone.localdate(at), request.user
    ends: dict[str, Callable[[], object]] = {
        "post": lambda: actions.end_post(by=by, post=_own(found.posts, row_id), on=today, at=at),
        "seat": lambda: actions.vacate_seat(by=by, seat=_own(Seat.objects.filter(body=found), row_id), on=today, at=at),
        "ground": lambda: actions.leave_ground(by=by, stand=_own(found.stands, row_id), on=today, at=at),
        "link": lambda: actions.unlink(
            by=by, link=_own(UnitLink.objects.filter(stands_by=found), row_id), on=today, at=at
        ),
        "pair": lambda: actions.unpair(by=by, body=found, pairing=_own(Pairing.objects.all(), row_id), on=today, at=at),
        "area": lambda: actions.end_area(
            by=by,
            area=_own(ResponsibilityArea.objects.filter(post__organisation=found), row_id),
            on=today,
            at=at,
        ),
    }
    if hangs not in ends:
        raise Http404
    tapped(request, ends[hangs], str(gettext_lazy("Ended today.")))
    return redirect("desk:body", body_id)


def _own(rows: Any, pk: int) -> Any:
    return get_object_or_404(rows, pk=pk)


def _forms(shown: Shown, today: date) -> dict[str, forms.Form]:
    return {verb: _form(verb, shown, today) for verb in VERBS}


def _form(verb: str, shown: Shown, today: date, data: QueryDict | None = None) -> forms.Form:
    """The form of a verb; all of them stand on one page, so the ids of its fields begin with the verb."""
    form = VERBS[verb][0](data, shown=shown, on=today)  # type: ignore[call-arg]
    form.auto_id = f"{verb}-%s"
    return form


def _page(
    request: SignedIn, found: Organisation, *, verb: str = "", form: forms.Form | None = None, status: int = 200
) -> HttpResponse:
    at = timezone.now()
    today: date = timezone.localdate(at)
    shown = reads.shown(found, today)
    is_over = found.dissolved_at is not None or (found.valid_to is not None and found.valid_to <= today)
    context = {
        "shown": shown,
        "above": trail(shown.above, areas_of(request)),
        "body": found,
        "kind": ORG_KIND[found.kind],
        "form_of": FORM.get(found.form, "") if found.form else "",  # type: ignore[call-overload]
        "under": [ORG_KIND[kind] for kind in (shown.rule.under if shown.rule else []) if kind],
        "alone": shown.rule is not None and "" in shown.rule.under,
        "places": [(place, NEED[place.rule.need]) for place in shown.places],  # type: ignore[index]
        "links": [(row, LINK[LinkKind(row.kind)]) for row in shown.links],
        "stands_by": [(row, LINK[LinkKind(row.kind)]) for row in shown.stands_by],
        "missing": [LINK[kind] for kind in shown.missing],
        "stands": [(row, GROUND[row.ground]) for row in shown.stands],  # type: ignore[index]
        "may_hold": may(request.user, Grant.HOLD_ACTIVITIES, at=found.prefix),
        "together": [] if shown.is_office else latest(found, [link.unit_id for link in shown.links], today),
        "areas": [(row, AREA[AreaKind(row.kind)]) for row in shown.areas],
        "ended": [(row, ROLE[Role(row.role)]) for row in shown.ended],
        "forms": _forms(shown, today) | ({verb: form} if form is not None else {}),
        "open": verb,
        "is_over": is_over,
        "soon_days": TERM_SOON_DAYS,
        "today": today,
        "now": at,
    }
    return TemplateResponse(request, "desk/bodies/body.html", context, status=status)
