"""A story told by the actions and by the loader of many: the same rows, but for keys, numbers and the clock's own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import models

from linli.core.models import Entry, Intent
from linli.matters import actions
from linli.matters.actions import Contact, Draft
from linli.matters.bulk import CHILDREN, Loader
from linli.matters.errors import Moved
from linli.matters.models import Channel, Matter, Reporter, WorkOrder
from linli.matters.rules import DeclineReason, Stage, UnsolvedReason
from tests.town import GRIDS, INSIDE, T0, Town, answer

TABLES: list[type[models.Model]] = [Matter, *CHILDREN, Intent, Entry]
OWN = {"id", "number", "intent", "key", "recorded_at"}


class ByActions:
    """The actions under the loader's names: a report gives its reporter, and rows in hand are kept fresh."""

    def receive(self, **said: Any) -> Reporter:
        receipt = actions.receive(**said)
        return Reporter.objects.select_related("matter", "person").get(matter=receipt.pk)

    def __getattr__(self, verb: str) -> Callable[..., Any]:
        def act(**told: Any) -> Any:
            for thing in told.values():
                if isinstance(thing, Reporter):
                    thing.matter.refresh_from_db()
                elif isinstance(thing, models.Model) and thing.pk and thing._meta.app_label == "matters":
                    thing.refresh_from_db()
            return getattr(actions, verb)(**told)

        return act


def story(town: Town, book: Any, first_intent: int) -> None:
    """Every verb at least once, on matters that end in every stage."""
    serial = iter(range(first_intent, first_intent + 100))
    minutes = iter(range(1, 1000))

    def at() -> Any:
        return T0 + timedelta(minutes=7 * next(minutes))

    def said(by: Any = None, **more: Any) -> Reporter:
        asked = {"kind": town.rubbish.code, "channel": Channel.WEB, "point": INSIDE[GRIDS[0]], "words": "垃圾桶满了"}
        return book.receive(by=by, at=at(), intent=UUID(int=next(serial)), **(asked | more))

    said(town.ren, is_public=True, address="里厍路 1 号")
    said(town.wang, channel=Channel.FIELD, contact=Contact("演示居民", "10000000009"), words="河道里有垃圾")
    said(point=None, place="320583", kind=town.unsure.code, replies={"a": "b"})

    accepted = said(town.ren)
    book.accept(by=town.mei, matter=accepted.matter, kind=town.leak, at=at())
    declined = said(town.lao)
    book.decline(by=town.mei, matter=declined.matter, reason=DeclineReason.IN_COURT, words="已在法院", at=at())
    withdrawn = said(town.ren)
    units = {"lead": town.cleaners, "assisting": [town.water]}
    book.dispatch(by=town.mei, matter=withdrawn.matter, task="先看", at=at(), **units)
    book.withdraw(reporter=withdrawn, at=at())

    long = said(town.ren)
    book.accept(by=town.mei, matter=long.matter, at=at())
    lead, assist = book.dispatch(by=town.mei, matter=long.matter, at=at(), **units)
    (later,) = book.dispatch(by=town.mei, matter=long.matter, lead=None, assisting=[town.committee], at=at())
    book.sign(by=town.guan, order=lead, at=at())
    book.start(by=town.guan, order=lead, at=at())
    book.note(by=town.guan, order=lead, words="已到场", at=at())
    for order, by in ((assist, town.shui), (later, town.mei)):
        book.sign(by=by, order=order, at=at())
        book.note(by=by, order=order, words="已协助", at=at())
        book.finish(by=by, order=order, answer=Draft("已协助"), at=at())
    book.finish(by=town.guan, order=lead, answer=answer("已清运", at=at()), at=at())
    book.send_back(by=town.wang, matter=long.matter, words="桶还是满的", at=at())
    book.finish(by=town.guan, order=lead, answer=answer("又清运一次", at=at()), at=at())
    other = said(town.lao)
    again = said()
    book.merge(by=town.mei, matter=again.matter, into=other.matter, at=at())
    book.merge(by=town.mei, matter=other.matter, into=long.matter, at=at())
    book.close(by=town.wang, matter=long.matter, words="现场已干净", at=at())
    book.rate(reporter=long, solved=False, reason=UnsolvedReason.CAME_BACK, satisfaction=1, words="又满了", at=at())
    book.finish(by=town.guan, order=lead, answer=answer("加了一个桶", at=at()), at=at())
    book.rate(reporter=other, solved=True, satisfaction=5, words="谢谢", at=at())
    book.rate(reporter=long, solved=True, satisfaction=4, at=at())

    book.dispatch(by=town.mei, matter=said(town.ren).matter, lead=town.water, at=at())
    answered = said(town.ren)
    (order,) = book.dispatch(by=town.mei, matter=answered.matter, lead=town.cleaners, at=at())
    book.sign(by=town.guan, order=order, at=at())
    book.finish(by=town.guan, order=order, answer=answer("已清运", at=at()), at=at())


