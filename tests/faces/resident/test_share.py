"""The link that shows the public part of a matter to whoever was sent it, and nothing else."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from linli.matters import actions
from linli.matters.follow import share_code
from linli.matters.models import Matter
from tests.town import T0, Town

pytestmark = pytest.mark.usefixtures("now")


def page(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined, no-any-return]


def link(matter: Matter) -> str:
    return f"/shared/{matter.number_shown}/{share_code(matter)}/"


def test_the_reporter_finds_the_link_on_the_page_and_others_read_the_public_part(client: Client, town: Town) -> None:
    matter = town.answered(by=town.ren, words="三单元李阿婆家门口", address="桃园新村3幢")
    client.force_login(town.ren)
    shown = re.search(r'data-share="http://testserver([^"]+)"', page(client.get(f"/follow/{matter.number_shown}/")))
    assert shown and shown[1] == link(matter)
    answer = Client().get(shown[1])
    text = page(answer)
    assert "已答复" in text and "昆山市城市管理局" in text and "里厍社区" in text
    for hidden in ("李阿婆", "桃园新村", "已清运", "第1网格", town.ren.name):
        assert hidden not in text
    assert answer["X-Robots-Tag"] == "noindex"


def test_a_wrong_code_shows_nothing_and_the_link_opens_nothing_else(client: Client, town: Town) -> None:
    matter, other = town.matter(by=town.ren), town.matter(by=town.ren)
    assert client.get(f"/shared/{matter.number_shown}/{share_code(other)}/").status_code == 404
    client.get(link(matter))
    assert client.get(f"/follow/{matter.number_shown}/").status_code == 404
    code = {"number": matter.number, "code": share_code(matter)}
    assert client.post("/follow/", code).status_code == 400


def test_sensitive_matters_and_those_that_were_taken_back_are_not_shared(client: Client, town: Town) -> None:
    private, gone = town.matter(by=town.ren, kind=town.abuse.code), town.matter(by=town.ren)
    actions.withdraw(reporter=town.reporter(gone), at=T0 + timedelta(minutes=1))
    client.force_login(town.ren)
    for matter in (private, gone):
        assert client.get(link(matter)).status_code == 404
        assert "data-share" not in page(client.get(f"/follow/{matter.number_shown}/"))
