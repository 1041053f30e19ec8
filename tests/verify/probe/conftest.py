"""A server of a few lines in this process."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tiny_server import tiny_server

from llama_router_codemod.verify.probe.tree import Tree

Shop = Callable[..., Tree]


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    """`shop(files)` writes the package `shop`, the tiny server with more files or other ones, to be imported here."""
    monkeypatch.syspath_prepend(tmp_path)

    def written(files: dict[str, str] | None = None) -> Tree:
        tiny_server(tmp_path)
        for name, source in (files or {}).items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(source, encoding="utf-8")
        importlib.invalidate_caches()
        return Tree("shop")

    yield written
    for name in [name for name in sys.modules if name.partition(".")[0] == "shop"]:
        del sys.modules[name]
