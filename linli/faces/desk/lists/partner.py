"""The desk of a partner unit: needs to claim, what it claimed, its yearly list."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.commons.actions import claims as claiming
from linli.commons.actions import partners as actions
from linli.commons.actions.saying import community_of
from linli.commons.models import Claim, Need, PartnerDuty, PartnerList
from linli.commons.reads.partners import areas_of, counted
from linli.commons.rules.lists import NeedStage, Side
from linli.faces.desk.lists import scope
from linli.faces.desk.lists.asked import Wish, shown
from linli.faces.desk.lists.forms import ClaimForm, DutyForm, JudgeForm, WordsForm
from linli.faces.kit.gates import SignedIn, commons_keeper, commons_side
from linli.faces.kit.gates import partner as by_partner
from linli.faces.kit.posted import posted, sent, tapped
from linli.orgs.authority import inside

MINE_SHOWN = 50


@by_partner
@require_safe
def partner(request: SignedIn) -> HttpResponse:
    """What can be claimed, and what the own units have promised."""
    at = timezone.now()
    units = scope.own_units(request)
    wish = Wish(request.GET, areas=areas_of(units, at), on=timezone.localdate(at))
    rows = wish.narrow(scope.claimable(request, at).open()).select_related("kind", "community")
    mine = Claim.objects.filter(unit__in=units).select_related("part__need__community", "unit")
    context = {
        "at": at,
        "tab": "partner",
        "mine": mine.defer("part__need__community__outline").order_by("-claimed_at", "-pk")[:MINE_SHOWN],
        **shown(request, wish, rows.defer("community__outline").prefetch_related("parts")),
    }
    return TemplateResponse(request, "desk/lists/partner.html", context)


def _find(request: SignedIn, need_id: int) -> Need:
    """A need that is shown to the own units, or that one of them has claimed. Raises: Http404."""
    rows = Need.objects.select_related("community", "unit", "kind").defer("community__outline")
    found = get_object_or_404(rows, pk=need_id)
    at = timezone.now()
    claimed = Claim.objects.filter(part__need=found, unit__in=scope.own_units(request))
    if not claimed.exists() and not scope.claimable(request, at).running().filter(pk=need_id).exists():
        raise Http404
    return found


@by_partner
@require_safe
def need(request: SignedIn, need_id: int) -> HttpResponse:
    return show(request, _find(request, need_id))


@by_partner
@posted("desk:partner-need")
def claim(request: SignedIn, need_id: int) -> HttpResponse:
    found, at = _find(request, need_id), timezone.now()
    form = _claim_form(request, found, data=request.POST)
    status = sent(
        request,
        form,
        lambda told: claiming.claim(by=request.user, at=at, **told),
        _("Claimed. The community reads it now."),
    )
    if status is None:
        return redirect("desk:partner-need", need_id)
    return show(request, found, sent_back={"form": form}, status=status)


def _claim_form(request: SignedIn, found: Need, *, data: Any = None) -> ClaimForm:
    units = scope.units(request)
    duties = PartnerDuty.objects.filter(
        list__unit__in=units, list__community=found.community_id, list__year__gte=timezone.localdate().year
    )
    first = next((part for part in found.parts.order_by("pk") if part.left), None)
    initial = {"amount": first.left, "part": first.pk} if first is not None else {}
    if found.wanted_by is not None and found.wanted_by >= timezone.localdate():
        initial["promised_on"] = found.wanted_by  # type: ignore[assignment]
    matching = duties.filter(kind=found.kind_id).order_by("pk").values_list("pk", flat=True).first()
    initial |= {"duty": matching} if matching else {}
    return ClaimForm(data, parts=found.parts.order_by("pk"), units=units, duties=duties.order_by("pk"), initial=initial)


def show(request: SignedIn, found: Need, *, sent_back: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """The page of a need as a partner unit sees it: what is left, and its own claims."""
    claims = Claim.objects.select_related("unit", "duty").prefetch_related("progress__unit", "photos", "verdicts__unit")
    context = {
        "at": timezone.now(),
        "tab": "partner",
        "need": found,
        "parts": found.parts.prefetch_related(Prefetch("claims", claims.order_by("claimed_at", "pk"))).order_by("pk"),
        "units": scope.own_units(request),
        "form": _claim_form(request, found) if found.stage == NeedStage.OPEN else None,
        "words": WordsForm(),
        "judge": JudgeForm(),
        "is_unit": True,
        **(sent_back or {}),
    }
    return TemplateResponse(request, "desk/lists/partner_need.html", context, status=status)


@by_partner
def duties(request: SignedIn) -> HttpResponse:
    """The lists of the own units, and a new line."""
    at = timezone.now()
    units = scope.units(request)
    form = DutyForm(
        request.POST or None,
        areas=areas_of(scope.own_units(request), at),
        units=units,
        on=timezone.localdate(at),
    )

    def promise(told: dict[str, Any]) -> None:
        more = {name: told[name] for name in ("unit", "year", "kind", "title", "times")}
        actions.promise(by=request.user, community=community_of(told["place"]), at=at, **more)

    status = sent(request, form, promise, _("Promised. Claims that you deliver count for it."))
    if status is None:
        return redirect("desk:partner-duties")
    lists = _with_done(PartnerList.objects.filter(unit__in=units))
    context = {"at": at, "tab": "duties", "form": form, "lists": lists}
    return TemplateResponse(request, "desk/lists/duties.html", context, status=status)


@commons_keeper
@require_safe
def lists(request: SignedIn) -> HttpResponse:
    """What partner units promised to the communities of one's area this year."""
    at = timezone.now()
    rows = PartnerList.objects.filter(inside("community__code", scope.areas(request)))
    context = {"at": at, "tab": "lists", "lists": _with_done(rows)}
    return TemplateResponse(request, "desk/lists/duties.html", context)


