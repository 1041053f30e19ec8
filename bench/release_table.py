"""What does the tool do with every llama-stack release that there is?

    python bench/release_table.py [VERSION ...]

Downloads the wheels of llama-stack 0.1.0 to 0.3.5 and 0.4.2 to 0.4.7, and of llama-stack-api 0.4.4 to 0.4.7, to the
cache of the tests, migrates a copy of each, and prints a Markdown table, the one of README.md. "served routes equal"
compares verb, path, method and, where paths overlap, the order of matching with what the release's own discovery lists:
*executed* in an environment of the release's time or of a near release, else *read* from decorators, by code that
shares nothing with the tool. Ruff has llama-stack's own selection of rules. VERSION is one of llama-stack, or as
llama-stack-api==0.4.4.
Exit 1 if a row is wrong: a release from 0.2.0 to 0.3.5 that is not migrated, anything that differs, or a refused tree
that changed.
"""

from __future__ import annotations

import argparse
import os
import sys
from concurrent.futures import ThreadPoolExecutor

from llama_stack_release import cache_directory
from releases.migrated_release import release_row
from releases.release_row import Release, ReleaseRow, faults, markdown

VERSIONS = """
0.1.0 0.1.1 0.1.2 0.1.3 0.1.4 0.1.5 0.1.5.1 0.1.6 0.1.7 0.1.8 0.1.9
0.2.0 0.2.1 0.2.2 0.2.3 0.2.4 0.2.5 0.2.6 0.2.7 0.2.8 0.2.9 0.2.10 0.2.10.1 0.2.11 0.2.12 0.2.13 0.2.14 0.2.15 0.2.16
0.2.17 0.2.18 0.2.19 0.2.20 0.2.21 0.2.22 0.2.23 0.2.24
0.3.0 0.3.1 0.3.2 0.3.3 0.3.4 0.3.5
0.4.2 0.4.3 0.4.4 0.4.5 0.4.6 0.4.7
"""
API_VERSIONS = "0.4.4 0.4.5 0.4.6 0.4.7"
RELEASES = [
    *map(Release, VERSIONS.split()),
    *(Release(version, "llama-stack-api") for version in API_VERSIONS.split()),
]


def named_release(text: str) -> Release:
    """The release that an argument names: 0.2.4, or llama-stack-api==0.4.4."""
    distribution, equals, version = text.partition("==")
    return Release(version, distribution) if equals else Release(text)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("versions", nargs="*", metavar="VERSION", type=named_release, help="all without one")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="releases at a time")
    options = parser.parse_args()
    cache = cache_directory()

    def row_of(release: Release) -> ReleaseRow:
        row = release_row(release, cache)
        print(f"{release}: {row.outcome}", file=sys.stderr, flush=True)
        return row

    with ThreadPoolExecutor(options.jobs) as pool:
        rows = list(pool.map(row_of, options.versions or RELEASES))
    print(markdown(rows))
    wrong = [f"{row.release}: {fault}" for row in rows for fault in faults(row)]
    print(*wrong, sep="\n", end="\n" if wrong else "", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
