"""The table of costs and goals says what was measured, and whether a goal is met."""

from __future__ import annotations

from pathlib import Path

import pytest
from peers.comparison import Comparison, Goal, Timed, markdown, missed, processes
from process_cost import Cost

README = Path(__file__).parents[2] / "README.md"
TREE = Path("tree")
FULL = Timed("migrate --diff", "release", ("migrate",), TREE)
TENFOLD = Timed("migrate --diff", "tenfold", ("migrate",), TREE / "tenfold")
PARSE = Timed("parse", "release", ("parse",), TREE)
VERIFY = Timed("verify", "release", ("verify",), TREE)
COSTS = {
    FULL: Cost(clock=2.5, cpu=2, peak=100),
    TENFOLD: Cost(clock=3, cpu=2.5, peak=131),
    PARSE: Cost(clock=4, cpu=4, peak=50),
    VERIFY: Cost(clock=60, cpu=59.994, peak=300),
}


def test_each_process_is_timed_once() -> None:
    compared = [Comparison(FULL, PARSE), Comparison(TENFOLD, FULL), Comparison(VERIFY), Comparison(FULL, TENFOLD)]
    assert processes(compared) == [FULL, PARSE, TENFOLD, VERIFY]


def test_the_table() -> None:
    compared = [
        Comparison(FULL, PARSE, Goal(0.35)),
        Comparison(FULL, VERIFY),
        Comparison(TENFOLD, FULL, Goal(cpu=1.3, peak=1.3)),
        Comparison(VERIFY),
        Comparison(FULL, PARSE, Goal(0.5)),
    ]
    assert markdown(compared, COSTS) == (
        "| what | where | clock | CPU | peak | beside | its CPU | its peak | CPU ratio | peak ratio | goal | met |\n"
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n"
        "| `migrate --diff` | release | 2.50 s | 2.00 s | 100 MB "
        "| parse | 4.00 s | 50 MB | 0.50 | 2.00 | CPU ≤ 0.35 | **no** |\n"
        "|  |  |  |  |  | verify | 59.99 s | 300 MB | 0.03 | 0.33 | - | - |\n"
        "| `migrate --diff` | tenfold | 3.00 s | 2.50 s | 131 MB "
        "| migrate --diff, release | 2.00 s | 100 MB | 1.25 | 1.31 | CPU ≤ 1.30, peak ≤ 1.30 | **no** |\n"
        "| `verify` | release | 60.00 s | 59.99 s | 300 MB | - | - | - | - | - | - | - |\n"
        "|  |  |  |  |  | parse | 4.00 s | 50 MB | 0.50 | 2.00 | CPU ≤ 0.50 | yes |\n"
    )


@pytest.mark.parametrize(
    ("goal", "is_missed"),
    [
        (None, False),
        (Goal(1.25), False),
        (Goal(1.2), True),
        (Goal(cpu=1.25, peak=1.31), False),
        (Goal(cpu=1.25, peak=1.3), True),
        (Goal(cpu=1.2, peak=1.31), True),
    ],
)
def test_a_goal_is_missed_by_time_or_memory(goal: Goal | None, is_missed: bool) -> None:
    compared = Comparison(TENFOLD, FULL, goal)
    assert list(missed([compared], COSTS)) == [compared] * is_missed


def test_the_readme_has_the_table() -> None:
    section = README.read_text(encoding="utf-8").partition("\n## What it costs\n")[2].partition("\n## ")[0]
    assert section.count(markdown([], {})) == 1