def told(known: set[int]) -> dict[str, list[dict[str, Any]]]:
    """The rows of all matters but the ``known`` ones, in the order in which they were told. Keys give way to names:
    a matter is named by when it came in, which no two share here, an order by its matter and unit."""
    matters = {m.pk: str(m.received_at) for m in Matter.objects.exclude(pk__in=known)}
    orders = {o.pk: f"{matters[o.matter_id]} {o.unit}" for o in WorkOrder.objects.filter(matter__in=matters)}
    reporters = {r.pk: matters[r.matter_id] for r in Reporter.objects.filter(matter__in=matters)}
    subjects = {"matters.matter": matters, "matters.workorder": orders}
    found = {}
    for table in TABLES:
        rows = []
        of_those = {"pk__in": list(matters)} if table is Matter else {}
        for row in table._default_manager.filter(**of_those).order_by("pk").values():
            row = {name: value for name, value in row.items() if name not in OWN}
            for names, keys in ((matters, ("matter_id", "merged_into_id")), (orders, ("order_id",))):
                row |= {key: names.get(row[key], "known") for key in keys if row.get(key)}
            if "reporter_id" in row:
                row["reporter_id"] = reporters.get(row["reporter_id"], "known")
            if "subject_id" in row:
                row["subject_id"] = subjects[row["subject_type"]].get(row["subject_id"], "known")
            if "params" in row:
                row["params"] |= {
                    key: matters.get(row["params"][key]) for key in ("matter", "into") if key in row["params"]
                }
            if "known" not in row.values():
                rows.append(row)
        found[table._meta.label] = rows if table is Entry else sorted(rows, key=str)
    return found


@pytest.mark.slow
def test_the_loader_writes_what_the_actions_write(town: Town) -> None:
    story(town, ByActions(), 1)
    by_actions = told(set())
    assert {row["stage"] for row in by_actions["matters.Matter"]} == set(Stage)
    assert all(by_actions.values())

    known = set(Matter.objects.values_list("pk", flat=True))
    loader = Loader()
    story(town, loader, 1001)
    assert Matter.objects.count() == len(known)  # nothing is written before the end
    assert loader.write() == len(known)
    assert len(loader) == 0
    assert told(known) == by_actions


def test_the_loader_keeps_to_the_table_of_moves(town: Town) -> None:
    loader = Loader()
    reporter = loader.receive(
        by=None, at=T0, intent=UUID(int=1), kind=town.rubbish.code, channel=Channel.WEB, place=GRIDS[0]
    )
    with pytest.raises(Moved):
        loader.close(by=town.mei, matter=reporter.matter, at=T0)


def test_numbers_that_are_taken_are_drawn_again(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter([1, 2, 2, 1, 3, 4])
    monkeypatch.setattr("secrets.randbelow", lambda _: next(drawn))
    town.report()
    loader = Loader()
    for serial in (1, 2):
        loader.receive(
            by=None, at=T0, intent=UUID(int=serial), kind=town.rubbish.code, channel=Channel.WEB, place=GRIDS[0]
        )
    assert loader.write() == 2
    assert sorted(Matter.objects.values_list("number", flat=True)) == [
        "2603020000001",
        "2603020000002",
        "2603020000003",
    ]


@pytest.mark.slow
def test_a_thousand_matters_take_a_handful_of_statements(town: Town, django_assert_max_num_queries: Any) -> None:
    loader = Loader()
    for serial in range(1000):
        loader.receive(
            by=None, at=T0, intent=UUID(int=serial), kind=town.rubbish.code, channel=Channel.WEB, point=INSIDE[GRIDS[1]]
        )
    with django_assert_max_num_queries(100):  # SQLite takes fewer rows in a statement
        assert loader.write() == 1000
