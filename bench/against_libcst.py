"""Is a full migration quicker than a fifth of LibCST's own runner doing nothing?

    python bench/against_libcst.py [TREE]

Times `migrate TREE --diff` and `python -m libcst.tool codemod` with a codemod that changes nothing, one after the
other on the same tree, and prints both. TREE is an unpacked llama-stack release; without it 0.3.5 is downloaded as
for the tests. Exit 1 if the migration takes more than a fifth of the peer's time. Each is timed `--repeat` times, and
the best time counts, since everything else on the machine can only add to it. Both the clock and the CPU time of all
processes are printed; the CPU time decides, since it does not depend on what else the machine does. The peer has two
processes, the migration has one.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

from llama_stack_release import PROJECT, release_tree
from process_cost import Cost, process_cost

LARGEST_RATIO = 1 / 5


def compare(tree: Path, repeat: int) -> tuple[Cost, Cost]:
    """The best times of the migration and of the peer, on the clock."""
    paths = [str(PROJECT), str(PROJECT / "bench"), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    with tempfile.TemporaryDirectory() as directory:
        # The peer writes into the tree, and reads its settings from the directory it runs in. What is compiled may be
        # on its way to the disk, since tests run beside this.
        copy = Path(shutil.copytree(tree, Path(directory) / "tree", ignore=shutil.ignore_patterns("__pycache__")))
        (copy / ".libcst.codemod.yaml").write_text("generated_code_marker: '@generated'\n", encoding="utf-8")
        migrate = [sys.executable, "-m", "llama_router_codemod", "migrate", str(copy), "--diff"]
        codemod = [sys.executable, "-m", "libcst.tool", "codemod"]
        noop = [*codemod, "-x", "noop_codemod.NoopCommand", "-j2", "--no-format", "."]
        runs = [
            (process_cost(migrate, copy, environment), process_cost(noop, copy, environment)) for _ in range(repeat)
        ]
    ours, peer = zip(*runs, strict=True)
    return min(ours, key=lambda item: item.clock), min(peer, key=lambda item: item.clock)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("tree", type=Path, nargs="?")
    parser.add_argument("--repeat", type=int, default=2)
    options = parser.parse_args()
    tree = options.tree.absolute() if options.tree else release_tree()
    files = sum(1 for _ in tree.rglob("*.py"))
    ours, peer = compare(tree, options.repeat)
    ratio = ours.cpu / peer.cpu
    print(f"{tree.name}, {files} Python files, best of {options.repeat}")
    print(f"migrate --diff, the whole checkout:         {ours}")
    print(f"libcst.tool codemod, changing nothing, -j2: {peer}")
    print(f"ratio of CPU time {ratio:.3f}, at most {LARGEST_RATIO:.3f}")
    return 0 if ratio <= LARGEST_RATIO else 1


if __name__ == "__main__":
    sys.exit(main())
