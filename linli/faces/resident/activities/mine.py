"""What is mine: shifts that come, those of which to say that I was there, hours, skills, certificates."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from linli.faces.kit import sheets
from linli.faces.kit.certificate import NoFont, pdf
from linli.faces.kit.gates import SignedIn, public, signed_in
from linli.faces.kit.posted import Wrong, sent, tapped, tried, typed, whole
from linli.faces.resident.activities.forms import CertificateForm
from linli.volunteering.actions import attendance, certificates, teams
from linli.volunteering.models import Certificate, OwnSkill, SignUp, Skill
from linli.volunteering.reads import hours
from linli.volunteering.rules.activities import grouped


@signed_in
@never_cache
@require_safe
def mine(request: SignedIn) -> HttpResponse:
    return _page(request)


def _page(request: SignedIn, wrong: Wrong | None = None) -> HttpResponse:
    now = timezone.now()
    page = {"mine": hours.mine(request.user, at=now), "wrong": wrong, "now": now}
    return TemplateResponse(request, "resident/activities/mine.html", page, status=wrong.status if wrong else 200)


@signed_in
@never_cache
def was_there(request: SignedIn, signup_id: int) -> HttpResponse:
    """Say that one was there; without minutes the whole shift."""
    if request.method != "POST":
        return redirect("resident:my-activities")
    rows = SignUp.objects.select_related("shift__role__activity__community")
    signup = get_object_or_404(rows, pk=signup_id, person=request.user)
    text, at = typed(request, "minutes"), timezone.now()
    minutes = whole(text, -1) if text else None
    wrong = tried(
        request,
        lambda: attendance.say(by=request.user, signup=signup, minutes=minutes, at=at),
        _("Said. The organiser confirms it."),
        of="signup",
        pk=signup.pk,
        typed=text,
    )
    return redirect("resident:my-activities") if wrong is None else _page(request, wrong)


@signed_in
@require_safe
def as_csv(request: SignedIn) -> HttpResponse:
    """All one's own confirmed hours."""
    head = [_("Day"), _("From"), _("To"), _("Activity"), pgettext("activity", "Role"), _("Community"), _("Minutes")]

    def rows() -> Iterator[list[object]]:
        for row in hours.hours(request.user):
            shift = row.signup.shift
            begins, ends = timezone.localtime(shift.begins_at), timezone.localtime(shift.ends_at)
            activity = shift.role.activity
            when = [begins.date().isoformat(), f"{begins:%H:%M}", f"{ends:%H:%M}"]
            yield [*when, activity.title, shift.role.name, activity.community.short_name, row.minutes]

    return sheets.download("linli-my-hours", head, rows())


@signed_in
@never_cache
def own_certificates(request: SignedIn) -> HttpResponse:
    """The certificates one has, and a form for another one."""
    now = timezone.now()
    issuers = hours.issuers(request.user, at=now)
    form = CertificateForm(request.POST or None, issuers=issuers, name=request.user.name, on=timezone.localdate(now))
    made: list[Certificate] = []
    status = sent(
        request, form, lambda asked: made.append(certificates.issue(by=request.user, at=now, **form.says(asked)))
    )
    if status is None:
        messages.success(request, _("Here it is. Anybody you give the code to can check it."))
        return redirect("resident:certificates")
    own = [(row, grouped(row.code)) for row in hours.certificates(request.user)]
    page = {"form": form, "issuers": issuers, "own": own, "now": now}
    return TemplateResponse(request, "resident/activities/certificates.html", page, status=status)


@signed_in
def withdraw(request: SignedIn, certificate_id: int) -> HttpResponse:
    if request.method != "POST":
        return redirect("resident:certificates")
    row = get_object_or_404(Certificate, pk=certificate_id, person=request.user)
    at = timezone.now()
    tapped(
        request,
        lambda: certificates.withdraw(by=request.user, certificate=row, at=at),
        _("Withdrawn. Whoever checks the code is told so."),
    )
    return redirect("resident:certificates")


@signed_in
@never_cache
@require_safe
def as_pdf(request: SignedIn, certificate_id: int) -> HttpResponse:
    """One's own certificate as a file; where the server has no Chinese font, the page that can be printed."""
    rows = Certificate.objects.standing().select_related("unit")
    row = get_object_or_404(rows, pk=certificate_id, person=request.user)
    try:
        body = pdf(row, host=f"{request.scheme}://{request.get_host()}")
    except NoFont:
        messages.info(request, _("This server cannot write PDF files with Chinese letters; print this page instead."))
        return redirect("resident:certificate", row.code)
    answer = HttpResponse(body, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="linli-certificate-{row.code}.pdf"'
    return answer


@public
@never_cache
@require_safe
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """What anybody who has the code is told: hours, period, community, and the name as its owner chose."""
    row = hours.certificate_with(code)
    if row is None:
        raise Http404
    page = {"row": row, "code": grouped(row.code), "now": timezone.now()}
    return TemplateResponse(request, "resident/activities/certificate.html", page)


@public
@never_cache
@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """Where a code is typed."""
    typed = request.GET.get("code", "").strip()
    row = hours.certificate_with(typed) if typed else None
    if row is not None:
        return redirect("resident:certificate", row.code)
    return TemplateResponse(request, "resident/activities/check.html", {"typed": typed})


@signed_in
@never_cache
def skills(request: SignedIn) -> HttpResponse:
    """What one can do, said by oneself."""
    own = set(OwnSkill.objects.filter(person=request.user).values_list("skill", flat=True))
    if request.method == "POST":
        codes = [code.replace("\x00", "") for code in request.POST.getlist("skill")]
        at = timezone.now()
        said = _("Kept. Only the organisers of what you sign up for see it.")
        tapped(request, lambda: teams.say_skills(by=request.user, codes=codes, at=at), said)
        return redirect("resident:skills")
    page = {"skills": [(skill, skill.pk in own) for skill in Skill.objects.all()]}
    return TemplateResponse(request, "resident/activities/skills.html", page)
