"""The probe as a program: options in, a record and lines of progress out."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest

from llama_router_codemod.verify.messages.message_file import read_message, write_message
from llama_router_codemod.verify.messages.options import ProbeOptions
from llama_router_codemod.verify.messages.progress import Sent, Step, read_progress
from llama_router_codemod.verify.messages.record import Record
from llama_router_codemod.verify.messages.server_modules import ServerModules
from llama_router_codemod.verify.probe.__main__ import main
from llama_router_codemod.verify.probe.tree import Tree


@pytest.fixture(autouse=True)
def _logging_as_before() -> Iterator[None]:
    yield
    logging.disable(logging.NOTSET)


def test_record_and_progress(
    shop: Callable[..., Tree],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What the server prints is lost, so that every line is one of the probe."""
    shop({"shop/__init__.py": "import sys\nprint('Hello')\nprint('a warning', file=sys.stderr)\n"})
    files = tmp_path / "plan", tmp_path / "record", tmp_path / "bytecode"
    options = ProbeOptions("shop", ServerModules(), (tmp_path,), (), *files, is_first=True, requests=3)
    write_message(tmp_path / "options", options)
    lines = StringIO()
    monkeypatch.setattr(sys, "__stdout__", lines)
    main(str(tmp_path / "options"))
    assert [read_progress(line) for line in lines.getvalue().splitlines()] == [
        Step("Importing the server"),
        Step("Making answers"),
        Step("Making requests"),
        Sent(0, 3),
    ]
    assert capsys.readouterr() == ("", "")
    assert len(read_message(Record, tmp_path / "record").outcomes) == 3
    assert (tmp_path / "bytecode").is_file()
