"""Every step of the ladder is taken once, whatever becomes of the processes that take it."""

from __future__ import annotations

import json
import os
import signal
import time

import pytest

from tests.crash.conftest import House

WORK = """
import django; django.setup()
from tests.crash.late import AFTER
from linli.matters import jobs
jobs.alert(at=AFTER)
"""
COUNT = """
import django, json; django.setup()
from linli.core.models import Entry
from linli.matters.models import Alert, Supervision, WorkOrder
print(json.dumps({
    "alerts": list(Alert.objects.values_list("order_id", "step__code")),
    "told": list(Entry.objects.filter(verb="matters.order_alerted").values_list("subject_id", "params__step")),
    "left": WorkOrder.objects.filter(warn_at__isnull=False).count(),
}))
"""
PATIENCE_SECONDS = 300


@pytest.mark.slow
@pytest.mark.parametrize("orders", [400, pytest.param(5_000, marks=pytest.mark.soak)])
def test_each_alert_fires_once_with_two_loops_of_which_one_is_killed(house: House, orders: int) -> None:
    house.python(f"import django; django.setup()\nfrom tests.crash.late import late\nlate({orders})")
    first, second = house.begin(WORK), house.begin(WORK)
    give_up = time.monotonic() + PATIENCE_SECONDS
    while not json.loads(house.python(COUNT))["alerts"] and time.monotonic() < give_up and first.poll() is None:
        time.sleep(0.05)
    if first.poll() is None:
        os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    assert second.wait(timeout=PATIENCE_SECONDS) == 0
    house.python(WORK)  # the next loop finds what the killed one left
    there = json.loads(house.python(COUNT))
    assert len(there["alerts"]) == 2 * orders
    assert len({tuple(row) for row in there["alerts"]}) == 2 * orders
    assert sorted(there["told"]) == sorted(there["alerts"])
    assert there["left"] == orders  # each waits for the first day after its end
