"""What is shown to ruff of a checkout, so that it knows the modules of it."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pytest

from llama_router_codemod.tree.first_party import show_modules, source_directories

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def base(tmp_path: Path) -> Path:
    for name in ("pkg/__init__.py", "pkg/deep/a.py", "libs/one/space/b.py", "libs/two/c.pyi", "pkg/unused.py"):
        (tmp_path / "base" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "base" / name).write_text("x = 1\n", encoding="utf-8")
    return tmp_path / "base"


def test_source_directories(base: Path) -> None:
    patterns = [".", "libs/*", "missing", "../elsewhere", "/", "", 1, "pkg/unused.py", "./pkg/../libs", "*/.."]
    assert source_directories(base, patterns) == tuple(map(PurePosixPath, (".", "libs", "libs/one", "libs/two")))


@pytest.mark.parametrize("pattern", ["/**", "../**", "pkg/../../*", "a**b"])
def test_patterns_that_lead_out_or_are_none(pattern: str, base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    glob = type(base).glob

    def inside(directory: Path, wanted: str) -> list[Path]:
        assert ".." not in wanted, "the disk is walked through"
        return list(glob(directory, wanted))

    monkeypatch.setattr(type(base), "glob", inside)
    assert source_directories(base, [pattern]) == ()


def test_modules_that_are_imported(base: Path, tmp_path: Path) -> None:
    texts = [
        "import pkg.deep.a as a, os\nfrom . import x\n",
        "    from space import b\nimport c\nfrom pkg.missing import d\n",
    ]
    show_modules(
        base, [PurePosixPath("."), PurePosixPath("libs/one"), PurePosixPath("libs/two")], texts, tmp_path / "m"
    )
    shown = {str(path.relative_to(tmp_path / "m")): path.stat().st_size for path in (tmp_path / "m").rglob("*.py*")}
    assert shown == dict.fromkeys(["libs/one/space/b.py", "libs/two/c.pyi", "pkg/__init__.py", "pkg/deep/a.py"], 0)
