"""Projects of one's area: the list, one project, its way from a plan to a result."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from linli.commons.actions import projects as actions
from linli.commons.models import Need, Project
from linli.commons.rules.lists import PROJECT_MOVES, ProjectStage
from linli.faces.desk.lists import scope
from linli.faces.desk.lists.asked import Wish, shown
from linli.faces.desk.lists.forms import ProjectForm, TellForm, WordsForm
from linli.faces.desk.lists.photos import told_with
from linli.faces.desk.lists.resources import owners
from linli.faces.kit.gates import SignedIn, commons_keeper
from linli.faces.kit.posted import posted, sent, tapped

NEEDS_SHOWN = 60
MOVES = {
    ProjectStage.RUNNING: gettext_lazy("Begin the project"),
    ProjectStage.DONE: gettext_lazy("Finish the project"),
    ProjectStage.STOPPED: gettext_lazy("Stop the project"),
}


@commons_keeper
@require_safe
def projects(request: SignedIn) -> HttpResponse:
    at = timezone.now()
    areas = scope.areas(request)
    wish = Wish(request.GET, areas=areas, on=timezone.localdate(at), stages=ProjectStage)
    rows = wish.narrow(Project.objects.within(areas)).select_related("kind", "community", "unit")
    context = {"at": at, "tab": "projects", **shown(request, wish, rows.defer("community__outline"))}
    return TemplateResponse(request, "desk/lists/projects.html", context)


@commons_keeper
def new(request: SignedIn) -> HttpResponse:
    at = timezone.now()
    areas = scope.areas(request)
    free = Need.objects.within(areas).running().filter(project=None).order_by("-added_at", "-pk")
    keys = list(free.values_list("pk", flat=True)[:NEEDS_SHOWN])
    on = timezone.localdate(at)
    form = ProjectForm(
        request.POST or None,
        areas=areas,
        units=owners(request),
        needs=free.filter(pk__in=keys),
        on=on,
        initial={"starts_on": on, "needs": request.GET.getlist("need")},
    )
    made: list[Project] = []

    def act(told: dict[str, Any]) -> None:
        made.append(actions.open_project(by=request.user, at=at, **told))

    status = sent(request, form, act, _("The project stands on the list."))
    if status is None:
        return redirect("desk:project", made[0].pk)
    context = {"at": at, "tab": "projects", "form": form}
    return TemplateResponse(request, "desk/lists/project_new.html", context, status=status)


@commons_keeper
@require_safe
def project(request: SignedIn, project_id: int) -> HttpResponse:
    return _show(request, scope.find_project(request, project_id))


def _show(
    request: SignedIn,
    found: Project,
    form: WordsForm | None = None,
    status: int = 200,
    *,
    sent_back: dict[str, Any] | None = None,
) -> HttpResponse:
    context = {
        "at": timezone.now(),
        "tab": "projects",
        "project": found,
        "needs": found.needs.select_related("kind").prefetch_related("parts").order_by("pk"),
        "moves": [(to.value, name) for to, name in MOVES.items() if to in PROJECT_MOVES[ProjectStage(found.stage)]],
        "form": form or WordsForm(),
        "tell": TellForm(auto_id="tell-%s") if found.stage == ProjectStage.RUNNING else None,
        "progress": found.progress.select_related("unit").order_by("pk"),
        "photos": found.photos.order_by("pk"),
        **(sent_back or {}),
    }
    return TemplateResponse(request, "desk/lists/project.html", context, status=status)


@commons_keeper
@posted("desk:project")
def note(request: SignedIn, project_id: int) -> HttpResponse:
    """Tell how it goes, with photos."""
    found, at = scope.find_project(request, project_id), timezone.now()
    form = TellForm(request.POST, auto_id="tell-%s")

    def act(told: dict[str, Any]) -> None:
        actions.note(by=request.user, project=found, at=at, **told)

    photos, wrong, status = told_with(request, form, act, _("Kept."), at=at)
    if status is None:
        return redirect("desk:project", project_id)
    return _show(request, found, status=status, sent_back={"tell": form, "drafted": photos, "wrong": wrong})


@commons_keeper
@posted("desk:project")
def move(request: SignedIn, project_id: int) -> HttpResponse:
    """Begin, finish or stop it."""
    found, at = scope.find_project(request, project_id), timezone.now()
    asked = request.POST.get("to", "")
    if asked not in set(ProjectStage):
        raise Http404
    to = ProjectStage(asked)
    form = WordsForm(request.POST)
    form.fields["words"].required = to != ProjectStage.RUNNING
    status = sent(
        request,
        form,
        lambda told: actions.move(by=request.user, project=found, to=to, words=told["words"], at=at),
        _("Kept."),
    )
    return redirect("desk:project", project_id) if status is None else _show(request, found, form, status)


@commons_keeper
@posted("desk:project")
def publish(request: SignedIn, project_id: int) -> HttpResponse:
    found, at = scope.find_project(request, project_id), timezone.now()
    tapped(request, lambda: actions.publish(by=request.user, project=found, at=at), _("Everybody can read it now."))
    return redirect("desk:project", project_id)
