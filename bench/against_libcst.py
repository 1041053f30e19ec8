"""Is a full migration quicker than a fifth of LibCST's own runner doing nothing?

    python bench/against_libcst.py [TREE]

Times `migrate TREE --diff` and `python -m libcst.tool codemod` with a codemod that changes nothing, one after the other on
the same tree, and prints both. TREE is an unpacked llama-stack release; without it 0.3.5 is downloaded as for the tests.
Exit 1 if the migration takes more than a fifth of the peer's time. Each is timed `--repeat` times, and the best time counts,
since everything else on the machine can only add to it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).parent.parent
VERSION = "0.3.5"
LARGEST_RATIO = 1 / 5


def seconds(command: list[str], directory: Path, environment: dict[str, str]) -> float:
    """How long a command takes. Raises CalledProcessError when it fails."""
    start = time.perf_counter()
    subprocess.run(
        command,
        cwd=directory,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    return time.perf_counter() - start


def release_tree() -> Path:
    """The unpacked release in the cache of the tests."""
    sys.path.insert(0, str(PROJECT / "tests" / "real"))
    from conftest import unpacked_release

    configured = os.environ.get("LRC_REAL_CACHE")
    return unpacked_release("llama-stack", VERSION, Path(configured).absolute() if configured else PROJECT / ".real")


def compare(tree: Path, repeat: int) -> tuple[float, float]:
    """The best times of the migration and of the peer."""
    paths = [str(PROJECT), str(PROJECT / "bench"), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    with tempfile.TemporaryDirectory() as directory:
        # The peer writes into the tree, and reads its settings from the directory it runs in.
        copy = Path(shutil.copytree(tree, Path(directory) / "tree"))
        (copy / ".libcst.codemod.yaml").write_text("generated_code_marker: '@generated'\n", encoding="utf-8")
        migrate = [sys.executable, "-m", "llama_router_codemod", "migrate", str(copy), "--diff"]
        noop = [sys.executable, "-m", "libcst.tool", "codemod", "-x", "noop_codemod.NoopCommand", "--no-format", "."]
        runs = [(seconds(migrate, copy, environment), seconds(noop, copy, environment)) for _ in range(repeat)]
    return min(ours for ours, _ in runs), min(peer for _, peer in runs)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("tree", type=Path, nargs="?")
    parser.add_argument("--repeat", type=int, default=2)
    options = parser.parse_args()
    tree = options.tree.absolute() if options.tree else release_tree()
    files = sum(1 for _ in tree.rglob("*.py"))
    ours, peer = compare(tree, options.repeat)
    print(f"{tree.name}, {files} Python files, best of {options.repeat}")
    print(f"migrate --diff, the whole checkout: {ours:6.2f} s")
    print(f"libcst.tool codemod, changing nothing: {peer:6.2f} s")
    print(f"ratio {ours / peer:.3f}, at most {LARGEST_RATIO:.3f}")
    return 0 if ours <= LARGEST_RATIO * peer else 1


if __name__ == "__main__":
    sys.exit(main())
