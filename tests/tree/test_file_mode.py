"""The modes are those that git has for what is written."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from repository import commit, git

from llama_router_codemod.tree.file_mode import EXECUTABLE_MODE, REGULAR_MODE


@pytest.mark.parametrize(("permissions", "mode"), [(0o644, REGULAR_MODE), (0o755, EXECUTABLE_MODE)])
def test_what_git_has(tmp_path: Path, permissions: int, mode: int) -> None:
    commit(tmp_path, "file.py")
    (tmp_path / "file.py").chmod(permissions)
    git(tmp_path, "add", "file.py")
    done = subprocess.run(["git", "ls-files", "-s"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.split()[0] == f"{mode:o}"
