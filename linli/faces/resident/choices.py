"""What the report form offers to choose from: kinds by picture, by list and by words; places by name."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from linli.duties.reads import catalogue
from linli.duties.rules import KindFacts
from linli.faces.kit.templatetags.kit import named
from linli.places.reads import gazetteer
from linli.places.rules import Level, level

PICTURES = 8
UNSURE = "说不清"  # the kind of the catalogue for those who cannot tell

Groups = list[tuple[str, list[tuple[str, str]]]]


def pictured(on: date) -> list[KindFacts]:
    """At most eight kinds to tap on: those that the catalogue gives a drawing, then the first of the others."""
    kinds = [kind for kind in catalogue().open_kinds(on) if kind.names[-1] != UNSURE and not kind.is_sensitive]
    return sorted(kinds, key=lambda kind: not kind.icon)[:PICTURES]


def unsure(on: date) -> KindFacts | None:
    return next((kind for kind in catalogue().open_kinds(on) if kind.names[-1] == UNSURE), None)


def kinds(on: date) -> Groups:
    """Every kind that can be reported, under the name of its second level."""
    book = catalogue()
    facts = sorted(book.open_kinds(on), key=lambda kind: kind.code)
    return [
        (named(book.kinds[up]), [(kind.code, named(kind)) for kind in group])
        for up, group in groupby(facts, key=lambda kind: kind.path[-2])
    ]


def places(recent: list[str]) -> Groups:
    """Communities under their towns; above them those that were used last."""
    book = gazetteer()
    codes = sorted(code for code in book.divisions if level(code) == Level.COMMUNITY)
    towns = [
        (book.name(town.ljust(12, "0")), [(code, book.name(code)) for code in group])
        for town, group in groupby(codes, key=lambda code: code[: Level.TOWN])
    ]
    last = [(code, book.label(code)) for code in recent if book.known(code)]
    return [("", last), *towns] if last else towns
