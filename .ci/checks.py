"""Every check of the project, quick ones first (`make test`); `--quick` stops before the tests, `--fix` mends."""

import os
import re
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTHON = sys.executable
MANAGE = (PYTHON, "manage.py")
LAYERS = "from importlinter.cli import lint_imports_command as main; main(['--no-logo'])"

# The longest first: they run side by side.
QUICK = {
    "types": (PYTHON, "-m", "mypy", "--no-error-summary"),
    "format": (PYTHON, "-m", "ruff", "format", "--check", "--quiet", "."),
    "lint": (PYTHON, "-m", "ruff", "check", "--quiet", "."),
    "templates": (PYTHON, "-m", "djlint", "--quiet", "--lint", "templates"),
    "indentation": (PYTHON, "-m", "djhtml", "--check", "--tabwidth", "2", "templates"),
    "layers": (PYTHON, "-c", LAYERS),
    "settings": (*MANAGE, "check", "--fail-level", "WARNING"),
    "migrations": (*MANAGE, "makemigrations", "--check", "--dry-run"),
    "translations": (*MANAGE, "messages", "--check"),
}
# On a server of our own, this makes what the databases of the tests are copied from.
SCHEMA = {"schema": (*MANAGE, "migrate", "--verbosity", "0")}
CHROMIUM = {"chromium": (PYTHON, "-m", "tests.browser.chromium")}
FIX = {
    "indentation": (PYTHON, "-m", "djhtml", "--tabwidth", "2", "templates"),
    "lint": (PYTHON, "-m", "ruff", "check", "--quiet", "--fix", "."),
    "format": (PYTHON, "-m", "ruff", "format", "--quiet", "."),
    "translations": (*MANAGE, "messages"),
}
PYTEST = (PYTHON, "-m", "pytest", "--no-header", "--tb=short", "-n", "2", "--dist", "worksteal", "--reuse-db")
# Apart: together they would wait for one another. The databases that the first make are those of the second.
TESTS = {
    "unit": (*PYTEST, "--create-db", "-m", "not browser"),
    "browser": (*PYTEST, "-m", "browser"),
}
_OUTCOME = re.compile(r"(\d+) (passed|failed|error|skipped|xfailed|xpassed)")


def main(arguments: list[str]) -> int:
    """Run what is asked for; 0 when all is well."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "territoire.settings.test"
    # Where images forbid it: compiling all of our modules anew costs each of fifty processes a second or more.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if "--fix" in arguments:
        done = [passes(name, command) for name, command in FIX.items()]
        return int(not all(done))
    with ExitStack() as stack:
        checks = QUICK if "--quick" in arguments else CHROMIUM | QUICK
        if not os.environ.get("DATABASE_URL", "").strip():
            os.environ["DATABASE_URL"] = stack.enter_context(throwaway_server())
            if "--quick" not in arguments:
                checks = SCHEMA | checks
                os.environ["TERRITOIRE_TEST_TEMPLATE"] = "yes"
        failed = run(checks)
        if "--quick" in arguments:
            return int(bool(failed))
        outcomes = test(failed)
    if failed:
        print(f"\nFailed: {', '.join(failed)}.")
    broken = outcomes["failed"] + outcomes["error"] + len(set(failed) & checks.keys())
    skipped = f", {outcomes['skipped']} skipped" if outcomes["skipped"] else ""
    print(f"{outcomes['passed']} passed, {max(broken, len(failed))} failed{skipped}")
    return int(bool(failed))


def run(checks: dict[str, tuple[str, ...]]) -> list[str]:
    """Run checks side by side; return the names of those that fail."""
    with ThreadPoolExecutor(os.cpu_count() or 1) as side_by_side:
        passed = side_by_side.map(passes, checks, checks.values())
    return [name for name, well in zip(checks, passed, strict=True) if not well]


def throwaway_server():
    """Run a PostgreSQL for the time of the checks."""
    sys.path.insert(0, str(ROOT))
    from territoire.database.embedded import throwaway_server

    return throwaway_server()


def passes(name: str, command: tuple[str, ...]) -> bool:
    """Run one check; show what it says only when it fails."""
    start = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    verdict = "ok" if done.returncode == 0 else "FAILED"
    said = f"\n{done.stdout.rstrip()}" if done.returncode else ""
    print(f"{name:<13} {verdict} ({time.monotonic() - start:.0f} s){said}", flush=True)
    return done.returncode == 0


def test(failed: list[str]) -> Counter[str]:
    """Run the tests, those in a browser where there is one; name what fails in `failed`; count what passed, failed…"""
    outcomes: Counter[str] = Counter()
    for name, command in TESTS.items():
        if name == "browser" and "chromium" in failed:
            continue
        code, found = tests_of(name, command)
        outcomes += found
        if code or not found["passed"]:
            failed.append(name)
    return outcomes


def tests_of(name: str, command: tuple[str, ...]) -> tuple[int, Counter[str]]:
    """Run pytest and pass on what it says; return its code and how many tests passed, failed…"""
    print(f"\n{name} tests", flush=True)
    last = ""
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as run:
        for line in run.stdout or ():
            print(line, end="", flush=True)
            last = line if line.strip() else last
    return run.returncode, Counter({word: int(number) for number, word in _OUTCOME.findall(last)})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
