"""The facts behind the rates: by hand on the cast, and on random rows against a count that goes over all of them."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.db.models import Model

from linli.matters import actions
from linli.matters.figures import Counts, Figure, Share, Tally
from linli.matters.models import (
    Answer,
    CallBack,
    Channel,
    Check,
    Counting,
    Exclusion,
    Matter,
    Rating,
    Reporter,
    Return,
    ReturnReason,
    WorkOrder,
)
from linli.matters.reads import counting
from linli.matters.reads.facts import By, MatterFacts, facts_of, tallies, tally
from linli.matters.reads.months import Month
from linli.matters.rules import ExclusionReason, Unanswered, UnsolvedReason
from tests.town import GRIDS, T0, Town, answer

MARCH = Month(2026, 3)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LATER = T0 + 10 * DAY


def contacted(matter: Matter, at: datetime) -> None:
    Matter.objects.filter(pk=matter.pk).update(contacted_at=at)


def test_a_unit_responds_when_it_contacts_the_reporter_in_time(town: Town) -> None:
    """24 hours for rubbish. Two in time, one too late, one never; one reporter cannot be reached and is in neither."""
    for hours in (2, 24, 25, None):
        matter = town.answered(by=town.ren)
        contacted(matter, T0 + hours * HOUR if hours is not None else None)  # type: ignore[arg-type]
    town.answered()
    counts = tally(MARCH, at=LATER).raw
    assert counts.share(Figure.RESPONSE) == Share(2, 4)
    assert tally(MARCH, at=T0 + 23 * HOUR).raw.share(Figure.RESPONSE) == Share(0, 0)  # the time is still running


def test_what_was_left_out_counts_raw_and_not_net(town: Town) -> None:
    matters = [town.answered(by=town.ren) for _ in range(3)]
    for matter in matters[:2]:
        row = actions.ask_exclusion(
            by=town.guan,
            matter=matter,
            unit=town.cleaners,
            reason=ExclusionReason.UNREACHABLE,
            words="电话多次无人接听",
            at=T0,
        )
        decide = actions.grant_exclusion if matter == matters[0] else actions.refuse_exclusion
        decide(by=town.zhong, exclusion=row, words="已核实", at=T0)
    found = tally(MARCH, at=LATER)
    assert (found.raw.due, found.net.due) == (3, 2)
    assert (found.raw.assigned, found.net.assigned) == (3, 2)
    assert [facts_of(matter, at=LATER).is_excluded for matter in matters] == [True, False, False]


@pytest.mark.parametrize(
    ("rule", "solved", "satisfied"),
    [
        (Unanswered.NOT_COUNTED, Share(1, 1), Share(1, 1)),
        (Unanswered.AS_SOLVED, Share(2, 2), Share(2, 2)),
        (Unanswered.AS_UNSOLVED, Share(1, 2), Share(1, 2)),
    ],
)
def test_who_was_not_reached_counts_by_the_rule_of_the_month(
    town: Town, rule: Unanswered, solved: Share, satisfied: Share
) -> None:
    Counting.objects.update(unanswered=rule)
    counting.kept.forget()
    said, silent = town.answered(by=town.ren), town.answered(by=town.lao)
    for matter in (said, silent):
        for hours in (1, 2):
            CallBack.objects.create(
                matter=matter,
                reporter=town.reporter(matter),
                round=1,
                reached=False,
                at=T0 + hours * HOUR,
                by=town.mei,
            )
    actions.rate(reporter=town.reporter(said), solved=True, satisfaction=5, at=T0 + 3 * HOUR)
    counts = tally(MARCH, at=LATER).raw
    assert (counts.share(Figure.RESOLUTION), counts.share(Figure.SATISFACTION)) == (solved, satisfied)


def test_rework_redo_and_closing_in_time_by_hand(town: Town) -> None:
    def finish(matter: Matter, at: datetime) -> None:
        actions.finish(by=town.guan, order=matter.orders.get(), answer=answer(at=at), at=at)

    kept = town.answered()
    actions.close(by=town.wang, matter=kept, at=T0 + HOUR)
    open_yet = town.answered()  # answered in time, nobody looked: not closed
    back = town.answered()
    actions.send_back(by=town.wang, matter=back, words="桶还是满的", at=T0 + HOUR)
    finish(back, T0 + 3 * DAY)  # a new promise, and late
    back.refresh_from_db()
    actions.close(by=town.wang, matter=back, at=T0 + 3 * DAY)
    again = town.answered(by=town.ren)
    actions.rate(reporter=town.reporter(again), solved=False, reason=UnsolvedReason.CAME_BACK, at=T0 + HOUR)
    finish(again, T0 + 2 * HOUR)

    counts = tally(MARCH, at=LATER).raw
    assert counts.share(Figure.IN_TIME) == Share(3, 4)
    assert counts.share(Figure.CLOSING) == Share(2, 4)
    assert counts.share(Figure.CLOSING_IN_TIME) == Share(1, 4)
    assert counts.share(Figure.REWORK) == Share(1, 4)
    assert counts.share(Figure.REDO) == Share(1, 4)
    assert facts_of(open_yet, at=LATER) == MatterFacts(None, None, None, True, False)
    assert facts_of(again, at=LATER) == MatterFacts(True, False, None, True, False)


def test_a_matter_whose_clock_stands_is_not_late(town: Town) -> None:
    matter = town.handling()
    assert tally(MARCH, at=LATER).raw.due == 1
    Matter.objects.filter(pk=matter.pk).update(paused_at=T0 + HOUR)
    assert tally(MARCH, at=LATER).raw.due == 0


def test_every_way_to_count_apart_adds_up_to_the_whole(town: Town) -> None:
    rows = everything(town, random.Random(3), matters=240)
    save(rows)
    whole = tally(MARCH, at=LATER)
    assert whole.raw.due > whole.net.due > 0
    for by in By:
        found = tallies(MARCH, at=LATER, by=by)
        assert sum(found.values(), Tally()) == whole
        assert len(found) > 1 or by is By.ALL
    inside = tallies(MARCH, at=LATER, by=By.COMMUNITY, areas=["320583100"])
    assert set(inside) == {"320583100001", "320583100002"}
    towns = tallies(MARCH, at=LATER, by=By.TOWN)
    assert sum(inside.values(), Tally()) == towns["320583100"]


# -- the oracle -------------------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("rule", list(Unanswered))
def test_the_quick_count_is_the_count_of_every_row(town: Town, rule: Unanswered) -> None:
    """Random rows, also such as no action would make, counted by the database and by hand, by all ways to count."""
    Counting.objects.update(unanswered=rule)
    counting.kept.forget()
    rows = everything(town, random.Random(rule.value), matters=300)
    save(rows)
    for at in (T0 + 12 * DAY, T0 + 45 * DAY):
        for by in By:
            assert tallies(MARCH, at=at, by=by) == by_hand(rows, MARCH, at, by, rule), (at, by)


def everything(town: Town, chance: random.Random, *, matters: int) -> SimpleNamespace:
    """Rows of all tables that count, with keys, not saved."""
    made = SimpleNamespace(matter=[], reporter=[], order=[], answer=[], rating=[], call=[], check=[], back=[], out=[])
    units = [town.cleaners, town.water, town.committee]
    reason = ReturnReason.objects.first()
    first = 1_000_000

    def moment(*, maybe: float = 1.0) -> datetime | None:
        return T0 + timedelta(minutes=chance.randrange(-10 * 1440, 45 * 1440)) if chance.random() < maybe else None

    for serial in range(matters):
        received, stage = moment(), chance.choice(["handling", "answered", "closed", "closed", "declined", "withdrawn"])
        matter = Matter(
            pk=first + serial,
            number=f"260302{serial:07d}",
            stage=stage,
            channel=chance.choice([Channel.WEB, Channel.PHONE]),
            kind=chance.choice([town.rubbish, town.leak]),
            place=chance.choice(GRIDS),
            unit=chance.choice([*units, None]),
            received_at=received,
            due_at=moment(maybe=0.95),
            contacted_at=moment(maybe=0.7),
            answered_at=moment(maybe=0.8),
            closed_at=moment(maybe=0.6),
            paused_at=moment(maybe=0.05),
            decline_reason="in_court",
            source="old" if chance.random() < 0.1 else "",
            source_id=str(serial),
        )
        made.matter.append(matter)
        for nth in range(chance.randrange(1, 3)):
            reporter = Reporter(pk=first + 10 * serial + nth, matter=matter, intent=uuid4(), at=received)
            made.reporter.append(reporter)
            for round in range(1, chance.randrange(1, 4)):
                if chance.random() < 0.5:
                    rating = Rating(matter=matter, reporter=reporter, round=round, at=moment())
                    rating.solved, rating.satisfaction = chance.random() < 0.6, chance.choice([None, 1, 3, 4, 5])
                    rating.reason = "" if rating.solved else UnsolvedReason.HALF_DONE
                    made.rating.append(rating)
                for _ in range(chance.randrange(3)):
                    call = CallBack(
                        pk=first + len(made.call), matter=matter, reporter=reporter, round=round, by=town.mei
                    )
                    call.reached, call.at = chance.random() < 0.4, moment()
                    made.call.append(call)
        if chance.random() < 0.4:
            made.check.append(Check(matter=matter, round=1, passed=chance.random() < 0.5, at=T0, by=town.mei))
        for nth, unit in enumerate(chance.sample(units, chance.randrange(1, 3))):
            order = WorkOrder(
                pk=first + 10 * serial + nth,
                matter=matter,
                unit=unit,
                leads=nth == 0,
                stage=chance.choice(["done", "in_hand", "cancelled"]),
                due_at=T0,
                dispatched_at=moment(),
                dispatched_by=town.mei,
                contact_by=moment(maybe=0.8),
                sign_by=moment(maybe=0.8),
            )
            order.signed_at = moment(maybe=0.8)
            order.signed_by = town.guan if order.signed_at else None
            made.order.append(order)
            for round in range(1, chance.randrange(1, 4)):
                made.answer.append(Answer(order=order, round=round, words="已办", at=T0, by=town.guan))
            if chance.random() < 0.2:
                back = Return(
                    order=order, reason=reason, words="非本单位", basis="清单", asked_at=T0, asked_by=town.guan
                )
                made.back.append(back)
            if chance.random() < 0.2:
                out = Exclusion(matter=matter, unit=unit, reason="in_court", words="已立案", asked_at=T0)
                out.asked_by, out.stage = town.guan, chance.choice(["asked", "granted", "refused"])
                if out.stage != "asked":
                    out.decided_at, out.decided_by = T0, town.zhong
                made.out.append(out)
    return made


def save(rows: SimpleNamespace) -> None:
    for some in vars(rows).values():
        model: type[Model] = type(some[0])
        model._default_manager.bulk_create(some)


def by_hand(rows: SimpleNamespace, month: Month, at: datetime, by: By, rule: Unanswered) -> dict[Any, Tally]:
    """Slow and plain: one thing after the other."""
    until = min(month.end, at)
    found: dict[Any, dict[str, dict[str, int]]] = defaultdict(
        lambda: {"raw": defaultdict(int), "net": defaultdict(int)}
    )
    granted = {(out.matter.pk, out.unit.pk) for out in rows.out if out.stage == "granted"}

    def within(moment: datetime | None) -> bool:
        return moment is not None and month.start <= moment < until

    def add(matter: Matter, unit: int | None, names: Iterable[str]) -> None:
        key = {
            By.ALL: "",
            By.UNIT: unit,
            By.TOWN: matter.place[:9],
            By.COMMUNITY: matter.place[:12],
            By.KIND: matter.kind_id,
            By.CHANNEL: matter.channel,
        }[by]
        for kind in ("raw",) if (matter.pk, unit) in granted else ("raw", "net"):
            for name in names:
                found[key][kind][name] += 1

    for matter in rows.matter:
        if matter.source:
            continue
        if within(matter.received_at):
            add(matter, matter.unit_id, ["taken"])
        if matter.stage in ("declined", "withdrawn"):
            continue
        if within(matter.due_at) and matter.paused_at is None:
            names = ["due"]
            kept = matter.answered_at is not None and matter.answered_at <= matter.due_at
            closed = matter.closed_at is not None and matter.closed_at < at
            names += ["kept"] * kept + ["closed"] * closed + ["closed_in_time"] * (kept and closed)
            names += ["reworked"] * any(c.matter is matter and not c.passed for c in rows.check)
            names += ["redone"] * any(r.matter is matter and not r.solved for r in rows.rating)
            add(matter, matter.unit_id, names)
        for order in (order for order in rows.order if order.matter is matter):
            if order.leads and order.stage != "cancelled" and within(order.contact_by):
                in_limit = matter.contacted_at is not None and matter.contacted_at <= order.contact_by
                add(matter, order.unit_id, ["assigned"] + ["contacted"] * in_limit)
            if within(order.sign_by) and not (order.stage == "cancelled" and order.signed_at is None):
                in_limit = order.signed_at is not None and order.signed_at <= order.sign_by
                add(matter, order.unit_id, ["to_sign"] + ["signed"] * in_limit)
            if within(order.dispatched_at):
                add(matter, order.unit_id, ["sent"] + ["returned"] * any(b.order is order for b in rows.back))
        for reporter in (reporter for reporter in rows.reporter if reporter.matter is matter):
            said = [r for r in rows.rating if r.reporter is reporter and r.at < until]
            last = max(said, key=lambda r: r.round, default=None)
            if last is not None and within(last.at):
                names = ["heard"] + ["solved"] * last.solved
                if last.satisfaction is not None:
                    names += ["marked"] + ["satisfied"] * (last.satisfaction >= 4)
                add(matter, matter.unit_id, names)
            calls = [c for c in rows.call if c.reporter is reporter and c.at < until]
            if not calls or rule is Unanswered.NOT_COUNTED:
                continue
            call = max(calls, key=lambda c: c.pk)
            if call.reached or not within(call.at) or (last is not None and last.round >= call.round):
                continue
            add(matter, matter.unit_id, ["heard", "marked"] + ["solved", "satisfied"] * (rule is Unanswered.AS_SOLVED))
    return {key: Tally(Counts(**kinds["raw"]), Counts(**kinds["net"])) for key, kinds in found.items()}
