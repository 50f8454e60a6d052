"""The rules of bodies and of their seats, as a county says them by date: looked at first, then kept from a day on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from linli.faces.desk import looking
from linli.faces.desk.administration import trying
from linli.faces.desk.bodies.rule_forms import BodyRuleForm, EndForm, SeatRuleForm, duties
from linli.faces.desk.looking import Line, Text, look_first, tomorrow
from linli.faces.desk.taking_back import led_to, taken_back
from linli.faces.kit.bodies import FORM, GROUND, LINK, NEED
from linli.faces.kit.gates import SignedIn, rule_keeper
from linli.faces.kit.words import ORG_KIND
from linli.orgs import actions
from linli.orgs.actions import ruling
from linli.orgs.models import BodyRule, OrgKind, SeatRule
from linli.orgs.reads import ruling as reads
from linli.orgs.reads.ruling import Misfit, SeatsMeant

BODY_WORDS: dict[str, Text] = {
    "under": gettext_lazy("Stands under"),
    "forms": gettext_lazy("Put together"),
    "grounds": gettext_lazy("Ground it may stand on"),
    "covers": gettext_lazy("The one body of its ground"),
    "links": gettext_lazy("Links it must have"),
    "needs_head": gettext_lazy("Must have a head"),
    "needs_end": gettext_lazy("Must have an end"),
    "source": gettext_lazy("By what text"),
}
SEAT_WORDS: dict[str, Text] = {
    "need": gettext_lazy("How much it is needed"),
    "name": gettext_lazy("Name of the seat"),
    "name_en": gettext_lazy("Name in English"),
    "home_duty": gettext_lazy("From the department"),
    "home_kinds": gettext_lazy("From units of the kinds"),
    "seats": gettext_lazy("How many seats"),
    "term_months": gettext_lazy("Length of a term (months)"),
    "source": gettext_lazy("By what text"),
}


@dataclass(frozen=True, slots=True)
class Looked:
    """What a row would change and what it would mean to what stands; ``token`` lets this very row be kept."""

    token: str
    lines: list[Line]
    misfits: list[tuple[Text, Misfit]]
    meant: SeatsMeant | None = None


@rule_keeper
@require_safe
def rules(request: SignedIn) -> HttpResponse:
    """Every row in force, and those that come."""
    today = timezone.localdate()
    bodies = [(row, told(row, BODY_WORDS)) for row in reads.body_rules(today)]
    seats = [(row, told(row, SEAT_WORDS)) for row in reads.seat_rules(today)]
    context = {
        "bodies": [(row, ORG_KIND[row.kind], words) for row, words in bodies],
        "seats": [(row, ORG_KIND[row.body_kind], words) for row, words in seats],
        "today": today,
    }
    return TemplateResponse(request, "desk/bodies/rules.html", context)


@rule_keeper
@require_http_methods(["GET", "HEAD", "POST"])
def body_rule(request: SignedIn, body_kind: str) -> HttpResponse:
    """What a kind of body is, by day; another row is looked at first, and holds when it is sent again."""
    if body_kind not in OrgKind.values:
        raise Http404
    kind, at = OrgKind(body_kind), timezone.now()
    history = list(BodyRule.objects.filter(kind=kind).order_by("-valid_from"))
    last = next((row for row in history if row.valid_to is None), None)
    form = BodyRuleForm(request.POST or None, row=last, on=tomorrow(at))

    def look(on: date) -> Looked:
        ruling.check_day(on, at)
        says = form.says()
        ruling.check_body_rule(kind, says)
        drafted = BodyRule(kind=kind, **asdict(says))
        fits = [(BODY_WORDS[one.field], one) for one in reads.misfits(drafted, timezone.localdate(at))]
        return Looked(trying.sign(request), compared(last, drafted, BODY_WORDS), fits)

    def keep(on: date) -> object:
        return actions.set_body_rule(by=request.user, kind=kind, says=form.says(), on=on, at=at)

    looked, status = look_first(request, form, look, keep)
    if status is None:
        return redirect("desk:body-rule", kind)
    rows = [(row, labelled(row, BODY_WORDS)) for row in history]
    today = timezone.localdate(at)
    context = {"form": form, "kind": ORG_KIND[kind], "history": rows, "looked": looked, "today": today}
    return TemplateResponse(request, "desk/bodies/body_rule.html", context, status=status)


@rule_keeper
@require_http_methods(["GET", "HEAD", "POST"])
def seat_rule(request: SignedIn, seat_rule_id: int | None = None) -> HttpResponse:
    """The seats of a rule by day, new without ``seat_rule_id``; as with ``body_rule``."""
    at = timezone.now()
    row = get_object_or_404(SeatRule, pk=seat_rule_id) if seat_rule_id is not None else None
    history = _history(row)
    last = next((one for one in history if one.valid_to is None), None)
    form = SeatRuleForm(request.POST or None, row=history[0] if history else None, on=tomorrow(at))

    def drafted() -> SeatRule:
        kind = row.body_kind if row is not None else form.cleaned_data["body_kind"]
        return SeatRule(
            body_kind=kind, code=row.code if row is not None else f"s-{uuid4().hex[:10]}", **asdict(form.says())
        )

    def look(on: date) -> Looked:
        ruling.check_day(on, at)
        ruling.check_seat_rule(form.says())
        draft = drafted()
        meant = reads.seats_meant(draft, timezone.localdate(at))
        return Looked(trying.sign(request), compared(last, draft, SEAT_WORDS), [], meant)

    def keep(on: date) -> object:
        draft = drafted()
        kind = OrgKind(draft.body_kind)
        return actions.set_seat_rule(by=request.user, body_kind=kind, code=draft.code, says=form.says(), on=on, at=at)

    looked, status = look_first(request, form, look, keep)
    if status is None:
        return redirect("desk:body-rules")
    return _seat_page(request, row, history, form=form, looked=looked, status=status, at=at)


@rule_keeper
@require_http_methods(["GET", "HEAD", "POST"])
def end_seat(request: SignedIn, seat_rule_id: int) -> HttpResponse:
    """No body has these seats from a day on; looked at first, as well."""
    row, at = get_object_or_404(SeatRule, pk=seat_rule_id), timezone.now()
    if request.method != "POST":
        return redirect("desk:seat-rule", seat_rule_id)
    form = EndForm(request.POST, on=tomorrow(at))

    def look(on: date) -> Looked:
        ruling.check_day(on, at)
        return Looked(trying.sign(request), [], [], reads.seats_meant(row, timezone.localdate(at), ends=True))

    looked, status = look_first(
        request, form, look, lambda on: actions.end_seat_rule(by=request.user, rule=row, on=on, at=at)
    )
    if status is None:
        return redirect("desk:body-rules")
    return _seat_page(request, row, _history(row), end=form, end_looked=looked, status=status, at=at)


take_back_body = taken_back(
    rule_keeper, lambda request: BodyRule.objects.all(), actions.take_back_body_rule, led_to("desk:body-rules")
)
take_back_seat = taken_back(
    rule_keeper, lambda request: SeatRule.objects.all(), actions.take_back_seat_rule, led_to("desk:body-rules")
)


def _history(row: SeatRule | None) -> list[SeatRule]:
    """The latest first."""
    if row is None:
        return []
    return list(SeatRule.objects.filter(body_kind=row.body_kind, code=row.code).order_by("-valid_from"))


def _seat_page(
    request: SignedIn, row: SeatRule | None, history: list[SeatRule], *, status: int, at: datetime, **more: Any
) -> HttpResponse:
    last = next((one for one in history if one.valid_to is None), None)
    context = {
        "row": row,
        "last": last,
        "kind": ORG_KIND[row.body_kind] if row is not None else "",
        "history": [(one, labelled(one, SEAT_WORDS)) for one in history],
        "form": SeatRuleForm(row=history[0] if history else None, on=tomorrow(at)),
        "end": EndForm(on=tomorrow(at)) if last is not None else None,
        "today": timezone.localdate(at),
    }
    return TemplateResponse(request, "desk/bodies/seat_rule.html", context | more, status=status)


def told(row: BodyRule | SeatRule, words: dict[str, Text]) -> dict[str, str]:
    """What a row says, field by field, in words; a field that says nothing is empty."""
    return {field: _said(field, getattr(row, field)) for field in words}


def labelled(row: BodyRule | SeatRule, words: dict[str, Text]) -> list[tuple[Text, str]]:
    """What a row says, each field with what it is called; a field that says nothing is left out."""
    return [(words[field], said) for field, said in told(row, words).items() if said]


def compared(last: Any, drafted: Any, words: dict[str, Text]) -> list[Line]:
    """The fields in which a drafted row differs from the one that holds; all that say something where none does."""
    return looking.compared(told(last, words) if last is not None else {}, told(drafted, words), words)


def _said(field: str, value: Any) -> str:
    tables: dict[str, Any] = {
        "under": ORG_KIND,
        "forms": FORM,
        "grounds": GROUND,
        "links": LINK,
        "home_kinds": ORG_KIND,
    }
    if field in tables:
        known = [one for one in ("", *tables[field]) if one in value]  # always in the same order
        return _listed(tables[field][one] if one else _("alone") for one in known)
    if field == "need":
        return str(NEED.get(value, value))
    if field == "home_duty":
        return duties().get(value, value) if value else ""
    if isinstance(value, bool):
        return _("yes") if value else ""
    return str(value)


def _listed(names: Iterable[Any]) -> str:
    return _(", ").join(str(name) for name in names)
