"""The way in and the administrators' pages in a real browser: no script needed, no barrier, no sideways scroll."""

from __future__ import annotations

import re

import pytest

from linli.channels.senders import Kept
from linli.people.models import Person
from tests.browser.conftest import DESK, PHONE, TABLET, Open, sideways, violations
from tests.town import Town

pytestmark = pytest.mark.django_db(transaction=True)
SIZES = (PHONE, TABLET, DESK)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("elder", [False, True])
def test_the_door_has_no_barrier(open_page: Open, town: Town, size: tuple[int, int], elder: bool) -> None:
    page = open_page(size)
    page.goto("/door/")
    if elder:
        page.context.add_cookies([{"name": "linli_elder", "value": "1", "url": page.url}])
    for path in ("/demo/", "/door/", "/door/staff/"):
        page.goto(path)
        assert violations(page) == [] and sideways(page) <= 0, path
    page.goto("/door/")
    page.fill("[name=phone]", "12345")
    page.click("main button.btn-primary")
    assert page.is_visible("#id_phone_error") and violations(page) == []


def test_a_resident_comes_in_without_script(open_page: Open, town: Town) -> None:
    Kept.box.clear()
    page = open_page(script=False)
    page.goto("/door/?next=/door/out/")
    page.fill("[name=phone]", "139 0000 0077")
    page.click("main button.btn-primary")
    code = re.search(r"(?<!\d)\d{6}(?!\d)", Kept.box[-1][1])
    assert code
    page.fill("[name=code]", code[0])
    page.click("main button.btn-primary")
    assert page.url.endswith("/door/out/")


@pytest.mark.parametrize(
    ("key", "username", "paths"),
    [
        ("system", "sys", ["system/", "system/catalogue/", "system/rules/"]),
        ("security", "sec", ["posts/", "posts/new/", "posts/{mei}/"]),
        ("auditor", "aud", ["log/", "log/verify/"]),
    ],
)
def test_the_administrators_pages_have_no_barrier(
    open_page: Open, town: Town, key: str, username: str, paths: list[str]
) -> None:
    Person.objects.filter(username=username).update(username=f"demo-{key}")
    page = open_page(DESK)
    page.goto("/demo/")
    page.click(f'form[action="/demo/in/{key}/"] button')
    for path in paths:
        page.goto(f"/desk/administration/{path.format(mei=town.mei.pk)}")
        assert violations(page) == [] and sideways(page) <= 0, path
