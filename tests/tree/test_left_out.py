from pathlib import PurePosixPath

import pytest

from llama_router_codemod.tree.exclusion import Exclusion
from llama_router_codemod.tree.left_out import LeftOut, left_out


def test_files_are_counted() -> None:
    files = (PurePosixPath("a.py"), PurePosixPath("b.py"))
    assert left_out([Exclusion("*.py", "--exclude", files)]) == [LeftOut(pattern="*.py", origin="--exclude", files=2)]


@pytest.mark.parametrize(("pattern", "files", "is_idle"), [("a", 0, True), ("a", 1, False), ("!a", 0, False)])
def test_idle_patterns(pattern: str, files: int, is_idle: bool) -> None:
    assert LeftOut(pattern=pattern, origin="--exclude", files=files).is_idle is is_idle
