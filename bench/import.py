"""How many messages a second an import takes in on PostgreSQL. Target: 2,000.

python -m bench.import postgresql://user@host:port/postgres
"""

from __future__ import annotations

import subprocess
import sys

from bench._town import asked_for, town

MESSAGES = 10_000
TARGET = 2_000

RUN = f"""
import django; django.setup()
import io, time
from pathlib import Path
from django.utils import timezone
from linli.matters.imports import mapping
from linli.matters.imports.messages import import_messages

def file(first):
    lines = ["case_enquiry_id,open_dt,target_dt,closed_dt,case_title,type,neighborhood,latitude,longitude"]
    for n in range(first, first + {MESSAGES}):
        lon, lat = 120.9 + n % 500 / 10_000, 31.3 + n % 97 / 10_000
        closed = f"2026-01-05 1{{n % 10}}:30:00" if n % 4 else ""
        lines.append(f"{{n}},2026-01-0{{1 + n % 4}} 09:{{n % 60:02d}}:00,2026-01-09 17:30:00,{{closed}},"
                     f"第{{n}}次反映小区门口垃圾没有人收,Rubbish,里厍路{{n % 900}}号,{{lat:.5f}},{{lon:.5f}}")
    return io.BytesIO("\\n".join(lines).encode())

for name, first in (("first run", 0), ("second run, all there", 0), ("another file", {MESSAGES})):
    stream, start, cpu = file(first), time.perf_counter(), time.process_time()
    done = import_messages(stream, mapping=mapping.read(Path("boston311")), by=None, at=timezone.now())
    rate = done.read / (time.perf_counter() - start)
    own = (time.process_time() - cpu) / done.read * 1e6
    print(f"import, {{name}}: {{done.added}} added, {{done.there}} there, {{rate:.0f}} messages a second,"
          f" {{own:.0f}} µs of own CPU each")
    if done.added:
        print(f"target {TARGET}: {{'met' if rate >= {TARGET} else 'MISSED'}}")
"""


def main() -> None:
    with town(asked_for("python -m bench.import")) as env:
        subprocess.run([sys.executable, "-c", RUN], env=env, check=True)


if __name__ == "__main__":
    main()
