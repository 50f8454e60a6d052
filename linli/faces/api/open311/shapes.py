"""From rows to the shapes of GeoReport v2. Ids, codes and keys are texts, coordinates numbers, flags real booleans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core import signing
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from linli.duties.reads import catalogue
from linli.duties.rules import KindFacts, RowFacts
from linli.faces.kit.fields import in_language, kind_name, unit_label
from linli.faces.kit.words import STAGE
from linli.matters.models import Answer, Matter, Photo
from linli.matters.rules import ENDED_STAGES, Stage
from linli.places.reads import gazetteer

Shape = dict[str, Any]
PHOTO_SALT = "linli.faces.api.open311.photo"
COMMUNITY_DIGITS = 12


def service(kind: KindFacts, row: RowFacts) -> Shape:
    english = (get_language() or "").startswith("en")
    names = kind.names_en if english and all(kind.names_en) else kind.names
    return {
        "service_code": kind.code,
        "service_name": names[-1],
        "description": in_language(row.notice, row.notice_en) or row.done_when,
        "metadata": bool(row.questions),
        "type": "batch" if kind.is_sensitive else "realtime",
        "keywords": ",".join(kind.words),
        "group": names[-2] if len(names) > 1 else names[-1],
    }


def definition(kind: KindFacts, row: RowFacts) -> Shape:
    return {
        "service_code": kind.code,
        "attributes": [_attribute(order, question) for order, question in enumerate(row.questions, start=1)],
    }


def _attribute(order: int, question: Mapping[str, Any]) -> Shape:
    told: Shape = {
        "variable": True,
        "code": str(question["code"]),
        "datatype": "singlevaluelist" if question.get("options") else "text",
        "required": bool(question.get("required")),
        "datatype_description": None,
        "order": order,
        "description": in_language(str(question.get("label", "")), str(question.get("label_en", ""))),
    }
    if question.get("options"):
        told["values"] = [
            {"key": str(one["code"]), "name": in_language(str(one["label"]), str(one.get("label_en", "")))}
            for one in question["options"]
        ]
    return told


class Requests:
    """Requests as one caller may see them: ``own`` are the keys of matters that the caller reported, told whole."""

    def __init__(self, request: HttpRequest, matters: Sequence[Matter], own: frozenset[int]) -> None:
        self.request, self.matters, self.own = request, matters, own
        mine = [matter.pk for matter in matters if matter.pk in own]
        said = Answer.objects.filter(order__matter__in=mine, order__leads=True).order_by("pk")
        self.answers = dict(said.values_list("order__matter", "words"))  # the last one of each stays
        seen = Photo.objects.filter(matter__in=mine, phase=Photo.Phase.REPORTED).order_by("-order", "-pk")
        self.photos = dict(seen.values_list("matter", "attachment"))

    def shapes(self) -> list[Shape]:
        return [self._own(one) if one.pk in self.own else self._public(one) for one in self.matters]

    def _public(self, one: Matter) -> Shape:
        """The community and the day: no words, no point of their own, no photo."""
        community = one.place[:COMMUNITY_DIGITS]
        lon, lat = gazetteer().middles.get(community, (None, None))
        return self._told(one) | {
            "status_notes": str(STAGE[Stage(one.stage)]),
            "description": None,
            "requested_datetime": _iso(midnight(one.received_at)),
            "updated_datetime": _iso(midnight(_updated(one))),
            "expected_datetime": _iso(midnight(one.due_at)) if one.due_at is not None else None,
            "address": gazetteer().label(community),
            "address_id": community,
            "lat": lat,
            "long": lon,
            "media_url": None,
        }

    def _own(self, one: Matter) -> Shape:
        notes = self.answers.get(one.pk) or one.decline_words or str(STAGE[Stage(one.stage)])
        photo = self.photos.get(one.pk)
        return self._told(one) | {
            "status_notes": notes,
            "description": one.words,
            "requested_datetime": _iso(one.received_at),
            "updated_datetime": _iso(_updated(one)),
            "expected_datetime": _iso(one.due_at) if one.due_at is not None else None,
            "address": one.address or gazetteer().label(one.place),
            "address_id": one.place,
            "lat": one.lat,
            "long": one.lon,
            "media_url": photo_url(self.request, photo) if photo is not None else None,
        }

    def _told(self, one: Matter) -> Shape:
        book = catalogue()
        unit = book.units.by_pk.get(one.unit_id or 0)
        kind = book.kinds[one.kind_id]
        return {
            "service_request_id": one.number_shown,
            "status": "closed" if one.stage in ENDED_STAGES else "open",
            "status_notes": None,
            "service_name": kind_name(kind),
            "service_code": kind.code,
            "description": None,
            "agency_responsible": unit_label(unit) if unit is not None else None,
            "service_notice": None,
            "requested_datetime": None,
            "updated_datetime": None,
            "expected_datetime": None,
            "address": None,
            "address_id": None,
            "zipcode": None,
        }


def photo_url(request: HttpRequest, attachment: object) -> str:
    """Where a photo can be fetched for some days without a key; who has the address has the photo."""
    return request.build_absolute_uri(
        reverse("open311:photo", kwargs={"signed": signing.dumps(str(attachment), salt=PHOTO_SALT)})
    )


def midnight(at: datetime) -> datetime:
    """The day of ``at`` as its first instant: the minute of a report may tell who made it."""
    return timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)


def _updated(one: Matter) -> datetime:
    return one.closed_at or one.answered_at or one.accepted_at or one.received_at


def _iso(at: datetime) -> str:
    return timezone.localtime(at).replace(microsecond=0).isoformat()
