"""What a migration costs with one large file, and with one of twice the size.

    python bench/growth.py [LINES]

Plans the migration of a small checkout with a file of LINES lines, 5,000 without an argument, and with one of twice as
many, for each way in which a file can be large, and prints the CPU times without that of the checkout alone: those of
the tool, and those of ruff, which formats what it writes. Calls are counted without a clock in tests/test_growth.py;
that does not see what one call costs, as the copy of a large set.
"""

from __future__ import annotations

import gc
import resource
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).parent.parent
sys.path[:0] = [str(PROJECT), str(PROJECT / "tests")]

from large_files import BERTHS, SHAPES, Files, large_harbour, numbered  # noqa: E402

from llama_router_codemod.migrate.plan import plan_migration  # noqa: E402
from llama_router_codemod.tree.checkout import Checkout  # noqa: E402

#: Below it, what the checkout alone costs decides; in seconds.
_MEASURABLE = 0.3


def seconds(files: Files) -> tuple[float, float]:
    """The CPU time of a plan for a checkout with some more in these files, and that of the programs that it starts."""
    with tempfile.TemporaryDirectory() as directory:
        root = large_harbour(Path(directory) / "tree", files)
        gc.collect()
        own, started = time.process_time(), _started()
        plan_migration(Checkout.open(root))
        return time.process_time() - own, _started() - started


def _comments(count: int) -> Files:
    """Calls do not tell these from nothing; only ruff has work with them."""
    return {BERTHS: "\n" + numbered("# Remark {0}.\n", count) + "\nLAST = 1\n"}


def _started() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    """Prints the times and the ratio of each shape."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    gc.disable()  # as the command does
    seconds({})
    base = seconds({})
    for name, shape in {**SHAPES, "comments": _comments}.items():
        found = [seconds(shape(count)) for count in (size, 2 * size)]
        for index, program in enumerate(("tool", "ruff")):
            once, twice = (item[index] - base[index] for item in found)
            ratio = f"x {twice / once:.2f}" if once > _MEASURABLE else ""
            print(f"{name:22} {program} {size:6} {once:6.2f} s {2 * size:6} {twice:6.2f} s  {ratio}", flush=True)


if __name__ == "__main__":
    main()
