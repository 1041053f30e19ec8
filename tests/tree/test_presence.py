"""Whether there is something is told, or cannot be told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from llama_router_codemod.tree.presence import exists


def test_existence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "broken").symlink_to("nowhere")
    assert exists(tmp_path / "broken")
    assert not exists(tmp_path / "a")
    assert not exists(tmp_path / "broken/a")

    def lstat(path: Path) -> os.stat_result:
        raise OSError("broken")

    monkeypatch.setattr(Path, "lstat", lstat)
    with pytest.raises(OSError, match="broken"):
        exists(tmp_path)
