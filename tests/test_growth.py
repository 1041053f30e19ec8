"""The cost of a file grows with its size and not with the square of it: calls are counted, no clock is asked."""

from __future__ import annotations

from cProfile import Profile
from typing import TYPE_CHECKING

import pytest
from large_files import SHAPES, Files, large_harbour

from llama_router_codemod.migrate.plan import plan_migration
from llama_router_codemod.tree.checkout import Checkout

if TYPE_CHECKING:
    from pathlib import Path

LINES = 120
LARGEST_RATIO = 2.3


def calls(root: Path, files: Files) -> int:
    """How many functions a plan calls for a checkout with some more in these files."""
    checkout = Checkout.open(large_harbour(root, files))
    profile = Profile()  # counts calls of functions in C, too
    profile.runcall(plan_migration, checkout)
    return sum(entry.callcount for entry in profile.getstats())


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> int:
    """What the checkout costs without a large file."""
    calls(tmp_path_factory.mktemp("harbour"), {})  # some is read once a process
    return calls(tmp_path_factory.mktemp("harbour"), {})


@pytest.mark.parametrize("shape", SHAPES)
def test_twice_the_size_is_twice_the_work(shape: str, base: int, tmp_path: Path) -> None:
    once, twice = (calls(tmp_path / str(size), SHAPES[shape](size)) - base for size in (LINES, 2 * LINES))
    assert once > LINES / 4
    assert twice <= LARGEST_RATIO * once
