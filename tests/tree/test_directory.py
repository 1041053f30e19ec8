"""The directory that a command is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree.directory import require_directory

if TYPE_CHECKING:
    from pathlib import Path


def test_a_directory(tmp_path: Path) -> None:
    require_directory(tmp_path)


@pytest.mark.parametrize(
    ("name", "what"),
    [("missing", "no such directory"), ("file", "is a file, no directory"), ("device", "is no directory")],
)
def test_no_directory(name: str, what: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "device").symlink_to("/dev/null")
    with pytest.raises(InputError, match=f"{name}: {what}"):
        require_directory(tmp_path / name)
