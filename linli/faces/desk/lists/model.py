"""三联三共三双三保 as a checklist: what a community says of each point, and which points the county asks for."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from linli.commons.actions import model as actions
from linli.commons.models import ModelPoint, PointWord
from linli.commons.rules.lists import LONGEST_TITLE, LONGEST_WORDS, PointStage
from linli.faces.desk.lists import scope
from linli.faces.desk.lists.forms import SAID
from linli.faces.desk.taking_back import led_to, taken_back
from linli.faces.kit.fields import CALENDAR, PlaceField, Words, day_box, offer
from linli.faces.kit.gates import SignedIn, commons_keeper, model_keeper, rule_keeper
from linli.faces.kit.lists import POINT_STAGE
from linli.faces.kit.posted import posted, sent, typed
from linli.orgs.authority import posts_with
from linli.orgs.grants import Grant
from linli.places.models import Division

CODE = RegexValidator(r"^[a-z][a-z0-9-]{1,28}[a-z0-9]$", gettext_lazy("Small letters, digits and dashes, at most 30."))


class SayForm(forms.Form):
    stage = forms.TypedChoiceField(
        coerce=PointStage,
        choices=[(stage.value, name) for stage, name in POINT_STAGE.items()],
        widget=forms.RadioSelect,
        label=gettext_lazy("How far"),
    )
    words = Words(max_length=LONGEST_WORDS, widget=forms.Textarea(SAID), label=gettext_lazy("In words"))
    is_public = forms.BooleanField(
        required=False, initial=True, label=gettext_lazy("Everybody may read it on the portal")
    )


class PointForm(forms.Form):
    code = Words(max_length=30, validators=[CODE], label=gettext_lazy("Code; one that is there is worded anew"))
    part = Words(max_length=20, label=gettext_lazy("Stands under"))
    part_en = Words(max_length=40, required=False, label=gettext_lazy("Stands under, in English"))
    name = Words(max_length=LONGEST_TITLE, label=gettext_lazy("Name"))
    name_en = Words(max_length=100, required=False, label=gettext_lazy("Name in English"))
    words = Words(max_length=200, required=False, label=gettext_lazy("When it stands"))
    words_en = Words(max_length=300, required=False, label=gettext_lazy("When it stands, in English"))
    on = forms.DateField(widget=day_box(), validators=CALENDAR, label=gettext_lazy("In force from"))


class EndForm(forms.Form):
    code = forms.ChoiceField(label=gettext_lazy("Which point"))
    on = forms.DateField(widget=day_box(), validators=CALENDAR, label=gettext_lazy("Asked for until before"))

    def __init__(self, data: Any = None, *, points: list[ModelPoint], **more: Any) -> None:
        super().__init__(data, **more)
        offer(self, code=[(row.code, f"{row.part} · {row.name}") for row in points])


@model_keeper
@require_safe
def model(request: SignedIn) -> HttpResponse:
    """The checklist of one community of the own area."""
    return _show(request, _community(request, request.GET.get("place", "")))


@commons_keeper
@posted("desk:model", of_all=True)
def say(request: SignedIn) -> HttpResponse:
    community, code = _community(request, typed(request, "place")), typed(request, "code")
    if community is None:
        raise Http404
    form, at = SayForm(request.POST), timezone.now()

    def act(told: dict[str, Any]) -> None:
        actions.say(by=request.user, community=community, code=code, at=at, **told)

    status = sent(request, form, act, _("Kept."))
    if status is None:
        return redirect(f"{reverse('desk:model')}?place={community.code}#point-{code}")
    return _show(request, community, status=status, said=form, said_code=code)


@rule_keeper
@posted("desk:model", of_all=True)
def point(request: SignedIn) -> HttpResponse:
    """Another point, or another wording of one."""
    form, at = PointForm(request.POST, auto_id="point-%s"), timezone.now()

    def act(told: dict[str, Any]) -> None:
        actions.set_point(by=request.user, on=told.pop("on"), says=actions.PointSays(**told), at=at)

    status = sent(request, form, act, _("Kept. It is asked for from that day on."))
    return redirect("desk:model") if status is None else _show(request, None, status=status, point=form)


@rule_keeper
@posted("desk:model", of_all=True)
def end(request: SignedIn) -> HttpResponse:
    at = timezone.now()
    form = EndForm(request.POST, points=_points(at), auto_id="end-%s")

    def act(told: dict[str, Any]) -> None:
        actions.end_point(by=request.user, at=at, **told)

    status = sent(request, form, act, _("Kept. What communities said of it stays."))
    return redirect("desk:model") if status is None else _show(request, None, status=status, ending=form)


take_back = taken_back(
    rule_keeper, lambda request: ModelPoint.objects.all(), actions.take_back_point, led_to("desk:model")
)


def _community(request: SignedIn, asked: str) -> Division | None:
    """The community that is asked for, or the only one of the own area. Raises: Http404."""
    codes = [code for code in PlaceField(areas=scope.areas(request)).places.values() if len(code) == 12]
    if asked and asked[:12] not in codes:
        raise Http404
    code = asked[:12] or (codes[0] if len(codes) == 1 else "")
    return Division.objects.communities().defer("outline").filter(code=code).first()


def _points(at: datetime) -> list[ModelPoint]:
    return list(ModelPoint.objects.valid(timezone.localdate(at)).order_by("order", "pk"))


def _show(request: SignedIn, community: Division | None, *, status: int = 200, **sent_back: Any) -> HttpResponse:
    at = timezone.now()
    on, points = timezone.localdate(at), _points(at)
    words = {row.code: row for row in PointWord.objects.filter(community=community)} if community else {}
    places = {code: label for label, code in PlaceField(areas=scope.areas(request)).places.items() if len(code) == 12}
    tomorrow = {"on": on + timedelta(days=1)}
    sets = bool(posts_with(request.user, Grant.SET_RULES))
    context = {
        "at": at,
        "tab": "model",
        "community": community,
        "places": places,
        "points": [(row, word := words.get(row.code), _form(row, word, sent_back)) for row in points],
        "point": PointForm(initial=tomorrow, auto_id="point-%s") if sets else None,
        "to_come": ModelPoint.objects.to_come(on).order_by("valid_from", "order") if sets else None,
        "on": on,
        "ending": EndForm(points=points, initial=tomorrow, auto_id="end-%s") if sets else None,
        **sent_back,
    }
    return TemplateResponse(request, "desk/lists/model.html", context, status=status)


def _form(row: ModelPoint, word: PointWord | None, sent_back: dict[str, Any]) -> SayForm:
    """What is said of a point: as it could not be taken, or as it was said last."""
    if sent_back.get("said_code") == row.code:
        form: SayForm = sent_back["said"]
    else:
        told = ("stage", "words", "is_public")
        form = SayForm(initial={name: getattr(word, name) for name in told} if word is not None else None)
    form.auto_id = f"{row.code}-%s"  # several stand on one page
    return form
