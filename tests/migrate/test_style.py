"""The last step: new files formatted, changed ones if they were, and all of it as a changeset."""

from pathlib import Path, PurePosixPath

import pytest
from trees import tree

from llama_router_codemod.migrate.draft import Draft
from llama_router_codemod.migrate.style import styled_changeset
from llama_router_codemod.tree.file_mode import EXECUTABLE_MODE

OLD, NEW = PurePosixPath("pkg/old.py"), PurePosixPath("pkg/new.py")


def drafted(root: Path, text: str = "x = 1\n") -> Draft:
    return Draft(tree(root, {str(OLD): text}).checkout)


def test_no_changes(tmp_path: Path) -> None:
    assert styled_changeset(drafted(tmp_path)).is_empty


def test_an_edit_that_was_taken_back(tmp_path: Path) -> None:
    draft = drafted(tmp_path)
    assert styled_changeset(draft.edited(OLD, "x = 2\n").edited(OLD, "x = 1\n")).is_empty


@pytest.mark.parametrize(
    ("before", "edited", "after"),
    [
        pytest.param("x = 1\n", "x =   2\n", "x = 2\n", id="formatted before"),
        pytest.param("x =  1\n", "x =   2\n", "x =   2\n", id="not formatted before"),
        pytest.param("import b\n", "import b\nimport a\n", "import a\nimport b\n", id="sorted before"),
        pytest.param(
            "import b\nimport a\n",
            "import c\nimport b\nimport a\n",
            "import c\nimport b\nimport a\n",
            id="not sorted before",
        ),
    ],
)
def test_a_changed_file_keeps_the_style_that_it_had(tmp_path: Path, before: str, edited: str, after: str) -> None:
    (change,) = styled_changeset(drafted(tmp_path, before).edited(OLD, edited)).changes
    assert (change.path, change.before, change.after) == (OLD, before.encode(), after.encode())


def test_a_new_file_is_formatted_and_has_the_line_endings_of_another(tmp_path: Path) -> None:
    draft = drafted(tmp_path, "x = 1\r\n").created({NEW: "import b\nimport a\nx =   1\n"}, like=OLD)
    (change,) = styled_changeset(draft).changes
    assert (change.path, change.before, change.after) == (NEW, None, b"import a\r\nimport b\r\n\r\nx = 1\r\n")


def test_a_deleted_file(tmp_path: Path) -> None:
    (change,) = styled_changeset(drafted(tmp_path).deleted(OLD)).changes
    assert (change.path, change.before, change.after) == (OLD, b"x = 1\n", None)


@pytest.mark.parametrize("name", ["a.md", "a.ipynb", "a.json"])
def test_a_file_that_is_no_python_keeps_its_bytes(tmp_path: Path, name: str) -> None:
    before = '\ufeff{"cells" : [{"source" : "import b\\nimport a"}],\r\n "x":1}\r\n'.encode()
    (tmp_path / name).write_bytes(before)
    draft = drafted(tmp_path)
    path = PurePosixPath(name)
    (change,) = styled_changeset(draft.edited(path, draft.text(path).replace("1", "2"))).changes
    assert (change.path, change.before, change.after) == (path, before, before.replace(b"1", b"2"))


def test_the_mode_stays(tmp_path: Path) -> None:
    draft = drafted(tmp_path)
    (tmp_path / OLD).chmod(0o755)
    (change,) = styled_changeset(draft.edited(OLD, "x = 2\n")).changes
    assert change.mode == EXECUTABLE_MODE
