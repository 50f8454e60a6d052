"""我也遇到 on the report sheet, the parts of a split request, and the trace of an emergency."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from linli.core.models import Entry
from linli.matters import actions
from linli.matters.actions import Part
from linli.matters.models import EmergencyCall, Matter, Reporter
from linli.people import actions as people
from linli.people.models import Helping
from linli.places.rules import CODE_DIGITS
from tests.town import GRIDS, INSIDE, T0, Town

SHEET = "/report/"


def sheet(town: Town, **more: object) -> dict[str, object]:
    point = INSIDE[GRIDS[0]]
    return {"intent": str(uuid4()), "kind": town.rubbish.code, "lon": point[0], "lat": point[1], **more}


def test_the_sheet_offers_what_is_open_nearby_without_its_words(client: Client, town: Town) -> None:
    matter = town.matter(by=town.ren, words="李家门口", point=INSIDE[GRIDS[0]])
    shown = client.post(SHEET, sheet(town, step="about"), headers={"HX-Request": "true"}).content.decode()
    assert matter.number in shown
    assert "我也遇到" in shown
    assert "李家门口" not in shown


def test_elsewhere_and_of_another_kind_nothing_is_offered(client: Client, town: Town) -> None:
    town.matter(by=town.ren, point=INSIDE[GRIDS[0]])
    other = INSIDE[GRIDS[2]]
    for said in (sheet(town, lon=other[0], lat=other[1]), sheet(town, kind=town.leak.code)):
        shown = client.post(SHEET, said | {"step": "where"}, headers={"HX-Request": "true"}).content.decode()
        assert "我也遇到" not in shown


def test_a_place_chosen_by_name_offers_too(client: Client, town: Town) -> None:
    town.matter(by=town.ren, point=INSIDE[GRIDS[0]])
    said = sheet(town, lon="", lat="", place=town.community.code.ljust(CODE_DIGITS, "0"), step="where")
    assert "我也遇到" in client.post(SHEET, said, headers={"HX-Request": "true"}).content.decode()


def test_one_tap_joins_and_gives_a_receipt(client: Client, town: Town) -> None:
    matter = town.matter(by=town.ren, point=INSIDE[GRIDS[0]])
    said = sheet(town, join=matter.number, phone="10000000003")
    sent = client.post(SHEET, said)
    assert sent.status_code == 302
    assert "已加入" in client.get(sent["Location"]).content.decode()
    joined = Reporter.objects.get(joined=True)
    assert (joined.matter, joined.phone) == (matter, "10000000003")
    assert client.post(SHEET, said).status_code == 302
    assert Matter.objects.count() == 1
    assert matter.reporters.count() == 2


def test_a_resident_with_an_account_joins_once(client: Client, town: Town) -> None:
    matter = town.matter(by=town.ren, point=INSIDE[GRIDS[0]])
    client.force_login(town.lao)
    for _ in range(2):
        assert client.post(SHEET, sheet(town, join=matter.number)).status_code == 302
    assert matter.reporters.filter(person=town.lao).count() == 1


def test_only_what_is_offered_can_be_joined(client: Client, town: Town) -> None:
    elsewhere = town.matter(by=town.ren, point=INSIDE[GRIDS[2]])
    for number in (elsewhere.number, "0000000000000", "'; --"):
        back = client.post(SHEET, sheet(town, join=number, words="我的话"))
        assert back.status_code == 409
        assert "我的话" in back.content.decode()
    assert not Reporter.objects.filter(joined=True).exists()


def test_sensitive_kinds_are_never_offered(client: Client, town: Town) -> None:
    matter = town.matter(by=town.ren, kind=town.abuse.code, point=INSIDE[GRIDS[0]])
    assert client.post(SHEET, sheet(town, kind=town.abuse.code, join=matter.number)).status_code == 409


def test_a_split_request_shows_its_parts_with_their_codes(client: Client, town: Town) -> None:
    matter = town.matter(by=town.ren)
    (part,) = actions.split(by=town.mei, matter=matter, parts=[Part(town.leak, "水管漏水")], at=T0)
    client.force_login(town.ren)
    assert part.number_shown in client.get(f"/follow/{matter.number_shown}/").content.decode()
    assert client.get(f"/follow/{part.number_shown}/").status_code == 200


@pytest.mark.parametrize("times", [1, 2])
def test_a_kind_of_danger_sends_to_the_line_and_leaves_one_trace(client: Client, town: Town, times: int) -> None:
    said = sheet(town, kind=town.gas.code, step="about")
    for _ in range(times):
        assert "119" in client.post(SHEET, said, headers={"HX-Request": "true"}).content.decode()
    row = EmergencyCall.objects.get()
    assert (row.kind, row.line, row.place) == (town.gas.code, "119", GRIDS[0])
    told = Entry.objects.get(verb="matters.sent_to_line")
    assert (told.actor_id, told.place) == (None, GRIDS[0])


@pytest.mark.parametrize(("chosen", "kept"), [("community", True), ("", False), ("999999999999", False), ("x", False)])
def test_the_trace_of_a_danger_knows_the_place_that_was_chosen_if_there_is_one(
    client: Client, town: Town, chosen: str, kept: bool
) -> None:
    place = town.community.code if chosen == "community" else chosen
    client.post(SHEET, sheet(town, kind=town.gas.code, lon="", lat="", place=place, step="about"))
    assert EmergencyCall.objects.get().place == (place if kept else "")


@pytest.fixture
def helping(town: Town) -> Helping:
    """Ren helps Lao."""
    code = people.invite_helper(by=town.lao, wording="同意", at=T0)
    return people.begin_helping(by=town.ren, code=code, at=T0)


def test_who_helps_somebody_is_asked_for_whom_they_join(client: Client, town: Town, helping: Helping) -> None:
    matter = town.matter(point=INSIDE[GRIDS[0]])
    client.force_login(town.ren)
    shown = client.post(SHEET, sheet(town, step="about"), headers={"HX-Request": "true"}).content.decode()
    assert "我也遇到" in shown
    assert f'value="{matter.number}:{helping.pk}"' in shown
    own = client.post(SHEET, sheet(town, step="about", helps=helping.pk), headers={"HX-Request": "true"})
    assert f'value="{matter.number}"' not in own.content.decode()


@pytest.mark.parametrize("how", ["in the mode of the sheet", "by its button"])
def test_a_helper_joins_for_the_elder_who_judges_it(client: Client, town: Town, helping: Helping, how: str) -> None:
    matter = town.matter(point=INSIDE[GRIDS[0]])
    client.force_login(town.ren)
    mode = how == "in the mode of the sheet"
    more = {"join": matter.number, "helps": helping.pk} if mode else {"join": f"{matter.number}:{helping.pk}"}
    sent = client.post(SHEET, sheet(town, **more))
    assert sent["Location"] == f"/follow/{matter.number_shown}/"
    joined = matter.reporters.get(joined=True)
    assert (joined.person, joined.entered_by, joined.phone) == (town.lao, town.ren, town.lao.phone)
    assert client.get(f"/receipt/{matter.number_shown}/").status_code == 404
    entry = Entry.objects.get(verb="matters.joined")
    assert (entry.actor_id, entry.params["by_family"]) == (town.ren.pk, True)


def test_without_a_living_consent_nobody_is_joined(client: Client, town: Town, helping: Helping) -> None:
    matter = town.matter(point=INSIDE[GRIDS[0]])
    people.end_helping(by=town.lao, helping=helping.pk, at=T0)
    client.force_login(town.ren)
    assert client.post(SHEET, sheet(town, join=f"{matter.number}:{helping.pk}")).status_code == 403
    assert client.post(SHEET, sheet(town, join=matter.number, helps=helping.pk)).status_code == 403
    with pytest.raises(PermissionDenied):
        actions.join(by=town.ren, matter=matter, at=T0, intent=uuid4(), elder=town.lao)
    assert matter.reporters.count() == 1


def test_what_the_elder_follows_already_stays_with_the_elder(client: Client, town: Town, helping: Helping) -> None:
    matter = town.matter(by=town.lao, point=INSIDE[GRIDS[0]])
    client.force_login(town.ren)
    sent = client.post(SHEET, sheet(town, join=f"{matter.number}:{helping.pk}"), follow=True)
    assert "已经在本人账号里关注" in sent.content.decode()
    assert matter.reporters.count() == 1
    assert client.get(f"/follow/{matter.number_shown}/").status_code == 404
