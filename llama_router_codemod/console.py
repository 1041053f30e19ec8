"""What the command line prints on: results on stdout, errors and progress on stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer
from rich.console import Console

from llama_router_codemod.model.errors import InputError

if TYPE_CHECKING:
    from rich.console import RenderableType

out = Console(soft_wrap=True, highlight=False, markup=False, emoji=False)
err = Console(stderr=True, soft_wrap=True, highlight=False, markup=False, emoji=False)
UNFOLDED = 10_000


@contextmanager
def input_errors() -> Iterator[None]:
    """Turns bad input into one message on stderr and exit code 2."""
    from llama_router_codemod.report.exit_codes import ExitCode

    try:
        yield
    except InputError as error:
        message, remedy = error.message, error.remedy
    except OSError as error:
        # A full or failing disk: what had been written is undone before the error arrives here.
        place = f"{error.filename}: " if error.filename else ""
        message, remedy = f"{place}{error.strerror or error}", "Nothing was changed; run again when it is mended."
    else:
        return
    err.print(f"error: {message}", style="bold red")
    err.print(remedy)
    raise typer.Exit(ExitCode.BAD_INPUT)


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """A spinner on stderr that names the step; silent where stderr is no terminal."""
    if not err.is_terminal:
        yield lambda step: None
        return
    with err.status("Reading the checkout") as status:
        yield lambda step: status.update(step)


def print_beside(items: Iterable[RenderableType]) -> None:
    """Prints to stderr what stands beside a result."""
    for item in items:
        err.print(item)


def print_bytes(data: bytes) -> None:
    """Writes to stdout as it is, whatever the terminal's encoding: a patch must arrive byte for byte."""
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def print_all(items: Iterable[RenderableType]) -> None:
    """Prints to stdout; tables fold to the width of a terminal, but never in a file or pipe."""
    if not out.is_terminal:
        out.width = UNFOLDED
    for item in items:
        out.print(item)
