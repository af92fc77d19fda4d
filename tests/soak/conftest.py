"""Long runs: collected by `make soak` alone (TERRITOIRE_SOAK=1)."""

import os

collect_ignore_glob = [] if os.environ.get("TERRITOIRE_SOAK") else ["test_*.py"]
