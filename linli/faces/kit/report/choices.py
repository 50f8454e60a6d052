"""What the report sheet offers to choose from: kinds by picture, by list and by words; places by name."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from linli.duties.reads import catalogue
from linli.duties.rules import KindFacts
from linli.faces.kit.templatetags.kit import named
from linli.matters.reads.often import often
from linli.places.errors import NotThere
from linli.places.reads import gazetteer
from linli.places.reads.estates import Address, address, is_reference
from linli.places.rules import CODE_DIGITS, Level, level

PICTURES = 8
UNSURE = "说不清"  # the kind of the catalogue for those who cannot tell
ESTATES = 8  # of a community, to tap on; the others are sought by name
FOUND = 12  # estates that a search shows

Groups = list[tuple[str, list[tuple[str, str]]]]

# what stands for a kind that the catalogue gives no drawing, by its code, else that of its branch
DRAWN = {
    "02-01-01": "build",
    "02-01-03": "trash",
    "02-01-16": "dog",
    "02-05-06": "car",
    "02-05-07": "car",
    "02-05-09": "smoke",
    "02-05-11": "noise",
    "02-05-13": "dog",
    "03-01-03": "lift",
    "03-01-06": "car",
    "03-01-09": "power",
    "03-01-11": "tree",
    "01-01": "manhole",
    "01-02": "road",
    "01-03": "trash",
    "01-04": "tree",
    "02-01": "trash",
    "02-02": "flag",
    "02-03": "build",
    "02-04": "alert",
    "02-05": "shop",
    "03-01": "building",
    "03-02": "house",
    "03-03": "house",
    "04-01": "work",
    "04-02": "shield",
    "04-03": "heart",
    "05-01": "school",
    "06-01": "health",
    "06-02": "health",
    "07-01": "car",
    "07-02": "road",
    "08-01": "drop",
    "08-02": "power",
    "08-03": "fire",
    "08-04": "phone",
    "09-01": "noise",
    "09-02": "smoke",
    "10-01": "people",
    "10-02": "home",
    "11-01": "money",
    "11-02": "food",
    "11-03": "money",
    "12-01": "shield",
    "12-02": "fire",
    "13-01": "tree",
    "13-02": "house",
    "14-01": "book",
    "14-02": "book",
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A kind to tap on, with the name of its drawing."""

    kind: KindFacts
    icon: str


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the sheet stands. ``reference`` is the code of a grid or division, or leads to an estate, building or
    entrance (``places.reads.estates``); ``place`` is the code of what answers for it, ``how`` a key of ``HOW``."""

    reference: str
    place: str
    label: str
    how: str = ""
    address: Address | None = None


def standing(reference: str, how: str = "") -> Spot | None:
    """The spot called ``reference``; None for a code that nobody knows. Raises: NotThere."""
    book = gazetteer()
    if is_reference(reference):
        found = address(reference)
        return Spot(found.reference, found.place, found.label, how, found)
    return Spot(reference, reference, book.label(reference), how) if book.known(reference) else None


def pictured(on: date, area: str = "") -> list[Picture]:
    """At most eight kinds to tap on: what is said most in ``area`` and then anywhere; then those that the catalogue
    gives a drawing."""
    kinds = [kind for kind in catalogue().open_kinds(on) if kind.names[-1] != UNSURE and not kind.is_sensitive]
    used = [*(often(area) if area else []), *often()]
    place = {pk: at for at, pk in reversed(list(enumerate(used)))}
    kinds.sort(key=lambda kind: (place.get(kind.pk, len(used)), not kind.icon))
    return [Picture(kind, _drawing(kind)) for kind in kinds[:PICTURES]]


def _drawing(kind: KindFacts) -> str:
    return kind.icon or DRAWN.get(kind.code) or DRAWN.get(kind.code[:5], "tag")


def unsure(on: date) -> KindFacts | None:
    return next((kind for kind in catalogue().open_kinds(on) if kind.names[-1] == UNSURE), None)


def guessed(words: str, on: date) -> KindFacts | None:
    """The kind that is sent when none was tapped: what the words name, if it needs no answers first; else the one for
    those who cannot tell."""
    book = catalogue()
    for kind, _ in book.guess(words, on):
        if not any(question.get("required") for question in book.row(kind.pk, on).questions):
            return kind
    return unsure(on)


def kinds(on: date) -> Groups:
    """Every kind that can be reported, under the name of its second level."""
    book = catalogue()
    facts = sorted(book.open_kinds(on), key=lambda kind: kind.code)
    return [
        (named(book.kinds[up]), [(kind.code, named(kind)) for kind in group])
        for up, group in groupby(facts, key=lambda kind: kind.path[-2])
    ]


def places(recent: Sequence[str] = ()) -> Groups:
    """Communities under their towns; above them those that were used last."""
    book = gazetteer()
    codes = sorted(code for code in book.divisions if level(code) == Level.COMMUNITY)
    towns = [
        (book.name(town.ljust(12, "0")), [(code, book.name(code)) for code in group])
        for town, group in groupby(codes, key=lambda code: code[: Level.TOWN])
    ]
    used = [(spot.place, spot.label) for spot in last(recent)]
    return [("", used), *towns] if used else towns


def last(references: Sequence[str]) -> list[Spot]:
    """The places used last that are still there."""
    found = []
    for reference in references:
        with suppress(NotThere):
            found.append(standing(reference, "last"))
    return [spot for spot in found if spot is not None]


def grids(community: str) -> list[tuple[str, str]]:
    """The grids of a community (12 digits), to be chosen from."""
    return [(grid.code, grid.name) for grid in gazetteer().grids if grid.code.startswith(community)]


def narrowed(place: str, within: str) -> str:
    """The grid ``within`` that was chosen inside ``place``; ``place`` itself where none was."""
    return within if within in gazetteer().grid_by_code and within.startswith(place[:CODE_DIGITS]) else place
