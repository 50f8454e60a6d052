"""Orders that were handed back: those to decide, and the decision."""

from __future__ import annotations

from typing import Annotated

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from ninja import Path, Router, Status

from linli.faces.api import problems
from linli.faces.api.problems import REFUSED
from linli.faces.api.scope import returns_of, unit_of
from linli.faces.api.shapes import asked, given, show
from linli.faces.api.tokens import TOKEN, somebody
from linli.matters import actions
from linli.matters.errors import Moved
from linli.matters.models import Return
from linli.matters.reads.returns import to_decide
from linli.people.models import Person

router = Router(tags=["orders"])

ReturnId = Annotated[int, Path(ge=1, le=asked.BIGGEST_ID)]


@router.get(
    "/returns",
    response={200: given.Returns, **REFUSED},
    url_name="returns",
    summary=_("Orders handed back"),
    openapi_extra=TOKEN,
)
def waiting(request: HttpRequest) -> Status[given.Returns]:
    """Those that wait for the decision of the token's posts, the oldest first."""
    return Status(200, given.Returns(rows=[show.handed_back(row) for row in to_decide(somebody(request))]))


@router.post(
    "/returns/{return_id}/moves",
    response={200: given.Return, **REFUSED},
    url_name="return-moves",
    summary=_("Decide about an order handed back"),
    openapi_extra=TOKEN,
)
def decide(request: HttpRequest, return_id: ReturnId, body: asked.ReturnMove) -> HttpResponse | Status[given.Return]:
    """The unit keeps it, or it is passed on. 409 when it was decided meanwhile, with the order as it stands."""
    by = somebody(request)
    row = _row(by, return_id)
    at = timezone.now()
    step = body.root
    try:
        match step:
            case asked.Keep():
                actions.keep(by=by, handed_back=row, words=step.words, at=at, version=step.version)
            case asked.PassOn():
                to = unit_of(step.to)
                actions.pass_on(by=by, handed_back=row, to=to, words=step.words, at=at, version=step.version)
    except Moved:
        return problems.answer(409, "moved", fresh=show.order(_row(by, return_id).order))
    return Status(200, show.handed_back(_row(by, return_id)))


def _row(person: Person, pk: int) -> Return:
    """Raises: Http404 where the person does not arbitrate."""
    row = returns_of(person).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row
