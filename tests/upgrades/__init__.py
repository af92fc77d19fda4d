"""From the release before to this one: its data, kept beside as its own backup made it (`RELEASE.tar.xz`).

- `made` makes that backup of a release (`make release-data`), once, when it is cut;
- `test_upgrade` restores the last one, brings it up to date and looks at everything;
- `guard` says which of the migrations since would break the code of the release before, still running on the database.
"""

from pathlib import Path

#: The release that instances have when they come to the code that is being written.
RELEASE = "0.1.0"
BACKUP = Path(__file__).parent / f"{RELEASE}.tar.xz"
