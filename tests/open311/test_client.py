"""A client of others reads it: PyPI ``georeport``, in JSON and in XML."""

from __future__ import annotations

import pytest
import requests
from georeport import GeoReport
from pytest_django.live_server_helper import LiveServer

from tests.open311.conftest import GeoProgram
from tests.open311.test_georeport import ask_questions, shown
from tests.town import Town


@pytest.mark.slow
@pytest.mark.parametrize("form", ["json", "xml"])
@pytest.mark.django_db(transaction=True)
def test_georeport_reads_everything(town: Town, geo: GeoProgram, live_server: LiveServer, form: str) -> None:
    ask_questions(town)
    one, other = shown(town), shown(town, kind=town.noise.code)
    client = GeoReport(f"{live_server.url}/open311/v2/", jurisdiction="320583", output_format=form)
    services = client.get_service_list()
    assert {"暴露垃圾", "水管漏水"} <= {service["service_name"] for service in services}
    definition = client.get_service_definition(town.leak.code)
    attributes = definition["attributes"] if form == "json" else definition["attributes"]["attribute"]
    assert [attribute["code"] for attribute in attributes] == ["floor", "how"]
    found = client.get_service_requests(status="open")
    assert {row["service_request_id"] for row in found} == {one.number_shown, other.number_shown}
    assert client.get_service_request(one.number_shown)["service_code"] == town.rubbish.code
    assert client.get_service_requests(service_code=f"{town.noise.code},{town.rubbish.code}")
    with pytest.raises(requests.HTTPError):
        client.get_service_request(geo.number())  # nobody agreed to show it
    with pytest.raises(requests.HTTPError):
        client.get_service_requests(start_date="yesterday")
