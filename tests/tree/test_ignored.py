"""New files that git would ignore."""

from pathlib import Path, PurePosixPath

import pytest
from repository import git

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree.changeset import Changeset, FileChange
from llama_router_codemod.tree.ignored import require_not_ignored

pytestmark = pytest.mark.usefixtures("own_git")

MADE = Changeset((FileChange(PurePosixPath("inside/made.py"), None, b""), FileChange(PurePosixPath("a.py"), b"", b"x")))


def test_a_new_file_that_is_kept(tmp_path: Path) -> None:
    git(tmp_path, "init")
    (tmp_path / ".gitignore").write_text("a.py\n", encoding="utf-8")
    require_not_ignored(tmp_path, MADE)


@pytest.mark.parametrize("below", [".", "top"])
def test_a_new_file_that_is_ignored(tmp_path: Path, below: str) -> None:
    git(tmp_path, "init")
    (tmp_path / ".gitignore").write_text("made.*\n", encoding="utf-8")
    (tmp_path / below).mkdir(exist_ok=True)
    with pytest.raises(InputError, match=r"^inside/made.py: git ignores this new file"):
        require_not_ignored(tmp_path / below, MADE)


def test_where_git_has_no_part(tmp_path: Path) -> None:
    """Be it that there is no repository, or that the one around ignores the whole tree."""
    require_not_ignored(tmp_path, MADE)
    git(tmp_path, "init")
    (tmp_path / ".gitignore").write_text("ignored/\n", encoding="utf-8")
    (tmp_path / "ignored").mkdir()
    require_not_ignored(tmp_path / "ignored", MADE)
