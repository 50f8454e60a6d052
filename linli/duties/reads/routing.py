"""The catalogue, the rules and the units, kept in memory and asked without a query."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from linli.core.calendar.rules import Limit, LimitUnit
from linli.core.revisions import Kept
from linli.duties.models.catalogue import CatalogueRow, Kind, RoutingRule
from linli.duties.rules.routing import (
    Case,
    DryRun,
    K,
    KindFacts,
    Router,
    RowFacts,
    RuleFacts,
    Suggestion,
    UnitFacts,
    Units,
    dry_run,
    guess_kinds,
    suggestions,
)
from linli.orgs.models import Organisation
from linli.orgs.reads import REVISION
from linli.orgs.rules import GIVEN_WORK


class KindEnded(ValueError):
    """No row of the catalogue is in force for this kind on this day."""


@dataclass(frozen=True)
class Catalogue:
    """Everything that routing and deadlines ask, as it stands. Rows and rules of all dates are in it."""

    kinds: dict[int, KindFacts]
    rows: dict[int, tuple[RowFacts, ...]]  # by kind
    rules: tuple[RuleFacts, ...]
    units: Units

    @cached_property
    def by_code(self) -> dict[str, KindFacts]:
        return {kind.code: kind for kind in self.kinds.values()}

    @cached_property
    def row_by_pk(self) -> dict[int, RowFacts]:
        return {row.pk: row for rows in self.rows.values() for row in rows}

    def row_of(self, pk: int | None) -> RowFacts | None:
        """The row by which a matter was promised its time; None for one that came without."""
        return self.row_by_pk.get(pk) if pk is not None else None

    def row(self, kind: int, on: date) -> RowFacts:
        """The row in force. Raises: KindEnded."""
        for row in self.rows.get(kind, ()):
            if row.valid(on):
                return row
        raise KindEnded

    def open_kinds(self, on: date) -> list[KindFacts]:
        """Kinds of the third level that can be reported on ``on``."""
        return [self.kinds[pk] for pk, rows in self.rows.items() if any(row.valid(on) for row in rows)]

    def suggest(self, case: Case) -> list[Suggestion]:
        """Units for ``case``, best first; the row's answer only while one is in force."""
        return list(self._suggestions(case))

    def best(self, case: Case) -> Suggestion | None:
        """The first of ``suggest``, without looking for the others."""
        return next(self._suggestions(case), None)

    def router(self, rules: Sequence[RuleFacts], on: date) -> Router:
        """Who gets what by ``rules`` on a day, for very many cases."""
        return Router(rules, self._row_of, self.units, on)

    def dry_run(self, cases: Iterable[tuple[K, Case]], new: Sequence[RuleFacts]) -> DryRun[K]:
        """What ``new`` rules in the place of all present ones would do to ``cases``."""
        return dry_run(cases, self.rules, new, self._row_of, self.units)

    def _suggestions(self, case: Case) -> Iterator[Suggestion]:
        return suggestions(case, self.rules, self._row_of(case), self.units)

    def _row_of(self, case: Case) -> RowFacts | None:
        return next((row for row in self.rows.get(case.kind.pk, ()) if row.valid(case.on)), None)

    def guess(self, text: str, on: date, most: int = 3) -> list[tuple[KindFacts, str]]:
        return guess_kinds(text, self.open_kinds(on), most)


def facts(rule: RoutingRule) -> RuleFacts:
    """A rule as routing asks it; one that is not saved yet can be tried in a dry run."""
    return RuleFacts(
        pk=rule.pk,
        name=rule.name,
        place_prefix=rule.place_prefix,
        zone=rule.zone_id,
        in_dedicated_grid=rule.in_dedicated_grid,
        kind=rule.kind_id,
        words=tuple(rule.words),
        unit=rule.unit_id,
        unit_kind=rule.unit_kind,
        unit_duty=rule.unit_duty,
        valid_from=rule.valid_from,
        valid_to=rule.valid_to,
    )


def switched(rule: RoutingRule) -> list[RuleFacts]:
    """The rules as they would be with ``rule`` switched the other way."""
    rules = RoutingRule.objects.order_by("order", "pk")
    return [facts(other) for other in rules if other.is_on != (other.pk == rule.pk)]


def with_rule(new: RoutingRule, instead_of: RoutingRule | None, on: date) -> list[RuleFacts]:
    """The rules as they would be from ``on`` with ``new``, not saved yet, in its place among them."""
    rules = [rule for rule in RoutingRule.objects.filter(is_on=True) if instead_of is None or rule.pk != instead_of.pk]
    rules.append(new)
    rules.sort(key=lambda rule: (rule.order, rule.pk is None, rule.pk or 0))
    return [facts(rule) for rule in rules]


def without_rule(gone: RoutingRule) -> list[RuleFacts]:
    """The rules as they would be when ``gone`` has ended."""
    rules = RoutingRule.objects.filter(is_on=True).exclude(pk=gone.pk)
    return [facts(rule) for rule in rules.order_by("order", "pk")]


def _load() -> Catalogue:
    kinds: dict[int, KindFacts] = {}
    for kind in Kind.objects.order_by("level", "order", "code"):
        up = kinds.get(kind.parent_id) if kind.parent_id is not None else None
        kinds[kind.pk] = KindFacts(
            pk=kind.pk,
            code=kind.code,
            path=(*(up.path if up else ()), kind.pk),
            names=(*(up.names if up else ()), kind.name),
            names_en=(*(up.names_en if up else ()), kind.name_en),
            words=tuple(kind.words),
            icon=kind.icon or (up.icon if up else ""),
            shape=kind.shape,
            is_sensitive=kind.is_sensitive or bool(up and up.is_sensitive),
        )
    rows: dict[int, list[RowFacts]] = {}
    for row in CatalogueRow.objects.order_by("kind__order", "kind__code", "valid_from"):
        rows.setdefault(row.kind_id, []).append(
            RowFacts(
                pk=row.pk,
                kind=row.kind_id,
                responsible_kind=row.responsible_kind,
                responsible_duty=row.responsible_duty,
                limit=Limit(row.limit_amount, LimitUnit(row.limit_unit)),
                urgency=row.urgency,
                done_when=row.done_when,
                questions=tuple(row.questions),
                emergency_line=row.emergency_line,
                notice=row.notice,
                notice_en=row.notice_en,
                source=row.source,
                valid_from=row.valid_from,
                valid_to=row.valid_to,
                return_stops=row.return_stops,
                earlier_binds=row.earlier_binds,
            )
        )
    rules = tuple(facts(rule) for rule in RoutingRule.objects.filter(is_on=True).order_by("order", "pk"))
    units = [
        UnitFacts(
            pk=unit.pk,
            name=unit.name,
            name_en=unit.name_en,
            kind=unit.kind,
            duty=unit.duty,
            prefix=unit.prefix,
            phone=unit.phone,
        )
        for unit in Organisation.objects.filter(valid_to=None, kind__in=GIVEN_WORK)
        .select_related("division")
        .defer("division__outline")
        .order_by("pk")
    ]
    return Catalogue(
        kinds=kinds,
        rows={kind: tuple(found) for kind, found in rows.items()},
        rules=rules,
        units=Units(units, {unit.pk: unit for unit in units}),
    )


kept = Kept(REVISION, _load)


def catalogue() -> Catalogue:
    """The catalogue as it stands, from memory."""
    return kept.get()
