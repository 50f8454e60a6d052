"""A form that is sent by script is told where to go next; every other one is led there."""

from __future__ import annotations

import pytest
from django.test import Client


@pytest.mark.django_db
def test_a_form_sent_by_script_is_told_where_to_go_next() -> None:
    answer = Client().post("/kit/elder/", {"on": "1", "next": "/follow/"}, headers={"Linli-Sending": "1"})
    assert (answer.status_code, answer["Linli-Next"], "Location" in answer) == (204, "/follow/", False)


@pytest.mark.django_db
def test_a_form_without_script_is_led_there() -> None:
    answer = Client().post("/kit/elder/", {"on": "1", "next": "/follow/"})
    assert (answer.status_code, answer["Location"], "Linli-Next" in answer) == (302, "/follow/", False)
