"""The tree of organisations of one's area, a branch at a time; and a new body on it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from linli.faces.desk.bodies.forms import FoundForm
from linli.faces.kit.gates import SignedIn, body_keeper
from linli.faces.kit.posted import sent
from linli.faces.kit.words import ORG_KIND
from linli.orgs import actions
from linli.orgs.authority import inside, may, prefixes
from linli.orgs.grants import Grant
from linli.orgs.models import BodyForm, BodyRule, Organisation, OrgKind
from linli.orgs.reads import tree as reads
from linli.orgs.reads.tree import Lack, Wish
from linli.orgs.rules import OFFICES
from linli.places.models import Division

LACK = {
    Lack.SEAT: gettext_lazy("A must-have seat is empty"),
    Lack.TERM: gettext_lazy("A term is over, or soon"),
    Lack.HEAD: gettext_lazy("Without a head"),
    Lack.END: gettext_lazy("Dissolves soon"),
}


class WishForm(forms.Form):
    q = forms.CharField(label=pgettext_lazy("thing", "Name"), max_length=60, required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[("", gettext_lazy("All kinds")), *ORG_KIND.items()],
        required=False,
    )
    lack = forms.ChoiceField(
        label=gettext_lazy("What is lacking"),
        choices=[("", gettext_lazy("Whether or not")), *((one.value, words) for one, words in LACK.items())],
        required=False,
    )


@body_keeper
@require_safe
def bodies(request: SignedIn) -> HttpResponse:
    """A branch of the tree, or what fits the words; with htmx one branch alone, into its place on the page."""
    areas, today = areas_of(request), timezone.localdate()
    form = WishForm(request.GET)
    told = form.cleaned_data if form.is_valid() else {}
    wish = Wish(told.get("q", "").strip(), told.get("kind", ""), Lack(told["lack"]) if told.get("lack") else None)
    after = request.GET.get("after", "")[:40]
    under = _under(request, areas)
    if wish.is_open:
        nodes, last = reads.branch(areas, today, under=under, after=after)
    else:
        nodes, last = reads.found(areas, today, wish, after=after)
    kept: dict[str, Any] = {name: told[name] for name in ("q", "kind", "lack") if told.get(name)}
    if under is not None:
        kept["under"] = under.pk
    context = {
        "form": form,
        "is_tree": wish.is_open,
        "under": under,
        "above": trail(_above(under), areas) if under is not None else [],
        "nodes": [(node, ORG_KIND[node.body.kind]) for node in nodes],
        "next": urlencode(kept | {"after": last}) if last else "",
        "may_rule": bool(prefixes(request.user, Grant.SET_RULES)),
        "today": today,
    }
    part = request.headers.get("HX-Request") == "true" and under is not None
    answer = TemplateResponse(request, f"desk/bodies/tree.html{'#branch' if part else ''}", context)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


@body_keeper
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedIn) -> HttpResponse:
    """Found a body under another one, or under nothing: what may stand there by rule is offered."""
    areas, at = areas_of(request), timezone.now()
    today, under = timezone.localdate(at), _under(request, areas)
    may_office = may(request.user, Grant.MANAGE_POSTS, at=under.prefix if under is not None else areas[0])
    kinds = [
        rule.kind
        for rule in BodyRule.objects.valid(today)
        if (under.kind if under is not None else "") in rule.under and (may_office or rule.kind not in OFFICES)
    ]
    kinds.sort(key=OrgKind.values.index)
    within = [area if area.startswith(under.prefix) else under.prefix for area in areas] if under else areas
    at_first = under.division.code if under is not None else ""
    form = FoundForm(request.POST or None, on=today, kinds=kinds, areas=within, at=at_first)
    made: list[Organisation] = []

    def found(told: dict[str, Any]) -> None:
        form_of = told.pop("form")
        made.append(
            actions.found(
                by=request.user,
                code=f"{told['kind']}-{uuid4().hex[:9]}",
                kind=OrgKind(told.pop("kind")),
                form=BodyForm(form_of) if form_of else None,
                division=Division.objects.get(code=told.pop("place")),
                parent=under,
                at=at,
                **told,
            )
        )

    status = sent(request, form, found, _("Founded."))
    if status is None:
        return redirect("desk:body", made[0].pk)
    context = {"form": form, "under": under, "kinds": kinds}
    return TemplateResponse(request, "desk/bodies/new.html", context, status=status)


def areas_of(request: SignedIn) -> list[str]:
    """Where the reader keeps bodies, as prefixes."""
    return sorted({*prefixes(request.user, Grant.KEEP_BODIES), *prefixes(request.user, Grant.MANAGE_POSTS)})


def trail(way: Iterable[Organisation], areas: Iterable[str]) -> list[tuple[Organisation, bool]]:
    """The way up, and whether the reader may open each."""
    kept = tuple(areas)
    return [(one, one.division.code.startswith(kept)) for one in way]


def _under(request: SignedIn, areas: list[str]) -> Organisation | None:
    asked = request.GET.get("under", "")
    if not asked:
        return None
    if not (asked.isascii() and asked.isdigit() and len(asked) < 19):
        raise Http404
    rows = reads.seen(areas, timezone.localdate()).select_related("division", "parent").defer("division__outline")
    return get_object_or_404(rows, pk=int(asked))


def _above(body: Organisation) -> list[Organisation]:
    chain = [body]
    while chain[0].parent is not None:
        chain.insert(0, chain[0].parent)
    return chain


def find(request: SignedIn, pk: int) -> Organisation:
    """A body of the reader's area, also one that ended."""
    rows = Organisation.objects.filter(inside("division__code", areas_of(request)))
    return get_object_or_404(rows.select_related("division", "parent").defer("division__outline"), pk=pk)
