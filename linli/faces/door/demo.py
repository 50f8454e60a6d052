"""角色选择: come in as a made-up person of each role. Production has no such page."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import login
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from linli.faces.door.landing import home_of
from linli.faces.kit.gates import public
from linli.orgs.authority import posts_of
from linli.orgs.models import Organisation
from linli.people import actions
from linli.people.models import Person

STAFF_PREFIX = "demo-"


@dataclass(frozen=True)
class Role:
    """A card: its key in the address, its drawing, its name, what one does there."""

    key: str
    drawing: str
    name: str | Promise
    does: str | Promise

    def people(self) -> QuerySet[Person]:
        made_up = Person.objects.filter(is_made_up=True, is_active=True).order_by("pk")
        if self.key in {"resident", "elder"}:
            return made_up.filter(username=None, elder_mode=self.key == "elder")
        return made_up.filter(username=f"{STAFF_PREFIX}{self.key}")


ROLES = (
    Role("resident", "person", _("Resident"), _("Report a problem in three taps, follow it, say whether it is solved")),
    Role("elder", "elder", _("Elder resident"), _("The same with large words and few buttons")),
    Role("grid", "pin", _("Grid worker"), _("Sign, handle on site, answer with photos; check what others did")),
    Role("community", "home", _("Community desk"), _("Accept what residents say, dispatch it, check and close")),
    Role("street", "flag", _("Street desk"), _("The same for all communities of a street")),
    Role("department", "building", _("Department"), _("Sign for work orders, handle them and answer")),
    Role("centre", "dispatch", _("City centre"), _("See the whole county, dispatch, see the figures")),
    Role("merchant", "shop", _("Merchant's counter"), _("Enter the code of a volunteer once and hand over the thanks")),
    Role("partner", "people", _("Partner unit"), _("Claim what communities need, deliver it, offer what the unit has")),
    Role("system", "gear", _("System administrator"), _("Catalogue, routing rules, calendar; sees no requests")),
    Role("security", "shield", _("Security administrator"), _("Accounts and posts; sees no requests")),
    Role("auditor", "eye", _("Auditor"), _("The log: who did what, and that nobody changed it")),
)  # fmt: skip
BY_KEY = {role.key: role for role in ROLES}


@dataclass(frozen=True)
class Card:
    role: Role
    person: Person | None
    unit: Organisation | None


def card(role: Role) -> Card:
    person = role.people().first()
    posts = posts_of(person) if person is not None and person.is_staff else []
    return Card(role, person, posts[0].organisation if posts else None)


@public
@never_cache
def pick(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(request, "demo/pick.html", {"cards": [card(role) for role in ROLES]})


@public
@require_POST
def come_in(request: HttpRequest, key: str) -> HttpResponse:
    """Sign in as the made-up person of a role and go to their face."""
    role = BY_KEY.get(key)
    person = role.people().first() if role and not settings.IS_PRODUCTION else None
    if person is None:
        raise Http404
    login(request, person)
    actions.signed_in(person=person, how="role_card", at=timezone.now())
    return redirect(home_of(person))
