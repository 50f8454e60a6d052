"""The way in, in a real browser: no script needed."""

from __future__ import annotations

import re

import pytest

from linli.channels.senders import Kept
from tests.browser.conftest import Open, violations
from tests.town import Town

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_wrong_number_is_told_to_everybody(open_page: Open, town: Town) -> None:
    page = open_page()
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
