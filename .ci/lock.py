"""Lock the newest versions of `requirements/*.in`, with hashes, for every system and Python (`make lock`)."""

import shutil
import subprocess
import sys
from pathlib import Path

REQUIREMENTS = Path(__file__).resolve().parents[1] / "requirements"
OPTIONS = (
    *("--quiet", "--universal", "--python-version", "3.12", "--upgrade"),
    *("--generate-hashes", "--no-header", "--no-emit-index-url", "--no-emit-find-links"),
)


def main() -> None:
    """Lock what the site needs, then what the tests add to it."""
    if shutil.which("uv") is None:
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "uv"], check=True)
        uv = [sys.executable, "-m", "uv"]
    else:
        uv = ["uv"]
    for name, extra in (("base", ()), ("test", ("--constraint", "base.txt"))):
        command = [*uv, "pip", "compile", *OPTIONS, *extra, f"{name}.in", "--output-file", f"{name}.txt"]
        subprocess.run(command, cwd=REQUIREMENTS, check=True)


if __name__ == "__main__":
    main()
