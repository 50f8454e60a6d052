"""The schema tells the truth: every operation is fuzzed from it, with and without a token, and never breaks."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from linli.faces.api import tokens
from linli.faces.api.reference import schema
from linli.site.wsgi import application
from tests.faces.api.conftest import ROOT, Program
from tests.town import Town

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
OPERATIONS = [f"{method.upper()} {path}" for path, methods in schema()["paths"].items() for method in methods]
EXAMPLES = 20
SOAK_EXAMPLES = 300


@pytest.fixture(autouse=True)
def _the_connection_of_the_test_stays_open() -> Iterator[None]:
    """What django.test.Client does for itself: a plain WSGI request would close it between two examples."""
    ends = (request_started, request_finished)
    for signal in ends:
        signal.disconnect(close_old_connections)
    yield
    for signal in ends:
        signal.connect(close_old_connections)


def fuzz(town: Town, label: str, who: str, examples: int) -> None:
    document = schemathesis.openapi.from_dict(json.loads(json.dumps(schema())))
    document.app = application
    method, path = label.split(" ")
    operation = document[path][method]
    matter = town.handling()
    known = {"number": matter.number, "order_id": matter.orders.get().pk}
    headers = {} if who == "nobody" else {"Authorization": f"Bearer {tokens.issue(getattr(town, who))}"}
    positive = operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
    negative = operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)

    @given(case=positive | negative, real=st.booleans())
    @settings(
        max_examples=examples, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
    )
    def tell(case: schemathesis.Case, real: bool) -> None:
        if real:
            case.path_parameters = {**case.path_parameters, **{k: known[k] for k in case.path_parameters if k in known}}
        case.validate_response(case.call(headers=headers), checks=CHECKS)

    tell()


@pytest.mark.slow
@pytest.mark.strict  # SQLite has the soak of the same
@pytest.mark.parametrize("who", ["nobody", "mei"])
@pytest.mark.parametrize("label", OPERATIONS)
def test_an_operation_answers_as_declared_whatever_it_is_sent(town: Town, label: str, who: str) -> None:
    fuzz(town, label, who, EXAMPLES)


@pytest.mark.soak
@pytest.mark.parametrize("who", ["nobody", "mei", "guan", "ren", "zhong"])
@pytest.mark.parametrize("label", OPERATIONS)
def test_an_operation_answers_as_declared_for_long(town: Town, label: str, who: str) -> None:
    fuzz(town, label, who, SOAK_EXAMPLES)


def test_the_schema_is_served_and_names_every_operation(town: Town, program: Program) -> None:
    served = program.get("/openapi.json").json()
    assert served["openapi"].startswith("3.1")
    assert "/api/v1/matters/{number}/moves" in served["paths"]
    refusal = served["paths"]["/api/v1/matters"]["post"]["responses"]["400"]["content"]
    assert list(refusal) == ["application/problem+json"]


def test_the_reference_is_a_page_of_our_own(town: Town) -> None:
    page = Client().get(f"{ROOT}/").content.decode()
    for label in OPERATIONS:
        assert label.split(" ")[1] in page
    assert "http://" not in page.replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert "https://" not in page
    assert "<script" not in page


def test_what_an_operation_is_called_is_read_in_chinese_and_stands_in_english_in_the_document() -> None:
    summaries = {body["summary"] for methods in schema()["paths"].values() for body in methods.values()}
    page = Client().get(f"{ROOT}/").content.decode()
    assert "提交诉求" in page and "裁定退单" in page
    assert [said for said in summaries if f"<strong>{said}<" in page] == []
    assert "Say something" in summaries
