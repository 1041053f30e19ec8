"""Names, routes and docstrings of a tree that would like to be more than text: in the terminal and in Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from run_cli import run
from small_tree import small_tree

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = (
    r"/a\n\n# heading",
    r"/a\x1b[31mred",
    "/a`<img src=x>`",
    "/<img src=x onerror=y>",
    "/@everyone",
    "/a|b",
    "/[bold]x[/bold]",
    r"/a\u202e",
)
ODD = "from shop.schema_utils import webmethod\n\n\nclass Odd:\n    @webmethod(route='/x')\n    def a(self): ...\n"
ESCAPED = re.compile(r"(`+)[^`].*?[^`]?\1(?!`)")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    root = small_tree(tmp_path / "tree")
    methods = "".join(
        f"    @wm(route='{route}', method='PUT', level=LLAMA_STACK_API_V1, required_scope='{route}')\n"
        f"    async def m{number}(self) -> int: ...\n\n"
        for number, route in enumerate(HOSTILE)
    )
    path = root / "shop/apis/stock/stock.py"
    path.write_text(path.read_text(encoding="utf-8") + "\n" + methods, encoding="utf-8")
    odd = root / "shop/\x1b[31m`<img>`\n# @everyone.py"
    odd.write_text(ODD, encoding="utf-8")
    return root


@pytest.mark.parametrize("command", [("inventory",), ("check",), ("migrate",)], ids=" ".join)
def test_nothing_reaches_the_terminal(command: tuple[str, ...], tree: Path) -> None:
    _, stdout, stderr = run(*command, tree)
    assert "[31m" in stdout + stderr, "the words are shown, and nothing else"
    assert "\x1b" not in stdout + stderr
    assert "\u202e" not in stdout + stderr


@pytest.mark.parametrize("command", [("inventory",), ("migrate",)], ids=" ".join)
def test_markdown_stays_text(command: tuple[str, ...], tree: Path) -> None:
    code, stdout, _ = run(*command, tree, "--format", "markdown")
    assert code in (0, 3)
    assert "img" in stdout
    for line in stdout.splitlines():
        assert re.match(r"(\||## [AM\d]|$|\d+ files scanned|No findings)", line), line
        plain = ESCAPED.sub("", line)
        assert "<" not in plain.replace("\\<", ""), line
        assert "@everyone" not in plain, line
    assert "\x1b" not in stdout
