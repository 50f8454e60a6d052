"""The security administrator: posts that pass on with what hangs on them, told as numbers and never as contents."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.faces.desk.administration.accounts import SAID as OF_POSTS
from linli.faces.desk.administration.accounts import managed_by
from linli.faces.kit.fields import Listed
from linli.faces.kit.gates import SignedIn, post_keeper
from linli.faces.kit.handed import HELD, counted
from linli.faces.kit.words import ROLE
from linli.orgs import actions, holdings
from linli.orgs.authority import inside, prefixes
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation, Post, Role
from linli.people.models import Person

COLLEAGUES = 200
HISTORY = 100
SAID: dict[type[Exception], tuple[str, str | Promise]] = OF_POSTS | {
    PermissionDenied: ("", _("This unit is outside your area.")),
    actions.SameHands: ("to", _("Nobody hands over to themselves.")),
    actions.NothingLeft: ("", _("Nothing is left there to be handed over.")),
}


REFUSALS: tuple[type[Exception], ...] = (actions.CannotTake, *SAID)


class LeftForm(forms.Form):
    to = forms.CharField(label=_("Successor, by user name"), max_length=120, widget=Listed())

    def clean_to(self) -> Person:
        """Typed, or taken from the suggestions, which begin with the user name."""
        found = Person.objects.filter(username=self.cleaned_data["to"].split(" ")[0]).first()
        if found is None:
            raise forms.ValidationError(_("No account has this user name."))
        return found


class SuccessorForm(LeftForm):
    takes_post = forms.BooleanField(label=_("Gets the same post from today on"), required=False)

    def suggest(self, colleagues: Iterable[str]) -> None:
        self.fields["to"].widget.options = list(colleagues)


@post_keeper
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: SignedIn, person_id: int, post_id: int) -> HttpResponse:
    """End a post and hand over what hangs on it; the page says how much that is, not what."""
    at = timezone.now()
    today = timezone.localdate(at)
    person = get_object_or_404(managed_by(request.user, today), pk=person_id)
    held = Post.objects.held(today).filter(person=person, valid_to=None)
    post = get_object_or_404(held.select_related("person", "organisation__division", "grid"), pk=post_id)
    form = SuccessorForm(request.POST or None, initial={"takes_post": True})
    form.suggest(_colleagues(post, today))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            passed = actions.hand_over(by=request.user, post=post, to=told["to"], takes_post=told["takes_post"], at=at)
        except REFUSALS as error:
            form.add_error(*_said(error))
        else:
            _tell(request, told["to"], len(passed))
            return redirect("desk:account", person.pk)
    context = {
        "form": form,
        "post": post,
        "role": ROLE[Role(post.role)],
        "counts": counted(holdings.counts(holdings.left_by(post, today))),
    }
    return TemplateResponse(request, "desk/administration/hand_over.html", context, status=422 if form.errors else 200)


@post_keeper
@require_safe
def left(request: SignedIn) -> HttpResponse:
    """Who answers for open things and has no post any more, or an account that is off."""
    return _left_page(request)


@post_keeper
@require_POST
def hand_on(request: SignedIn, person_id: int) -> HttpResponse:
    """Give what somebody left behind to another person."""
    sender = get_object_or_404(Person, pk=person_id, username__isnull=False)
    form = LeftForm(request.POST)
    if form.is_valid():
        to = form.cleaned_data["to"]
        try:
            passed = actions.hand_on(by=request.user, sender=sender, to=to, at=timezone.now())
        except REFUSALS as error:
            form.add_error(*_said(error))
        else:
            _tell(request, to, len(passed))
            return redirect("desk:left")
    return _left_page(request, sender=sender, form=form, status=422)


@post_keeper
@require_safe
def unit(request: SignedIn, unit_id: int) -> HttpResponse:
    """Who held which post of a unit, and when: the newest first."""
    own = inside("division__code", prefixes(request.user, Grant.MANAGE_POSTS))
    found = get_object_or_404(Organisation.objects.filter(own), pk=unit_id)
    posts = found.posts.select_related("person", "grid").defer("grid__outline").order_by("-valid_from", "-pk")
    shown = [(post, ROLE[Role(post.role)]) for post in posts[:HISTORY]]
    return TemplateResponse(request, "desk/administration/unit.html", {"unit": found, "posts": shown, "most": HISTORY})


def _left_page(
    request: SignedIn, *, sender: Person | None = None, form: LeftForm | None = None, status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    areas = tuple(prefixes(request.user, Grant.MANAGE_POSTS))
    rows = []
    for person in holdings.left_behind(today):
        held = [one for one in holdings.left_with(person, today) if one.place.startswith(areas)]
        if held:
            mine = form if sender is not None and person.pk == sender.pk else LeftForm(auto_id=f"id_{person.pk}_%s")
            rows.append((person, counted(holdings.counts(held)), mine))
    return TemplateResponse(request, "desk/administration/left.html", {"rows": rows}, status=status)


def _colleagues(post: Post, on: date) -> list[str]:
    """The others of the unit, by user name, name and role."""
    rows = Post.objects.held(on).filter(organisation=post.organisation_id, person__is_active=True)
    named = rows.exclude(person=post.person_id).filter(person__username__isnull=False).select_related("person")
    found = named.order_by("person__username", "pk")[:COLLEAGUES]
    return [f"{one.person.username} · {one.person} · {ROLE[Role(one.role)]}" for one in found]


def _tell(request: SignedIn, to: Person, many: int) -> None:
    messages.success(request, _("Handed over to %(to)s: %(n)d") % {"n": many, "to": to})


def _said(error: Exception) -> tuple[str | None, Any]:
    if isinstance(error, actions.CannotTake):
        return "to", _("This account has no post that may go on with: %s.") % HELD[error.args[0]]
    field, words = SAID[type(error)]
    return (field if field in SuccessorForm.base_fields else None), words
