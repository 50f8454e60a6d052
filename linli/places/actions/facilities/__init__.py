"""Writes of facilities. Authority is asked by ``orgs.actions.facilities``; a shut door may be told by anybody."""

from linli.places.actions.facilities.doors import tell_closed
from linli.places.actions.facilities.keeping import add, change, end, verify
from linli.places.actions.facilities.loading import NotAListOfServices, load_hsds, load_table
from linli.places.actions.facilities.naming import (
    KindSays,
    OfferingSays,
    begin_word,
    change_word,
    end_word,
    take_back_word,
)
from linli.places.actions.facilities.seeding import seed

__all__ = [
    "KindSays",
    "NotAListOfServices",
    "OfferingSays",
    "add",
    "begin_word",
    "change",
    "change_word",
    "end",
    "end_word",
    "load_hsds",
    "load_table",
    "seed",
    "take_back_word",
    "tell_closed",
    "verify",
]
