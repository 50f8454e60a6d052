"""Everybody is told of a move once, whatever becomes of the processes that tell."""

from __future__ import annotations

import json
import os
import signal
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.crash.conftest import House

PEOPLE = 60
SAY = f"""
import django; django.setup()
from linli.matters import actions
from linli.matters.models import Matter
from linli.notices import jobs
from linli.orgs.models import Organisation
from linli.people import actions as people
from linli.people.models import Person
from tests.town import INSIDE, T0, fixed
jobs.collect(at=T0)
desk, cleaners = Person.objects.get(username="mei"), Organisation.objects.get(duty="urban_management")
for number in range({PEOPLE}):
    person = Person(name="演示", joined_at=T0)
    person.set_phone(f"13{{number:09d}}")
    person.set_unusable_password()
    person.save()
    people.give_consent(by=person, purpose="notify", wording="x", at=T0)
    point = next(iter(INSIDE.values()))
    more = dict(kind="02-01-01", channel="web", point=point)
    receipt = actions.receive(by=person, at=T0, intent=fixed(number + 1), **more)
    actions.dispatch(by=desk, matter=Matter.objects.get(pk=receipt.pk), lead=cleaners, at=T0)
"""
WORK = """
import django; django.setup()
import sys, time
from datetime import timedelta
from linli.notices import jobs
from tests.town import T0
for _ in range(4):  # by one clock, as loops have it: a lease is a time
    at = T0 + timedelta(minutes=1, seconds=time.time() - float(sys.argv[1]))
    jobs.collect(at=at)
    jobs.send(at=at)
"""
LATER = """
import django; django.setup()
from datetime import timedelta
from linli.notices import jobs
from tests.town import T0
for minute in range(10, 14):
    jobs.collect(at=T0 + timedelta(minutes=minute))
    jobs.send(at=T0 + timedelta(minutes=minute))
"""
COUNT = """
import django, json; django.setup()
from linli.notices.models import Notice
print(json.dumps(list(Notice.objects.values_list("person__phone_index", "entry_id", "state"))))
"""
PATIENCE_SECONDS = 300


class Written:
    """A gateway that writes what it takes to a file, and takes its time."""

    def send(self, phone: str, text: str, *, key: str = "") -> None:
        with Path(os.environ["LINLI_TEST_GATEWAY"]).open("a") as file:
            file.write(f"{key}\n")
            file.flush()


@pytest.mark.slow
def test_each_is_told_once_by_three_loops_of_which_one_is_killed(house: House, tmp_path: Path) -> None:
    gateway = tmp_path / "gateway"
    gateway.touch()
    house.env.update(LINLI_SENDER="tests.crash.test_notices.Written", LINLI_TEST_GATEWAY=str(gateway))
    house.python(SAY)
    begun = str(time.time())
    loops = [house.begin(WORK, begun) for _ in range(3)]
    give_up = time.monotonic() + PATIENCE_SECONDS
    while not gateway.read_text() and time.monotonic() < give_up and loops[0].poll() is None:
        time.sleep(0.01)
    if loops[0].poll() is None:
        os.killpg(loops[0].pid, signal.SIGKILL)
    loops[0].wait()
    assert [loop.wait(timeout=PATIENCE_SECONDS) for loop in loops[1:]] == [0, 0]
    house.python(LATER)  # after the lease of what the killed one held
    rows = json.loads(house.python(COUNT))
    assert len(rows) == len({(person, entry) for person, entry, _ in rows}) == PEOPLE
    assert {state for _, _, state in rows} == {"sent"}
    taken = Counter(gateway.read_text().split())
    assert len(taken) == PEOPLE
    # what was in the hand of the killed one may come twice, under the key by which the gateway drops the repeat
    assert sum(taken.values()) <= PEOPLE + 1
