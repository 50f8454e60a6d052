"""The reply to a supervision order, on the page of the work order it is about."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from linli.faces.field.orders import find, show
from linli.faces.kit.fields import Words
from linli.faces.kit.gates import SignedIn, field
from linli.faces.kit.posted import posted
from linli.faces.kit.problems import explain
from linli.matters import actions
from linli.matters.models import Supervision
from linli.matters.rules import SHORT_WORDS_LIMIT


class ReplyForm(forms.Form):
    supervision = forms.IntegerField(widget=forms.HiddenInput)
    reply = Words(max_length=SHORT_WORDS_LIMIT)


@field
@posted("field:order")
def reply(request: SignedIn, pk: int) -> HttpResponse:
    at = timezone.now()
    found = find(request, pk)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        typed = request.POST.get("reply", "")
        return show(request, found, at=at, trouble=_("Please write a reply, a few sentences."), words=typed, status=422)
    asked = get_object_or_404(
        Supervision.objects.filter(order=found).select_related("order__matter", "order__unit"),
        pk=form.cleaned_data["supervision"],
    )
    words = form.cleaned_data["reply"]
    try:
        actions.reply(by=request.user, supervision=asked, words=words, at=at)
    except Exception as error:
        problem = explain(error)
        return show(request, found, at=at, trouble=problem.text, words=words, status=problem.status)
    messages.success(request, str(_("Replied.")))
    return redirect("field:order", pk)
