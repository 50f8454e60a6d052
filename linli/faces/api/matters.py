"""Matters: say something, see it, move it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from ninja import Header, Query, Router, Status

from linli.core.calendar import Limit
from linli.desks import actions as desks
from linli.duties.models import Kind
from linli.duties.reads import catalogue
from linli.faces.api import problems
from linli.faces.api.problems import REFUSED
from linli.faces.api.references import opened, opened_voice
from linli.faces.api.scope import matters_of, seen
from linli.faces.api.shapes import asked, given, show
from linli.faces.api.tokens import MAYBE_TOKEN, TOKEN, caller, somebody
from linli.faces.kit import paging
from linli.faces.kit.address import address_of
from linli.matters import actions, follow
from linli.matters.errors import Moved, NoUnit, UnknownKind
from linli.matters.models import Channel, Matter, Reporter
from linli.matters.rules import Stage
from linli.orgs.models import Organisation
from linli.people import limits
from linli.people.models import Person

router = Router(tags=["matters"])

AN_HOUR = 3600
WRONG_TRIES = (20, AN_HOUR)  # wrong follow-up codes from one address, on pages and here together

Code = Annotated[str, Header(alias="X-Follow-Code", max_length=20, description="The follow-up code of the receipt")]


@router.post(
    "/matters",
    response={201: given.Receipt, 200: given.Receipt, **REFUSED},
    url_name="matters",
    summary=_("Say something"),
    openapi_extra=MAYBE_TOKEN,
)
def create(request: HttpRequest, response: HttpResponse, body: asked.NewMatter) -> Status[given.Receipt]:
    """Report a matter. No token is needed; with one, its person is the reporter, or enters it for somebody.

    201 with the receipt; 200 with the same receipt when the same intent comes again; 409 when the intent was used
    for something else.
    """
    at = timezone.now()
    person = caller(request)
    if person is None:
        not_too_often(request, body.intent, at)
    contact = actions.Contact(body.contact.name, body.contact.phone) if body.contact else None
    receipt = actions.receive(
        by=person,
        at=at,
        intent=body.intent,
        kind=body.kind,
        channel=Channel(body.channel),
        place=body.place,
        point=body.point,
        address=body.address,
        words=body.words,
        replies=body.replies,
        photos=opened(body.photos, again=body.intent),
        voice=opened_voice(body.voice, again=body.intent),
        contact=contact,
        is_public=body.is_public,
    )
    url = f"{request.path}/{receipt.number}"
    response["Location"] = url
    return Status(201 if receipt.is_new else 200, show.receipt(receipt, url))


def not_too_often(request: HttpRequest, intent: UUID, at: datetime) -> None:
    """Raises: TooOften, unless it only asks again for a receipt."""
    free = limits.allow(f"report:{address_of(request)}", settings.LINLI_REPORTS_PER_HOUR, AN_HOUR, at=at)
    if not free and not Reporter.objects.filter(intent=intent).exists():
        raise problems.TooOften


@router.get(
    "/matters",
    response={200: given.Queue, **REFUSED},
    url_name="matters",
    summary=_("The queue"),
    openapi_extra=TOKEN,
)
def queue(
    request: HttpRequest,
    stage: Annotated[list[Stage], Query(max_length=len(Stage))] = [],  # noqa: B006
    kind: asked.Code = "",
    place: asked.PlaceCode = "",
    late: bool | None = None,
    order: Literal["due", "newest"] = "due",
    after: Annotated[str, Query(max_length=paging.LONGEST_AFTER)] = "",
) -> Status[given.Queue]:
    """Matters of the token's area. ``due``: open ones by the time left; ``newest``: all of them."""
    at = timezone.now()
    person = somebody(request)
    rows = matters_of(person)
    rows = rows.open().filter(due_at__isnull=False) if order == "due" else rows
    if stage:
        rows = rows.filter(stage__in=stage)
    if kind:
        rows = rows.filter(kind__code=kind)
    if place:
        rows = rows.filter(place__startswith=place)
    if late is not None:
        rows = rows.overdue(at) if late else rows.exclude(pk__in=Matter.objects.overdue(at))
    field = "due_at" if order == "due" else "received_at"
    found, following = paging.page(rows, field, after, newest_first=order == "newest")
    return Status(200, given.Queue(rows=[show.row(matter, at) for matter in found], next=following))


