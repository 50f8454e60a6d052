"""Intents: what was asked for once under a key is found again, and nothing else goes under that key."""

from __future__ import annotations

import base64
from datetime import date
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from pytest_django import Settings

from linli.core import intents
from linli.core.models import Intent, WorkingHours
from tests.town import T0, fixed

BODY = {"words": "垃圾桶满了", "on": date(2026, 3, 2), "key": UUID(int=1), "place": [120.9, 31.3]}


def test_a_digest_is_of_what_is_said_and_not_of_its_order() -> None:
    assert intents.digest(BODY) == intents.digest(dict(reversed(BODY.items())))
    assert intents.digest(BODY) != intents.digest(BODY | {"words": "垃圾桶满了！"})
    assert intents.digest([1, None]) != intents.digest([None, 1])


def test_whatever_a_client_can_say_has_a_digest() -> None:
    said = ["\ud800", "\0", 2**70, 1e300, {"": [None, True]}, "\U0001f600"]
    assert len({intents.digest({"words": words}) for words in said}) == len(said)


def test_a_digest_is_keyed_so_that_a_phone_number_in_it_cannot_be_guessed(settings: Settings) -> None:
    before = intents.digest(BODY)
    settings.LINLI_INDEX_KEY = base64.b64encode(b"j" * 32).decode()
    assert intents.digest(BODY) != before


@pytest.mark.django_db
def test_an_intent_leads_to_what_it_made() -> None:
    made = WorkingHours(pk=7)
    digest = intents.digest(BODY)
    assert intents.found(fixed(1), digest) is None
    intents.record(fixed(1), digest, made, at=T0)
    assert intents.found(fixed(1), digest) == 7
    assert intents.found(fixed(2), digest) is None
    assert Intent.objects.get().subject_type == "core.workinghours"


@pytest.mark.django_db
def test_another_body_under_the_same_intent_is_a_conflict() -> None:
    intents.record(fixed(1), intents.digest(BODY), WorkingHours(pk=7), at=T0)
    with pytest.raises(intents.IntentConflict):
        intents.found(fixed(1), intents.digest(BODY | {"words": "别的"}))


@pytest.mark.django_db
def test_of_two_who_record_one_intent_the_second_is_refused() -> None:
    intents.record(fixed(1), intents.digest(BODY), WorkingHours(pk=7), at=T0)
    with pytest.raises(IntegrityError), transaction.atomic():
        intents.record(fixed(1), intents.digest(BODY), WorkingHours(pk=8), at=T0)
