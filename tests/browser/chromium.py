"""A Chromium for the browser tests: one that is there, or one that we install (`python -m tests.browser.chromium`)."""

import os
import shutil
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

#: The same engine without the windows around it, which takes a third of the time less.
SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ADVICE = f"install one (apt install {SHELL}, or chromium), or give its path in CHROMIUM."


def find(playwright: Playwright | None = None) -> str | None:
    """Return the path of a Chromium of this machine; `CHROMIUM` wins. Give the Playwright that runs, if one does."""
    if given := os.environ.get("CHROMIUM"):
        return given if shutil.which(given) else None
    for name in NAMES:
        if path := shutil.which(name) or shutil.which(name, path="/usr/bin:/usr/local/bin"):
            return path
    # A second one cannot start in the same process.
    with nullcontext(playwright) if playwright else sync_playwright() as running:
        own = Path(running.chromium.executable_path)
    return str(own) if own.exists() else None


def install() -> None:
    """Install a package of Debian's when we may, else Playwright's own build."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": False}
    if os.geteuid() == 0 and shutil.which("apt-get"):
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-q"], env=environment, **quiet)
        for package in (SHELL, "chromium"):
            if find() is None:
                command = ["apt-get", "install", "-qy", "--no-install-recommends", package]
                subprocess.run(command, env=environment, **quiet)
    if find() is None:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], **quiet)


def main() -> None:
    """Have a Chromium, or say how to get one."""
    if given := os.environ.get("CHROMIUM"):
        if find() is None:
            sys.exit(f"CHROMIUM={given} is not a program: correct it, or unset it.")
        return
    if find() is None:
        install()
    if find() is None:
        sys.exit(f"No Chromium on this machine, and none could be installed: {ADVICE}")


if __name__ == "__main__":
    main()
