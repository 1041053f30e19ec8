"""What a terminal shows of a long run, and that nothing of it stays."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from llama_router_codemod.model.progress import Counted
from llama_router_codemod.progress_bar import progress_bar


def shown(*events: str | Counted) -> str:
    """What stands there last, before it goes away."""
    stream = io.StringIO()
    console = Console(file=stream, force_terminal=True, width=100, color_system=None)
    with progress_bar(console) as report:
        for event in events:
            report(event)
        stream.truncate(0)
        stream.seek(0)
    return stream.getvalue().replace("\x1b[2K", "").replace("\x1b[1A", "").strip("\r\n ")


@pytest.mark.parametrize(
    ("events", "words", "count"),
    [
        pytest.param(["Formatting"], "Formatting", "", id="a step"),
        pytest.param([Counted("Reading agents", 3, 21)], "Reading agents", "3 of 21", id="a part of it"),
        pytest.param([Counted("a", 3, 21), Counted("b", 4, 21)], "b", "4 of 21", id="more of it"),
        pytest.param([Counted("a", 3, 21), "Formatting"], "Formatting", "", id="then another step"),
        pytest.param(["[b]x[/b]\x1b"], r"[b]x[/b]\x1b", "", id="a name that would be markup"),
    ],
)
def test_the_last_event(events: list[str | Counted], words: str, count: str) -> None:
    last = next(line for line in shown(*events).splitlines() if line.strip())
    assert words in last
    assert ("of 21" in last) is bool(count)
    assert count in last
