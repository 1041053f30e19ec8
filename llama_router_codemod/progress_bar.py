"""A line on a terminal that tells how far a long run is, and goes away with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

from llama_router_codemod.model.progress import Counted
from llama_router_codemod.report.visible import one_line

if TYPE_CHECKING:
    from rich.console import Console

    from llama_router_codemod.model.progress import Report

_COUNT = "{task.fields[count]}"


@contextmanager
def progress_bar(console: Console) -> Iterator[Report]:
    """What is to be told of each step. A step of which it is not known how much there is has no bar that fills."""
    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(), TextColumn(_COUNT))
    with Progress(*columns, console=console, transient=True) as bars:
        bars.add_task("", total=None, count="")

        def report(event: str | Counted) -> None:
            task = bars.tasks[0]
            step, done, total = (event, 0, None) if isinstance(event, str) else (event.step, event.done, event.total)
            count = "" if total is None else f"{done} of {total}"
            if total == task.total:
                bars.update(task.id, description=one_line(step), completed=done, count=count)
            else:
                bars.remove_task(task.id)
                bars.add_task(one_line(step), total=total, completed=done, count=count)

        yield report
