"""The key of web push: made with the others, added to a folder that is older, and never replaced by accident."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from linli.channels import push
from linli.site import county, environment, secrets
from tests.site.running import linli


def test_a_new_deployment_has_one_that_works(settings: Settings) -> None:
    settings.LINLI_PUSH_KEY = secrets.fresh()["LINLI_PUSH_KEY"]
    assert len(push.public_key()) == 87  # 65 bytes in base64url
    assert secrets.for_push() != secrets.for_push()


@pytest.mark.slow
def test_an_older_deployment_gets_one_once(tmp_path: Path) -> None:
    file = tmp_path / "secrets.env"
    secrets.make(file)
    kept = secrets.read(file)
    secrets.write(file, {name: value for name, value in kept.items() if name != "LINLI_PUSH_KEY"})
    assert linli("keys", "push", LINLI_DATA=str(tmp_path)).returncode == 0
    made = secrets.read(file)
    assert made["LINLI_PUSH_KEY"]
    assert made["LINLI_FIELD_KEYS"] == kept["LINLI_FIELD_KEYS"]
    again = linli("keys", "push", LINLI_DATA=str(tmp_path))
    assert again.returncode == 1
    assert "LINLI_PUSH_KEY" in again.stderr
    assert secrets.read(file) == made


def test_a_demo_of_an_earlier_release_gets_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "SECRETS", tmp_path / "secrets.env")
    assert county.claim()
    kept = secrets.read(environment.SECRETS)
    secrets.write(environment.SECRETS, {name: value for name, value in kept.items() if name != "LINLI_PUSH_KEY"})
    assert not county.claim()
    assert set(secrets.read(environment.SECRETS)) == set(kept)
