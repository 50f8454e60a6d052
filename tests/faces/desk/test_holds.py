"""保全 on the desk: who may, what for, and that it ends."""

from __future__ import annotations

from django.test import Client

from linli.matters.models import LegalHold
from tests.town import Town


def test_a_street_keeps_a_matter_whole_and_ends_it_again(client: Client, town: Town) -> None:
    matter = town.matter()
    client.force_login(town.jie)
    page = client.get(f"/desk/matters/{matter.number}/hold/").content.decode()
    assert "365" in page and "1825" in page
    assert client.post(f"/desk/matters/{matter.number}/hold/", {"words": ""}).status_code == 422
    client.post(f"/desk/matters/{matter.number}/hold/", {"words": "行政复议"})
    shown = client.get(f"/desk/matters/{matter.number}/").content.decode()
    assert "行政复议" in shown
    assert client.post(f"/desk/matters/{matter.number}/hold/", {"words": "诉讼"}).status_code == 409
    assert "解除保全" in client.get(f"/desk/matters/{matter.number}/hold/").content.decode()
    client.post(f"/desk/matters/{matter.number}/hold/lift/")
    assert LegalHold.objects.get().lifted_by == town.jie
    again = client.post(f"/desk/matters/{matter.number}/hold/lift/", follow=True)
    assert "保全已经解除" in again.content.decode()


def test_a_community_desk_may_not(client: Client, town: Town) -> None:
    matter = town.matter()
    client.force_login(town.mei)
    assert client.get(f"/desk/matters/{matter.number}/hold/").status_code == 404
    assert client.post(f"/desk/matters/{matter.number}/hold/lift/").status_code == 404
    assert f"/desk/matters/{matter.number}/hold/" not in client.get(f"/desk/matters/{matter.number}/").content.decode()


def test_everybody_reads_how_long_what_they_say_is_kept(client: Client, town: Town) -> None:
    page = client.get("/permissions/").content.decode()
    assert "结案后 730 天" in page
    assert "结案后 365 天" in page
