"""Orders as files: XLSX, CSV in any encoding, JSON; what cannot be taken is named and nothing else is lost."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result
from django.utils import timezone, translation

from linli.exchange.imports import import_orders
from linli.exchange.models import ClassRow, Key, Order
from linli.matters.imports import mapping as mappings
from linli.matters.imports.causes import Cause
from linli.matters.imports.messages import import_messages
from linli.matters.imports.reading import NotATable, records
from linli.matters.models import Matter
from linli.orgs.authority import SYSTEM
from linli.site.cli.tree import linli
from tests.exchange.conftest import Hotline
from tests.town import T0, Town

HEADING = [
    "工单编号",
    "受理时间",
    "诉求内容",
    "办理时限",
    "诉求分类",
    "来源渠道",
    "承办单位",
    "是否回访",
    "诉求人",
    "联系电话",
    "诉求地址",
]
ROW = ["A-1", datetime(2026, 3, 1, 9, 5), "垃圾桶满了", date(2026, 3, 5), "02-01-01", "电话", "城管局", "否"]
ROW += ["演示居民丁", 10000000004, "北门"]
MAPPING = mappings.read(Path("orders"))


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("LINLI_LANG", "en")
    with translation.override("en"):
        yield


def sheet(*rows: list[Any]) -> BytesIO:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = BytesIO()
    book.save(file)
    return file


def changed(**more: Any) -> list[Any]:
    return [more.get(name, value) for name, value in zip(HEADING, ROW, strict=True)]


def take_in(hotline: Hotline, file: BytesIO) -> Any:
    return import_orders(file, partner=hotline.partner, mapping=MAPPING, by=SYSTEM, at=T0)


def test_a_sheet_is_taken_with_its_dates_and_numbers(town: Town, hotline: Hotline) -> None:
    done = take_in(hotline, sheet(HEADING, ROW))
    assert (done.added, done.refused) == (1, [])
    order, matter = Order.objects.get(), Matter.objects.get()
    assert order.number == "A-1"
    assert order.told["received_at"] == "2026-03-01T09:05:00+08:00"
    assert order.told["call_back"] is False
    assert timezone.localtime(order.due_at).isoformat() == "2026-03-05T00:00:00+08:00"
    assert matter.kind == town.rubbish
    assert matter.reporters.get().phone == "10000000004"


def test_the_same_file_twice_adds_nothing(town: Town, hotline: Hotline) -> None:
    take_in(hotline, sheet(HEADING, ROW))
    again = take_in(hotline, sheet(HEADING, ROW, changed(工单编号="A-2")))
    assert (again.there, again.added) == (1, 1)


def test_what_came_by_file_is_known_at_the_api(town: Town, hotline: Hotline) -> None:
    take_in(hotline, sheet(HEADING, changed(工单编号="A-1")))
    assert hotline.send(number="A-1").status_code == 409  # it says something else
    assert Matter.objects.count() == 1


def test_a_formula_is_never_worked_out(town: Town, hotline: Hotline) -> None:
    formula = changed(工单编号="A-2", 诉求内容='=HYPERLINK("http://elsewhere.example","x")')
    done = take_in(hotline, sheet(HEADING, ROW, formula, changed(工单编号="A-3")))
    assert done.added == 2
    assert [(one.line, one.cause) for one in done.refused] == [(3, Cause.FORMULA)]


def test_bad_lines_are_named_and_their_neighbours_come_in(town: Town, hotline: Hotline) -> None:
    done = take_in(
        hotline,
        sheet(
            HEADING,
            changed(工单编号=None),
            changed(受理时间="昨天"),
            changed(诉求内容="长" * 4001),
            changed(来源渠道="长" * 61),
            [None] * len(HEADING),
            [*ROW, "多出一格"],
            ROW,
            changed(诉求内容="另一件事"),
        ),
    )
    assert done.read == 7
    assert done.added == 1
    assert [(one.line, one.cause) for one in done.refused] == [
        (2, Cause.BLANK),
        (3, Cause.TIME),
        (4, Cause.TOO_LONG),
        (5, Cause.TOO_LONG),
        (7, Cause.COLUMNS),
        (9, Cause.CONFLICT),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_comes_in_any_encoding(town: Town, hotline: Hotline, encoding: str) -> None:
    text = ",".join(HEADING) + "\nA-1,2026/3/1 9:05,垃圾桶满了,,,,,,,,\n"
    assert take_in(hotline, BytesIO(text.encode(encoding))).added == 1
    assert Matter.objects.get().words == "垃圾桶满了"


@pytest.mark.parametrize("wrapped", [False, True])
def test_json_is_a_list_of_objects(town: Town, hotline: Hotline, wrapped: bool) -> None:
    rows: list[Any] = [
        {"no": "A-1", "at": "2026-03-01T09:05:00+08:00", "text": "垃圾桶满了", "who": {"phone": "10000000004"}},
        {"no": 2, "at": "2026-03-01T09:05:00+08:00", "text": "楼上噪声", "back": True},
        "no object",
    ]
    mapping = mappings.of_options(
        ["source_id=no", "received_at=at", "words=text", "phone=who.phone", "call_back=back"],
        source="x",
        timezone="Asia/Shanghai",
    )
    told = json.dumps({"orders": rows} if wrapped else rows).encode()
    done = import_orders(BytesIO(told), partner=hotline.partner, mapping=mapping, by=SYSTEM, at=T0)
    assert (done.added, [(one.line, one.cause) for one in done.refused]) == (2, [(3, Cause.COLUMNS)])
    assert Matter.objects.order_by("pk")[0].reporters.get().phone == "10000000004"


def test_closed_orders_are_history_and_no_work(town: Town, hotline: Hotline) -> None:
    mapping = MAPPING.with_columns(["closed_at=办结时间"])
    file = sheet([*HEADING, "办结时间"], [*ROW, datetime(2026, 3, 2, 1, 0)])
    done = import_orders(file, partner=hotline.partner, mapping=mapping, by=SYSTEM, at=T0)
    assert [one.cause for one in done.refused] == [Cause.ENDED]


def test_an_order_that_was_read_as_history_is_not_doubled(town: Town, hotline: Hotline) -> None:
    columns = {"source_id": "工单编号", "received_at": "受理时间", "words": "诉求内容"}
    history = mappings.ColumnMapping("yanshi", MAPPING.zone, columns)
    import_messages(sheet(HEADING, ROW), mapping=history, by=None, at=T0)
    take_in(hotline, sheet(HEADING, ROW))
    assert Matter.objects.count() == 1
    assert Order.objects.get().matter == Matter.objects.get()


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 broken",
        b"{not json",
        b"[1, 2",
        b"{} trailing",
    ],
)
def test_a_broken_file_is_refused_as_a_whole(data: bytes) -> None:
    with pytest.raises(NotATable):
        list(records(BytesIO(data)))


def test_a_zip_that_is_no_sheet_or_beyond_measure_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "a" * 1000)
    with pytest.raises(NotATable):
        list(records(file))
    monkeypatch.setattr("linli.matters.imports.reading.sheets.MOST_BYTES", 1000)
    with pytest.raises(NotATable):
        list(records(sheet(HEADING, ROW)))


def run(*arguments: object) -> Result:
    return CliRunner().invoke(linli, [str(argument) for argument in arguments])


def test_partners_and_keys_are_made_on_the_command_line(town: Town, tmp_path: Path) -> None:
    assert run("exchange", "partner", "Bad Code").exit_code == 2
    assert run("exchange", "partner", "yanshi", "--name", "演示热线").exit_code == 0
    assert "already" in run("exchange", "partner", "yanshi").output
    made = run("exchange", "key", "yanshi")
    key = Key.objects.get(name="yanshi-1")
    assert key.secret in made.output
    plain = run("exchange", "key", "yanshi", "--open311")
    assert Key.objects.get(name="yanshi-2").digest not in plain.output
    wrong = tmp_path / "key.pem"
    wrong.write_text("no key")
    assert run("exchange", "key", "yanshi", "--public", wrong).exit_code == 2
    assert run("exchange", "end-key", "yanshi-1").exit_code == 0
    assert run("exchange", "end-key", "yanshi-1").exit_code == 1
    assert "LINLI_EXCHANGE_ORIGINS" in run("exchange", "push", "yanshi", "https://hotline.example/in").output
    assert run("exchange", "push", "yanshi").exit_code == 0
    listed = run("exchange", "list").output
    assert "yanshi-2  open311" in listed
    assert "yanshi-1" not in listed
    assert "There is no partner" in run("exchange", "key", "nobody").output


def test_classes_and_orders_are_read_on_the_command_line(town: Town, hotline: Hotline, tmp_path: Path) -> None:
    table = tmp_path / "classes.csv"
    table.write_text("class,kind\n02-01-01,02-01-03\n")
    assert run("exchange", "classes", "yanshi", table, "--from", "2026-01-01").exit_code == 0
    assert ClassRow.objects.get().valid_from == date(2026, 1, 1)
    table.write_text("class,kind\nx,nothing\n")
    assert "line 2: kind" in run("exchange", "classes", "yanshi", table).output
    file = tmp_path / "orders.xlsx"
    file.write_bytes(sheet(HEADING, ROW, changed(工单编号="=1+1")).getvalue())
    tried = run("import", "orders", "yanshi", file, "--dry-run")
    assert "added 1" in tried.output
    assert Order.objects.count() == 0
    done = run("import", "orders", "yanshi", file)
    assert done.exit_code == 0, done.output
    assert "read 2, added 1" in done.output
    assert "line 3: A formula" in done.output
    assert Matter.objects.get().kind == town.noise
    file.write_bytes(b"PK\x03\x04 broken")
    assert "cannot be read as a table" in run("import", "orders", "yanshi", file).output
    file.write_bytes(sheet(["别的"], ["x"]).getvalue())
    assert "these columns are missing" in run("import", "orders", "yanshi", file).output
