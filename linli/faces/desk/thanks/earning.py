"""What deeds earn and what stars ask for, as the county sets them: looked at first, then kept from a day on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from linli.faces.desk.taking_back import led_to, taken_back
from linli.faces.desk.thanks.forms import RuleForm
from linli.faces.kit.fields import CALENDAR, Words, day_box
from linli.faces.kit.gates import SignedIn, rule_keeper
from linli.faces.kit.posted import sent, tapped
from linli.faces.kit.thanks import DEED
from linli.points import actions
from linli.points.models import Rule, Star
from linli.points.rules import LONGEST_STAR, LONGEST_TASK, MOST_TASKS, MOST_TIMES

SHOWN = ("name", "points", "day_cap", "month_cap", "months")  # what a preview compares
ROWS_MORE = 2  # empty rows for new tasks
Lines = list[tuple[Any, Any, Any]]  # what, before, after


@rule_keeper
def rules(request: SignedIn) -> HttpResponse:
    """What deeds earn, as dated rows; a new row ends the one before it on its day. ``look`` only shows what changes."""
    at = timezone.now()
    today = timezone.localdate(at)
    form, is_look = RuleForm(request.POST or None, initial={"on": today}), "look" in request.POST
    status = sent(
        request,
        form,
        lambda told: _done(is_look, lambda: actions.set_rule(by=request.user, says=form.says(), on=told["on"], at=at)),
        "" if is_look else _("Kept. It is in force from the day you gave."),
    )
    if status is None and not is_look:
        return redirect("desk:thanks-rules")
    looked = status is None
    before = Rule.objects.filter(verb=form.cleaned_data["verb"], valid_to=None).first() if looked else None
    seen: Lines = [
        (form.fields[name].label, getattr(before, name, None), form.cleaned_data[name])
        for name in SHOWN
        if looked and (before is None or getattr(before, name) != form.cleaned_data[name])
    ]
    rows = Rule.objects.unended(today).order_by("verb", "valid_from")
    context = {
        "form": form,
        "rules": [(row, DEED.get(row.verb, row.verb)) for row in rows],
        "looked": looked,
        "seen": seen,
        "on": today,
        "now": at,
    }
    return TemplateResponse(request, "desk/thanks/rules.html", context, status=status or 200)


def _done(is_look: bool, act: Callable[[], object]) -> None:
    """Do it; who only looks has it taken back, and hears of everything that would not go."""
    with transaction.atomic():
        act()
        transaction.set_rollback(is_look)


class StarForm(forms.Form):
    name = Words(max_length=LONGEST_STAR, label=gettext_lazy("Name of the star"))
    name_en = Words(max_length=60, required=False, label=gettext_lazy("In English"))
    on = forms.DateField(label=gettext_lazy("In force from"), widget=day_box(), validators=CALENDAR)


class TaskForm(forms.Form):
    """One task; a row without a name is none."""

    code = forms.SlugField(max_length=30, required=False, widget=forms.HiddenInput)
    name = Words(max_length=LONGEST_TASK, required=False, label=gettext_lazy("Task"))
    name_en = Words(max_length=120, required=False, label=gettext_lazy("In English"))
    verb = forms.ChoiceField(
        choices=[("", gettext_lazy("The household says it itself")), *DEED.items()],
        required=False,
        label=gettext_lazy("How it counts"),
    )
    times = forms.IntegerField(min_value=1, max_value=MOST_TIMES, initial=1, label=gettext_lazy("How often"))

    def says(self) -> actions.TaskSays:
        told = self.cleaned_data
        return actions.TaskSays(**(told | {"code": told["code"] or f"t-{uuid4().hex[:10]}"}))


TaskForms = forms.formset_factory(
    TaskForm, extra=ROWS_MORE, max_num=MOST_TASKS, absolute_max=MOST_TASKS + 1, validate_max=True
)


@rule_keeper
@require_safe
def stars(request: SignedIn) -> HttpResponse:
    at = timezone.now()
    rows = Star.objects.unended(timezone.localdate(at)).prefetch_related("tasks").order_by("order", "valid_from")
    context = {"stars": rows, "on": timezone.localdate(at), "now": at}
    return TemplateResponse(request, "desk/thanks/stars.html", context)


@rule_keeper
def star(request: SignedIn, star_code: str = "") -> HttpResponse:
    """A star with its tasks, new without a code; ``look`` only shows what changes."""
    at = timezone.now()
    kept = Star.objects.filter(code=star_code, valid_to=None).prefetch_related("tasks").first() if star_code else None
    if star_code and kept is None:
        raise Http404
    first = [
        {"code": task.code, "name": task.name, "name_en": task.name_en, "verb": task.verb, "times": task.times}
        for task in (sorted(kept.tasks.all(), key=lambda task: task.order) if kept else [])
    ]
    name = {"name": kept.name, "name_en": kept.name_en} if kept else {}
    form = StarForm(request.POST or None, initial=name | {"on": timezone.localdate(at)})
    tasks = TaskForms(request.POST or None, initial=first, prefix="task")
    is_look = "look" in request.POST
    status: int | None = 422
    if request.method != "POST" or tasks.is_valid():
        status = sent(
            request,
            form,
            lambda told: _done(
                is_look,
                lambda: actions.set_star(by=request.user, says=_says(star_code, form, tasks), on=told["on"], at=at),
            ),
            "" if is_look else _("Kept. It is in force from the day you gave; what households did counts on."),
        )
    if status is None and not is_look:
        return redirect("desk:thanks-stars")
    looked = status is None
    seen = _compared(kept, form, tasks) if looked else []
    on = timezone.localdate(at)
    context = {"form": form, "tasks": tasks, "star": kept, "seen": seen, "looked": looked, "on": on, "now": at}
    return TemplateResponse(request, "desk/thanks/star.html", context, status=status or 200)


@rule_keeper
def end_star(request: SignedIn, star_code: str) -> HttpResponse:
    """Nobody sets out for it from tomorrow."""
    if request.method == "POST":
        row, at = get_object_or_404(Star, code=star_code, valid_to=None), timezone.now()
        on = timezone.localdate(at) + timedelta(days=1)
        tapped(
            request,
            lambda: actions.end_star(by=request.user, star=row, on=on, at=at),
            _("From tomorrow nobody sets out for it."),
        )
    return redirect("desk:thanks-stars")


take_back_rule = taken_back(
    rule_keeper, lambda request: Rule.objects.all(), actions.take_back_rule, led_to("desk:thanks-rules")
)
take_back_star = taken_back(
    rule_keeper, lambda request: Star.objects.all(), actions.take_back_star, led_to("desk:thanks-stars")
)


def _says(code: str, form: StarForm, tasks: Any) -> actions.StarSays:
    told = tuple(one.says() for one in tasks if one.cleaned_data.get("name"))
    code = code or f"s-{uuid4().hex[:10]}"
    return actions.StarSays(code, form.cleaned_data["name"], told, form.cleaned_data["name_en"])


def _compared(kept: Star | None, form: StarForm, tasks: Any) -> Lines:
    """Name and tasks that change: before, after; None where there was or will be none."""
    was = {task.code: _told(task.name, task.times, task.verb) for task in kept.tasks.all()} if kept else {}
    said = _says(kept.code if kept else "", form, tasks).tasks
    will = {task.code: _told(task.name, task.times, task.verb) for task in said}
    lines: Lines = []
    if kept is None or kept.name != form.cleaned_data["name"]:
        lines.append((_("Name of the star"), kept.name if kept else None, form.cleaned_data["name"]))
    codes = [*was, *(code for code in will if code not in was)]
    lines += [(_("Task"), was.get(code), will.get(code)) for code in codes if was.get(code) != will.get(code)]
    return lines


def _told(name: str, times: int, verb: str) -> str:
    how = DEED.get(verb) or _("The household says it itself")
    return f"{name} × {times} ({how})"
