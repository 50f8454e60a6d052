"""The clock of a work order on the unit's side: why it ends when it does, asking for more time or that it stands."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from linli.core.dated import in_force
from linli.faces.field.orders import find, show
from linli.faces.kit.fields import CALENDAR, Words, day_box, in_language
from linli.faces.kit.gates import SignedIn, field
from linli.faces.kit.posted import posted
from linli.faces.kit.problems import explain, explain_on
from linli.faces.kit.words import LIMIT_UNIT
from linli.matters import actions
from linli.matters.errors import Moved
from linli.matters.models import Pause, PauseCause, WorkOrder
from linli.matters.reads import asks
from linli.matters.reads.deadline import deadlines
from linli.matters.reads.ends import limit_of, unit_of
from linli.matters.reads.terms import NoTerms, terms_of
from linli.matters.rules import SHORT_WORDS_LIMIT

HINT = gettext_lazy("The reporter reads it too; write it so that it can be understood.")


class ExtendForm(forms.Form):
    amount = forms.IntegerField(min_value=1, label=gettext_lazy("How much more"))
    words = Words(
        max_length=SHORT_WORDS_LIMIT, widget=forms.Textarea({"rows": 4}), label=gettext_lazy("Why"), help_text=HINT
    )


class CauseField(forms.ModelChoiceField):
    def label_from_instance(self, cause: PauseCause) -> str:
        name = in_language(cause.name, cause.name_en)
        most = _("at most %d days") % cause.longest_days
        above = _("the level above decides") if cause.needs_decision else _("begins at once")
        return _("%(name)s (%(most)s, %(above)s)") % {"name": name, "most": most, "above": above}


class PauseForm(forms.Form):
    cause = CauseField(
        PauseCause.objects.none(),
        label=gettext_lazy("Cause of the pause"),
        empty_label=None,
        widget=forms.RadioSelect,
    )
    until = forms.DateField(
        widget=day_box(),
        validators=CALENDAR,
        label=gettext_lazy("The clock stands until the end of"),
        help_text=gettext_lazy("Of a long-term hold it is the day of the review."),
    )
    words = Words(
        max_length=SHORT_WORDS_LIMIT, widget=forms.Textarea({"rows": 4}), label=gettext_lazy("Why"), help_text=HINT
    )
    plan = Words(
        max_length=SHORT_WORDS_LIMIT,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        label=gettext_lazy("What will be done until the review"),
        help_text=gettext_lazy("Needed for a long-term hold."),
    )

    def __init__(self, data: object = None, *, on: date) -> None:
        super().__init__(data, auto_id="pause-%s")  # type: ignore[arg-type]
        causes = self.fields["cause"]
        assert isinstance(causes, CauseField)  # noqa: S101 -- for types
        causes.queryset = PauseCause.objects.filter(in_force(on)).order_by("order", "pk")


@field
@require_safe
def clock(request: SignedIn, pk: int) -> HttpResponse:
    """Which row, which limit, since when, which days: of the promise and of the order."""
    found, at = find(request, pk), timezone.now()
    own = limit_of(found) is not None
    shown = [one for one in deadlines(found.matter, at=at) if one.unit == (found.unit if own else None)]
    return TemplateResponse(request, "field/clock.html", {"at": at, "order": found, "deadlines": shown})


@field
@require_http_methods(["GET", "HEAD", "POST"])
def extend(request: SignedIn, pk: int) -> HttpResponse:
    """Ask for more time."""
    found, at = find(request, pk), timezone.now()
    form = ExtendForm(request.POST if request.method == "POST" else None, auto_id="extend-%s")
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.ask_extension(by=request.user, order=found, at=at, **form.cleaned_data)
            except Moved as error:
                return show(
                    request,
                    find(request, pk),
                    at=at,
                    trouble=explain(error).text,
                    words=form.cleaned_data["words"],
                    status=409,
                )
            except Exception as error:
                status = _add(form, error)
            else:
                messages.success(request, _("Asked. The level above decides; until then the time goes on."))
                return redirect("field:order", pk)
    unit = unit_of(found)
    context = {
        "at": at,
        "order": found,
        "form": form,
        "mine": asks.of_order(found, at=at),
        "unit": LIMIT_UNIT[unit],
        "most": _longest(found, at),
    }
    return TemplateResponse(request, "field/extend.html", context, status=status)


@field
@require_http_methods(["GET", "HEAD", "POST"])
def pause(request: SignedIn, pk: int) -> HttpResponse:
    """Ask that the clock stands."""
    found, at = find(request, pk), timezone.now()
    form = PauseForm(request.POST if request.method == "POST" else None, on=timezone.localdate(at))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            asked = form.cleaned_data
            try:
                row = actions.ask_pause(
                    by=request.user,
                    order=found,
                    cause=asked["cause"],
                    words=asked["words"],
                    plan=asked["plan"],
                    until_at=end_of(asked["until"]),
                    at=at,
                )
            except Moved as error:
                return show(request, find(request, pk), at=at, trouble=explain(error).text, status=409)
            except Exception as error:
                status = _add(form, error)
            else:
                begun = _("The clock stands from now. The reporter reads why.")
                waits = _("Asked. The level above decides; until then the time goes on.")
                messages.success(request, begun if row.began_at is not None else waits)
                return redirect("field:order", pk)
    context = {"at": at, "order": found, "form": form, "mine": asks.of_order(found, at=at)}
    return TemplateResponse(request, "field/pause.html", context, status=status)


@field
@posted("field:order")
def resume(request: SignedIn, pk: int) -> HttpResponse:
    """The reason is over: the clock runs again."""
    found, at = find(request, pk), timezone.now()
    standing = get_object_or_404(
        Pause.objects.select_related("order__matter", "order__unit__division"),
        order=found,
        began_at__isnull=False,
        ended_at=None,
    )
    try:
        actions.resume(by=request.user, pause=standing, at=at)
    except Moved as error:
        return show(request, find(request, pk), at=at, trouble=explain(error).text, status=409)
    messages.success(request, _("The clock runs again."))
    return redirect("field:order", pk)


def end_of(day: date) -> datetime:
    """The midnight that ends ``day`` here."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def _longest(order: WorkOrder, at: datetime) -> int | None:
    try:
        return terms_of(order.matter, timezone.localdate(at)).extension_longest
    except NoTerms:
        return None


def _add(form: forms.Form, error: Exception) -> int:
    """Say what went wrong beside its field. Returns the status."""
    problem = explain_on(form, error)  # raises again what has no words
    return problem.status if problem.status != 400 else 422
