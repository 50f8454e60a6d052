"""The first administrators of a house are made by the command; all other accounts on their pages."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result
from django.utils import translation

from linli.orgs.models import Organisation, OrgKind
from linli.people.models import Person
from linli.places.models import Division
from linli.site.cli.staff import add
from tests.town import SINCE, T0, Town


def run(*arguments: str) -> Result:
    with translation.override("zh-hans"):
        return CliRunner().invoke(add, arguments)


def test_the_first_security_administrator_signs_in_with_what_is_printed(town: Town, client):
    answer = run("shouwei", "--name", "首任安全管理员")
    assert answer.exit_code == 0
    password = next(word for word in answer.output.split() if len(word) >= 16 and word.isascii())
    person = Person.objects.get(username="shouwei")
    assert person.check_password(password) and person.posts.get().role == "security_admin"
    assert client.post("/door/staff/", {"login": "shouwei", "password": password}).status_code == 302
    assert client.get("/desk/administration/posts/").url == "/door/staff/password/"


@pytest.mark.django_db
def test_a_house_without_a_centre_gets_one_and_without_a_county_is_told():
    refused = run("shouwei")
    assert refused.exit_code == 1 and "linli import divisions" in refused.output
    assert not Person.objects.exists()
    Division.objects.create(code="320583000000", name="昆山市", level=6, valid_from=SINCE)
    assert run("shouwei").exit_code == 0
    assert Organisation.objects.get().kind == OrgKind.CITY_CENTRE


def test_a_taken_or_crooked_name_is_told(town: Town):
    for username in ("wang", "Wang!"):
        answer = run(username)
        assert answer.exit_code == 1 and "Traceback" not in answer.output
    assert Person.objects.filter(joined_at__gt=T0).count() == 0
