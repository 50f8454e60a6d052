"""The security administrator: the tree of organisations and its posts, as tables out and in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.core.imports import Summary
from linli.faces.kit.gates import SignedIn, post_keeper
from linli.faces.kit.posted import sent
from linli.faces.kit.sheets import download
from linli.orgs import actions, tables
from linli.orgs.authority import inside, prefixes
from linli.orgs.causes import WORDS, Cause
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation, Post

MOST_BYTES = 5 * 1024**2
LOADS: dict[str, Callable[..., Summary]] = {
    "organisations": actions.import_organisations,
    "posts": actions.import_posts,
}


class FileForm(forms.Form):
    what = forms.ChoiceField(
        label=_("What the file holds"),
        choices=[("organisations", _("The tree of organisations")), ("posts", _("Who holds which post"))],
    )
    file = forms.FileField(label=_("CSV file"), widget=forms.FileInput({"accept": ".csv,text/csv"}))

    def clean_file(self) -> Any:
        if self.cleaned_data["file"].size > MOST_BYTES:
            raise ValidationError(_("This file has more than 5 MB. Cut it into parts."))
        return self.cleaned_data["file"]


@post_keeper
@require_http_methods(["GET", "HEAD", "POST"])
def load(request: SignedIn) -> HttpResponse:
    """Load a file; what was refused is told by its line."""
    form = FileForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "unit_columns": tables.UNITS, "post_columns": tables.POSTS}

    def take(told: dict[str, Any]) -> None:
        summary = LOADS[told["what"]](told["file"].read(), by=request.user, at=timezone.now())
        context["summary"] = summary
        context["refused"] = [(one.line, WORDS[Cause(one.cause)], one.detail) for one in summary.refused]

    status = sent(request, form, take) or 200
    return TemplateResponse(request, "desk/administration/load.html", context, status=status)


@post_keeper
@require_safe
def tree(request: SignedIn) -> HttpResponse:
    """Every organisation of one's area, those of the past too: the same file can be loaded again."""
    own = inside("division__code", prefixes(request.user, Grant.MANAGE_POSTS))
    units = Organisation.objects.filter(own).select_related("parent", "division").defer("division__outline")
    return download(
        f"linli-organisations-{timezone.localdate()}", list(tables.UNITS), map(tables.unit_row, units.order_by("code"))
    )


@post_keeper
@require_safe
def posts(request: SignedIn) -> HttpResponse:
    """Every post of one's area, those of the past too; people by user name alone."""
    own = inside("organisation__division__code", prefixes(request.user, Grant.MANAGE_POSTS))
    found = Post.objects.filter(own, person__username__isnull=False)
    rows = found.select_related("person", "organisation", "grid", "home_organisation").defer("grid__outline")
    return download(
        f"linli-posts-{timezone.localdate()}", list(tables.POSTS), map(tables.post_row, rows.order_by("pk"))
    )
