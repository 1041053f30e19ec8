"""Where the tool keeps its state."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from llama_router_codemod.tree.state_directory import state_directory

if TYPE_CHECKING:
    import pytest


def test_state_directory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/me")
    monkeypatch.setenv("XDG_STATE_HOME", "/state")
    assert state_directory() == Path("/state/llama-router-codemod")
    monkeypatch.setenv("XDG_STATE_HOME", "state")
    assert state_directory() == Path("/home/me/.local/state/llama-router-codemod")
    monkeypatch.delenv("XDG_STATE_HOME")
    assert state_directory() == Path("/home/me/.local/state/llama-router-codemod")
