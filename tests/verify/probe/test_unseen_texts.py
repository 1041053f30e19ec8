"""What a server prints or logs takes no time, and what it writes down stays."""

from __future__ import annotations

import sys
import traceback
from io import StringIO

import pytest
import rich.pretty

from llama_router_codemod.verify.probe.unseen_texts import leave_out_unseen_texts


class NoisyError(Exception):
    """An exception whose text must not be asked for."""

    asked = 0

    def __str__(self) -> str:
        NoisyError.asked += 1
        return "noisy"


@pytest.fixture(autouse=True)
def _left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(traceback, "print_exception", traceback.print_exception)
    monkeypatch.setattr(rich.pretty, "pretty_repr", rich.pretty.pretty_repr)
    monkeypatch.setattr(NoisyError, "asked", 0)
    leave_out_unseen_texts()


def test_printed_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        raise NoisyError
    except NoisyError as error:
        traceback.print_exception(error)
        traceback.print_exception(type(error), error, error.__traceback__)
        traceback.print_exc()
    assert (capsys.readouterr(), NoisyError.asked) == (("", ""), 0)


def test_traceback_in_a_file_of_its_own() -> None:
    by_name, by_place = StringIO(), StringIO()
    traceback.print_exception(NoisyError(), file=by_name)
    traceback.print_exception(NoisyError, NoisyError(), None, None, by_place)
    assert [file.getvalue().strip().rpartition(".")[2] for file in (by_name, by_place)] == ["NoisyError: noisy"] * 2


def test_formatted_traceback() -> None:
    assert traceback.format_exception(NoisyError())[-1].endswith("NoisyError: noisy\n")


def test_layout_of_rich() -> None:
    value = {"a": ["b" * 50, "c" * 50]}
    assert rich.pretty.pretty_repr(value, max_width=60) == repr(value)


def test_server_without_rich(monkeypatch: pytest.MonkeyPatch) -> None:
    pretty = rich.pretty.pretty_repr
    monkeypatch.setitem(sys.modules, "rich.pretty", None)
    leave_out_unseen_texts()
    assert rich.pretty.pretty_repr is pretty
