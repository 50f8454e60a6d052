"""The security administrator: accounts of offices, their posts, their second factor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from linli.faces.kit.fields import UnitField
from linli.faces.kit.gates import SignedIn, post_keeper
from linli.faces.kit.words import ROLE
from linli.orgs import actions
from linli.orgs.actions import accounts as account_actions
from linli.orgs.authority import inside, may, prefixes
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation, Post, Role
from linli.people.models import Person
from linli.places.models import Grid

PAGE = 50

SAID: dict[type[Exception], tuple[str, str | Promise]] = {  # the field of the form, and the words
    PermissionDenied: ("organisation", _("This unit is outside your area.")),
    actions.OwnPost: ("", _("Nobody gives a post to themselves.")),
    actions.NoAccount: ("role", _("This role needs an account of an office.")),
    actions.PowersSeparate: ("role", _("An administrator holds no other role; end the other posts first.")),
    actions.GridUnclear: ("grid", _("A grid worker or head has a grid of this unit's area, nobody else has one.")),
    actions.AlreadyHolds: ("", _("The person holds this post already.")),
    actions.PostEnded: ("", _("This post has ended already.")),
    account_actions.NameTaken: ("username", _("Another account has this user name.")),
    account_actions.NotAUsername: (
        "username",
        _("3 to 40 small letters, digits, dots, dashes or underscores, a letter first."),
    ),
    account_actions.OwnAccount: ("", _("You cannot do this to your own account. Ask another security administrator.")),
    account_actions.AlreadySo: ("", _("Somebody else was faster. Below is how it stands now.")),
}
REFUSALS = tuple(SAID)
LACKS: dict[str, dict[str, bool]] = {  # what ``managed_by`` filters on
    "no-factor": {"has_factor": False, "is_active": True},
    "no-post": {"has_post": False},
    "off": {"is_active": False},
}


class FindForm(forms.Form):
    q = forms.CharField(label=_("Name or user name"), max_length=40, required=False)
    show = forms.ChoiceField(
        label=_("Which"),
        choices=[
            ("", _("All accounts")),
            ("no-factor", _("Without a second factor")),
            ("no-post", _("Without a post")),
            ("off", _("Switched off")),
        ],
        required=False,
    )
    after = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)


class NewForm(forms.Form):
    username = forms.CharField(label=_("User name"), max_length=40)
    display_name = forms.CharField(label=_("Name that colleagues see"), max_length=30)


class AppointForm(forms.Form):
    organisation = UnitField(label=_("Unit of the post"))
    role = forms.ChoiceField(label=_("Role"), choices=[("", ""), *ROLE.items()])
    grid = forms.RegexField(label=_("Grid (15 digits, grid workers only)"), regex=r"^\d{15}$", required=False)
    on = forms.DateField(label=_("From"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))


@dataclass(frozen=True, slots=True)
class AccountShown:
    person: Person
    posts: Sequence[tuple[Post, str | Promise]]
    has_factor: bool


@post_keeper
@require_safe
def accounts(request: SignedIn) -> HttpResponse:
    """Accounts by user name, by key."""
    form = FindForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    today = timezone.localdate()
    found = managed_by(request.user, today, **LACKS.get(asked.get("show", ""), {}))
    if asked.get("q"):
        found = found.filter(Q(username__icontains=asked["q"]) | Q(display_name__icontains=asked["q"]))
    if asked.get("after"):
        found = found.filter(username__gt=asked["after"])
    page = list(found.order_by("username")[: PAGE + 1])
    kept = {name: asked[name] for name in ("q", "show") if asked.get(name)}
    context = {
        "form": form,
        "accounts": [shown(person) for person in page[:PAGE]],
        "next": urlencode({**kept, "after": page[PAGE - 1].username}) if len(page) > PAGE else "",
        "first": urlencode(kept) if asked.get("after") else "",
    }
    return TemplateResponse(request, "desk/administration/accounts.html", context)


@post_keeper
@never_cache
def new(request: SignedIn) -> HttpResponse:
    """Open an account; its first password is shown on this one answer."""
    form = NewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person, password = account_actions.open_account(
                by=request.user,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except PermissionDenied as error:
            raise Http404 from error
        except REFUSALS as error:
            form.add_error(*_said(error))
        else:
            return _password_page(request, person, password)
    status = 400 if form.errors else 200
    return TemplateResponse(request, "desk/administration/new.html", {"form": form}, status=status)


@post_keeper
@require_safe
def account(request: SignedIn, person_id: int) -> HttpResponse:
    return _account_page(request, _found(request, person_id))


@post_keeper
@require_POST
def appoint(request: SignedIn, person_id: int) -> HttpResponse:
    person, at = _found(request, person_id), timezone.now()
    form = AppointForm(request.POST)
    if form.is_valid():
        asked = form.cleaned_data
        grid = Grid.objects.filter(code=asked["grid"], valid_to=None).first() if asked["grid"] else None
        if asked["grid"] and grid is None:
            form.add_error("grid", _("No grid has this code."))
        else:
            try:
                actions.appoint(
                    by=request.user,
                    person=person,
                    organisation=Organisation.objects.get(pk=asked["organisation"].pk),
                    role=Role(asked["role"]),
                    grid=grid,
                    on=asked["on"],
                    at=at,
                )
            except REFUSALS as error:
                form.add_error(*_said(error))
            else:
                return redirect("desk:account", person.pk)
    return _account_page(request, person, form=form, status=400)


@post_keeper
@require_POST
def end_post(request: SignedIn, person_id: int, post_id: int) -> HttpResponse:
    """End a post today: it is not held any more from now on. Where open work hangs on it, it is handed over first."""
    person, at = _found(request, person_id), timezone.now()
    post = get_object_or_404(person.posts.select_related("organisation__division", "grid"), pk=post_id)
    try:
        actions.end_post(by=request.user, post=post, on=timezone.localdate(at), at=at)
    except actions.WorkOpen:
        return redirect("desk:account-hand-over", person.pk, post.pk)
    except REFUSALS as error:
        return _account_page(request, person, note=SAID[type(error)][1], status=409)
    return redirect("desk:account", person.pk)


@post_keeper
@require_POST
def switch(request: SignedIn, person_id: int) -> HttpResponse:
    person = _found(request, person_id)
    on = request.POST.get("on") == "1"
    try:
        account_actions.switch_account(by=request.user, person=person, on=on, at=timezone.now())
    except REFUSALS as error:
        return _account_page(request, _found(request, person_id), note=SAID[type(error)][1], status=409)
    return redirect("desk:account", person.pk)


@post_keeper
@require_POST
def reset_second_factor(request: SignedIn, person_id: int) -> HttpResponse:
    person = _found(request, person_id)
    try:
        account_actions.reset_second_factor(by=request.user, person=person, at=timezone.now())
    except REFUSALS as error:
        return _account_page(request, person, note=SAID[type(error)][1], status=409)
    return redirect("desk:account", person.pk)


@post_keeper
@require_POST
@never_cache
def reset_password(request: SignedIn, person_id: int) -> HttpResponse:
    """Give a new first password; it is shown on this one answer."""
    person = _found(request, person_id)
    try:
        password = account_actions.reset_password(by=request.user, person=person, at=timezone.now())
    except REFUSALS as error:
        return _account_page(request, person, note=SAID[type(error)][1], status=409)
    return _password_page(request, person, password)


def managed_by(keeper: Person, on: date, **narrowed: bool) -> QuerySet[Person]:
    """Accounts of offices that ``keeper`` manages: every post held lies in their area; without a post, the county's.

    Each has ``has_post``, ``has_factor`` and its posts as ``held``.
    """
    areas = prefixes(keeper, Grant.MANAGE_POSTS)
    held = Post.objects.held(on).filter(person=OuterRef("pk"))
    elsewhere = held.exclude(inside("organisation__division__code", areas))
    found = (
        Person.objects.filter(username__isnull=False)
        .annotate(
            has_post=Exists(held),
            has_factor=Exists(Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)),
        )
        .filter(~Exists(elsewhere), **narrowed)
        .prefetch_related(
            Prefetch(
                "posts",
                Post.objects.held(on).select_related("organisation__division", "grid").order_by("pk"),
                to_attr="held",
            )
        )
    )
    return found if may(keeper, Grant.MANAGE_POSTS, at=settings.LINLI_COUNTY) else found.filter(has_post=True)


def shown(person: Person) -> AccountShown:
    """``person`` as ``managed_by`` gives it."""
    posts = [(post, ROLE[Role(post.role)]) for post in person.held]  # type: ignore[attr-defined]
    return AccountShown(person, posts, person.has_factor)  # type: ignore[attr-defined]


def _found(request: SignedIn, person_id: int) -> Person:
    return get_object_or_404(managed_by(request.user, timezone.localdate()), pk=person_id)


def _account_page(
    request: SignedIn,
    person: Person,
    *,
    form: AppointForm | None = None,
    note: str | Promise = "",
    status: int = 200,
) -> HttpResponse:
    at: datetime = timezone.now()
    ended = person.posts.filter(valid_to__lte=timezone.localdate(at)).select_related("organisation", "grid")
    context = {
        "account": shown(person),
        "ended": [(post, ROLE[Role(post.role)]) for post in ended.order_by("-valid_to", "-pk")[:20]],
        "form": form or AppointForm(initial={"on": timezone.localdate(at)}),
        "note": note,
        "is_own": person.pk == request.user.pk,
        "at": at,
    }
    return TemplateResponse(request, "desk/administration/account.html", context, status=status)


def _password_page(request: SignedIn, person: Person, password: str) -> HttpResponse:
    context = {"person": person, "password": password}
    return TemplateResponse(request, "desk/administration/password.html", context)


def _said(error: Exception) -> tuple[str | None, Any]:
    field, words = SAID[type(error)]
    return field or None, words
