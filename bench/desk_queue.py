"""How long a queue page takes with 1,000 and with 100,000 matters, and how many queries it asks.

Target: at most 12 queries whatever the size, and at most twice the time. The first 1,000 lie in one community, half of
them open, so that every page is full from the start and the figures compare like with like; the others lie in 9 towns
of 39 communities of 5 grids, a tenth of them open. The readers are a community's, a street's and the centre's desk.

LINLI_TEST_DATABASE=postgresql://… python -m bench.desk_queue
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import time
from datetime import timedelta
from pathlib import Path

SIZES = (1_000, 100_000)
ROUNDS = 25
OPEN_SHARE = 0.1
MOST_QUERIES, MOST_RATIO = 12, 2.0
STAGES = {True: ("received", "accepted", "handling", "handling", "answered"), False: ("closed", "closed", "declined")}


def main() -> int:
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    from django.db import connection

    kept = connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        return measure()
    finally:
        connection.creation.destroy_test_db(kept, verbosity=0)


def measure() -> int:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from tests import town as cast

    town = cast.build()
    readers = {"community": town.mei, "street": town.jie, "centre": town.zhong}
    pages = [(who, tab) for who in readers for tab in ("open", "new", "overdue", "ended")]
    took: dict[tuple[str, str, int], float] = {}
    asked = 0
    stored = 0
    for size in SIZES:
        fill(town, stored, size, timezone.now())
        stored = size
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE matters_matter")
        for who, tab in pages:
            client = Client(SERVER_NAME="localhost")
            client.force_login(readers[who])
            times = []
            for _ in range(ROUNDS):
                start = time.perf_counter()
                assert client.get("/desk/", {"tab": tab}).status_code == 200
                times.append(time.perf_counter() - start)
            took[who, tab, size] = (
                statistics.quantiles(times, n=4)[0] * 1000
            )  # the quick quarter: others use the machine too
            with CaptureQueriesContext(connection) as queries:
                client.get("/desk/", {"tab": tab})
            asked = max(asked, len(queries))
    small, large = SIZES
    worst = 0.0
    print(f"{connection.vendor}, lower quartile of {ROUNDS}")
    for who, tab in pages:
        ratio = took[who, tab, large] / took[who, tab, small]
        worst = max(worst, ratio)
        print(f"  {who:9} {tab:8} {took[who, tab, small]:6.1f} ms {took[who, tab, large]:6.1f} ms  ratio {ratio:.2f}")
    good = asked <= MOST_QUERIES and worst <= MOST_RATIO
    print(f"queue page: at most {asked} queries, worst ratio {worst:.2f}: {'met' if good else 'MISSED'}")
    return 0 if good else 1


def fill(town, start: int, end: int, now) -> None:  # type: ignore[no-untyped-def]
    """Matters ``start`` to ``end``, as the queue reads them, without log or orders."""
    from linli.matters.models import Matter

    chance = random.Random(start)
    rows = []
    for serial in range(start, end):
        is_first = serial < SIZES[0]
        is_open = chance.random() < (0.5 if is_first else OPEN_SHARE)
        received = now - timedelta(minutes=chance.randrange((4 if is_open else 90) * 24 * 60) + 1)
        community = "320583100001" if is_first else f"320583{chance.randrange(100, 109)}{chance.randrange(1, 40):03d}"
        grid = f"{community}{chance.randrange(1, 6):03d}"
        rows.append(
            Matter(
                number=f"261122{serial:07d}",
                stage=chance.choice(STAGES[is_open]),
                channel="web",
                kind=town.rubbish,
                row_id=None,
                place=grid,
                words="垃圾桶满了，没有人收",
                unit=town.cleaners,
                received_at=received,
                due_at=received + timedelta(hours=chance.randrange(1, 120)),
                decline_reason="in_court",
                closed_at=None if is_open else received + timedelta(hours=3),
            )
        )
    Matter.objects.bulk_create(rows, batch_size=2_000)


if __name__ == "__main__":
    sys.exit(main())
