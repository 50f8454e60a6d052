"""Service requests: report one, ask for it, ask for many."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.core import signing
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.core import attachments
from linli.core.models import Attachment
from linli.duties.rules import RowFacts
from linli.exchange import actions
from linli.exchange.actions import Taken
from linli.exchange.errors import NotSigned
from linli.exchange.models import Order, Partner
from linli.exchange.rules import REQUESTS_A_MINUTE
from linli.faces.api.open311 import asked, shapes
from linli.faces.api.open311.formats import answer
from linli.faces.api.open311.gate import Wrong, georeport
from linli.faces.api.open311.kinds import known
from linli.faces.api.problems import TooOften
from linli.faces.kit.address import address_of
from linli.faces.kit.moments import moment
from linli.faces.kit.photos import served
from linli.matters import follow
from linli.matters.actions import Contact
from linli.matters.errors import MissingReply
from linli.matters.models import Channel, Matter, MatterQuerySet, Photo
from linli.matters.rules import ENDED_STAGES, LONG_WORDS_LIMIT, NAME_LIMIT
from linli.people import limits
from linli.places.reads import gazetteer

ATTRIBUTE = re.compile(r"attribute\[([^\]]{1,40})\](?:\[\])?")
PHONE = re.compile(r"[0-9+ ()-]{0,20}")
A_MINUTE = 60
PHOTO_LIVES = timedelta(days=30)


@georeport("GET", "POST")
def requests(request: HttpRequest, form: str) -> HttpResponse:
    told = asked.parameters(request)
    asked.check_jurisdiction(told)
    if request.method == "POST":
        return _create(request, form, told)
    return _list(request, form, told)


@georeport("GET")
def one(request: HttpRequest, form: str, number: str) -> HttpResponse:
    told = asked.parameters(request)
    asked.check_jurisdiction(told)
    partner = asked.partner_of(told)
    own = own_of(partner)
    matter = visible(own).filter(number=follow.clean(number)).first()
    if matter is None:
        raise Wrong(404, _("service_request_id was not found"))
    mine = frozenset({matter.pk} if own.filter(pk=matter.pk).exists() else ())
    return answer(form, "service_requests", shapes.Requests(request, [matter], mine).shapes())


@georeport("GET")
def token(request: HttpRequest, form: str, token: str) -> HttpResponse:
    """The id of a request by its token; without the key of who reported it, only if everybody may see it."""
    told = asked.parameters(request)
    asked.check_jurisdiction(told)
    partner = asked.partner_of(told)
    order = Order.objects.filter(number=token.lower(), matter__channel=Channel.API).select_related("matter")
    seen = order.filter(Q(partner=partner) | Q(matter__in=Matter.objects.shown())).first()
    if seen is None:
        raise Wrong(404, _("token was not found"))
    shape = {"service_request_id": seen.matter.number_shown, "token": seen.number}
    return answer(form, "service_requests", [shape])


@georeport("GET")
def photo(request: HttpRequest, form: str, signed: str) -> HttpResponse:
    """A reported photo, by the address that its reporter's program was given."""
    try:
        key = signing.loads(signed, salt=shapes.PHOTO_SALT, max_age=PHOTO_LIVES)
    except signing.BadSignature as error:
        raise Http404 from error
    return served(get_object_or_404(Photo.objects.select_related("attachment"), attachment=key).attachment)


def own_of(partner: Partner | None) -> MatterQuerySet:
    """The matters that a partner's program reported."""
    if partner is None:
        return Matter.objects.none()
    return Matter.objects.filter(pk__in=Order.objects.filter(partner=partner).values("matter"))


def visible(own: MatterQuerySet) -> MatterQuerySet:
    """What everybody may see, and ``own``."""
    shown = Matter.objects.shown()
    if own.query.is_empty():
        return shown
    return Matter.objects.filter(Q(pk__in=shown.values("pk")) | Q(pk__in=own.values("pk")))


def _list(request: HttpRequest, form: str, told: dict[str, str]) -> HttpResponse:
    ask = asked.listing(told, timezone.now())
    own = own_of(asked.partner_of(told))
    rows = visible(own)
    if ask.ids:
        rows = rows.filter(number__in=[follow.clean(one) for one in ask.ids])
    else:
        rows = rows.filter(_within(ask.span.start, ask.span.end, own))
        if ask.codes:
            rows = rows.filter(kind__in=[known(code)[0].pk for code in ask.codes])
        if len(ask.statuses) == 1:
            ended = Q(stage__in=ENDED_STAGES)
            rows = rows.filter(ended if ask.statuses == ("closed",) else ~ended)
    first = (ask.page - 1) * ask.page_size
    found = list(rows.order_by("-received_at", "-pk")[first : first + ask.page_size])
    mine = frozenset(own.filter(pk__in=[matter.pk for matter in found]).values_list("pk", flat=True))
    return answer(form, "service_requests", shapes.Requests(request, found, mine).shapes())


