"""Production does not start with what is unsafe, and says what it is in both languages."""

import base64

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured

from linli.people.models import Person
from linli.site import checks
from linli.site.secrets import fresh
from tests.town import Town


@pytest.fixture
def production(settings, db):
    secrets = fresh()
    settings.LINLI_MODE, settings.IS_PRODUCTION = "production", True
    settings.SECRET_KEY = secrets["LINLI_SECRET_KEY"]
    settings.LINLI_FIELD_KEYS, settings.LINLI_INDEX_KEY = secrets["LINLI_FIELD_KEYS"], secrets["LINLI_INDEX_KEY"]
    settings.LINLI_LOG_KEY = secrets["LINLI_LOG_KEY"]
    settings.ALLOWED_HOSTS = ["linli.example.gov.cn"]
    settings.LINLI_HTTPS = True
    return settings


def test_a_safe_production_starts(production):
    assert checks.refusals() == []
    checks.refuse_what_is_unsafe()


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("DEBUG", True, "DEBUG"),
        ("SECRET_KEY", "", "LINLI_SECRET_KEY"),
        ("SECRET_KEY", "short", "LINLI_SECRET_KEY"),
        ("SECRET_KEY", "a" * 60, "LINLI_SECRET_KEY"),
        ("SECRET_KEY", "django-insecure-" + "abcdefgh" * 8, "LINLI_SECRET_KEY"),
        ("LINLI_FIELD_KEYS", "", "LINLI_FIELD_KEYS"),
        ("LINLI_FIELD_KEYS", "aes-1:c2hvcnQ=", "LINLI_FIELD_KEYS"),
        ("LINLI_FIELD_KEYS", "aes-1:not base64", "LINLI_FIELD_KEYS"),
        ("LINLI_INDEX_KEY", "", "LINLI_INDEX_KEY"),
        ("LINLI_LOG_KEY", "", "LINLI_LOG_KEY"),
        ("LINLI_LOG_KEY", base64.b64encode(b"short").decode(), "LINLI_LOG_KEY"),
        ("LINLI_LOG_KEY", "?", "LINLI_LOG_KEY"),
        ("ALLOWED_HOSTS", ["*"], "LINLI_HOSTS"),
        ("ALLOWED_HOSTS", [], "LINLI_HOSTS"),
        ("LINLI_HTTPS", False, "LINLI_HTTPS"),
    ],
)
def test_an_unsafe_setting_is_refused_and_named(production, name: str, value: object, told: str):
    setattr(production, name, value)
    (line,) = checks.refusals()
    assert told in line
    chinese, english = line.split(" · ")
    assert any("一" <= letter <= "鿿" for letter in chinese) and english.isascii()


def test_made_up_people_are_refused(production, town: Town):
    (line,) = checks.refusals()
    assert f"{Person.objects.count()} 个演示人员" in line
    Person.objects.update(is_made_up=False)
    assert checks.refusals() == []


def test_everything_wrong_is_told_at_once(production):
    production.DEBUG, production.LINLI_HTTPS = True, False
    with pytest.raises(ImproperlyConfigured) as refused:
        checks.refuse_what_is_unsafe()
    assert str(refused.value).count("\n- ") == 2


def test_django_checks_tell_the_same(production):
    production.LINLI_HTTPS = False
    assert [found.id for found in run_checks(tags=["security"]) if found.id.startswith("linli")] == ["linli.E001"]


def test_other_modes_are_not_asked(settings, town: Town):
    settings.ALLOWED_HOSTS, settings.LINLI_HTTPS = ["*"], False
    assert checks.refusals() == []
