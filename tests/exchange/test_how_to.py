"""The worked example of the how-to is run as it stands: bash, curl and openssl against a live server."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from pytest_django.live_server_helper import LiveServer

from linli.matters.models import Matter
from tests.exchange.conftest import Hotline

HOW_TO = Path(__file__).resolve().parent.parent.parent / "docs/how-to/exchange-with-the-hotline.md"
NEEDED = ("bash", "curl", "openssl")


@pytest.mark.slow
@pytest.mark.skipif(not all(map(shutil.which, NEEDED)), reason="the example needs bash, curl and openssl")
@pytest.mark.django_db(transaction=True)
def test_the_worked_example_sends_an_order_and_asks_for_answers(hotline: Hotline, live_server: LiveServer) -> None:
    (block,) = re.findall(r"^```bash\n(.*?)^```", HOW_TO.read_text(), re.DOTALL | re.MULTILINE)
    first, _, rest = block.partition("\n")
    assert first.startswith("export KEY=")
    script = f"export KEY={hotline.key.name} SECRET={hotline.secret} BASE={live_server.url}\n{rest}"
    script = script.replace("\ncall ", "\necho; call ")
    done = subprocess.run(["bash", "-euo", "pipefail", "-c", script], capture_output=True, timeout=60, check=True)
    taken, state, answers = (json.loads(line) for line in done.stdout.decode().splitlines() if line)
    assert taken["number"] == state["number"] == "GD2026030200017"
    assert taken["matter"] == Matter.objects.get().number_shown
    assert answers == {"rows": [], "more": False}
