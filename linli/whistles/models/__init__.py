from linli.whistles.models.cause import Cause
from linli.whistles.models.told import Note, Photo, Rating, Verdict
from linli.whistles.models.whistle import (
    CALLABLE,
    Chase,
    ChaseQuerySet,
    Refusal,
    Summons,
    SummonsQuerySet,
    Whistle,
    WhistleQuerySet,
)

__all__ = [
    "CALLABLE",
    "Cause",
    "Chase",
    "ChaseQuerySet",
    "Note",
    "Photo",
    "Rating",
    "Refusal",
    "Summons",
    "SummonsQuerySet",
    "Verdict",
    "Whistle",
    "WhistleQuerySet",
]
