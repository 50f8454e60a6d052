"""Blowing a whistle, one form for desk and field: what for, where, who is called; then a look at what each will be
told; then the whistle itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from linli.duties.reads import catalogue
from linli.duties.rules import UnitFacts
from linli.faces.kit import drafts
from linli.faces.kit.fields import KindField, PlaceField, Words, in_language, unit_label
from linli.faces.kit.gates import SignedIn
from linli.faces.kit.problems import explain_on
from linli.matters.models import Matter
from linli.matters.rules import ADDRESS_LIMIT
from linli.orgs.authority import posts_with
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation, Post
from linli.people.models import Person
from linli.places.reads import gazetteer
from linli.whistles import actions
from linli.whistles.authority import rank_of
from linli.whistles.errors import AlreadyBlown
from linli.whistles.models import Cause, Whistle
from linli.whistles.reads.called import callees, preview
from linli.whistles.reads.causes import causes_at
from linli.whistles.rules import WORDS_LIMIT


@dataclass(frozen=True, slots=True)
class Pages:
    """The templates of a face, and where it leads when the whistle is blown."""

    form: str
    preview: str
    done: Callable[[Whistle], HttpResponse]


class BlowForm(forms.Form):
    """Causes and departments follow the place, the level of the one who whistles, and what was chosen so far."""

    intent = forms.UUIDField(widget=forms.HiddenInput)
    cause = forms.TypedChoiceField(coerce=int, widget=forms.RadioSelect, label=_("Cause"))
    words = Words(
        max_length=WORDS_LIMIT, widget=forms.Textarea({"rows": 4}), label=_("What the departments are asked to do")
    )

    def __init__(
        self, data: Any = None, *, by: Person, at: datetime, matter: Matter | None = None, **more: Any
    ) -> None:
        asked = more.pop("initial", {})
        super().__init__(data, initial={"intent": uuid4(), **asked}, **more)
        self.by, self.on, self.matter = by, timezone.localdate(at), matter
        self.posts = posts_with(by, Grant.BLOW_WHISTLE)
        if matter is None:
            self._ask_where()
        self.place = self._place()
        post = self.post(self.place)
        self.causes = causes_at(self.place, self.on, rank_of(post)) if post is not None else []
        cause: forms.ChoiceField = self.fields["cause"]  # type: ignore[assignment]
        cause.choices = [(row.pk, in_language(row.name, row.name_en)) for row in self.causes]
        self.chosen = next((row for row in self.causes if str(row.pk) == str(self._sent("cause"))), None)
        known = callees(self.place, on=self.on, matter=matter, kind=self._kind(), cause=self.chosen)
        own = post.organisation_id if post is not None else None
        self.callees = [callee for callee in known if callee.unit.pk != own]
        self._ask_whom()

    def _ask_where(self) -> None:
        areas = sorted({post.prefix for post in self.posts})
        self.fields["place"] = PlaceField(
            areas=areas, label=_("Place"), help_text=_("A community or a grid, picked from the list.")
        )
        self.fields["address"] = Words(max_length=ADDRESS_LIMIT, required=False, label=_("Where exactly"))
        self.fields["kind"] = KindField(
            on=self.on, required=False, label=_("Kind of trouble"), help_text=_("Names the departments in charge.")
        )
        grids = [post.grid.code for post in self.posts if post.grid is not None]
        if grids:
            self.initial.setdefault("place", gazetteer().label(grids[0]))

    def _ask_whom(self) -> None:
        self.fields["departments"] = forms.TypedMultipleChoiceField(
            choices=[(callee.unit.pk, unit_label(callee.unit)) for callee in self.callees],
            coerce=int,
            widget=forms.CheckboxSelectMultiple,
            label=_("Departments"),
        )
        suggested = [str(callee.unit.pk) for callee in self.callees if callee.why is not None]
        self.initial["departments"] = list(dict.fromkeys([*map(str, self.initial.get("departments", [])), *suggested]))

    def _sent(self, name: str) -> Any:
        return self.data.get(name) if self.is_bound else self.initial.get(name)

    def _place(self) -> str:
        """Where to: the matter's place, the one that was typed, else the reader's own area."""
        if self.matter is not None:
            return self.matter.place
        try:
            typed = self.fields["place"].clean(self._sent("place"))
        except forms.ValidationError:
            typed = ""
        return typed or min((post.prefix for post in self.posts), key=len, default="")

    def _kind(self) -> Any:
        if "kind" not in self.fields:
            return None
        try:
            return self.fields["kind"].clean(self._sent("kind"))
        except forms.ValidationError:
            return None

    def post(self, place: str) -> Post | None:
        """In which post the reader whistles at ``place``: the highest one that answers for it."""
        fitting = [post for post in self.posts if place.startswith(post.prefix)]
        return min(fitting, key=lambda post: (len(post.prefix), post.pk), default=None)

    @property
    def has_suggestions(self) -> bool:
        return any(callee.why is not None for callee in self.callees)

    @property
    def units(self) -> list[UnitFacts]:
        """The departments that were chosen."""
        return [catalogue().units.by_pk[pk] for pk in self.cleaned_data["departments"]]

    def blow(self, *, at: datetime, photos: list[drafts.Draft]) -> Whistle:
        """Raises: what ``actions.blow`` raises."""
        asked = self.cleaned_data
        post = self.post(self.place) or self.posts[0]
        intent: UUID = asked["intent"]
        return actions.blow(
            by=self.by,
            unit=post.organisation,
            cause=self.chosen or Cause(),
            departments=list(Organisation.objects.select_related("division").filter(pk__in=asked["departments"])),
            words=asked["words"],
            at=at,
            matter=self.matter,
            place=self.place,
            address=asked.get("address", ""),
            photos=[draft.photo for draft in photos],
            intent=intent,
        )


def blowing(request: SignedIn, pages: Pages, *, matter: Matter | None) -> HttpResponse:
    """Three steps in one address: the form, the look at what each department will be told, and with ``send`` the
    whistle. Raises: Http404, for those who cannot whistle here."""
    at = timezone.now()
    if request.method != "POST":
        asked = request.GET.dict() | {"departments": request.GET.getlist("departments")}
        form = BlowForm(by=request.user, at=at, matter=matter, initial=asked)
        return _form(request, pages, form)
    form = BlowForm(request.POST, by=request.user, at=at, matter=matter)
    form.full_clean()
    intent = form.cleaned_data.get("intent")
    photos, wrong = drafts.of_form(request, intent=intent, at=at) if intent else ([], [])
    if "edit" in request.POST or "drop" in request.POST:
        return _form(request, pages, form, photos=photos, wrong=wrong)
    if wrong or not form.is_valid():
        return _form(request, pages, form, photos=photos, wrong=wrong, status=422)
    if "send" not in request.POST and form.chosen is not None:
        context = _context(form, photos) | {"called": preview(form.units, form.chosen, at=at), "at": at}
        return TemplateResponse(request, pages.preview, context)
    try:
        return pages.done(form.blow(at=at, photos=photos))
    except Exception as error:
        problem = explain_on(form, error)  # raises again what has no words
        fresh = error.fresh if isinstance(error, AlreadyBlown) else None
        return _form(request, pages, form, photos=photos, fresh=fresh, status=problem.status)


def _form(
    request: SignedIn,
    pages: Pages,
    form: BlowForm,
    *,
    photos: list[drafts.Draft] | None = None,
    wrong: list[str] | None = None,
    fresh: object = None,
    status: int = 200,
) -> HttpResponse:
    """The page, or its departments alone when cause or kind was changed on it."""
    if not form.posts or (form.matter is not None and form.post(form.place) is None):
        raise Http404
    part = "kit/whistle_form.html#called" if request.headers.get("HX-Request") else pages.form
    context = _context(form, photos or []) | {"wrong": wrong or [], "fresh": fresh}
    return TemplateResponse(request, part, context, status=status)


def _context(form: BlowForm, photos: list[drafts.Draft]) -> dict[str, Any]:
    return {"form": form, "matter": form.matter, "photos": photos}
