"""How long the rates of a month and the ranking of units take with 1,000,000 matters.

Target: at most 3 s on two cores. The matters of a year lie in 9 towns of 39 communities of 5 grids, each with an order
and a reporter, four of five with an answer, half with a word of the reporter, one in fifty left out; 60 units of two
groups. Asked are one month (a twelfth of them) and, as a hard case, everything as if it were one month.

LINLI_TEST_DATABASE=postgresql://… python -m bench.rates [matters]
"""

from __future__ import annotations

import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

MATTERS = 1_000_000
TARGET_SECONDS = 3.0
ROUNDS = 5
BEGIN = "2025-11-01 00:00+08"
UNITS = 60

FILL = f"""
INSERT INTO matters_matter (number, stage, version, round, channel, kind_id, place, address, words, replies, is_public,
  unit_id, received_at, due_at, accepted_at, contacted_at, answered_at, closed_at, decline_reason, decline_words,
  source, source_id)
SELECT '26' || lpad(n::text, 11, '0'), (ARRAY['closed','closed','closed','answered','handling'])[1 + n %% 5], 1, 1,
  (ARRAY['web','phone','field','hotline'])[1 + n %% 4], (SELECT min(id) + n %% 3 FROM duties_kind WHERE level = 3),
  '320583' || (100 + n %% 9) || lpad((1 + n / 9 %% 39)::text, 3, '0') || lpad((1 + n / 400 %% 5)::text, 3, '0'), '',
  '垃圾桶满了，没有人收', '{{}}', false,
  (SELECT min(id) FROM orgs_organisation WHERE code LIKE 'bench%%') + n * 7 %% {UNITS},
  t, t + interval '3 days', t, CASE WHEN n %% 5 < 4 THEN t + (n %% 30) * interval '1 hour' END,
  CASE WHEN n %% 5 < 4 THEN t + (n %% 97) * interval '1 hour' END,
  CASE WHEN n %% 5 < 3 THEN t + (n %% 97 + 5) * interval '1 hour' END, '', '', '', NULL
FROM (SELECT n, timestamptz '{BEGIN}' + n * (interval '365 days' / %(matters)s) AS t
      FROM generate_series(1, %(matters)s) AS n) AS said;
INSERT INTO matters_workorder (matter_id, unit_id, leads, stage, version, task, limit_unit, due_at, dispatched_at,
  dispatched_by_id, sign_by, contact_by, signed_at, signed_by_id)
SELECT id, unit_id, true, 'in_hand', 1, '', '', due_at, received_at, %(person)s, received_at + interval '4 hours',
  received_at + interval '1 day', received_at + (id %% 5) * interval '1 hour', %(person)s FROM matters_matter;
INSERT INTO matters_answer (order_id, round, words, without, contacted_at, spoken_to, at, by_id)
SELECT id, 1, '已清运', '', dispatched_at + (id %% 30) * interval '1 hour', 'reporter', due_at, %(person)s
FROM matters_workorder WHERE id %% 5 < 4;
INSERT INTO matters_reporter (matter_id, intent, name, phone, phone_index, joined, at)
SELECT id, gen_random_uuid(), '', '', '', false, received_at FROM matters_matter;
INSERT INTO matters_rating (matter_id, reporter_id, round, solved, satisfaction, reason, words, at)
SELECT matter_id, id, 1, id %% 7 > 0, 1 + id %% 5, CASE WHEN id %% 7 > 0 THEN '' ELSE 'half_done' END, '',
  at + interval '4 days' FROM matters_reporter WHERE id %% 2 = 0;
INSERT INTO matters_exclusion (matter_id, unit_id, stage, reason, words, asked_at, asked_by_id, decided_at,
  decided_by_id, decision_words)
SELECT id, unit_id, 'granted', 'in_court', '已立案', received_at, %(person)s, received_at, %(person)s, '属实'
FROM matters_matter WHERE id %% 50 = 0;
"""


def main() -> int:
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    from django.db import connection

    if connection.vendor != "postgresql":
        print("skipped: LINLI_TEST_DATABASE=postgresql://… python -m bench.rates")
        return 0
    kept = connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        return measure(int(sys.argv[1]) if len(sys.argv) > 1 else MATTERS)
    finally:
        connection.creation.destroy_test_db(kept, verbosity=0)


def measure(matters: int) -> int:
    from linli.insight.reads import lines, ranked, snapshot, weights
    from linli.matters.reads.facts import By
    from linli.matters.reads.months import Month

    fill(matters)
    month, at = Month(2026, 9), datetime(2026, 11, 1, tzinfo=UTC)

    def one_month() -> int:
        return len(ranked(lines(month, at=at, by=By.UNIT), weights(month)))

    class Year(Month):
        start = Month(2025, 11).start
        end = Month(2026, 12).start

    year = Year(2025, 11)

    def the_year() -> int:
        return len(ranked(lines(year, at=at, by=By.UNIT), weights(month)))

    best = {
        "rates and ranking of a month": took(one_month),
        "the whole circular of a month": took(lambda: snapshot(month, at=at)),
        "all matters as one month": took(the_year),
    }
    for what, seconds in best.items():
        print(f"{matters:,} matters, {what}: {seconds:.2f} s")
    good = best["rates and ranking of a month"] <= TARGET_SECONDS
    print(f"rates and ranking: {'met' if good else 'MISSED'}")
    return 0 if good else 1


def fill(matters: int) -> None:
    from django.db import connection

    from linli.orgs.models import Organisation, OrgKind
    from tests import town as cast

    town = cast.build()
    Organisation.objects.bulk_create(
        Organisation(
            code=f"bench-{n:02d}",
            name=f"测试单位{n}",
            kind=(OrgKind.DEPARTMENT, OrgKind.STREET_OFFICE)[n % 2],
            division=town.county,
            valid_from=cast.SINCE,
        )
        for n in range(UNITS)
    )
    with connection.cursor() as cursor:
        for statement in FILL.split(";\n"):
            if statement.strip():
                cursor.execute(statement, {"matters": matters, "person": town.guan.pk})
        cursor.execute("VACUUM ANALYZE")


def took(work) -> float:  # type: ignore[no-untyped-def]
    """The best of ``ROUNDS``: others use the machine too."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        assert work()
        times.append(time.perf_counter() - start)
    return min(times)


if __name__ == "__main__":
    sys.exit(main())
