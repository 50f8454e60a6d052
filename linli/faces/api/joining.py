"""附近已有 and 我也遇到: what is open close by, and joining it instead of saying it once more."""

from __future__ import annotations

from typing import Annotated

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from ninja import Query, Router, Status

from linli.duties.reads import catalogue
from linli.faces.api import problems
from linli.faces.api.matters import not_too_often
from linli.faces.api.problems import REFUSED
from linli.faces.api.shapes import asked, given, show
from linli.faces.api.tokens import MAYBE_TOKEN, caller
from linli.matters import actions, follow
from linli.matters.errors import Moved, UnknownKind
from linli.matters.models import Matter, Reporter
from linli.matters.reads.nearby import Near, nearby
from linli.matters.reads.promising import Point
from linli.places.reads import gazetteer

router = Router(tags=["matters"])


@router.get(
    "/nearby", response={200: list[given.Near], **REFUSED}, url_name="nearby", summary=_("What is open close by")
)
def near(
    request: HttpRequest,
    kind: asked.Code,
    place: asked.PlaceCode = "",
    lon: Annotated[float | None, Query(ge=-180, le=180, allow_inf_nan=False)] = None,
    lat: Annotated[float | None, Query(ge=-90, le=90, allow_inf_nan=False)] = None,
) -> Status[list[given.Near]]:
    """At most three open matters of a kind around a point, or in a place where no point is known: what can be joined.
    Where neither is sent nothing is offered."""
    point = (lon, lat) if lon is not None and lat is not None else None
    return Status(200, [show.near(one) for one in _offered(kind, place, point)])


@router.post(
    "/matters/{number}/join",
    response={201: given.Receipt, 200: given.Receipt, **REFUSED},
    url_name="matter-join",
    summary=_("Say: so did I"),
    openapi_extra=MAYBE_TOKEN,
)
def join(
    request: HttpRequest, response: HttpResponse, number: str, body: asked.Join
) -> HttpResponse | Status[given.Receipt]:
    """Follow and judge a matter that somebody else reported. Only what ``/nearby`` offers for its kind and where the
    caller is can be joined; else 404.

    201 with a receipt and a follow-up code of one's own; 200 with the same receipt when the same intent comes again,
    or when the person of the token follows it already; 409 when it has ended meanwhile.
    """
    at = timezone.now()
    person = caller(request)
    matter = Matter.objects.filter(number=follow.clean(number)).first()
    known = Reporter.objects.filter(intent=body.intent).exists()  # the action tells whether it was for the same
    if matter is None:
        raise Http404
    offered = _offered(catalogue().kinds[matter.kind_id].code, body.place, body.point)
    if not known and matter.number not in {one.number for one in offered}:
        raise Http404
    if person is None:
        not_too_often(request, body.intent, at)
    told = actions.Contact(body.contact.name, body.contact.phone) if body.contact else None
    own = actions.Contact(person.name, person.phone) if person is not None else None
    try:
        receipt = actions.join(by=person, matter=matter, at=at, intent=body.intent, contact=own or told)
    except Moved:
        return problems.answer(409, "moved")
    url = f"{request.path.rsplit('/', 2)[0]}/{receipt.number}"
    response["Location"] = url
    return Status(201 if receipt.is_new else 200, show.receipt(receipt, url))


def _offered(code: str, place: str, point: Point | None) -> list[Near]:
    """Raises: UnknownKind."""
    kind = catalogue().by_code.get(code)
    if kind is None:
        raise UnknownKind
    return nearby(kind, gazetteer().around(place, point), point)
