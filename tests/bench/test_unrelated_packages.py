"""The other packages of the tenfold repository are ordinary code that has nothing to do with the APIs."""

from __future__ import annotations

from itertools import islice
from pathlib import Path, PurePosixPath

import pytest
from peers.unrelated_packages import unrelated_modules, write_unrelated_packages

SOURCES = {
    PurePosixPath("apis/files.py"): "class Files(Protocol):\n    @webmethod()\n    async def find(self): ...\n",
    PurePosixPath("cli/run.py"): "import llama_stack.apis.files\n",
    PurePosixPath("providers/local.py"): """\
from llama_stack.apis.files import Files, webmethod


class Local(Files):
    # Files of a webmethod; llama_stack_client and FilesAndMore are other words.
    async def find(self) -> "Files": ...
""",
}


def test_each_copy_has_names_of_its_own() -> None:
    first, second, third, _ = islice(unrelated_modules(SOURCES), 4)
    assert first == (PurePosixPath("other_1/cli/run.py"), "import other_1.apis.files\n")
    assert second == (
        PurePosixPath("other_1/providers/local.py"),
        """\
from other_1.apis.files import FilesOf1, remark


class LocalOf1(FilesOf1):
    # FilesOf1 of a remark; llama_stack_client and FilesAndMore are other words.
    async def find(self) -> "FilesOf1": ...
""",
    )
    assert third == (PurePosixPath("other_2/cli/run.py"), "import other_2.apis.files\n")


def test_nothing_to_copy() -> None:
    with pytest.raises(ValueError, match="no module below providers, models, cli"):
        next(unrelated_modules({PurePosixPath("apis/files.py"): ""}))


def test_as_many_modules_as_asked_for(tmp_path: Path) -> None:
    for path, source in SOURCES.items():
        module = tmp_path / "release/llama_stack" / path
        module.parent.mkdir(parents=True, exist_ok=True)
        module.write_text(source, encoding="utf-8")
    assert write_unrelated_packages(tmp_path / "release", tmp_path / "made", 3) == 9
    made = sorted(path.relative_to(tmp_path / "made").as_posix() for path in tmp_path.glob("made/**/*.py"))
    copies = [f"other_{number}/{path}" for number in range(1, 6) for path in ("cli/run.py", "providers/local.py")]
    assert made == copies[:9]
