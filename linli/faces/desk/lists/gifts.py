"""Donations: the funds of one's communities, what was given to each and what it was used for."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from linli.commons import follow
from linli.commons.actions import gifts as actions
from linli.commons.models import Fund, Gift
from linli.commons.reads.gifts import account, summed
from linli.commons.rules.gifts import GIVEN, LONGEST_NAME, MOST_GIVEN
from linli.commons.rules.lists import LONGEST_MEASURE, LONGEST_TITLE, LONGEST_WORDS, Sort
from linli.faces.desk.duties.tasks import YuanField
from linli.faces.desk.lists import scope
from linli.faces.desk.lists.forms import SAID, WordsForm
from linli.faces.kit import paging
from linli.faces.kit.fields import PlaceField, Words
from linli.faces.kit.gates import SignedIn, commons_keeper
from linli.faces.kit.lists import SORT
from linli.faces.kit.posted import posted, sent, tapped


class FundForm(forms.Form):
    title = Words(max_length=LONGEST_TITLE, label=gettext_lazy("What it is called"))
    words = Words(max_length=LONGEST_WORDS, widget=forms.Textarea(SAID), label=gettext_lazy("What it is given for"))
    sort = forms.TypedChoiceField(
        coerce=Sort, choices=[(sort.value, SORT[sort]) for sort in GIVEN], label=gettext_lazy("Sort")
    )
    measure = Words(max_length=LONGEST_MEASURE, required=False, label=gettext_lazy("Goods are counted in"))

    def __init__(self, data: Any = None, *, areas: list[str]) -> None:
        super().__init__(data)
        place = self.fields["place"] = PlaceField(areas=areas, label=gettext_lazy("Community"))
        communities = [label for label, code in place.places.items() if len(code) == 12]
        if len(communities) == 1:
            place.initial = communities[0]


class MovementForm(forms.Form):
    """An amount in yuan, or of goods; sent twice, it moves once."""

    intent = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, data: Any = None, *, fund: Fund, **more: Any) -> None:
        super().__init__(data, **more)
        if fund.is_money:
            self.fields["amount"] = YuanField(max_length=20, label=gettext_lazy("How much, in yuan"))
        else:
            label = gettext_lazy("How much")
            self.fields["amount"] = forms.IntegerField(min_value=1, max_value=MOST_GIVEN, label=label)


class GiftForm(MovementForm):
    name = Words(
        max_length=LONGEST_NAME,
        required=False,
        label=gettext_lazy("Name, only if the giver wants to be named"),
        help_text=gettext_lazy("Empty: given anonymously. Everybody reads it, until the giver takes it back."),
    )


class UseForm(MovementForm):
    words = Words(max_length=LONGEST_WORDS, widget=forms.Textarea(SAID), label=gettext_lazy("What it was used for"))


@commons_keeper
@require_safe
def funds(request: SignedIn) -> HttpResponse:
    rows = summed(Fund.objects.within(scope.areas(request)))
    context = {"at": timezone.now(), "tab": "gifts"} | paging.asked(request, rows, "added_at", newest_first=True)
    return TemplateResponse(request, "desk/lists/funds.html", context)


@commons_keeper
def new(request: SignedIn) -> HttpResponse:
    form, at, made = FundForm(request.POST or None, areas=scope.areas(request)), timezone.now(), list[Fund]()
    status = sent(request, form, lambda told: made.append(actions.open_fund(by=request.user, at=at, **told)))
    if status is None:
        return redirect("desk:fund", made[0].pk)
    context = {"at": at, "tab": "gifts", "form": form}
    return TemplateResponse(request, "desk/lists/fund_new.html", context, status=status)


@commons_keeper
@require_safe
def fund(request: SignedIn, fund_id: int) -> HttpResponse:
    return _show(request, _find(request, fund_id))


@commons_keeper
@posted("desk:fund")
def receive(request: SignedIn, fund_id: int) -> HttpResponse:
    """Take in a gift; number and code are said once, for the giver."""
    found, at, made = _find(request, fund_id), timezone.now(), list[Gift]()
    form = GiftForm(request.POST, fund=found, auto_id="gift-%s")
    status = sent(request, form, lambda told: made.append(actions.receive(by=request.user, fund=found, at=at, **told)))
    if status is not None:
        return _show(request, found, status=status, gift=form)
    code = follow.code_of(made[0].intent)
    told = {"number": made[0].number_shown, "code": f"{code[:4]} {code[4:]}"}
    messages.success(request, _("Received. Number %(number)s, code %(code)s: please write both down.") % told)
    return redirect("desk:fund", fund_id)


@commons_keeper
@posted("desk:fund")
def use(request: SignedIn, fund_id: int) -> HttpResponse:
    found, at = _find(request, fund_id), timezone.now()
    form = UseForm(request.POST, fund=found, auto_id="use-%s")
    status = sent(request, form, lambda told: actions.use(by=request.user, fund=found, at=at, **told), _("Kept."))
    return redirect("desk:fund", fund_id) if status is None else _show(request, found, status=status, use=form)


@commons_keeper
@posted("desk:fund")
def publish(request: SignedIn, fund_id: int) -> HttpResponse:
    found, at = _find(request, fund_id), timezone.now()
    tapped(request, lambda: actions.publish(by=request.user, fund=found, at=at), _("Everybody can read it now."))
    return redirect("desk:fund", fund_id)


@commons_keeper
def strike(request: SignedIn, gift_id: int) -> HttpResponse:
    """Strike out a gift that was entered by mistake."""
    rows = Gift.objects.filter(fund__in=Fund.objects.within(scope.areas(request)))
    found = get_object_or_404(rows.select_related("fund__community").defer("fund__community__outline"), pk=gift_id)
    at, form = timezone.now(), WordsForm(request.POST)
    if request.method != "POST":
        return redirect("desk:fund", found.fund_id)

    def act(told: dict[str, Any]) -> None:
        actions.strike(by=request.user, gift=found, at=at, **told)

    status = sent(request, form, act, _("Struck out."))
    if status is None:
        return redirect("desk:fund", found.fund_id)
    return _show(request, _find(request, found.fund_id), status=status, struck=form, struck_gift=found.pk)


def _find(request: SignedIn, fund_id: int) -> Fund:
    return get_object_or_404(summed(Fund.objects.within(scope.areas(request))), pk=fund_id)


def _show(request: SignedIn, found: Fund, *, status: int = 200, **sent_back: Any) -> HttpResponse:
    context = {
        "at": timezone.now(),
        "tab": "gifts",
        "fund": found,
        "account": account(found, struck=True),
        "gift": GiftForm(fund=found, auto_id="gift-%s"),
        "use": UseForm(fund=found, auto_id="use-%s"),
        "words": WordsForm(),
        **sent_back,
    }
    return TemplateResponse(request, "desk/lists/fund.html", context, status=status)
