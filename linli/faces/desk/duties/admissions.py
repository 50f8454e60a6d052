"""Tasks asked to be handed down: the list, the request, the decision. A renewal is a request filled from an old one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.core import money
from linli.duties import actions
from linli.duties.errors import AdmissionMoved
from linli.duties.models import Admission
from linli.duties.reads.admissions import visible_to
from linli.duties.rules.admission import MOVES, moves_from
from linli.faces.desk.duties.tasks import AskForm, MoveForm
from linli.faces.kit.gates import SignedIn, asker, desk
from linli.faces.kit.posted import whole
from linli.faces.kit.problems import explain, explain_on
from linli.orgs.authority import may, posts_with, units_of
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation

SHOWN = 200

MADE: dict[str, Promise] = {
    "review": _("Reviewed."),
    "admit": _("Admitted. It counts when it is published."),
    "refuse": _("Refused. The asker can read why."),
    "publish": _("Published. Everybody can read it from now on."),
    "withdraw": _("Withdrawn."),
}
ACTS: Mapping[str, Callable[..., None]] = {verb: getattr(actions, verb) for verb in MADE}
WITHOUT_WORDS = ("publish",)


@desk
@require_safe
def admissions(request: SignedIn) -> HttpResponse:
    """What waits for a decision first, then what is in force, then the rest."""
    today = timezone.localdate()
    rows = list(visible_to(request.user).prefetch_related("units").order_by("-asked_at", "-pk")[:SHOWN])
    waiting = [row for row in rows if moves_from(row.stage) and row.published_at is None]
    in_force = [row for row in rows if row.holds(today)]
    context = {
        "part": "admissions",
        "today": today,
        "soon": today + timedelta(days=30),
        "groups": [
            (_("Waiting for a decision or for publication"), waiting),
            (_("In force"), in_force),
            (_("Ended, refused or not begun"), [row for row in rows if row not in waiting and row not in in_force]),
        ],
        "asks": bool(posts_with(request.user, Grant.ASK_ADMISSION)),
    }
    return TemplateResponse(request, "desk/duties/admissions.html", context)


@asker
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: SignedIn) -> HttpResponse:
    """Ask to hand a task down, for the own unit."""
    at = timezone.now()
    own = list(Organisation.objects.filter(pk__in=units_of(request.user, Grant.ASK_ADMISSION)).order_by("pk"))
    old = visible_to(request.user).filter(pk=whole(request.GET.get("renew", "")), asker__in=own).first()
    form = AskForm(request.POST or None, own=own, initial={"intent": uuid4(), **_copied(old)})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = actions.ask(by=request.user, at=at, renewal_of=old, **form.asked)
            except Exception as error:
                explain_on(form, error)
            else:
                messages.success(request, _("Sent. The city level decides; the task must not be handed down before."))
                return redirect("desk:admission", made.pk)
    return TemplateResponse(request, "desk/duties/ask.html", {"form": form, "old": old}, status=status)


@desk
@require_safe
def admission(request: SignedIn, admission_id: int) -> HttpResponse:
    return _page(request, _found(request, admission_id))


@desk
@require_POST
def move(request: SignedIn, admission_id: int) -> HttpResponse:
    """Make one move; who was slower is shown how it stands now."""
    found = _found(request, admission_id)
    form = MoveForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form=form, status=422)
    asked = form.cleaned_data
    words = {} if asked["move"] in WITHOUT_WORDS else {"words": asked["words"]}
    try:
        ACTS[asked["move"]](by=request.user, admission=found, at=timezone.now(), version=asked["version"], **words)
    except AdmissionMoved as error:
        return _page(request, error.admission, note=explain(error).text, status=409)
    except Exception as error:
        problem = explain(error)
        form.add_error("words" if problem.field in LIMITED else None, str(problem.text))
        return _page(request, found, form=form, status=problem.status)
    messages.success(request, str(MADE[asked["move"]]))
    return redirect("desk:admission", found.pk)


LIMITED = {"review", "decision", "withdrawal", "words"}


def _found(request: SignedIn, admission_id: int) -> Admission:
    return get_object_or_404(visible_to(request.user).select_related("renewal_of"), pk=admission_id)


def _copied(old: Admission | None) -> dict[str, Any]:
    """An old request as the start of a new one: everything but its days, which follow on."""
    if old is None:
        return {}
    starts = old.ends_on + timedelta(days=1)
    return {
        "asker": old.asker_id,
        "title": old.title,
        "basis": old.basis,
        "words": old.words,
        "level": old.level,
        "how_often": old.how_often,
        "data_fields": "\n".join(old.data_fields),
        "funds": money.yuan(old.funds_fen) if old.funds_fen else "",
        "units": "\n".join(unit.name for unit in old.units.all()),
        "starts_on": starts,
        "ends_on": starts + (old.ends_on - old.starts_on),
    }


def _page(
    request: SignedIn,
    found: Admission,
    *,
    form: MoveForm | None = None,
    note: object = "",
    status: int = 200,
) -> HttpResponse:
    decides = may(request.user, Grant.DECIDE_ADMISSION, at=settings.LINLI_COUNTY)
    own = found.asker_id in units_of(request.user, Grant.ASK_ADMISSION)
    allowed = [verb for verb in MADE if found.stage in MOVES[verb].before]
    context = {
        "part": "admissions",
        "today": timezone.localdate(),
        "admission": found,
        "form": form,
        "moves": [verb for verb in allowed if (decides and not own) or (own and verb == "withdraw")],
        "renews": own and found.published_at is not None,
        "renewals": found.renewals.all(),
        "note": note,
    }
    return TemplateResponse(request, "desk/duties/admission.html", context, status=status)
