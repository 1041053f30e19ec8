"""What is printed where: results on stdout, errors and progress on stderr."""

from __future__ import annotations

import errno
import io
import sys

import pytest
from rich.console import Console
from rich.table import Table

from llama_router_codemod import console
from llama_router_codemod.model.errors import InputError
from llama_router_codemod.model.progress import Counted
from llama_router_codemod.report.exit_codes import ExitCode


@pytest.fixture
def streams(monkeypatch: pytest.MonkeyPatch) -> tuple[io.StringIO, io.StringIO]:
    """What stdout and stderr get, neither of which is a terminal."""
    out, err = io.StringIO(), io.StringIO()
    for name, file in (("out", out), ("err", err)):
        plain = Console(file=file, width=20, soft_wrap=True, highlight=False, markup=False, emoji=False)
        monkeypatch.setattr(console, name, plain)
    return out, err


def test_no_error(streams: tuple[io.StringIO, io.StringIO]) -> None:
    with console.input_errors():
        pass
    assert [stream.getvalue() for stream in streams] == ["", ""]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (InputError("a.py: not UTF-8", "Save it."), "error: a.py: not UTF-8\nSave it.\n"),
        (
            OSError(errno.ENOSPC, "No space left", "a.py"),
            "error: a.py: No space left\nNothing was changed; run again when it is mended.\n",
        ),
        (OSError("broken"), "error: broken\nNothing was changed; run again when it is mended.\n"),
    ],
    ids=["bad input", "a full disk", "without a file"],
)
def test_an_error_that_a_person_can_mend(error: Exception, said: str, streams: tuple[io.StringIO, io.StringIO]) -> None:
    with pytest.raises(SystemExit) as left, console.input_errors():
        raise error
    assert left.value.code == ExitCode.BAD_INPUT
    assert [stream.getvalue() for stream in streams] == ["", said]


def test_another_error_goes_on() -> None:
    with pytest.raises(LookupError), console.input_errors():
        raise LookupError("a defect")


def test_progress_is_silent_without_a_terminal(streams: tuple[io.StringIO, io.StringIO]) -> None:
    with console.progress() as report:
        report("Reading the APIs")
    assert [stream.getvalue() for stream in streams] == ["", ""]


def test_progress_names_the_step_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Console(file=io.StringIO(), force_terminal=True, width=80)
    monkeypatch.setattr(console, "err", terminal)
    with console.progress() as report:
        report("Reading the APIs")
        # A spinner turns a few times a second; stopping draws it once more.
    assert "Reading the APIs" in terminal.file.getvalue()  # type: ignore[attr-defined]


def test_progress_for_programs(streams: tuple[io.StringIO, io.StringIO]) -> None:
    with console.progress(console.ProgressFormat.JSON) as report:
        report("Formatting")
        report(Counted("Reading [b]", 1, 4))
    assert [stream.getvalue() for stream in streams] == [
        "",
        '{"version":1,"step":"Formatting","done":null,"total":null}\n'
        '{"version":1,"step":"Reading [b]","done":1,"total":4}\n',
    ]


def test_no_progress_if_none_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Console(file=io.StringIO(), force_terminal=True, width=80)
    monkeypatch.setattr(console, "err", terminal)
    with console.progress(console.ProgressFormat.NONE) as report:
        report("Reading the APIs")
    assert terminal.file.getvalue() == ""  # type: ignore[attr-defined]


def test_what_stands_beside_a_result(streams: tuple[io.StringIO, io.StringIO]) -> None:
    console.print_beside(["[bold] one", "two"])
    assert [stream.getvalue() for stream in streams] == ["", "[bold] one\ntwo\n"]


def test_tables_do_not_fold_in_a_file(streams: tuple[io.StringIO, io.StringIO]) -> None:
    table = Table("a wide column", "another wide column", box=None, pad_edge=False)
    console.print_all([table])
    assert streams[0].getvalue().split() == ["a", "wide", "column", "another", "wide", "column"]
    assert streams[0].getvalue().count("\n") == 1


def test_bytes_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    buffer = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(buffer, encoding="ascii", newline="\r\n"))
    console.print_bytes("é\n".encode())
    assert buffer.getvalue() == "é\n".encode()
