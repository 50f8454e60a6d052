"""Splitting, taking out again and linking a petition, at the desk."""

from __future__ import annotations

from django.test import Client
from django.utils import timezone

from linli.matters import actions
from linli.matters.models import Matter, Petition
from linli.matters.rules import Stage
from tests.town import T0, Town

EMPTY = {"part-TOTAL_FORMS": "3", "part-INITIAL_FORMS": "0"}


def test_a_request_is_split_by_kind_and_words(client: Client, town: Town) -> None:
    matter = town.matter(by=town.ren)
    client.force_login(town.mei)
    page = f"/desk/matters/{matter.number}/split/"
    assert page in client.get(f"/desk/matters/{matter.number}/").content.decode()
    assert client.get(page).status_code == 200
    said = EMPTY | {"version": matter.version, "part-1-kind": town.leak.code, "part-1-words": "水管漏水"}
    assert "承诺时限" in client.post(page, said).content.decode()
    assert not Matter.objects.filter(split_from=matter).exists()
    assert client.post(page, said | {"send": town.leak.code}).status_code == 302
    part = Matter.objects.get(split_from=matter)
    assert part.number_shown in client.get(f"/desk/matters/{matter.number}/").content.decode()


def test_what_was_typed_comes_back(client: Client, town: Town) -> None:
    matter = town.matter(by=town.ren)
    client.force_login(town.mei)
    page = f"/desk/matters/{matter.number}/split/"
    nothing = client.post(page, EMPTY | {"version": matter.version})
    assert nothing.status_code == 400
    sent = {"version": 9, "part-0-kind": town.leak.code, "part-0-words": "水管漏水", "send": town.leak.code}
    wrong = client.post(page, EMPTY | sent)
    assert (wrong.status_code, "水管漏水" in wrong.content.decode()) == (409, True)
    half = client.post(page, EMPTY | {"version": matter.version, "part-0-kind": "", "part-0-words": "水管漏水"})
    assert (half.status_code, "水管漏水" in half.content.decode()) == (422, True)
    forged = client.post(page, {"version": matter.version})
    assert forged.status_code == 422
    assert not Matter.objects.filter(split_from=matter).exists()


def test_a_part_of_an_old_request_is_said_to_be_late_before_it_is_split_off(client: Client, town: Town) -> None:
    old, new = town.matter(), town.matter(at=timezone.now())
    client.force_login(town.mei)
    asked = {"part-0-kind": town.leak.code, "part-0-words": "水管漏水"}
    for matter, is_late in ((old, True), (new, False)):
        page = f"/desk/matters/{matter.number}/split/"
        shown = client.post(page, EMPTY | asked | {"version": matter.version})
        ((_row, promise), *others) = shown.context["shown"]
        assert promise.is_late is is_late
        assert all(said is None for _row, said in others)
        assert ("拆出即超期" in shown.content.decode()) is is_late
        changed = asked | {"part-0-kind": town.noise.code, "send": town.leak.code, "version": matter.version}
        assert client.post(page, EMPTY | changed).context["kinds"] == town.noise.code  # another promise: seen first
        assert client.post(page, EMPTY | asked | {"version": matter.version, "send": town.leak.code}).status_code == 302
        assert Matter.objects.get(split_from=matter).due_at == promise.due_at


def test_a_merged_one_is_taken_out_again(client: Client, town: Town) -> None:
    matter = actions.merge(by=town.mei, matter=town.matter(), into=town.matter(), at=T0)
    client.force_login(town.mei)
    page = f"/desk/matters/{matter.number}/"
    assert f"{page}unmerge/" in client.get(page).content.decode()
    assert client.post(f"{page}unmerge/", {"version": matter.version}).status_code == 302
    matter.refresh_from_db()
    assert matter.stage == Stage.RECEIVED
    assert client.post(f"{page}unmerge/", {"version": matter.version}).status_code == 409


def test_a_petition_is_linked_and_shown(client: Client, town: Town) -> None:
    matter = town.matter()
    client.force_login(town.mei)
    page = f"/desk/matters/{matter.number}/petition/"
    assert client.get(page).status_code == 200
    assert client.post(page, {"number": "信2026-001", "came_on": "2999-01-01"}).status_code == 400
    assert client.post(page, {"number": "", "came_on": "x"}).status_code == 422
    assert client.post(page, {"number": "信2026-001", "came_on": "2026-02-20"}).status_code == 302
    assert client.post(page, {"number": "信2026-001", "came_on": "2026-02-20"}).status_code == 409
    assert "信2026-001" in client.get(f"/desk/matters/{matter.number}/").content.decode()
    assert Petition.objects.count() == 1


def test_another_street_finds_nothing(client: Client, town: Town) -> None:
    matter = town.matter()
    client.force_login(town.far)
    for page in ("split", "petition"):
        assert client.get(f"/desk/matters/{matter.number}/{page}/").status_code == 404
