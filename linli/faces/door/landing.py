"""Where somebody goes after coming in: the page they asked for, else the face of their post."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from linli.faces.kit.views import ours
from linli.orgs.authority import posts_of
from linli.orgs.models import Role
from linli.people.models import Person

HOME = "/"
FACES: dict[Role, str] = {
    Role.GRID_WORKER: "/field/",
    Role.GRID_HEAD: "/field/",
    Role.COMMUNITY_DESK: "/desk/",
    Role.STREET_DESK: "/desk/",
    Role.DEPARTMENT_HANDLER: "/desk/",
    Role.DEPARTMENT_HEAD: "/desk/whistles/?tab=chased",
    Role.CENTRE_DESK: "/desk/",
    Role.SECRETARY: "/desk/",
    Role.SYSTEM_ADMIN: "/desk/administration/system/",
    Role.SECURITY_ADMIN: "/desk/administration/posts/",
    Role.AUDITOR: "/desk/administration/log/",
    Role.MERCHANT_COUNTER: "/desk/thanks/counter/",
    Role.PARTNER_CONTACT: "/desk/lists/partner/",
}


def home_of(person: Person) -> str:
    """The face of the first post that has one; without such a post, the residents' home."""
    faces = (FACES.get(Role(post.role)) for post in posts_of(person))
    return next((face for face in faces if face), HOME)


def asked_for(request: HttpRequest) -> str:
    """``next`` of the request when it is a page of this site, else empty."""
    return ours(request, request.POST.get("next") or request.GET.get("next") or "")


def with_next(name: str, request: HttpRequest) -> str:
    """The page called ``name``, carrying on what was asked for."""
    asked = asked_for(request)
    return f"{reverse(name)}?{urlencode({'next': asked})}" if asked else reverse(name)
