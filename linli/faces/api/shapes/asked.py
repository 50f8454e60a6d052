"""What programs send. Unknown fields, wrong types, control characters and endless texts are refused here."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, RootModel, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from linli.core.calendar import LimitUnit
from linli.matters.rules import BASIS_LIMIT, PHOTOS_LIMIT, WORDS_LIMIT, DeclineReason, SpokenTo, UnsolvedReason

NO_NUL = r"^[^\x00]*$"
BIGGEST_ID = 2**63 - 1
BIGGEST_VERSION = 2**31 - 1

Words = Annotated[str, StringConstraints(max_length=WORDS_LIMIT, pattern=NO_NUL)]
Line = Annotated[str, StringConstraints(max_length=300, pattern=NO_NUL)]
Code = Annotated[str, StringConstraints(max_length=20, pattern=r"^[0-9A-Za-z-]*$")]
ReasonCode = Annotated[
    str,
    StringConstraints(max_length=20, pattern=r"^[0-9a-z_]+$"),
    Field(description="One of the reasons that the county keeps, as not_our_duty"),
]
PlaceCode = Annotated[str, StringConstraints(pattern=r"^([0-9]{6}|[0-9]{9}|[0-9]{12}|[0-9]{15})?$")]
Id = Annotated[int, Field(ge=1, le=BIGGEST_ID, strict=True)]
Version = Annotated[int, Field(ge=1, le=BIGGEST_VERSION, strict=True, description="As last read; 409 when it moved")]
Photos = Annotated[
    list[Annotated[str, StringConstraints(max_length=400)]],
    Field(max_length=PHOTOS_LIMIT, default_factory=list, description="Ids that POST /photos gave"),
]
Yes = Annotated[bool, Field(strict=True)]
Instant = Annotated[AwareDatetime, Field(description="With its offset, as 2026-03-02T09:30:00+08:00")]


class Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Contact(Asked):
    """How the reporter can be reached. Kept sealed; shown to nobody without a purpose and a record."""

    name: Annotated[str, StringConstraints(max_length=30, pattern=NO_NUL)] = ""
    phone: Annotated[str, StringConstraints(max_length=20, pattern=r"^[0-9+ -]*$")] = ""


class Somewhere(Asked):
    """Where it is: ``lon`` and ``lat`` (CGCS2000 degrees), else ``place``."""

    place: PlaceCode = ""
    lon: Annotated[float, Field(ge=-180, le=180, strict=True)] | None = None
    lat: Annotated[float, Field(ge=-90, le=90, strict=True)] | None = None

    @property
    def point(self) -> tuple[float, float] | None:
        return (self.lon, self.lat) if self.lon is not None and self.lat is not None else None

    @model_validator(mode="after")
    def _is_somewhere(self) -> Self:
        if (self.lon is None) != (self.lat is None) or (self.lon is None and not self.place):
            raise PydanticCustomError("nowhere", "lon and lat together, or place, must say where it is")
        return self


class Join(Somewhere):
    """Somebody met the same: where they are says whether the matter is offered to them."""

    intent: UUID = Field(description="Made by the client, one for each joining; asking again gives the same receipt")
    contact: Contact | None = None


class NewMatter(Somewhere):
    """Something that a resident says."""

    intent: UUID = Field(description="Made by the client, one for each matter; asking again gives the same receipt")
    kind: Annotated[Code, StringConstraints(min_length=1)] = Field(description="A code of GET /kinds")
    channel: Literal["api", "desk", "phone"] = Field("api", description="desk, phone: staff enter it for somebody")
    address: Annotated[str, StringConstraints(max_length=120, pattern=NO_NUL)] = ""
    words: Words = ""
    replies: Annotated[dict[Code, Line], Field(max_length=20)] = Field(default_factory=dict)
    contact: Contact | None = None
    photos: Photos
    voice: Annotated[str, StringConstraints(max_length=400)] = Field(
        "", description="What was said aloud instead of written: the id that POST /voices gave"
    )
    is_public: Yes = Field(False, description="The reporter agrees that kind, community and progress are shown")


class Accept(Asked):
    move: Literal["accept"]
    version: Version
    kind: Code = Field("", description="Another kind than the one it was reported as")


class Decline(Asked):
    """Where a second pair of eyes is needed this only proposes it, and the matter stays received."""

    move: Literal["decline"]
    version: Version
    reason: DeclineReason
    words: Line


class Merge(Asked):
    move: Literal["merge"]
    version: Version
    into: Annotated[str, StringConstraints(max_length=20, pattern=r"^[0-9-]*$")] = Field(description="Its number")


class Within(Asked):
    """How long something may take."""

    amount: Annotated[int, Field(ge=1, le=999, strict=True)]
    unit: LimitUnit


class Dispatch(Asked):
    """The first time with the unit that leads; later without, to call more units to help."""

    move: Literal["dispatch"]
    version: Version
    lead: Id | None = Field(None, description="An id of GET /units; left out once a unit leads")
    assisting: Annotated[list[Id], Field(max_length=20)] = Field(default_factory=list)
    task: Line = ""
    limit: Within | None = Field(None, description="Of those that assist, their own; not beyond the promised time")


class Close(Asked):
    move: Literal["close"]
    version: Version
    words: Line = ""


class SendBack(Asked):
    move: Literal["send_back"]
    version: Version
    words: Line


class Withdraw(Asked):
    """By the reporter only."""

    move: Literal["withdraw"]
    version: Version


class Rate(Asked):
    """By the reporter only. Not solved needs a reason and opens the matter again."""

    move: Literal["rate"]
    version: Version
    solved: Yes
    satisfaction: Annotated[int, Field(ge=1, le=5, strict=True)] | None = None
    reason: UnsolvedReason | None = None
    words: Line = ""

    @model_validator(mode="after")
    def _reason_is_for_unsolved(self) -> Self:
        if self.solved and self.reason is not None:
            raise PydanticCustomError("reason", "only what is not solved has a reason")
        return self


class MatterMove(RootModel[Accept | Decline | Merge | Dispatch | Close | SendBack | Withdraw | Rate]):
    root: Accept | Decline | Merge | Dispatch | Close | SendBack | Withdraw | Rate = Field(discriminator="move")


class Sign(Asked):
    move: Literal["sign"]
    version: Version


class Start(Asked):
    move: Literal["start"]
    version: Version


class Note(Asked):
    move: Literal["note"]
    words: Words
    photos: Photos


class Finish(Asked):
    """The lead answers last, with the four elements: contacted when, spoken to whom, what was done, by when."""

    move: Literal["finish"]
    version: Version
    words: Words
    photos: Photos
    contacted_at: Instant | None = None
    spoken_to: SpokenTo | None = None
    finished_on: date | None = Field(None, description="Done on, or will be done by")
    without: Line = Field("", description="Of the lead: why it does not wait for units still at work; their part ends")


class Contacted(Asked):
    """The unit called or visited the reporter."""

    move: Literal["contacted"]
    reached: Yes
    tried_at: Instant | None = Field(None, description="Now, unless told")


class HandBack(Asked):
    """Once for each leg and in time: the level above decides."""

    move: Literal["hand_back"]
    version: Version
    reason: ReasonCode
    words: Line
    basis: Annotated[str, StringConstraints(max_length=BASIS_LIMIT, pattern=NO_NUL)] = ""
    cites: Code = Field("", description="An item of the unit's duty list, or not-listed")
    owner: Id | None = Field(None, description="An id of GET /units: whose work it is")


class Dispute(Asked):
    """What was handed back once is still not taken: the city centre coordinates."""

    move: Literal["dispute"]
    version: Version
    words: Line


OrderStep = Sign | Start | Note | Finish | Contacted | HandBack | Dispute


class OrderMove(RootModel[OrderStep]):
    root: OrderStep = Field(discriminator="move")


class Keep(Asked):
    """Refuse the return: the unit keeps the order."""

    move: Literal["keep"]
    version: Version
    words: Line


class PassOn(Asked):
    """Uphold the return: the owner that was named, or the unit ``to``, gets the order."""

    move: Literal["pass_on"]
    version: Version
    to: Id | None = Field(None, description="An id of GET /units")
    words: Line = ""


class ReturnMove(RootModel[Keep | PassOn]):
    root: Keep | PassOn = Field(discriminator="move")


MOVES = frozenset(
    {
        "accept",
        "decline",
        "merge",
        "dispatch",
        "close",
        "send_back",
        "withdraw",
        "rate",
        "sign",
        "start",
        "note",
        "finish",
        "contacted",
        "hand_back",
        "dispute",
        "keep",
        "pass_on",
    }
)
