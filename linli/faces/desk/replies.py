"""Texts that a desk or a unit answers with: a list, a form for a new one, an end for an old one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods

from linli.desks import actions
from linli.desks.models import ReplyTemplate
from linli.desks.reads.kept import answerers_of, desks_of, templates_of
from linli.desks.rules import NAME_LIMIT, TEMPLATE_LIMIT, VARIABLES
from linli.faces.kit.fields import Words, in_language
from linli.faces.kit.gates import SignedIn, desk
from linli.faces.kit.posted import posted, whole
from linli.faces.kit.problems import explain_on
from linli.orgs.models import Organisation

USES = {
    ReplyTemplate.Use.DECLINE: _("to decline"),
    ReplyTemplate.Use.TASK: _("what is asked of a unit"),
    ReplyTemplate.Use.CHECK: _("what was found on the spot"),
    ReplyTemplate.Use.ANSWER: _("to answer a work order"),
}
MEANINGS = {
    "number": _("the number"),
    "kind": _("the kind"),
    "place": _("the place"),
    "unit": _("the unit that answers for it"),
    "received": _("when it came in"),
    "promised": _("the promised time"),
    "today": _("now"),
}


class TemplateForm(forms.Form):
    """A new text; the name of one in force replaces it from today."""

    name = Words(max_length=NAME_LIMIT, label=pgettext_lazy("thing", "Name"))
    words = Words(max_length=TEMPLATE_LIMIT, widget=forms.Textarea({"rows": 5}), label=_("Text"))

    def __init__(
        self, *args: Any, uses: Mapping[ReplyTemplate.Use, str | Promise], units: list[Organisation], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.fields["use"] = forms.ChoiceField(choices=list(uses.items()), label=_("Used"))
        choices = [(str(unit.pk), in_language(unit.name, unit.name_en)) for unit in units]
        self.fields["organisation"] = forms.ChoiceField(choices=choices, label=_("For"))


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def templates(request: SignedIn) -> HttpResponse:
    desks = desks_of(request.user)
    units = list(dict.fromkeys([*desks, *answerers_of(request.user)]))
    if not units:
        raise Http404
    at = timezone.now()
    uses = USES if desks else {ReplyTemplate.Use.ANSWER: USES[ReplyTemplate.Use.ANSWER]}
    form = TemplateForm(request.POST if request.method == "POST" else None, uses=uses, units=units)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        organisation = next(unit for unit in units if str(unit.pk) == said["organisation"])
        try:
            actions.keep_template(
                by=request.user,
                organisation=organisation,
                use=said["use"],
                name=said["name"],
                words=said["words"],
                at=at,
            )
        except Exception as error:
            problem = explain_on(form, error)  # raises again what has no words
            status = problem.status
        else:
            messages.success(request, _("The template is kept."))
            return redirect("desk:templates")
    context = {
        "form": form,
        "rows": [(one, USES[ReplyTemplate.Use(one.use)]) for one in templates_of(request.user, at=at)],
        "variables": [(f"{{{{{name}}}}}", MEANINGS[name]) for name in VARIABLES],
    }
    return TemplateResponse(request, "desk/templates.html", context, status=status)


@desk
@posted("desk:templates")
def end(request: SignedIn) -> HttpResponse:
    at = timezone.now()
    pk = request.POST.get("template", "")
    found = get_object_or_404(templates_of(request.user, at=at), pk=whole(pk))
    actions.end_template(by=request.user, template=found, at=at)
    messages.success(request, _("The template is no longer offered."))
    return redirect("desk:templates")
