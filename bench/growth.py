"""What a migration costs with one large file, and with one of twice the size.

    python bench/growth.py [LINES]

Plans the migration of a small checkout with a file of LINES lines, 5,000 without an argument, and with one of twice as
many, for each way in which a file can be large, and prints the CPU times without that of the checkout alone. Whether
the cost grows with the square of the size is tested without a clock, in tests/test_growth.py.
"""

from __future__ import annotations

import gc
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).parent.parent
sys.path[:0] = [str(PROJECT), str(PROJECT / "tests")]

from large_files import SHAPES, Files, large_harbour  # noqa: E402

from llama_router_codemod.migrate.plan import plan_migration  # noqa: E402
from llama_router_codemod.tree.checkout import Checkout  # noqa: E402


def seconds(files: Files) -> float:
    """The CPU time of a plan for a checkout with some more in these files."""
    with tempfile.TemporaryDirectory() as directory:
        root = large_harbour(Path(directory) / "tree", files)
        gc.collect()
        start = time.process_time()
        plan_migration(Checkout.open(root))
        return time.process_time() - start


def main() -> None:
    """Prints the times and the ratio of each shape."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    gc.disable()  # as the command does
    seconds({})
    base = seconds({})
    for name, shape in SHAPES.items():
        once, twice = (seconds(shape(count)) - base for count in (size, 2 * size))
        print(f"{name:22} {size:6} {once:6.2f} s {2 * size:6} {twice:6.2f} s  x {twice / once:.2f}", flush=True)


if __name__ == "__main__":
    main()
