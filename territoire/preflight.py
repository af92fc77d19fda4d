"""What must be true before anything slow begins: a free port, a `var/` that can be written.

Standard library only: `make demo` runs this file before a single package is installed.
"""

import os
import socket
import sys
from pathlib import Path

HOST = "127.0.0.1"


def port() -> int:
    """Return the port to serve on: `PORT`, or 8000."""
    given = os.environ.get("PORT", "").strip() or "8000"
    if not given.isascii() or not given.isdigit() or not 0 < int(given) < 65536:
        raise SystemExit(
            f"PORT={given} is not a port: give a number from 1 to 65535, such as `make demo PORT=8001`."
        )
    return int(given)


def var_dir() -> Path:
    """Return the folder of what an instance keeps: `TERRITOIRE_VAR`, or `var/` in the checkout."""
    return Path(os.environ.get("TERRITOIRE_VAR") or Path(__file__).resolve().parents[1] / "var").absolute()


def require_free_port(number: int) -> None:
    """Stop with one line when something else listens on the port, or the port is reserved."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, number))
        except PermissionError:
            raise SystemExit(
                f"Port {number} is reserved to root: choose another, such as PORT=8000."
            ) from None
        except OSError:
            other = number + 1 if number < 65535 else 8001
            raise SystemExit(
                f"Port {number} is taken by another program: stop it, or choose another: make demo PORT={other}"
            ) from None


def require_writable(folder: Path) -> None:
    """Make the folder where there is none; stop with one line when it cannot be written."""
    trial = folder / f".trial-{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        trial.touch()
        trial.unlink()
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise SystemExit(
            f"{folder} cannot be written ({reason}): open it, or give another folder in TERRITOIRE_VAR."
        ) from None


def main() -> None:
    """Check what `make demo` needs."""
    require_free_port(port())
    require_writable(var_dir())


if __name__ == "__main__":
    try:
        main()
    except SystemExit as problem:
        if isinstance(problem.code, str):
            problem.code = f"make demo: {problem.code}"
        raise
    sys.exit(0)
