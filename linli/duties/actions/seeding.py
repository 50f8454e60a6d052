"""Fill an empty house with the catalogue and the rules that come with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from linli.core import log, revisions
from linli.duties import seeds
from linli.duties.models import CatalogueRow, Kind, RoutingRule
from linli.orgs.authority import SYSTEM, System, require
from linli.orgs.grants import Grant
from linli.orgs.reads import REVISION
from linli.people.models import Person


@dataclass(frozen=True, slots=True)
class Seeded:
    """How many were added."""

    kinds: int
    rows: int
    rules: int


@transaction.atomic
def seed(*, at: datetime, by: Person | System = SYSTEM, since: date | None = None) -> Seeded:
    """Add the kinds, rows and rules of ``duties.seeds`` that are not there yet, in force from ``since`` (the day of
    ``at``). What a street has changed or ended stays as it is, so it is safe to repeat. Raises: PermissionDenied."""
    require(by, Grant.SET_RULES, at=settings.LINLI_COUNTY)
    on = since or timezone.localdate(at)
    lines = seeds.table("catalogue")
    kinds = _kinds(lines)
    rows = _rows(lines, on)
    rules = _rules(on)
    if kinds or rows or rules:
        revisions.bump(REVISION)
        root = Kind.objects.get(code=lines[0]["code"])
        log.write("duties.seeded", root, by=by, at=at, place=settings.LINLI_COUNTY, kinds=kinds, rows=rows, rules=rules)
    return Seeded(kinds, rows, rules)


def _kinds(lines: list[dict[str, str]]) -> int:
    there = {kind.code: kind for kind in Kind.objects.all()}
    before = len(there)
    for level in (1, 2, 3):
        new = [
            Kind(
                code=line["code"],
                parent=there[line["code"].rpartition("-")[0]] if level > 1 else None,
                level=level,
                shape=line["shape"],
                name=line["name"],
                name_en=line["name_en"],
                icon=line["icon"],
                words=seeds.words(line["words"]),
                is_sensitive=bool(line["is_sensitive"]),
                order=order,
            )
            for order, line in enumerate(lines, start=1)
            if line["code"].count("-") == level - 1 and line["code"] not in there
        ]
        there.update({kind.code: kind for kind in Kind.objects.bulk_create(new)})
    return len(there) - before


def _rows(lines: list[dict[str, str]], on: date) -> int:
    bare = {kind.code: kind for kind in Kind.objects.filter(level=3, rows=None)}
    asked = seeds.questions()
    new = [
        CatalogueRow(
            kind=bare[line["code"]],
            responsible_kind=line["responsible_kind"],
            responsible_duty=line["responsible_duty"],
            limit_amount=int(line["limit_amount"]),
            limit_unit=line["limit_unit"],
            urgency=line["urgency"],
            done_when=line["done_when"],
            questions=asked.get(line["code"], []),
            emergency_line=line["emergency_line"],
            notice=line["notice"],
            notice_en=line["notice_en"],
            source=line["source"],
            valid_from=on,
        )
        for line in lines
        if line["code"] in bare
    ]
    return len(CatalogueRow.objects.bulk_create(new))


def _rules(on: date) -> int:
    there = set(RoutingRule.objects.values_list("name", flat=True))
    kinds = {kind.code: kind for kind in Kind.objects.all()}
    new = [
        RoutingRule(
            order=int(line["order"]),
            name=line["name"],
            place_prefix=line["place_prefix"],
            in_dedicated_grid=bool(line["in_dedicated_grid"]),
            kind=kinds[line["kind"]] if line["kind"] else None,
            words=seeds.words(line["words"]),
            unit_kind=line["unit_kind"],
            unit_duty=line["unit_duty"],
            source=line["source"],
            valid_from=on,
        )
        for line in seeds.table("routing")
        if line["name"] not in there
    ]
    return len(RoutingRule.objects.bulk_create(new))
