"""Make a world once, measure the pages in it, print a table: `python -m bench [S|M|L] [--new]` (`make bench`)."""

import argparse
import os
import sys
from contextlib import ExitStack


def main() -> None:
    """Read the arguments, have a server, prepare the database of that size, measure."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("size", nargs="?", default="S", type=str.upper, choices=["S", "M", "L"])
    parser.add_argument("--new", action="store_true", help="make the world again")
    parser.add_argument("--runs", type=int, default=3, help="rounds over the addresses, after a warm-up")
    parser.add_argument(
        "--only", default="", help="measure the cases whose name holds this, or this, separated by |"
    )
    arguments = parser.parse_args()
    os.environ["BENCH_SIZE"] = arguments.size
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"

    import django

    django.setup()
    from bench import database, measures, pages
    from territoire.database import DatabaseProblem

    try:
        with ExitStack() as stack:
            stack.enter_context(database.server())
            database.prepare(arguments.size, new=arguments.new)
            cases = [
                case for case in pages.cases() if any(part in case.name for part in arguments.only.split("|"))
            ]
            failed = measures.table(cases, size=arguments.size, runs=arguments.runs)
    except DatabaseProblem as problem:
        sys.exit(str(problem))
    except KeyboardInterrupt:
        sys.exit("Stopped.")
    if failed:
        sys.exit(f"{failed} of the {len(cases)} cases could not be measured.")


if __name__ == "__main__":
    main()
