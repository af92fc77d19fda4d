"""`manage.py vendor`: fetch the browser libraries listed in static/vendor/manifest.json.

The manifest says, for each library, its npm package, version, licence and the files kept, with their
checksums. A file that differs from its checksum stops the command, unless `--update` accepts it (after a
change of version). Source map references are cut off: the maps are not kept, and the static files storage
refuses a reference to a file that does not exist.
"""

import hashlib
import json
import re
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

VENDOR_DIR = Path(settings.BASE_DIR, "static", "vendor")
SOURCE_MAP = re.compile(rb"\n?(//# sourceMappingURL=\S+|/\*# sourceMappingURL=\S+ \*/)\s*$")


def read_manifest() -> list[dict[str, Any]]:
    return json.loads((VENDOR_DIR / "manifest.json").read_text(encoding="utf-8"))


def checksum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


class Command(BaseCommand):
    help = "Fetch the browser libraries of static/vendor/manifest.json and check them (needs npm)."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--update", action="store_true", help="write the checksums anew")
        parser.add_argument("names", nargs="*", help="only these libraries (default: all)")

    def handle(self, *args: Any, names: list[str], update: bool, **options: Any) -> None:
        libraries = read_manifest()
        for library in libraries:
            if not names or library["name"] in names:
                self.vendor(library, update=update)
        if update:
            text = json.dumps(libraries, indent=2, ensure_ascii=False) + "\n"
            (VENDOR_DIR / "manifest.json").write_text(text, encoding="utf-8")

    def vendor(self, library: dict[str, Any], *, update: bool) -> None:
        with tempfile.TemporaryDirectory() as folder:
            archive = npm_pack(f"{library['package']}@{library['version']}", folder)
            with tarfile.open(archive) as tar:
                for name, entry in library["files"].items():
                    content = read_member(tar, entry["from"])
                    if update:
                        entry["sha256"] = checksum(content)
                    elif checksum(content) != entry["sha256"]:
                        raise CommandError(f"{library['name']}/{name} does not match its checksum.")
                    target = VENDOR_DIR / library["name"] / name
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(content)
        self.stdout.write(f"{library['name']} {library['version']}")


def npm_pack(package: str, folder: str) -> Path:
    """Download `package` (name@version) with npm, as it is configured here; return the archive."""
    command = ["npm", "pack", "--silent", "--pack-destination", folder, package]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    except FileNotFoundError as error:
        raise CommandError("npm is not installed: install Node.js, then try again.") from error
    except subprocess.CalledProcessError as error:
        raise CommandError(f"npm could not fetch {package}: {error.stderr.strip()}") from error
    return Path(folder, done.stdout.strip().splitlines()[-1])


def read_member(tar: tarfile.TarFile, path: str) -> bytes:
    member = tar.extractfile(f"package/{path}")
    if member is None:
        raise CommandError(f"{path} is not a file of the package.")
    return SOURCE_MAP.sub(b"\n", member.read())