LISTS_SHOWN = 60


def _with_done(rows: Any) -> Any:
    """The newest years first, each line with how often it was claimed and delivered."""
    return counted(rows).prefetch_related("comments").order_by("-year", "pk")[:LISTS_SHOWN]


@commons_side
@require_safe
def one_list(request: SignedIn, list_id: int) -> HttpResponse:
    return _one(request, scope.find_list(request, list_id))


def _one(request: SignedIn, found: PartnerList, form: WordsForm | None = None, status: int = 200) -> HttpResponse:
    row = _with_done(PartnerList.objects.filter(pk=found.pk))[0]
    said = {comment.side for comment in row.comments.all()}
    context = {
        "at": timezone.now(),
        "tab": "lists",
        "list": row,
        "form": form or (WordsForm() if _side(request, found) not in said else None),
        "may_publish": row.published_at is None and _keeps(request, found),
    }
    return TemplateResponse(request, "desk/lists/list.html", context, status=status)


@commons_side
@posted("desk:partner-list")
def comment(request: SignedIn, list_id: int) -> HttpResponse:
    """One side says what it makes of the year."""
    found, at = scope.find_list(request, list_id), timezone.now()
    form, side = WordsForm(request.POST), _side(request, found)
    status = sent(
        request,
        form,
        lambda told: actions.comment(by=request.user, of=found, side=side, at=at, **told),
        _("Kept. The other side reads it."),
    )
    return redirect("desk:partner-list", list_id) if status is None else _one(request, found, form, status)


@commons_keeper
@posted("desk:partner-list")
def publish(request: SignedIn, list_id: int) -> HttpResponse:
    """The community shows it to everybody."""
    found, at = scope.find_list(request, list_id), timezone.now()
    tapped(request, lambda: actions.publish(by=request.user, of=found, at=at), _("Everybody can read it now."))
    return redirect("desk:partner-list", list_id)


def _keeps(request: SignedIn, found: PartnerList) -> bool:
    return any(found.community.code.startswith(area) for area in scope.areas(request))


def _side(request: SignedIn, found: PartnerList) -> Side:
    return Side.UNIT if found.unit_id in scope.own_units(request) else Side.COMMUNITY