@router.get(
    "/matters/{number}",
    response={200: given.MatterFull | given.MatterOwn | given.MatterShown, **REFUSED},
    url_name="matter",
    summary=_("One matter"),
    openapi_extra=MAYBE_TOKEN,
)
def read(request: HttpRequest, number: str, code: Code = "") -> Status[given.MatterShown]:
    """As much as the caller may see: everything for the desks of its place, their own for reporters (by token or
    follow-up code), the public part for everybody when the reporter agreed to it; else 404."""
    at = timezone.now()
    view = seen(number, caller(request), _by_code(request, number, code, at))
    return Status(200, show.matter(view, at))


@router.post(
    "/matters/{number}/moves",
    response={200: given.MatterFull | given.MatterOwn | given.MatterShown, **REFUSED},
    url_name="matter-moves",
    summary=_("Move a matter"),
    openapi_extra=MAYBE_TOKEN,
)
def move(
    request: HttpRequest, number: str, body: asked.MatterMove, code: Code = ""
) -> HttpResponse | Status[given.MatterShown]:
    """Accept, decline, merge, dispatch, close or send it back (a desk), withdraw or rate it (its reporter).

    ``version`` is the one last read. When somebody was faster: 409 with the matter as it stands now.
    """
    at = timezone.now()
    person, reporter = caller(request), _by_code(request, number, code, at)
    view = seen(number, person, reporter)
    step = body.root
    try:
        if isinstance(step, asked.Withdraw | asked.Rate):
            _by_reporter(step, view.reporter, at)
        else:
            _by_desk(step, view.matter, somebody(request), at)
    except Moved:
        return problems.answer(409, "moved", fresh=show.matter(seen(number, person, reporter), at))
    return Status(200, show.matter(seen(number, person, reporter), at))


def _by_code(request: HttpRequest, number: str, code: str, at: datetime) -> Reporter | None:
    """The reporter whose follow-up code was sent. Raises: TooOften after too many wrong ones."""
    if not code:
        return None
    tries = f"follow:{address_of(request)}"
    if limits.free_at(tries, *WRONG_TRIES, at=at):
        raise problems.TooOften
    reporter = follow.find(number, code)
    if reporter is None:
        limits.use(tries, WRONG_TRIES[1], at=at)
    return reporter


def _by_reporter(step: asked.Withdraw | asked.Rate, reporter: Reporter | None, at: datetime) -> None:
    if reporter is None:
        raise PermissionDenied
    if isinstance(step, asked.Withdraw):
        actions.withdraw(reporter=reporter, at=at, version=step.version)
    else:
        actions.rate(
            reporter=reporter,
            solved=step.solved,
            satisfaction=step.satisfaction,
            reason=step.reason,
            words=step.words,
            at=at,
            version=step.version,
        )


def _by_desk(step: object, matter: Matter, by: Person, at: datetime) -> None:
    match step:
        case asked.Accept():
            facts = catalogue().by_code.get(step.kind) if step.kind else None
            if step.kind and facts is None:
                raise UnknownKind
            kind = Kind.objects.get(pk=facts.pk) if facts is not None else None
            actions.accept(by=by, matter=matter, kind=kind, at=at, version=step.version)
        case asked.Decline():
            desks.decline(by=by, matter=matter, reason=step.reason, words=step.words, at=at, version=step.version)
        case asked.Merge():
            into = matters_of(by).filter(number=follow.clean(step.into)).first()
            if into is None:
                raise Http404
            actions.merge(by=by, matter=matter, into=into, at=at, version=step.version)
        case asked.Dispatch():
            named = [*([step.lead] if step.lead is not None else []), *step.assisting]
            units = Organisation.objects.in_bulk(named)
            if any(pk not in units for pk in named):
                raise NoUnit
            actions.dispatch(
                by=by,
                matter=matter,
                lead=units[step.lead] if step.lead is not None else None,
                assisting=[units[pk] for pk in step.assisting],
                task=step.task,
                limit=Limit(step.limit.amount, step.limit.unit) if step.limit is not None else None,
                at=at,
                version=step.version,
            )
        case asked.Close():
            actions.close(by=by, matter=matter, words=step.words, at=at, version=step.version)
        case asked.SendBack():
            actions.send_back(by=by, matter=matter, words=step.words, at=at, version=step.version)
