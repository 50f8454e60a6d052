"""Lines of the menu as a county keeps them: by day, never under an order that was made by one."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from linli.commons.actions import lines
from linli.commons.errors import lists, orders
from linli.commons.models import Service
from linli.commons.reads.menu import Meant, listing, meant
from linli.core.models import Entry
from tests.commons.steps import fresh, group_day, ordered, service
from tests.town import T0, Town

TODAY = timezone.localdate(T0)
TOMORROW = TODAY + timedelta(days=1)
LATER = TODAY + timedelta(days=30)
SAYS = lines.LineSays(
    form="menu",
    sort="repair",
    name="水龙头小修",
    words="更换垫圈",
    whom="everybody",
    place="home",
    units=["department:urban_management", "department:water"],
    price_fen=2000,
    minutes=60,
    accept_hours=4,
    days=3,
)


def test_a_line_holds_from_its_day_and_orders_keep_theirs(town: Town) -> None:
    old = service()
    order = ordered(town)
    assert meant(old, T0) == Meant(1, 0, True)
    lines.set_line(by=town.zhong, code="tap", says=replace(SAYS, days=9), on=LATER, at=T0)
    new = lines.set_line(by=town.zhong, code="tap", says=SAYS, on=TOMORROW, at=T0)  # the one set for later goes
    old.refresh_from_db()
    assert (old.valid_to, new.valid_to, new.order) == (TOMORROW, None, old.order)
    assert list(Service.objects.order_by("valid_from")) == [old, new]
    assert [row.price_fen for row in (fresh(order).service, *listing(TOMORROW).services)] == [3000, 2000]
    assert listing(TODAY, later=True).services == [old, new]
    lines.end_line(by=town.zhong, line=new, on=LATER, at=T0)
    assert (listing(LATER).services, len(listing(TOMORROW).services)) == ([], 1)
    lines.set_line(by=town.zhong, code="tap", says=SAYS, on=LATER + timedelta(days=9), at=T0)  # it comes back
    lines.end_line(by=town.zhong, line=new, on=TOMORROW, at=T0)
    assert list(Service.objects.all()) == [old]
    again = lines.set_line(by=town.zhong, code="tap", says=SAYS, on=LATER, at=T0)
    lines.take_back_line(by=town.zhong, row=again, at=T0)
    old.refresh_from_db()
    assert (list(Service.objects.all()), old.valid_to) == ([old], TOMORROW)  # it had ended before
    verbs = Entry.objects.filter(verb__startswith="commons.line_").order_by("pk").values_list("verb", flat=True)
    assert [verb.removeprefix("commons.line_") for verb in verbs] == [
        "set",
        "set",
        "ended",
        "set",
        "ended",
        "set",
        "taken_back",
    ]


def test_every_text_of_a_line_fits_its_column() -> None:
    assert {name: Service._meta.get_field(name).max_length for name in lines.LIMITS} == lines.LIMITS


def test_a_new_line_stands_behind_the_others_and_says_when_nobody_offers_it(town: Town) -> None:
    group_day(town)
    made = lines.set_line(by=town.zhong, code="s-new", says=replace(SAYS, name=" 修伞 "), on=TOMORROW, at=T0)
    assert (made.name, made.order) == ("修伞", 2)
    assert meant(Service(code="doctors", units=["owners_committee"]), T0) == Meant(0, 1, False)


def test_who_may_not_or_what_cannot_be_is_refused_by_name(town: Town) -> None:
    old = service(**asdict(SAYS))
    told = {"by": town.zhong, "code": "tap", "says": replace(SAYS, name="x"), "on": TOMORROW, "at": T0}
    wrong = (
        (PermissionDenied, {"by": town.mei}, ""),
        (orders.LineBegins, {"on": TODAY}, ""),
        (orders.SameLine, {"says": SAYS}, ""),
        (orders.TooLong, {"says": replace(SAYS, name="长" * 41)}, "name"),
        (lists.NamesSomebody, {"says": replace(SAYS, words="打 13800138000")}, "words"),
        *(
            (orders.BadLine, {"says": replace(SAYS, **{field: value})}, field)  # type: ignore[arg-type]
            for field, value in {
                "name": " ",
                "form": "gift",
                "minutes": 0,
                "days": 251,
                "price_fen": -1,
                "units": ["department"],
            }.items()
        ),
        *((orders.BadLine, {"says": replace(SAYS, units=units)}, "units") for units in ([], ["merchant"] * 2, ["?"])),
    )
    for error, more, field in wrong:
        with pytest.raises(error) as raised:
            lines.set_line(**(told | more))  # type: ignore[arg-type]
        assert getattr(raised.value, "field", "") == field
    lines.end_line(by=town.zhong, line=old, on=TOMORROW, at=T0)
    with pytest.raises(orders.LineOver):
        lines.end_line(by=town.zhong, line=old, on=TOMORROW, at=T0)
