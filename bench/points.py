"""How long ``linli points verify`` takes over 1,000,000 movements of points, on PostgreSQL and on SQLite.

Target: at most 5 s on two cores. 20,000 wallets earned 500,000 times ten points and gave four of each away: 2,000,000
lines, 500,000 lots.

LINLI_TEST_DATABASE=postgresql://… python -m bench.points [movements]
"""

from __future__ import annotations

import os
import subprocess
import sys
import time

from bench._town import town, town_in_a_file

MOVEMENTS = 1_000_000
WALLETS = 20_000
TARGET_SECONDS = 5.0
ROUNDS = 3

FILL = """
INSERT INTO points_account (id, kind, held, near, wording, opened_at) VALUES (1, 'issue', NULL, '', '', '2026-01-01');
INSERT INTO points_cause (id, unit_id, community_id, title, words, for_neighbour, valid_from)
  SELECT 1, min(o.id), min(o.division_id), '', '', false, '2026-01-01' FROM orgs_organisation o;
INSERT INTO points_account (id, kind, cause_id, near, wording, opened_at) VALUES (2, 'cause', 1, '', '', '2026-01-01');
INSERT INTO people_person (id, password, name, phone, phone_index, display_name, is_active, is_made_up, elder_mode,
  language, password_is_first, session_stamp, joined_at)
  WITH RECURSIVE s(n) AS (SELECT 1000001 UNION ALL SELECT n + 1 FROM s WHERE n < 1000000 + {wallets})
  SELECT n, '!', '', '', 'bench' || n, '', true, true, false, '', false, 0, '2026-01-01' FROM s;
INSERT INTO points_account (id, kind, person_id, held, near, wording, opened_at)
  SELECT id, 'wallet', id, {held}, '', '', '2026-01-01' FROM people_person WHERE id > 1000000;
INSERT INTO points_movement (id, why, at)
  WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {movements})
  SELECT n, CASE WHEN n % 2 = 1 THEN 'earned' ELSE 'given' END, '2026-06-01' FROM s;
INSERT INTO points_lot (id, account_id, earned, "left", expires_at)
  SELECT id, 1000001 + (id / 2) % {wallets}, 10, 6, '2027-06-01' FROM points_movement WHERE why = 'earned';
INSERT INTO points_line (movement_id, account_id, lot_id, amount)
  SELECT id, 1000001 + (id / 2) % {wallets}, id, 10 FROM points_movement WHERE why = 'earned';
INSERT INTO points_line (movement_id, account_id, lot_id, amount)
  SELECT id, 1, NULL, -10 FROM points_movement WHERE why = 'earned';
INSERT INTO points_line (movement_id, account_id, lot_id, amount)
  SELECT id, 1000001 + ((id - 1) / 2) % {wallets}, id - 1, -4 FROM points_movement WHERE why = 'given';
INSERT INTO points_line (movement_id, account_id, lot_id, amount)
  SELECT id, 2, NULL, 4 FROM points_movement WHERE why = 'given'
"""


def main() -> int:
    if os.environ.get("LINLI_BENCH_POINTS"):
        return measured(int(os.environ["LINLI_BENCH_POINTS"]))
    movements = sys.argv[1] if len(sys.argv) > 1 else str(MOVEMENTS)
    server = os.environ.get("LINLI_TEST_DATABASE", "")
    failed = 0
    for place in ([town(server)] if server else []) + [town_in_a_file()]:
        with place as env:
            told = env | {"LINLI_BENCH_POINTS": movements}
            failed |= subprocess.run([sys.executable, "-m", "bench.points"], env=told).returncode
    return failed


def measured(movements: int) -> int:
    import django

    django.setup()
    from django.db import connection

    from linli.points.reads.verify import verify

    fill(movements)
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        verdict = verify()
        times.append(time.perf_counter() - start)
        assert (verdict.movements, verdict.wallets, verdict.wrong) == (movements, WALLETS, ())
    best = min(times)
    said = "met" if best <= TARGET_SECONDS else "MISSED"
    print(f"{connection.vendor}: {movements:,} movements: {best:.2f} s ({max(times):.2f} at worst): {said}")
    return int(best > TARGET_SECONDS)


def fill(movements: int) -> None:
    from django.db import connection

    held = movements // 2 // WALLETS * 6
    with connection.cursor() as cursor:
        for statement in FILL.format(movements=movements, wallets=WALLETS, held=held).split(";\n"):
            cursor.execute(statement)
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


if __name__ == "__main__":
    sys.exit(main())
