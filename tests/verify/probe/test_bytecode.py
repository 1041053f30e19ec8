"""What one process has compiled is there for another, which has the same files at other places."""

from __future__ import annotations

import importlib
import sys
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from llama_router_codemod.verify.probe import bytecode
from llama_router_codemod.verify.probe.bytecode import keep_bytecode, take_bytecode

SOURCE = "def outer():\n    def inner(): ...\n    return inner\n"


@pytest.fixture(autouse=True)
def _imports_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path_hooks", [*sys.path_hooks])
    monkeypatch.setattr(sys, "path_importer_cache", {})
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.setattr(bytecode, "_compiled", {})


def imported(root: Path, monkeypatch: pytest.MonkeyPatch, source: str = SOURCE) -> ModuleType:
    """The module of a directory with this source, as another process would import it."""
    root.mkdir()
    (root / "shared_module.py").write_text(source, encoding="utf-8")
    monkeypatch.delitem(sys.modules, "shared_module", raising=False)
    monkeypatch.setattr(sys, "path", [str(root), *sys.path])
    return importlib.import_module("shared_module")


def compile_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: Any) -> Any:
        raise AssertionError("it is compiled")

    monkeypatch.setattr(SourceFileLoader, "source_to_code", refuse)


def test_compiled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    take_bytecode(tmp_path / "bytecode")
    imported(tmp_path / "one", monkeypatch)
    keep_bytecode(tmp_path / "bytecode")
    take_bytecode(tmp_path / "bytecode")
    compile_nothing(monkeypatch)
    other = imported(tmp_path / "two", monkeypatch)
    place = str(tmp_path / "two" / "shared_module.py")
    assert [other.__file__, other.outer.__code__.co_filename, other.outer().__code__.co_filename] == [place] * 3
    with pytest.raises(AssertionError, match="it is compiled"):
        imported(tmp_path / "three", monkeypatch, "other = 1\n")


def test_nothing_is_written_beside_the_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    take_bytecode(tmp_path / "bytecode")
    imported(tmp_path / "one", monkeypatch)
    assert [path.name for path in (tmp_path / "one").iterdir()] == ["shared_module.py"]


def test_module_that_does_not_parse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    take_bytecode(tmp_path / "bytecode")
    for name in ("one", "two"):
        with pytest.raises(SyntaxError) as caught:
            imported(tmp_path / name, monkeypatch, "def\n")
        assert caught.value.filename == str(tmp_path / name / "shared_module.py")
