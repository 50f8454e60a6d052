"""Households on the desk: the way to a door, what is written and put right, joined, and a contact for a purpose."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from linli.homes.actions import slips
from linli.homes.models import CareNeed, ChangeRequest, Household, Occupant
from linli.homes.rules import Asked
from linli.people.models import Look
from tests.homes.doors import NAME, PHONE, SIGNER, alone, door, gone, household, lives
from tests.town import T0, Town

pytestmark = pytest.mark.once

CONSENT = {"signed_by": SIGNER, "signed_on": "2026-03-01", "wording": "同意登记"}


@pytest.fixture
def mei(client: Client, town: Town, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The desk of the first community, on the day of the town."""
    monkeypatch.setattr(timezone, "now", lambda: T0)
    client.force_login(town.mei)
    return client


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_household_is_found_behind_its_door_and_somebody_written_down(mei: Client, town: Town) -> None:
    behind = door(town)
    building = f"/desk/homes/buildings/{behind.building_id}/"
    assert building in text(mei, "/desk/homes/") and "里厍社区" in text(mei, "/desk/homes/")
    page = text(mei, building)
    assert page.index("1单元 201") < page.index("1单元 1001") < page.index("2单元 101") < page.index("10单元 101")
    assert mei.post(building, {"dwelling": "999"}).status_code == 404
    answer = mei.post(building, {"dwelling": behind.pk})
    home = Household.objects.get()
    assert answer["Location"] == f"/desk/homes/{home.pk}/"
    assert "个人" not in text(mei, answer["Location"]) and "入户走访前联系" in text(mei, answer["Location"])
    mei.post(answer["Location"], {"name": NAME, "phone": PHONE} | CONSENT)
    assert Occupant.objects.get().signed_by == SIGNER
    page = text(mei, answer["Location"])
    assert "演**" in page and "100****0077" in page and NAME not in page and PHONE not in page
    assert "演**" in text(mei, building) and "1 户" in text(mei, "/desk/homes/")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"signed_by": ""}, "须经本人同意"),
        ({"signed_on": "2026-03-03"}, "这一天还没到"),
        ({"until": "2026-03-02"}, "须经本人同意"),
        ({"phone": "就在隔壁"}, "这不是电话号码"),
        ({"name": "长" * 21}, "最多 20 字"),
        ({"signed_on": "三月"}, "日期"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(
    mei: Client, town: Town, typed: dict[str, str], told: str
) -> None:
    answer = mei.post(f"/desk/homes/{household(town).pk}/", {"name": NAME, "phone": PHONE} | CONSENT | typed)
    page = answer.content.decode()
    assert answer.status_code in (400, 422) and told in page
    assert all(f'value="{kept}"' in page for kept in {"name": NAME, **typed}.values() if kept)
    assert not Occupant.objects.exists()


def test_a_need_is_noted_a_name_put_right_and_both_erased(mei: Client, town: Town) -> None:
    person = lives(town, household(town))
    own = f"/desk/homes/people/{person.pk}/"
    need = {f"need-{name}": value for name, value in (CONSENT | {"code": "living_alone"}).items()}
    mei.post(f"{own}need/", need)
    assert "独居老人" in text(mei, own)
    assert mei.post(f"{own}need/", need | {"need-signed_by": ""}).status_code == 400
    mei.post(own, {"name": "演示独居者戊"})
    person.refresh_from_db()
    assert (person.name, person.phone) == ("演示独居者戊", PHONE)
    mei.post(own, {"no_phone": "on"})
    person.refresh_from_db()
    assert person.phone == ""
    assert "请填写正确的内容" in mei.post(own, {"name": ""}).content.decode()
    mei.post(
        f"{own}renew/", {f"renew-{name}": value for name, value in CONSENT.items()} | {"renew-until": "2026-04-01"}
    )
    person.refresh_from_db()
    assert f"{person.valid_to}" == "2026-04-01"
    mei.post(f"/desk/homes/needs/{CareNeed.objects.get().pk}/erase/")
    assert not CareNeed.objects.exists()
    assert mei.post(f"{own}erase/")["Location"] == f"/desk/homes/{person.household_id}/"
    assert gone(person) and mei.get(own).status_code == 404


def test_a_contact_is_shown_for_a_purpose_only(mei: Client, town: Town) -> None:
    person = lives(town, household(town))
    own = f"/desk/homes/people/{person.pk}/contact/"
    assert mei.post(own, {}).status_code == 422 and not Look.objects.exists()
    page = mei.post(own, {"purpose": "visit"}).content.decode()
    assert NAME in page and PHONE in page and Look.objects.count() == 1
    assert mei.get(own)["Location"] == f"/desk/homes/people/{person.pk}/"


def test_doubles_are_offered_joined_after_a_look_and_taken_apart(mei: Client, town: Town) -> None:
    into, twice = household(town), household(town, "9")
    one, again = lives(town, into), lives(town, twice)
    join = f"/desk/homes/{into.pk}/join/{twice.pk}/"
    assert join in text(mei, f"/desk/homes/{into.pk}/")
    assert f'<option value="{one.pk}" selected>' in text(mei, join)
    assert mei.post(join, {f"same-{again.pk}": str(one.pk)})["Location"] == f"/desk/homes/{into.pk}/"
    assert mei.get(f"/desk/homes/{twice.pk}/").status_code == 404
    assert text(mei, f"/desk/homes/{into.pk}/").count("100****0077") == 1
    assert mei.get(f"/desk/homes/people/{again.pk}/").status_code == 404
    mei.post(f"/desk/homes/{into.pk}/part/{twice.pk}/")
    assert Household.objects.living().count() == 2


def test_a_grid_reads_its_homes_and_is_offered_no_doubles(client: Client, town: Town) -> None:
    into, twice = household(town), household(town, "9")
    lives(town, into), lives(town, twice)
    client.force_login(town.wang)
    assert "join" not in text(client, f"/desk/homes/{into.pk}/")
    assert "2幢" in text(client, "/desk/homes/") and "10幢" not in text(client, "/desk/homes/")
    client.force_login(town.tom)
    assert client.get(f"/desk/homes/{into.pk}/").status_code == 404
    assert client.get(f"/desk/homes/buildings/{into.dwelling.building_id}/").status_code == 404


def test_a_correction_is_taken_or_answered_on_the_page(mei: Client, town: Town) -> None:
    home = household(town)
    person = lives(town, home)
    slip = slips.open_slip(code=slips.give(by=town.mei, household=home, at=T0), address="", at=T0)
    one = slips.ask(slip=slip, asks=Asked.NAME, occupant=person, words="演示独居者戊", at=T0)
    two = slips.ask(slip=slip, asks=Asked.OTHER, occupant=None, words="门牌写错了", at=T0)
    assert "/desk/homes/requests/" in text(mei, "/desk/homes/")
    assert "演示独居者戊" in text(mei, "/desk/homes/requests/")
    mei.post(f"/desk/homes/requests/{one.pk}/", {"do": "take"})
    person.refresh_from_db()
    assert person.name == "演示独居者戊"
    assert mei.post(f"/desk/homes/requests/{two.pk}/", {"do": "refuse", "words": " "}).status_code == 400
    long = "长" * 201
    answer = mei.post(f"/desk/homes/requests/{two.pk}/", {"do": "refuse", "words": long})
    assert answer.status_code == 400 and long in answer.content.decode()
    mei.post(f"/desk/homes/requests/{two.pk}/", {"do": "refuse", "words": "门牌无误"})
    assert ChangeRequest.objects.get(pk=two.pk).answer == "门牌无误"
    assert mei.post(f"/desk/homes/requests/{two.pk}/", {"do": "take"}).status_code == 404


def test_who_moved_out_is_erased_and_the_slip_shows_its_code_once(mei: Client, town: Town) -> None:
    home = household(town)
    person = lives(town, home)
    alone(town, person)
    page = mei.post(f"/desk/homes/{home.pk}/slip/").content.decode()
    assert "http://testserver/slip/" in page and "上门探望" in page and NAME not in page
    assert mei.get(f"/desk/homes/{home.pk}/slip/")["Location"] == f"/desk/homes/{home.pk}/"
    mei.post(f"/desk/homes/{home.pk}/moved-out/")
    assert gone(person) and mei.get(f"/desk/homes/{home.pk}/").status_code == 404


def test_the_doors_of_a_building_ask_the_database_as_often_for_many(
    mei: Client, town: Town, django_assert_num_queries: object
) -> None:
    behind = door(town)
    address = f"/desk/homes/buildings/{behind.building_id}/"
    lives(town, household(town))
    mei.get(address)
    with django_assert_num_queries(9) as once:  # type: ignore[operator]
        mei.get(address)
    for _ in range(5):
        alone(town, lives(town, household(town, "9")))
    with django_assert_num_queries(len(once)):  # type: ignore[operator]
        mei.get(address)


def test_who_lives_on_their_own_now_goes_behind_another_door(mei: Client, town: Town) -> None:
    home = household(town)
    lives(town, home)
    goes = lives(town, home, "演示家人二", "")
    split = f"/desk/homes/{home.pk}/split/"
    assert split in text(mei, f"/desk/homes/{home.pk}/") and "1单元 201" in text(mei, split)
    behind = {"dwelling": door(town, "9").pk}
    answer = mei.post(split, behind)
    assert answer.status_code == 400 and "请选择分出的成员" in answer.content.decode()
    assert mei.post(split, behind | {"people": [goes.pk], "dwelling": "999"}).status_code == 422
    made = mei.post(split, behind | {"people": [goes.pk]})["Location"]
    goes.refresh_from_db()
    assert made == f"/desk/homes/{goes.household_id}/" and goes.household_id != home.pk
