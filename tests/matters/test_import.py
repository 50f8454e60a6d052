"""Messages of other systems: every good line once, every bad line by number and cause, nothing half."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

from linli.core.imports import MissingColumns, Refusal, Summary
from linli.core.models import Entry
from linli.matters.errors import UnknownKind, UnknownPlace
from linli.matters.imports import mapping as mappings
from linli.matters.imports import messages
from linli.matters.imports.causes import WORDS, Cause, Remark
from linli.matters.imports.mapping import BadMapping, ColumnMapping
from linli.matters.imports.messages import import_messages
from linli.matters.models import Channel, Matter, Reporter
from linli.matters.rules import Stage
from linli.people.models import Person
from tests.matters.steps import LATER, everything
from tests.town import GRIDS, T0, Town, forget

FULL = mappings.of_options(
    [
        "source_id=id",
        "received_at=in",
        "words=text",
        "due_at=due",
        "closed_at=out",
        "kind=kind",
        "place=place",
        "lon=x",
        "lat=y",
        "address=where",
        "name=name",
        "phone=phone",
    ],
    source="热线",
    timezone="Asia/Shanghai",
)
HEADING = "id,in,text,due,out,kind,place,x,y,where,name,phone\n"
HOTLINE = mappings.read(Path("hotline"))
HOTLINE_HEADING = "message_id,subject,received_at\n"


def take(text: str | bytes, mapping: ColumnMapping = FULL, by: Person | None = None, at: datetime = T0) -> Summary:
    return import_messages(
        io.BytesIO(text if isinstance(text, bytes) else text.encode()), mapping=mapping, by=by, at=at
    )


def test_an_open_message_waits_at_the_desk_of_its_place(town: Town) -> None:
    line = f"17,2026/2/28 11:25:05,楼下垃圾没人收,2026-03-06 17:30,,,{GRIDS[0]},,,里厍路 1 号,演示居民,10000000009\n"
    done = take(HEADING + line)
    assert (done.read, done.added, done.there, done.refused) == (1, 1, 0, [])
    assert done.notes == {Remark.GUESSED: 1}
    matter = Matter.objects.get()
    assert (matter.stage, matter.channel, matter.kind, matter.row) == (
        Stage.RECEIVED,
        Channel.HOTLINE,
        town.rubbish,
        None,
    )
    assert (matter.place, matter.unit, matter.source, matter.source_id) == (GRIDS[0], town.cleaners, "热线", "17")
    assert matter.received_at == datetime(2026, 2, 28, 3, 25, 5, tzinfo=UTC)
    assert matter.due_at == datetime(2026, 3, 6, 9, 30, tzinfo=UTC)
    assert matter.number.startswith("260228")
    assert not matter.is_public
    reporter = Reporter.objects.get()
    assert (reporter.matter, reporter.name, reporter.phone, reporter.at) == (
        matter,
        "演示居民",
        "10000000009",
        matter.received_at,
    )
    entry = Entry.objects.get()
    assert (entry.verb, entry.subject_id, entry.actor_id, entry.at) == ("matters.imported", matter.pk, None, T0)
    assert entry.params == {
        "source": "热线",
        "stage": "received",
        "received_at": matter.received_at.isoformat(),
        "closed_at": None,
        "kind": town.rubbish.pk,
        "row": None,
        "unit": town.cleaners.pk,
        "due_at": "2026-03-06T09:30:00+00:00",
    }


def test_a_closed_message_is_history(town: Town) -> None:
    done = take(HEADING + f"17,2026/2/2 9:00,说,,2026/2/3 9:00,{town.leak.code},320583100002,,,,,\n")
    assert done.notes == {Remark.CLOSED: 1}
    matter = Matter.objects.get()
    assert (matter.stage, matter.kind, matter.place, matter.unit, matter.due_at) == (
        Stage.CLOSED,
        town.leak,
        "320583100002",
        None,
        None,
    )
    assert matter.closed_at == matter.answered_at == datetime(2026, 2, 3, 1, tzinfo=UTC)


def test_the_kind_is_mapped_or_guessed_or_not_sure(town: Town) -> None:
    mapping = ColumnMapping("热线", FULL.zone, {**FULL.columns}, kinds={"渗漏": town.leak.code, "别的": "88-88-88"})
    lines = [
        "1,2026/2/2 9:00,说,,,渗漏,,,,,,",
        "2,2026/2/2 9:00,深夜噪声,,,别的,,,,,,",
        "3,2026/2/2 9:00,说,,,02,,,,,,",
    ]
    done = take(HEADING + "\n".join(lines), mapping)
    found = dict(Matter.objects.values_list("source_id", "kind__name"))
    assert found == {"1": "水管漏水", "2": "邻里噪声", "3": "说不清"}
    assert done.notes == {Remark.GUESSED: 1, Remark.UNSURE: 1}


def test_the_place_is_the_code_or_the_point_or_the_county(town: Town) -> None:
    lines = [
        "1,2026/2/2 9:00,说,,,,320583100000,,,,,",
        "2,2026/2/2 9:00,说,,,,,120.915,31.305,,,",
        "3,2026/2/2 9:00,说,,,,,-71.0772,42.2715,,,",
        "4,2026/2/2 9:00,说,,,,,,,,,",
        "5,2026/2/2 9:00,说,,,,,0,0,,,",
    ]
    done = take(HEADING + "\n".join(lines))
    assert list(Matter.objects.order_by("source_id").values_list("place", "lon")) == [
        ("320583100", None),
        (GRIDS[1], 120.915),
        ("320583", -71.0772),  # far outside, and kept
        ("320583", None),
        ("320583", None),
    ]
    assert done.notes[Remark.OUTSIDE] == 1


BAD = {
    "1,2026/2/2 9:00,说": (Cause.COLUMNS, ""),
    "1,2026/2/2 9:00,说,,,,,,,,,,,,": (Cause.COLUMNS, ""),
    ",2026/2/2 9:00,说,,,,,,,,,": (Cause.BLANK, "source_id"),
    "1,,说,,,,,,,,,": (Cause.BLANK, "received_at"),
    "1,2026/2/2 9:00, ,,,,,,,,,": (Cause.BLANK, "words"),
    "1,2026/13/2 9:00,说,,,,,,,,,": (Cause.TIME, "2026/13/2 9:00"),
    "1,2026/2/30,说,,,,,,,,,": (Cause.TIME, "2026/2/30"),
    "1,昨天,说,,,,,,,,,": (Cause.TIME, "昨天"),
    "1,0001/1/1 0:00,说,,,,,,,,,": (Cause.TIME, "0001/1/1 0:00"),
    "1,2026/2/2 9:00,说,soon,,,,,,,,": (Cause.TIME, "soon"),
    "1,2036/2/2 9:00,说,,,,,,,,,": (Cause.FUTURE, "2036/2/2 9:00"),
    "1,2026/2/2 9:00,说,,2026/2/1 9:00,,,,,,,": (Cause.ORDER, "2026/2/1 9:00"),
    f"1,2026/2/2 9:00,{'长' * 4001},,,,,,,,,": (Cause.TOO_LONG, "words"),
    f"{'1' * 61},2026/2/2 9:00,说,,,,,,,,,": (Cause.TOO_LONG, "source_id"),
    f"1,2026/2/2 9:00,说,,,,,,,,,{'1' * 21}": (Cause.TOO_LONG, "phone"),
    "1,2026/2/2 9:00,说,,,,,east,31,,,": (Cause.COORDINATES, "east 31"),
    "1,2026/2/2 9:00,说,,,,,nan,31,,,": (Cause.COORDINATES, "nan 31"),
    "1,2026/2/2 9:00,说,,,,,120.9,,,,": (Cause.COORDINATES, "120.9 "),
    "1,2026/2/2 9:00,说,,,,,120.9,310,,,": (Cause.COORDINATES, "120.9 310"),
    "1,2026/2/2 9:00,说,,,,999999,,,,,": (Cause.PLACE, "999999"),
}


@pytest.mark.parametrize("line", BAD)
def test_a_bad_line_is_named_and_its_neighbours_come_in(town: Town, line: str) -> None:
    good = ["7,2026/2/2 9:00,说,,,,,,,,,", "8,2026/2/2 9:00,说,,,,,,,,,"]
    done = take(HEADING + "\n".join([good[0], line, good[1]]))
    cause, detail = BAD[line]
    assert done.refused == [Refusal(3, cause, detail)]
    assert (done.read, done.added) == (3, 2)
    assert set(Matter.objects.values_list("source_id", flat=True)) == {"7", "8"}


def test_bytes_that_are_no_text_and_quotes_that_never_close(town: Town) -> None:
    good = "2026/2/2 9:00,说,,,,,,,,,\n"
    broken = b"2,2026/2/2 9:00,\xff\xfe\xff,,,,,,,,,\n"
    endless = '5,2026/2/2 9:00,"' + ("长" * 99 + "\n") * 2000
    data = (HEADING + "1," + good).encode() + broken + ("3," + good + "\n" + "4," + good + endless).encode()
    done = take(data)
    assert done.refused[:2] == [Refusal(3, Cause.TEXT, "words"), Refusal(7, Cause.COLUMNS)]
    assert {refusal.cause for refusal in done.refused[2:]} <= {Cause.COLUMNS}
    assert set(Matter.objects.values_list("source_id", flat=True)) == {"1", "3", "4"}


def test_every_cause_and_remark_has_words() -> None:
    assert set(WORDS) == {*Cause, *Remark}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
def test_files_come_as_offices_write_them(town: Town, encoding: str) -> None:
    text = HOTLINE_HEADING + "188006,A3区一米阳光婚纱艺术摄影是否合法纳税了？,2019/2/28 11:25:05\r\n"
    assert take(text.encode(encoding), HOTLINE).added == 1
    assert Matter.objects.get().words == "A3区一米阳光婚纱艺术摄影是否合法纳税了？"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2019/2/28 9:05:07", "2019-02-28T01:05:07"),
        ("2019-02-28 09:05", "2019-02-28T01:05:00"),
        ("2019-02-28T09:05:07.123", "2019-02-28T01:05:07"),
        ("2019年2月28日 9:05", "2019-02-28T01:05:00"),
        ("2019.2.28", "2019-02-27T16:00:00"),
        ("2019-02-28T09:05:07Z", "2019-02-28T09:05:07"),
        ("2019-02-28T09:05:07-05:00", "2019-02-28T14:05:07"),
    ],
)
def test_times_are_read_in_the_formats_that_offices_use(town: Town, written: str, meant: str) -> None:
    take(HOTLINE_HEADING + f"1,说,{written}\n", HOTLINE)
    assert Matter.objects.get().received_at == datetime.fromisoformat(meant).replace(tzinfo=UTC)


def test_a_second_run_adds_nothing(town: Town) -> None:
    text = HOTLINE_HEADING + "".join(f"{n},说,2019/2/28 11:25:05\n" for n in range(30)) + "3,说,2019/2/28 11:25:05\n"
    first = take(text, HOTLINE)
    assert (first.read, first.added, first.there) == (31, 30, 1)
    before = everything()
    second = take(text, HOTLINE, at=LATER)
    assert (second.read, second.added, second.there, second.notes) == (31, 0, 31, {})
    assert everything() == before


def test_the_same_number_of_another_system_is_another_message(town: Town) -> None:
    text = HOTLINE_HEADING + "1,说,2019/2/28 11:25:05\n"
    other = ColumnMapping("另一热线", HOTLINE.zone, HOTLINE.columns)
    assert take(text, HOTLINE).added == take(text, other).added == 1


def test_it_goes_on_in_batches_and_tells_how_far(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "BATCH", 10)
    told: list[int] = []
    text = HOTLINE_HEADING + "".join(f"{n % 20},说,2019/2/28 11:25:05\n" for n in range(25))
    file = io.BytesIO(text.encode())
    done = import_messages(file, mapping=HOTLINE, by=None, at=T0, progress=told.append)
    assert told == [10, 20, 25]
    assert (done.added, done.there) == (20, 5)
    assert not file.closed


def test_a_number_that_is_taken_is_drawn_again(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter([7, 7, 7, 8, 9])
    monkeypatch.setattr("secrets.randbelow", lambda _: next(drawn))
    assert take(HOTLINE_HEADING + "1,说,2019/2/28 11:25\n2,说,2019/2/28 11:25\n", HOTLINE).added == 2
    assert Entry.objects.count() == Reporter.objects.count() == 2


def test_only_the_centre_may_import(town: Town) -> None:
    text = HOTLINE_HEADING + "1,说,2019/2/28 11:25\n"
    for name in ("mei", "jie", "guan", "sys", "sec", "aud", "ren"):
        with pytest.raises(PermissionDenied):
            take(text, HOTLINE, by=getattr(town, name))
    assert take(text, HOTLINE, by=town.zhong).added == 1
    assert Entry.objects.get().actor_id == town.zhong.pk
    assert Reporter.objects.get().entered_by == town.zhong


def test_a_file_without_its_columns_says_which(town: Town) -> None:
    with pytest.raises(MissingColumns) as raised:
        take("id,subject\n1,说\n", HOTLINE)
    assert raised.value.args == (["message_id", "received_at"],)
    with pytest.raises(MissingColumns):
        take("", HOTLINE)


def test_without_a_county_or_a_catalogue_nothing_is_read(db: None) -> None:
    forget()
    with pytest.raises(UnknownPlace):
        take(HOTLINE_HEADING, HOTLINE)


def test_without_the_kind_for_the_unsure_nothing_is_read(town: Town) -> None:
    town.unsure.rows.all().delete()
    town.unsure.delete()
    forget()
    with pytest.raises(UnknownKind):
        take(HOTLINE_HEADING, HOTLINE)


def test_a_mapping_is_read_from_toml_json_or_options(tmp_path: Path) -> None:
    written = tmp_path / "ours.json"
    written.write_text('{"source": "ours", "columns": {"source_id": "a", "received_at": "b", "words": "c"}}')
    assert mappings.read(written).columns["words"] == "c"
    assert mappings.read(written).with_columns(["words=d"]).columns["words"] == "d"
    assert mappings.read(Path("boston311")).zone.key == "America/New_York"


@pytest.mark.parametrize(
    "pairs", [["source_id=a"], ["source_id=a", "received_at=b", "words=c", "colour=d"], ["words"], ["words="]]
)
def test_a_mapping_names_what_is_needed_and_nothing_unknown(pairs: list[str]) -> None:
    with pytest.raises(BadMapping):
        mappings.of_options(pairs, source="s", timezone="Asia/Shanghai")


def test_a_broken_mapping_file_says_so(tmp_path: Path) -> None:
    broken = tmp_path / "x.toml"
    for text in ("[columns", "source = 'x'", "source = 'x'\ncolumns = 3", "source = ''\n[columns]"):
        broken.write_text(text)
        with pytest.raises(BadMapping):
            mappings.read(broken)
    with pytest.raises(BadMapping):
        mappings.read(Path("no such mapping"))
    with pytest.raises(BadMapping):
        mappings.zone("Mars/Olympus")


def test_a_due_time_of_another_zone_is_an_instant(town: Town) -> None:
    heading = "case_enquiry_id,open_dt,target_dt,closed_dt,case_title,type,neighborhood,latitude,longitude\n"
    line = "1,2011-07-01 01:32:33,2011-07-15 01:32:32,2011-07-01 05:06:58,Lamp,Lamps,Mattapan,42.27,-71.07\n"
    take(heading + line, mappings.read(Path("boston311")))
    matter = Matter.objects.get()
    assert matter.received_at == datetime(2011, 7, 1, 5, 32, 33, tzinfo=UTC)
    assert matter.due_at is not None
    assert matter.due_at - matter.received_at == timedelta(days=14, seconds=-1)
