"""The policy that browsers are told."""

from __future__ import annotations

import pytest
from django.test import Client


@pytest.mark.parametrize(
    ("path", "scripts"), [("/", True), ("/nothing/here/", True), ("/api/v1/", True), ("/api/v1/kinds", False)]
)
def test_every_answer_tells_the_browser_to_keep_to_its_own_origin(
    client: Client, path: str, scripts: bool, db: None
) -> None:
    policy = client.get(path)["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert ("script-src 'self'" in policy) is scripts  # what only programs read needs none
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
