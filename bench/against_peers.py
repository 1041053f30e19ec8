"""What do the commands cost, beside tools that do a part of their work?

    python bench/against_peers.py [TREE] [--rounds N] [--only NAME ...]

Times whole processes, one after the other in each round, peers in turn with the tool, and prints a Markdown table, the
one of README.md: medians on the clock and of CPU time, and the memory of the largest process. CPU time is compared,
since the clock depends on what else the machine does. No process is seen to have less memory than this one.

`full` and `one-api` are the patch of a migration, of all APIs and of one; `series` is a branch with a commit for each;
`verify` is run once. TREE is an unpacked llama-stack release; without it 0.3.5 is downloaded as for the tests, with the
environment that `verify` runs in. A "git checkout" is the release committed to a repository, a "tenfold repository" has
nine times as many other modules beside it, made of the release's own (peers/unrelated_packages.py).
`pip install -e '.[test,bench]'` brings the peers.

The table says which goals are met. Exit 1 only if one is missed that is a limit: `check` on the release takes at most
as much as ast-grep and three times ruff, and `--help` twice the import of Typer.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from llama_stack_release import release_tree
from peers.comparison import Timed, markdown, missed, processes
from peers.timed_commands import COMMANDS
from peers.trees import Trees
from process_cost import Cost, median_cost, process_cost

_LIBRARIES = ("libcst", "ruff", "typer", "pyupgrade", "ast-grep-cli")


def measured(timed: Sequence[Timed], trees: Trees, rounds: int) -> Mapping[Timed, Cost]:
    """The medians of what each process costs. Raises RuntimeError for one that fails."""
    costs: defaultdict[Timed, list[Cost]] = defaultdict(list)
    for number in range(rounds):
        for item in timed:
            if number and item.once:
                continue
            directory = trees.fresh(item.tree) if item.writes else item.tree
            costs[item].append(process_cost(item.command, directory, trees.environment, item.codes))
            print(f"{number + 1}: {costs[item][-1]}  {item.what}, {item.where}", file=sys.stderr, flush=True)
    return {item: median_cost(found) for item, found in costs.items()}


def conditions(tree: Path, rounds: int) -> str:
    """What the numbers depend on: the tree, the machine, and the versions of what is installed."""
    modules = sum(1 for _ in tree.rglob("*.py"))
    machine = f"{os.cpu_count()} cores ({platform.system()}, {platform.machine()}), Python {platform.python_version()}"
    return f"{tree.name}, {modules} modules; medians of {rounds} rounds; {machine}, {', '.join(_versions())}."


def _versions() -> list[str]:
    found = []
    for name in _LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("tree", type=Path, nargs="?")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--only", nargs="+", choices=COMMANDS, default=list(COMMANDS), metavar="NAME", help=", ".join(COMMANDS)
    )
    options = parser.parse_args()
    tree = options.tree.absolute() if options.tree else release_tree()
    with tempfile.TemporaryDirectory() as directory:
        trees = Trees(tree, Path(directory))
        compared = [item for name in COMMANDS if name in options.only for item in COMMANDS[name](trees)]
        costs = measured(processes(compared), trees, options.rounds)
    print(conditions(tree, options.rounds), markdown(compared, costs), sep="\n\n", end="")
    return int(any(item.goal and item.goal.enforced for item in missed(compared, costs)))


if __name__ == "__main__":
    sys.exit(main())
