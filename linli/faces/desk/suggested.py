"""How often a suggestion is taken, by rule: where it is seldom, the rule is wrong and not the desk."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from linli.desks.reads.suggested import DAYS, FEWEST, acceptance
from linli.duties.rules import Ground
from linli.faces.kit.gates import SignedIn, desk
from linli.faces.kit.words import GROUND
from linli.orgs.authority import prefixes
from linli.orgs.grants import Grant


@desk
@require_safe
def suggested(request: SignedIn) -> HttpResponse:
    areas = prefixes(request.user, Grant.SEE_FIGURES)
    if not areas:
        raise Http404
    rows = [
        {
            "ground": GROUND[Ground(row.ground)],
            "name": row.name,
            "dispatched": row.dispatched,
            "taken": row.taken,
            "second": row.second,
            "third": row.third,
            "other": row.other,
            "share": None if row.share is None else round(row.share * 100),
            "low": round(row.low * 100),
            "high": round(row.high * 100),
        }
        for row in acceptance(areas, at=timezone.now())
    ]
    return TemplateResponse(request, "desk/suggested.html", {"rows": rows, "days": DAYS, "fewest": FEWEST})
