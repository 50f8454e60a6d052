"""正在处理: who else has the matter open. Asked and told at once, a few times a minute while the page is open."""

from __future__ import annotations

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from linli.desks import actions
from linli.desks.reads.kept import others_at
from linli.faces.desk.matter import find
from linli.faces.kit.gates import SignedIn, desk
from linli.faces.kit.posted import posted


@desk
@posted("desk:matter")
def presence(request: SignedIn, number: str) -> HttpResponse:
    at = timezone.now()
    found = find(request, number)
    actions.be_seen(by=request.user, matter=found, at=at)
    return TemplateResponse(request, "desk/presence.html", {"others": others_at(found, but=request.user, at=at)})
