"""What units were asked from above: noted by themselves, counted with what was admitted."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from linli.core.intents import IntentConflict
from linli.core.models import Entry
from linli.duties import actions, errors
from linli.duties.models import Admission, BurdenRecord
from linli.duties.reads.burden import Load, Month, by_asker, meter
from linli.orgs.models import Organisation
from tests.duties.asking import TODAY, asked, published
from tests.town import T0, Town, fixed

MARCH = Month(2026, 3)


def noted(town: Town, *, at: datetime = T0, **more: object) -> BurdenRecord:
    said: dict[str, object] = {
        "by": town.mei,
        "unit": town.committee,
        "asker": town.water,
        "title": "上报水表底数",
        "fields": 5,
        "asked_on": TODAY,
        "intent": uuid4(),
    }
    return actions.record(at=at, **said | more)  # type: ignore[arg-type]


def load(unit: Organisation, month: Month = MARCH) -> Load:
    return meter([unit], [month])[0].loads[month]


def test_a_month_counts_admitted_tasks_and_requests_under_none(town: Town) -> None:
    published(town)  # three fields
    noted(town)
    told = load(town.committee)
    assert (told.tasks, len(told.unadmitted), told.fields) == (2, 1, 8)
    assert load(town.street).tasks == 0
    assert load(town.committee, MARCH.back(2)[0]).tasks == 0


def test_a_request_under_an_admission_is_no_second_task_and_its_excess_shows(town: Town) -> None:
    task = published(town)
    noted(town, asker=town.cleaners, admission=task, fields=7)
    told = load(town.committee)
    assert (told.tasks, told.unadmitted, told.beyond, told.fields) == (1, [], 4, 7)


def test_who_asked_how_much_is_told_by_unit(town: Town) -> None:
    published(town)
    noted(town)
    noted(town, title="上报二次供水泵房", fields=2)
    water, cleaners = by_asker(load(town.committee))
    assert (water.asker, water.admitted, water.unadmitted, water.fields) == (town.water, 0, 2, 7)
    assert (cleaners.asker, cleaners.admitted, cleaners.unadmitted, cleaners.fields) == (town.cleaners, 1, 0, 3)


def test_what_a_task_was_in_a_month_stays_when_it_has_ended(town: Town) -> None:
    task = published(town)
    actions.withdraw(by=town.zhong, admission=task, words="重复", at=T0 + timedelta(days=40))
    assert load(town.committee, Month(2026, 3)).tasks == 1
    assert load(town.committee, Month(2026, 4)).tasks == 1
    assert load(town.committee, Month(2026, 5)).tasks == 0


def test_a_record_is_for_the_own_unit_only(town: Town) -> None:
    for person in (town.tom, town.jie, town.guan, town.zhong, town.wang):
        with pytest.raises(PermissionDenied):
            noted(town, by=person)
    assert noted(town, by=town.jie, unit=town.street).unit == town.street


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"title": " "}, errors.NothingSaid),
        ({"title": "长" * 121}, errors.TooLong),
        ({"fields": -1}, errors.BadCount),
        ({"fields": 501}, errors.BadCount),
        ({"asked_on": TODAY + timedelta(days=1)}, errors.BadDay),
        ({"asked_on": TODAY - timedelta(days=93)}, errors.BadDay),
    ],
)
def test_what_cannot_be_so_is_refused(town: Town, more: dict, error: type[Exception]) -> None:
    with pytest.raises(error):
        noted(town, **more)
    assert not BurdenRecord.objects.exists()


def test_a_unit_does_not_ask_itself(town: Town) -> None:
    with pytest.raises(errors.AskedItself):
        noted(town, asker=town.committee)


def test_an_admission_is_named_only_if_it_holds(town: Town) -> None:
    task, waiting = published(town, units=(town.other_committee,)), asked(town)
    for admission in (task, waiting, published(town, starts_on=TODAY + timedelta(days=3))):
        with pytest.raises(errors.NotInForce):
            noted(town, asker=town.cleaners, admission=admission)
    with pytest.raises(errors.NotInForce):
        noted(town, asker=town.water, admission=published(town))


def test_one_tap_sent_twice_counts_once(town: Town) -> None:
    assert noted(town, intent=fixed(3)) == noted(town, intent=fixed(3))
    with pytest.raises(IntentConflict):
        noted(town, intent=fixed(3), fields=6)
    assert Entry.objects.filter(verb="duties.burden_recorded").count() == 1


def test_a_mistake_is_struck_out_once_and_not_counted(town: Town) -> None:
    row = noted(town)
    with pytest.raises(PermissionDenied):
        actions.strike(by=town.tom, row=row, at=T0)
    actions.strike(by=town.mei, row=row, at=T0)
    assert load(town.committee).tasks == 0
    assert BurdenRecord.objects.get(pk=row.pk).struck_by == town.mei
    with pytest.raises(errors.AlreadyStruck):
        actions.strike(by=town.mei, row=row, at=T0)


def test_the_meter_asks_as_often_for_many_units_as_for_one(town: Town, django_assert_num_queries) -> None:
    published(town, units=(town.committee, town.other_committee))
    noted(town)
    units = [town.committee, town.other_committee, town.far_committee]
    with django_assert_num_queries(3):
        meter(units[:1], MARCH.back(6))
    with django_assert_num_queries(3):
        meter(units, MARCH.back(6))


def test_months_run_over_the_new_year() -> None:
    assert [month.code for month in Month(2026, 2).back(4)] == ["2025-11", "2025-12", "2026-01", "2026-02"]
    assert Month(2025, 12).next == Month(2026, 1)
    assert Month(2026, 2).last == date(2026, 2, 28)


def test_nobody_is_named_in_the_meter(town: Town) -> None:
    """Units are measured; no person is counted or ranked."""
    published(town)
    noted(town)
    told = load(town.committee)
    assert {type(one.asker) for one in by_asker(told)} == {Organisation}
    assert not [field for field in (*Load.__dataclass_fields__, "asker") if "person" in field or field.endswith("_by")]
    assert Admission.objects.count() == 1
