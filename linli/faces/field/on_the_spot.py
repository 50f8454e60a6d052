"""就地解决 after a patrol report: the photo of how it is now, one look, sent. Two taps."""

from __future__ import annotations

from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from linli.duties.reads import catalogue
from linli.faces.kit import drafts
from linli.faces.kit.fields import Words
from linli.faces.kit.gates import SignedIn, field
from linli.faces.kit.problems import explain_on
from linli.matters import actions
from linli.matters.models import Matter
from linli.matters.rules import WORDS_LIMIT, SpokenTo, Stage
from linli.orgs.authority import inside, prefixes
from linli.orgs.grants import Grant


class SpotForm(forms.Form):
    """What was done, with photos under ``intent``."""

    intent = forms.UUIDField(widget=forms.HiddenInput)
    words = Words(
        max_length=WORDS_LIMIT, widget=forms.Textarea({"rows": 3}), label=gettext_lazy("What was done, for everybody")
    )


@field
@require_http_methods(["GET", "HEAD", "POST"])
def on_the_spot(request: SignedIn, number: str) -> HttpResponse:
    """The receipt of a patrol report with the button; with ``shot`` the sheet around the photo; ``send`` ends it."""
    at = timezone.now()
    areas = prefixes(request.user, Grant.REPORT_FOR_OTHERS)
    matter = get_object_or_404(Matter.objects.filter(inside("place", areas)), number=number)
    if actions.unit_on_the_spot(request.user, matter, at=at) is None:
        raise Http404
    context = {
        "at": at,
        "matter": matter,
        "kind": catalogue().kinds[matter.kind_id],
        "may_solve": matter.stage == Stage.RECEIVED,
        "asks": "shot" in request.GET or request.method == "POST",
    }
    first = {"intent": uuid4(), "words": _("Put right on the spot at once.")}
    if request.method != "POST":
        return TemplateResponse(request, "field/on_the_spot.html", context | {"form": SpotForm(initial=first)})
    form = SpotForm(request.POST)
    form.full_clean()
    intent = form.cleaned_data.get("intent")
    photos, wrong = drafts.of_form(request, intent=intent, at=at) if intent else ([], [])
    context |= {"photos": photos, "wrong": wrong, "form": form}
    if "shot" in request.POST and intent:
        context["form"] = SpotForm(initial=first | {"intent": intent})
    if "send" not in request.POST or wrong or not form.is_valid():
        asked_again = "shot" in request.POST or "drop" in request.POST
        return TemplateResponse(
            request, "field/on_the_spot.html", context, status=200 if asked_again and not wrong else 422
        )
    answer = actions.Draft(
        form.cleaned_data["words"],
        [draft.photo for draft in photos],
        spoken_to=SpokenTo.NOBODY,
        finished_on=timezone.localdate(at),
    )
    try:
        actions.solve_on_the_spot(by=request.user, matter=matter, answer=answer, at=at, intent=intent)
    except Exception as error:
        problem = explain_on(form, error)  # raises again what has no words
        return TemplateResponse(request, "field/on_the_spot.html", context, status=problem.status)
    messages.success(request, _("Solved on the spot. Somebody else checks it."))
    return redirect("field:orders")
