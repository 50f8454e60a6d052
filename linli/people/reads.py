"""What a person may read about themselves: who looked at their data, and what is kept of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from linli.core import crypto
from linli.people.models import REPORTER_PHONE_INDEX, Helping, Look, Person, Phone, phone_digest
from linli.people.rules import masked


@dataclass(frozen=True, slots=True)
class LookRow:
    """One look: which unit, why, when, at which fields, about what (the number of a matter, an order, a household, the
    title of an activity). Names nobody."""

    unit: str
    purpose: str
    fields: tuple[str, ...]
    when: datetime
    about: str

    @classmethod
    def of(cls, look: Look) -> LookRow:
        return cls(look.unit_name, look.purpose, tuple(look.fields.split(",")), look.at, look.about)


@dataclass(frozen=True, slots=True)
class ConsentRow:
    purpose: str
    wording: str
    given_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class MyData:
    """Everything this area keeps about a person."""

    name: str
    phone: str
    joined_at: datetime
    elder_mode: bool
    consents: tuple[ConsentRow, ...]


@dataclass(frozen=True, slots=True)
class HelpingRow:
    """One 代办 that lives: with whom, by name or masked number, since when."""

    pk: int
    who: str
    since: datetime | None


def helpers_of(person: Person) -> list[HelpingRow]:
    """Who reports for ``person``."""
    rows = Helping.objects.live().filter(elder=person).select_related("helper").order_by("pk")
    return [HelpingRow(row.pk, called(row.helper), row.taken_at) for row in rows if row.helper is not None]


def helped_by(person: Person) -> list[HelpingRow]:
    """For whom ``person`` reports."""
    rows = Helping.objects.live().filter(helper=person).select_related("elder").order_by("pk")
    return [HelpingRow(row.pk, called(row.elder), row.taken_at) for row in rows]


def called(person: Person) -> str:
    """How family finds ``person`` in a list."""
    return person.name or masked(person.phone)


def looks_at(person: Person, *, most: int = 200) -> list[LookRow]:
    """Who saw the data of ``person``, newest first; also what they reported by the same phone before they joined."""
    theirs = Q(person=person)
    if person.phone:
        theirs |= Q(person=None, phone_index=crypto.blind(person.phone, purpose=REPORTER_PHONE_INDEX))
    return _looks(Look.objects.filter(theirs), most)


def looks_about(numbers: Collection[str], *, person_id: int | None, phone_index: str, most: int = 200) -> list[LookRow]:
    """Who saw the data that one reporter left with these matters, newest first; for those without an account."""
    if person_id is None and not phone_index:  # nothing was left that somebody could have seen
        return []
    whose = Q(person=person_id) if person_id is not None else Q(person=None, phone_index=phone_index)
    return _looks(Look.objects.filter(whose, about__in=numbers), most)


def _looks(found: QuerySet[Look], most: int) -> list[LookRow]:
    return [LookRow.of(row) for row in found.order_by("-at", "-pk")[:most]]


def my_data(person: Person) -> MyData:
    """What is kept of ``person``, in the clear, for themselves."""
    consents = person.consents.order_by("-given_at", "-pk")
    return MyData(
        name=person.name,
        phone=person.phone,
        joined_at=person.joined_at,
        elder_mode=person.elder_mode,
        consents=tuple(ConsentRow(c.purpose, c.wording, c.given_at, c.withdrawn_at) for c in consents),
    )


@dataclass(frozen=True, slots=True)
class PhoneRow:
    """One phone that lives: what its owner knows it by, since when, when it was last seen, whether it is this one."""

    pk: int
    label: str
    begun_at: datetime
    seen_at: datetime
    is_this: bool


def phones_of(person: Person, token: str = "") -> list[PhoneRow]:
    """The live phones of ``person``, newest first; ``token`` names the one in their hand."""
    this = phone_digest(token)
    rows = Phone.objects.live().filter(person=person).order_by("-begun_at", "-pk")
    return [PhoneRow(row.pk, row.label, row.begun_at, row.seen_at, row.token_digest == this) for row in rows]


def phone_state(token: str, person: object) -> str:
    """What the phone with this name in its cookie is to do: "live" keep, "ended" erase; "" without a name.

    It also ended for a ``person`` who is signed in and whose it is not; nobody signed in may be its owner again.
    """
    if not token:
        return ""
    owner = Phone.objects.live().filter(token_digest=phone_digest(token)).values_list("person", flat=True).first()
    return "live" if owner is not None and getattr(person, "pk", None) in (None, owner) else "ended"
