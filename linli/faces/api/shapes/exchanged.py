"""The JSON of the exchange, in and out. Fields as GB/T 33358 asks of an order of a government hotline."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Self

from pydantic import AwareDatetime, BaseModel, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from linli.exchange.actions import Said
from linli.exchange.rules import AT_ONCE, NUMBER_LIMIT, SHORT_LIMIT, Event
from linli.faces.api.shapes.asked import NO_NUL, Asked, Contact, Id, Line, PlaceCode, Yes
from linli.faces.api.shapes.given import Instant, Kind, Unit
from linli.matters.actions import Contact as Reached
from linli.matters.rules import ADDRESS_LIMIT, LONG_WORDS_LIMIT, UnsolvedReason

Short = Annotated[str, StringConstraints(max_length=SHORT_LIMIT, pattern=NO_NUL)]
FIRST, LAST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


class NewOrder(Asked):
    """A work order (工单). Where it is: ``lon`` and ``lat`` (CGCS2000 degrees), ``place``, or nothing but words."""

    number: Annotated[str, StringConstraints(min_length=1, max_length=NUMBER_LIMIT, pattern=r"^[0-9A-Za-z._/-]+$")] = (
        Field(description="工单编号: the partner's, for good")
    )
    content: Annotated[str, StringConstraints(min_length=1, max_length=LONG_WORDS_LIMIT, pattern=NO_NUL)] = Field(
        description="诉求内容"
    )
    requester: Contact | None = Field(None, description="诉求人: kept sealed")
    channel: Short = Field("", description="来源渠道, as the partner calls it: 电话, 微信 …")
    class_: Short = Field("", alias="class", description="分类: looked up in the partner's table of classes")
    handler: Short = Field("", description="承办单位, as the partner would ask it")
    received_at: AwareDatetime | None = Field(None, description="受理时间 at the partner's")
    due_at: AwareDatetime | None = Field(None, description="办理时限: what the partner promised")
    call_back: Yes = Field(True, description="需要回访")
    place: PlaceCode = ""
    lon: Annotated[float, Field(ge=-180, le=180, strict=True)] | None = None
    lat: Annotated[float, Field(ge=-90, le=90, strict=True)] | None = None
    address: Annotated[str, StringConstraints(max_length=ADDRESS_LIMIT, pattern=NO_NUL)] = ""

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if (self.lon is None) != (self.lat is None):
            raise PydanticCustomError("nowhere", "lon and lat together")
        if any(at is not None and not FIRST <= at < LAST for at in (self.received_at, self.due_at)):
            raise PydanticCustomError("instant", "an instant between 1970 and 2200")
        return self

    def said(self) -> Said:
        return Said(
            number=self.number,
            words=self.content,
            kind=self.class_,
            channel=self.channel,
            handler=self.handler,
            received_at=self.received_at,
            due_at=self.due_at,
            call_back=self.call_back,
            place=self.place,
            point=(self.lon, self.lat) if self.lon is not None and self.lat is not None else None,
            address=self.address,
            requester=Reached(self.requester.name, self.requester.phone) if self.requester else Reached(),
        )


class TakenOrder(BaseModel):
    """The receipt. ``follow_code`` lets the requester follow and judge it, if the partner passes it on."""

    number: str
    matter: str
    follow_code: str
    unit: Unit | None
    due_at: Instant | None = Field(description="Promised by the county's own catalogue")
    partner_due_at: Instant | None
    taken_at: Instant


class Answer(BaseModel):
    """One move of an order (回传)."""

    id: int = Field(description="Acknowledge it by this; the same one never means another move")
    number: str
    matter: str
    event: Event
    at: Instant
    round: int
    kind: str
    unit: str
    unit_phone: str
    due_at: Instant | None
    words: str = Field(description="The answer, the reason of a return, what the check or the requester said")
    reason: str
    merged_into: str | None
    solved: bool | None
    satisfaction: int | None


class OrderState(BaseModel):
    number: str
    matter: str
    stage: str
    kind: Kind
    unit: Unit | None
    due_at: Instant | None
    partner_due_at: Instant | None
    taken_at: Instant
    answers: list[Answer]


class CallBack(Asked):
    """What the requester said when the hotline called back (回访). Not solved needs a reason and opens it again."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=NUMBER_LIMIT, pattern=NO_NUL)] = Field(
        description="The hotline's number of this call-back; it counts once"
    )
    solved: Yes
    satisfaction: Annotated[int, Field(ge=1, le=5, strict=True)] | None = None
    reason: UnsolvedReason | None = None
    words: Line = ""

    @model_validator(mode="after")
    def _unsolved_has_a_reason(self) -> Self:
        if self.solved == (self.reason is not None):
            raise PydanticCustomError("reason_for_unsolved", "what is not solved has a reason, and nothing else")
        return self


class Answers(BaseModel):
    rows: list[Answer]
    more: bool


class Acknowledge(Asked):
    ids: Annotated[list[Id], Field(min_length=1, max_length=AT_ONCE)]


class Acknowledged(BaseModel):
    count: int
