"""What programs get back. Names come from memory (gazetteer, catalogue); a list asks no query for each row."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, Field

from linli.duties.reads import Catalogue
from linli.duties.rules import KindFacts, UnitFacts
from linli.matters.reads.public import Promise

Instant = Annotated[datetime, AfterValidator(lambda at: at.astimezone(UTC))]


class Place(BaseModel):
    code: str
    label: str


class Kind(BaseModel):
    code: str
    name: str
    name_en: str

    @classmethod
    def of(cls, facts: KindFacts) -> Kind:
        return cls(code=facts.code, name=facts.names[-1], name_en=facts.names_en[-1])


class Unit(BaseModel):
    id: int
    name: str
    name_en: str
    kind: str
    phone: str

    @classmethod
    def of(cls, facts: UnitFacts) -> Unit:
        return cls(id=facts.pk, name=facts.name, name_en=facts.name_en, kind=facts.kind, phone=facts.phone)

    @classmethod
    def called(cls, pk: int | None, book: Catalogue) -> Unit | None:
        facts = book.units.by_pk.get(pk) if pk is not None else None
        return cls.of(facts) if facts is not None else None


class Receipt(BaseModel):
    """Keep ``follow_code``: it is shown now and can only be had again by the same intent."""

    number: str
    follow_code: str
    unit: Unit | None
    due_at: Instant | None
    assumed_years: list[int] = Field(description="Years whose holidays were not announced when this was promised")
    url: str


class Near(BaseModel):
    """An open matter close by, without its words and its exact place."""

    number: str
    stage: str
    place: str
    metres: int | None = Field(description="From the point that was sent; null where one of the two is not known")
    received_at: Instant
    due_at: Instant | None


class MatterShown(BaseModel):
    """What everybody may know of a matter whose reporter agreed to show it: no words, no point, no address; of each
    instant the day, as midnight of the county."""

    view: Literal["public"] = "public"
    number: str
    kind: Kind
    community: Place
    unit: Unit | None
    stage: str
    round: int
    received_at: Instant
    due_at: Instant | None
    answered_at: Instant | None
    closed_at: Instant | None
    promise: Promise


class Answer(BaseModel):
    unit: Unit | None
    round: int
    words: str
    at: Instant


class MatterOwn(MatterShown):
    """What its reporter sees, by token or follow-up code."""

    view: Literal["reporter"] = "reporter"  # type: ignore[assignment]
    version: int
    place: Place
    address: str
    lon: float | None
    lat: float | None
    words: str
    replies: dict[str, object]
    decline_reason: str
    decline_words: str
    merged_into: str | None
    answers: list[Answer]


class MatterOrder(BaseModel):
    id: int
    unit: Unit | None
    leads: bool
    stage: str
    version: int
    task: str
    due_at: Instant
    signed_at: Instant | None
    done_at: Instant | None


class MatterFull(MatterOwn):
    """What the desks of its place see. Contacts are not in it: they are revealed on record, at the desk."""

    view: Literal["desk"] = "desk"  # type: ignore[assignment]
    channel: str
    is_public: bool
    proposed: Unit | None
    ground: str
    orders: list[MatterOrder]


class MatterRow(MatterShown):
    """A line of the queue."""

    view: Literal["row"] = "row"  # type: ignore[assignment]
    version: int
    place: Place
    words: str


class Queue(BaseModel):
    rows: list[MatterRow]
    next: str | None = Field(description="Send it as ?after= for the next page; null on the last one")


class Order(MatterOrder):
    """A work order with what its unit has to know."""

    matter: str
    kind: Kind
    place: Place
    address: str
    lon: float | None
    lat: float | None
    words: str


class Orders(BaseModel):
    rows: list[Order]
    next: str | None


class Return(BaseModel):
    """An order that a unit says is not its own: why, by what, whose it is, and what was decided."""

    id: int
    stage: str
    reason: str
    words: str
    basis: str
    cites: str
    owner: Unit | None
    asked_at: Instant
    decided_at: Instant | None
    decision_words: str
    sent_to: Unit | None
    order: Order


class Returns(BaseModel):
    rows: list[Return]


class CatalogueKind(Kind):
    """What can be reported today and what is promised for it."""

    path: list[str]
    limit_amount: int
    limit_unit: str
    done_when: str
    is_sensitive: bool
    emergency_line: str
    questions: list[dict[str, object]]


class Division(BaseModel):
    code: str
    level: str
    name: str


class Located(BaseModel):
    """The grid of a point; outside all of them the nearest one and how far it is."""

    grid: Place | None
    nearest: Place | None
    metres: float


class StoredPhoto(BaseModel):
    id: str
    width: int
    height: int


class StoredVoice(BaseModel):
    id: str
    media_type: str = Field(description="As its first bytes say", examples=["audio/webm"])
    size: int = Field(description="In bytes")