def _within(start: datetime, end: datetime, own: MatterQuerySet) -> Q:
    """By what the caller is shown: the instant of an own request, of the others the day, so that nobody finds out
    their minute by asking again and again."""
    day = timedelta(days=1)
    first = shapes.midnight(start)
    first = first if first == start else first + day
    exact = Q(received_at__gte=start, received_at__lte=end, pk__in=own.values("pk"))
    by_day = Q(received_at__gte=first, received_at__lt=shapes.midnight(end) + day)
    return exact | (by_day & ~Q(pk__in=own.values("pk")))


def _create(request: HttpRequest, form: str, told: dict[str, str]) -> HttpResponse:
    at = timezone.now()
    partner = asked.partner_of(told)
    if partner is None:
        raise NotSigned
    if not limits.allow(f"open311:{partner.pk}", REQUESTS_A_MINUTE, A_MINUTE, at=at):
        raise TooOften
    if "service_code" not in told:
        raise Wrong(400, _("service_code is missing"))
    kind, row = known(told["service_code"])
    faults: list[str] = []
    point = asked.point(told, faults)
    place = told.get("address_id", "")
    if point is None and not faults and not place and "address_string" not in told:
        faults.append(_("Say where it is: lat and long, address_string or address_id"))
    if len(told.get("description", "")) > LONG_WORDS_LIMIT:
        faults.append(_("description has more than %d characters") % LONG_WORDS_LIMIT)
    replies = _replies(request, row, faults)
    contact = _contact(told, faults)
    name = _token(told, faults)
    if faults:
        raise Wrong(400, *faults)
    try:
        taken = actions.request(
            partner=partner,
            token=name,
            at=at,
            kind=kind.code,
            place=place or (gazetteer().county or ""),
            point=point,
            address=told.get("address_string", ""),
            words=told.get("description", ""),
            replies=replies,
            contact=contact,
            is_public=told.get("is_public") == "true",
            photos=_photos(request, partner, at),
        )
    except MissingReply as error:
        raise Wrong(400, _("attribute[%s] is required") % error.args[0]) from error
    return answer(form, "service_requests", [_receipt(taken, row, at, by_token=kind.is_sensitive)])


def _receipt(taken: Taken, row: RowFacts, at: datetime, *, by_token: bool) -> shapes.Shape:
    """An id at once; of a sensitive kind a token, which opens nothing without the key of who reported it."""
    receipt = taken.receipt
    told = [_("Number %(number)s, follow-up code %(code)s.") % {"number": receipt.number, "code": receipt.follow_code}]
    if receipt.unit is not None and receipt.due_at is not None:
        when = {"unit": receipt.unit.name, "due": moment(receipt.due_at, at)}
        told.append(_("%(unit)s answers by %(due)s.") % when)
    if row.emergency_line:
        told.append(_("In danger call %s at once.") % row.emergency_line)
    known_by = {"token": taken.order.number} if by_token else {"service_request_id": receipt.number}
    return {**known_by, "service_notice": " ".join(told), "account_id": None}


def _token(told: dict[str, str], faults: list[str]) -> UUID:
    """A name that the program gave, so that it can send the same again without a second report; else a new one."""
    try:
        return UUID(told["token"]) if "token" in told else uuid4()
    except ValueError:
        faults.append(_("token is a UUID that your program makes"))
        return uuid4()


def _contact(told: dict[str, str], faults: list[str]) -> Contact:
    """Family name first. Neither e-mail nor device nor account is kept."""
    name, phone = f"{told.get('last_name', '')}{told.get('first_name', '')}", told.get("phone", "")
    if len(name) > NAME_LIMIT:
        faults.append(_("first_name and last_name are too long"))
    if not PHONE.fullmatch(phone):
        faults.append(_("phone is a telephone number"))
    return Contact(name, phone)


def _replies(request: HttpRequest, row: RowFacts, faults: list[str]) -> dict[str, str]:
    """``attribute[code]`` and ``attribute[code][]``, each an answer that the definition allows."""
    questions = {str(question["code"]): question for question in row.questions}
    replies: dict[str, str] = {}
    for name, values in request.POST.lists():
        found = ATTRIBUTE.fullmatch(name)
        said = [value.strip() for value in values if value.strip()]
        if found is None or not said:
            continue
        question = questions.get(found[1])
        if question is None:
            faults.append(_("There is no attribute[%s] in this service") % found[1])
            continue
        options = question.get("options")
        keys = [str(one["code"]) for one in options] if isinstance(options, list | tuple) else []
        if (keys and not set(said) <= set(keys)) or len(said) > 1:
            faults.append(_("attribute[%s] is none of its values") % found[1])
            continue
        replies[found[1]] = said[0]
    return replies


def _photos(request: HttpRequest, partner: Partner, at: datetime) -> list[Attachment]:
    """Files sent along as ``media``. What ``media_url`` names is not fetched: a server asks nobody's addresses."""
    where = f"{address_of(request)} {partner.code}"
    return [
        attachments.keep(file, by=None, at=at, address=where)
        for name, files in request.FILES.lists()
        if name in {"media", "media[]"}
        for file in files
        if not isinstance(file, int)
    ]
