"""What the command line prints on: results on stdout, errors and progress on stderr."""

from __future__ import annotations

import enum
import io
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NoReturn

from llama_router_codemod.model.errors import InputError

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from llama_router_codemod.model.progress import Report


def __getattr__(name: str) -> Console:
    """The consoles `out` and `err`, made when one is asked for: most results are printed without rich."""
    if name not in {"out", "err"}:
        raise AttributeError(name)
    from rich.console import Console

    class _Console(Console):
        """A console that leaves it to its user what a reader that went away means."""

        def on_broken_pipe(self) -> NoReturn:
            raise

    made = _Console(stderr=name == "err", soft_wrap=True, highlight=False, markup=False, emoji=False)
    globals()[name] = made
    return made


if TYPE_CHECKING:
    out: Console
    err: Console
UNFOLDED = 10_000
#: With one of these rich takes a file for a terminal.
_FORCED = ("FORCE_COLOR", "TTY_COMPATIBLE")


def _here(name: str) -> Console:
    """One of the consoles, as it is now."""
    console: Console = getattr(sys.modules[__name__], name)
    return console


def is_terminal(name: str) -> bool:
    """Whether `out` or `err` is one, for rich; asked without it where it is not there yet."""
    if name in globals():
        return _here(name).is_terminal
    stream = sys.stdout if name == "out" else sys.stderr
    return any(variable in os.environ for variable in _FORCED) or (stream is not None and stream.isatty())


def _print(name: str, items: Iterable[RenderableType]) -> None:
    """Prints items, with rich where that is a terminal, or a console is there already, or for a table."""
    is_plain = not is_terminal(name)
    for item in items:
        plain = item if isinstance(item, str) else getattr(item, "plain", None)
        if isinstance(plain, str) and is_plain and name not in globals():
            (sys.stdout if name == "out" else sys.stderr).write(f"{plain}\n")
            continue
        console = _here(name)
        if name == "out" and not console.is_terminal:
            console.width = UNFOLDED
        console.print(item)


def prepare_streams() -> None:
    """Makes stdout and stderr accept every text: what their encoding lacks is written as an escape.

    A few encodings know no escapes; then it is UTF-8.
    """
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, io.TextIOWrapper):
            continue
        stream.reconfigure(errors="backslashreplace")
        try:
            "a\u2028\udcff".encode(stream.encoding, "backslashreplace")
        except UnicodeError:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


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
    _complain(f"error: {message}", remedy)
    sys.exit(ExitCode.BAD_INPUT)


@contextmanager
def printing(*, written: bool = False) -> Iterator[None]:
    """Turns output that fails into exit code 4 if files were `written`, else 2, with a message if one can be printed.

    Nothing is said when the reader of a pipe went away before anything was written.
    """
    from llama_router_codemod.report.exit_codes import ExitCode

    try:
        yield
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except OSError as error:
        gone = isinstance(error, BrokenPipeError)
        state = "The files are written." if written else "Nothing was written."
        if written or not gone:
            _complain(f"error: the result could not be printed: {error.strerror or error}", state)
        else:
            _complain()
        sys.exit(ExitCode.UNPRINTED if written else ExitCode.BAD_INPUT)
    except Exception:
        if not written:
            raise
        # The exit code says what became of the files, whatever is wrong with the words.
        import traceback

        traceback.print_exc()
        _complain("error: internal error in llama-router-codemod while printing", "The files are written.")
        sys.exit(ExitCode.UNPRINTED)


def _complain(*lines: str) -> None:
    """Prints an error and its remedy on stderr if that is possible; nothing fails again when the interpreter ends."""
    from llama_router_codemod.report.styled import Styled
    from llama_router_codemod.report.visible import visible

    with suppress(OSError):
        for number, line in enumerate(lines):
            _print("err", [Styled(visible(line), "" if number else "bold red")])
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


class ProgressFormat(enum.StrEnum):
    """How progress is shown."""

    AUTO = "auto"
    JSON = "json"
    NONE = "none"


@contextmanager
def progress(form: ProgressFormat = ProgressFormat.AUTO) -> Iterator[Report]:
    """A line on stderr that names the step, with a bar where it is known how far it is; or a line of JSON for each.

    Silent where stderr is no terminal, unless it is JSON that is asked for.
    """
    if form is ProgressFormat.JSON:
        from llama_router_codemod.report.progress_line import progress_line

        yield lambda event: _print("err", [progress_line(event)])
        return
    if form is ProgressFormat.NONE or not is_terminal("err"):
        yield lambda event: None
        return
    from llama_router_codemod.progress_bar import progress_bar

    with progress_bar(_here("err")) as report:
        report("Reading the checkout")
        yield report


def print_beside(items: Iterable[RenderableType]) -> None:
    """Prints to stderr what stands beside a result."""
    _print("err", items)


def print_document(text: str) -> None:
    """Prints JSON or Markdown to stdout, in UTF-8 whatever the terminal's encoding."""
    print_bytes(f"{text}\n".encode())


def print_bytes(data: bytes) -> None:
    """Writes to stdout as it is, whatever the terminal's encoding: a patch must arrive byte for byte."""
    if sys.stdout is None:
        raise OSError("stdout is closed")
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def print_all(items: Iterable[RenderableType]) -> None:
    """Prints to stdout; tables fold to the width of a terminal, but never in a file or pipe."""
    if sys.stdout is None:
        raise OSError("stdout is closed")
    _print("out", items)
