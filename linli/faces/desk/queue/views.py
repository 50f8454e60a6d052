"""Lists of the queue under a name: a person's own, and those that the desks of an organisation share."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from linli.desks import actions
from linli.desks.reads.kept import desks_of, views_of
from linli.faces.desk.queue.asked import wanted
from linli.faces.kit.gates import SignedIn, desk
from linli.faces.kit.posted import posted, whole
from linli.faces.kit.problems import explain


@desk
@posted("desk:queue")
def save(request: SignedIn) -> HttpResponse:
    """Keep the list as it stands; what is no filter of ours is not kept."""
    query = wanted(QueryDict(request.POST.get("query", ""))).query()
    shared = request.POST.get("shared", "")
    organisation = next((unit for unit in desks_of(request.user) if str(unit.pk) == shared), None)
    try:
        actions.save_view(
            by=request.user,
            name=request.POST.get("name", ""),
            query=query,
            at=timezone.now(),
            organisation=organisation,
        )
    except Exception as error:
        messages.error(request, str(explain(error).text))  # raises again what has no words
    else:
        messages.success(request, _("The view is kept."))
    return redirect(f"{reverse('desk:queue')}?{query}")


@desk
@posted("desk:queue")
def drop(request: SignedIn) -> HttpResponse:
    pk = request.POST.get("view", "")
    view = get_object_or_404(views_of(request.user), pk=whole(pk))
    actions.drop_view(by=request.user, view=view, at=timezone.now())
    messages.success(request, _("The view is dropped."))
    return redirect("desk:queue")
