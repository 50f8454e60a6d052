"""The catalogue that a new house starts with."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from linli.core.calendar.rules import LimitUnit
from linli.core.models import Entry
from linli.duties import actions, seeds
from linli.duties.models import CatalogueRow, Kind, RoutingRule, Urgency
from linli.duties.reads import catalogue
from linli.orgs.models import OrgKind
from tests.town import T0, Town, forget

DUTIES = {
    *("urban_management", "police", "housing", "water", "transport", "environment", "market", "health"),
    *("civil_affairs", "human_resources", "education", "power", "gas", "telecom", "culture_tourism", "emergency"),
    *("natural_resources", "agriculture", "fire", "tax", "petition", "garden"),
}
LINES = seeds.table("catalogue")
THIRD = [line for line in LINES if line["code"].count("-") == 2]


def test_the_seed_has_a_tree_of_three_levels_and_more_than_130_kinds() -> None:
    codes = {line["code"] for line in LINES}
    assert len(codes) == len(LINES)
    assert all(line["code"].rpartition("-")[0] in codes for line in LINES if "-" in line["code"])
    assert len(THIRD) >= 130
    assert {line["shape"] for line in THIRD} == {"component", "incident", "hotline"}
    assert all(line["name"] and line["name_en"].isascii() for line in LINES)


def test_every_kind_names_who_answers_how_fast_and_when_it_is_done() -> None:
    for line in THIRD:
        department = line["responsible_kind"] == OrgKind.DEPARTMENT
        assert line["responsible_kind"] in OrgKind.values, line
        assert (line["responsible_duty"] in DUTIES) if department else not line["responsible_duty"], line
        assert int(line["limit_amount"]) >= 1
        assert LimitUnit(line["limit_unit"])
        assert line["done_when"]
        assert 3 <= len(seeds.words(line["words"])) <= 8, line
    assert {line["responsible_duty"] for line in THIRD} - {""} == DUTIES


def test_each_word_tells_one_kind() -> None:
    told = Counter(word for line in THIRD for word in seeds.words(line["words"]))
    assert [word for word, times in told.items() if times > 1] == []


@pytest.mark.parametrize(
    ("urgency", "unit", "most"),
    [
        (Urgency.EMERGENCY, LimitUnit.CALENDAR_HOURS, 2),
        (Urgency.URGENT, LimitUnit.CALENDAR_HOURS, 24),
        (Urgency.ORDINARY, LimitUnit.WORKING_DAYS, 7),
        (Urgency.COMPLEX, LimitUnit.WORKING_DAYS, 15),
    ],
)
def test_limits_keep_to_the_class_of_urgency(urgency: str, unit: str, most: int) -> None:
    limits = [int(line["limit_amount"]) for line in THIRD if (line["urgency"], line["limit_unit"]) == (urgency, unit)]
    assert limits
    assert max(limits) <= most


def test_whoever_is_in_danger_is_told_whom_to_call_first() -> None:
    told = {line["code"]: line for line in THIRD if line["emergency_line"]}
    assert {line["emergency_line"] for line in told.values()} == {"110", "119", "120", "122"}
    assert all(line["emergency_line"] in line["notice"] for line in told.values())
    assert all(line["emergency_line"] in line["notice_en"] for line in told.values())
    assert {line["code"] for line in THIRD if line["urgency"] == Urgency.EMERGENCY} <= set(told)


def test_what_must_stay_private_is_sensitive() -> None:
    sensitive = {line["name"] for line in THIRD if line["is_sensitive"]}
    assert {"家庭暴力", "心理危机", "性骚扰与性侵害", "儿童关爱保护", "校园欺凌"} <= sensitive


def test_a_resident_is_shown_at_most_eight_pictures_first() -> None:
    shown = [line["icon"] for line in LINES if line["icon"]]
    assert len(shown) == len(set(shown)) == 8
    assert all(line["icon"] == "" for line in LINES if line["code"].count("-") < 2)  # a picture is a kind, not a branch


def test_questions_are_asked_in_both_languages() -> None:
    codes = {line["code"] for line in THIRD}
    for code, asked in seeds.questions().items():
        assert code in codes
        for question in asked:
            assert question["code"]
            assert question["label"]
            assert question["label_en"]
            assert isinstance(question["required"], bool)


def test_seeding_fills_an_empty_house(db: None) -> None:
    forget()
    seeded = actions.seed(at=T0, since=date(2025, 1, 1))
    assert (seeded.kinds, seeded.rows, seeded.rules) == (len(LINES), len(THIRD), len(seeds.table("routing")))
    kinds = catalogue().open_kinds(date(2025, 6, 1))
    assert len(kinds) == len(THIRD)
    unsure = catalogue().by_code[seeds.NOT_SURE]
    assert (unsure.names[-1], unsure.names_en[-1]) == ("说不清", "Not sure")
    assert catalogue().row(unsure.pk, date(2025, 6, 1)).responsible_kind == OrgKind.COMMUNITY_COMMITTEE
    assert Entry.objects.filter(verb="duties.seeded", actor_id=None).count() == 1


def test_a_second_seeding_adds_nothing_and_says_nothing(db: None) -> None:
    forget()
    actions.seed(at=T0)
    assert actions.seed(at=T0) == actions.Seeded(0, 0, 0)
    assert Entry.objects.count() == 1


def test_seeding_leaves_what_a_street_changed_alone(town: Town) -> None:
    actions.seed(at=T0, by=town.sys)
    rubbish = Kind.objects.get(code="02-01-01")  # the cast had this code before the seed came
    assert rubbish.name == "暴露垃圾"
    assert CatalogueRow.objects.filter(kind=rubbish).count() == 1
    assert RoutingRule.objects.filter(name="河道垃圾归水务").count() == 1


def test_the_words_of_residents_find_their_kind(db: None) -> None:
    forget()
    actions.seed(at=T0)
    said = {
        "楼上每天半夜吵得睡不着": "邻里生活噪声",
        "电动车推进楼道飞线充电": "电动自行车违规充电",
        "老板拖欠工资三个月": "拖欠工资",
        "小区门口的路灯不亮": "路灯",
        "孩子上学学位不够": "入学入园",
    }
    for text, name in said.items():
        guessed = [kind.names[-1] for kind, _ in catalogue().guess(text, date(2026, 3, 2))]
        assert name in guessed, (text, guessed)
