"""A circular in the reader's words: every cell is text, hidden where it must be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from linli.faces.kit.fields import in_language
from linli.faces.kit.figures import EXCLUSION_REASON, EXCLUSION_STAGE, FIGURE, GROUP, UNANSWERED, group
from linli.faces.kit.words import CHANNEL
from linli.insight.models import Circular
from linli.insight.rules import told
from linli.matters.figures import FEWEST, Counts, Figure, Share, Tally
from linli.matters.models import Channel
from linli.matters.reads.months import Month
from linli.matters.rules import AskStage, ExclusionReason, Unanswered
from linli.orgs.models import OrgKind

NOBODY = "-"


@dataclass(frozen=True, slots=True)
class Cell:
    """One share. ``percent`` is empty of nothing; a hidden one has no numbers at all. ``net`` is empty when it is the
    same."""

    figure: Figure
    percent: str = ""
    part: int | None = None
    whole: int | None = None
    net: str = ""
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One unit, place, kind or channel. ``taken`` None: too few to tell."""

    code: str
    name: str
    taken: int | None
    cells: tuple[Cell, ...]
    value: str = ""  # the three rates as one
    between: str = ""  # where it lies for sure


@dataclass(frozen=True, slots=True)
class Table:
    code: str  # units, towns, kinds, channels, total
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class BandShown:
    """``rank`` is ``1`` or ``2–4``."""

    rank: str
    units: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class GroupShown:
    title: str
    bands: tuple[BandShown, ...]
    red: tuple[str, ...]
    black: tuple[str, ...]
    too_few: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Of the public sheet ``number`` is empty and ``count`` is how many there are; None: too few to tell."""

    unit: str
    reason: str
    stage: str
    number: str = ""
    asked_on: str = ""
    decided_on: str = ""
    is_appeal: bool = False
    has_evidence: bool = False
    count: int | None = 1


@dataclass(frozen=True, slots=True)
class Late:
    unit: str
    step: str
    number: str = ""
    due_on: str = ""
    done_on: str = ""
    count: int | None = 1


@dataclass(frozen=True, slots=True)
class Sheet:
    circular: Circular
    is_public: bool
    month: Month
    cut_off: datetime
    county: str
    total: Row
    tables: tuple[Table, ...]
    groups: tuple[GroupShown, ...]
    left_out: tuple[LeftOut, ...]
    late: tuple[Late, ...]
    weights: tuple[tuple[str, int], ...]
    minimum: int
    source: str
    unanswered: str


def sheet(circular: Circular, *, public: bool) -> Sheet:
    """What ``circular`` says, in the language of now; for everybody with small cells hidden."""
    told_of = circular.figures
    units = _table("units", _("By unit"), _in_order(told_of["units"]), public)
    by_code = {row.code: row for row in units.rows}
    rules = told_of["rules"]
    return Sheet(
        circular=circular,
        is_public=public,
        month=Month.from_code(circular.month),
        cut_off=circular.cut_off_at,
        county=told_of["county"]["name"],
        total=_table("total", "", [told_of["total"] | {"code": "", "name": _("The whole county")}], public).rows[0],
        tables=(
            units,
            _table("towns", _("By town"), told_of["towns"], public),
            _table("kinds", _("By kind"), told_of["kinds"], public),
            _table("channels", _("By channel"), told_of["channels"], public),
        ),
        groups=tuple(_group(one, by_code) for one in sorted(told_of["groups"], key=_place)),
        left_out=tuple(_left_out(told_of["exclusions"], public)),
        late=tuple(_late(told_of["late"], public)),
        weights=tuple((str(FIGURE[Figure(name)].name), weight) for name, weight in rules["weights"].items()),
        minimum=rules["minimum"],
        source=rules["source"],
        unanswered=str(UNANSWERED[Unanswered(rules["unanswered"])]),
    )


def table_of(code: str, title: str, rows: Sequence[tuple[str, str, Tally]], *, public: bool = False) -> Table:
    """A table of live figures: code, name, counts."""
    hides = _hiding([tally.raw for _, _, tally in rows]) if public else {}
    made = [
        row_of(code, name, tally, {figure for figure in FIGURE if (at, figure) in hides}, (at, None) in hides)
        for at, (code, name, tally) in enumerate(rows)
    ]
    return Table(code, title, tuple(made))


def row_of(
    code: str, name: str, tally: Tally, hidden: Iterable[Figure] = (), few_taken: bool = False, **more: str
) -> Row:
    cells = tuple(Cell(figure, is_hidden=True) if figure in hidden else _cell(tally, figure) for figure in FIGURE)
    return Row(code, name, None if few_taken else tally.raw.taken, cells, **more)


def _cell(tally: Tally, figure: Figure) -> Cell:
    raw, net = tally.raw.share(figure), tally.net.share(figure)
    return Cell(figure, _percent(raw), raw.part, raw.whole, _percent(net) if net != raw else "")


def _percent(share: Share) -> str:
    exact = share.exact
    return "" if exact is None else str(exact)


def _hiding(counts: Sequence[Counts]) -> dict[tuple[int, Figure | None], bool]:
    """Which cells of a table nobody is told, by row and figure; None is what was taken."""
    columns: dict[Figure | None, list[int]] = {None: [one.taken for one in counts]}
    columns |= {figure: [one.share(figure).whole for one in counts] for figure in FIGURE}
    return {
        (at, figure): True
        for figure, wholes in columns.items()
        for at, is_told in enumerate(told(wholes, FEWEST))
        if not is_told
    }


def _table(code: str, title: str, lines: Sequence[Mapping[str, Any]], public: bool) -> Table:
    tallies = [Tally(Counts(**line["raw"]), Counts(**line["net"])) for line in lines]
    hides = _hiding([tally.raw for tally in tallies]) if public else {}
    rows = []
    for at, (line, tally) in enumerate(zip(lines, tallies, strict=True)):
        hidden = {figure for figure in FIGURE if (at, figure) in hides}
        rows.append(row_of(line["code"], _name(code, line), tally, hidden, (at, None) in hides, **_valued(line)))
    return Table(code, title, tuple(rows))


def _valued(line: Mapping[str, Any]) -> dict[str, str]:
    value = line.get("value")
    if not value:
        return {}
    return {"value": f"{value['value']:.2f}", "between": f"{value['low']:.2f}–{value['high']:.2f}"}


def _name(table: str, line: Mapping[str, Any]) -> str:
    if table == "channels":
        return str(CHANNEL[Channel(line["code"])])
    if line["code"] == NOBODY:
        return _("No unit yet")
    return in_language(line["name"], line.get("name_en", ""))


def _in_order(units: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """By group and code: the order of a table is no rank."""
    return sorted(units, key=lambda unit: (not unit["group"], unit["group"], unit["code"]))


def _place(one: Mapping[str, Any]) -> int:
    """Departments first, then the levels from above to below, then others."""
    return list(GROUP).index(OrgKind(one["group"])) if one["group"] in set(GROUP) else len(GROUP)


def _group(one: Mapping[str, Any], units: Mapping[str, Row]) -> GroupShown:
    def names(codes: Iterable[str]) -> tuple[str, ...]:
        return tuple(units[code].name for code in codes)

    return GroupShown(
        title=group(one["group"]),
        bands=tuple(
            BandShown(
                str(band["rank"]) if band["rank"] == band["last"] else f"{band['rank']}–{band['last']}",
                tuple(units[code] for code in band["units"]),
            )
            for band in one["bands"]
        ),
        red=names(one["red"]),
        black=names(one["black"]),
        too_few=names(one["too_few"]),
    )


def _left_out(rows: Sequence[Mapping[str, Any]], public: bool) -> Iterable[LeftOut]:
    def words(row: Mapping[str, Any]) -> tuple[str, str, str]:
        reason, stage = EXCLUSION_REASON[ExclusionReason(row["reason"])], EXCLUSION_STAGE[AskStage(row["stage"])]
        return in_language(row["name"], row["name_en"]), str(reason), str(stage)

    if public:
        for of, count in Counter(map(words, rows)).items():
            yield LeftOut(*of, count=_few(count))
        return
    for row in rows:
        yield LeftOut(
            *words(row),
            number=row["number"],
            asked_on=row["asked_on"],
            decided_on=row["decided_on"],
            is_appeal=row["is_appeal"],
            has_evidence=row["has_evidence"],
        )


def _late(rows: Sequence[Mapping[str, Any]], public: bool) -> Iterable[Late]:
    def words(row: Mapping[str, Any]) -> tuple[str, str]:
        return in_language(row["name"], row["name_en"]), in_language(row["step"], row["step_en"])

    if public:
        for of, count in Counter(map(words, rows)).items():
            yield Late(*of, count=_few(count))
        return
    for row in rows:
        yield Late(*words(row), number=row["number"], due_on=row["due_on"], done_on=row["done_on"] or "")


def _few(count: int) -> int | None:
    return count if count >= FEWEST else None
