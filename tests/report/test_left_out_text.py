"""What patterns leave out, in a line for each."""

from __future__ import annotations

from llama_router_codemod.report.left_out_text import left_out_text
from llama_router_codemod.tree.left_out import LeftOut


def test_what_is_left_out() -> None:
    items = [
        LeftOut(pattern="vendor/", origin="pyproject.toml", files=2),
        LeftOut(pattern="[x]", origin="--exclude", files=0),
        LeftOut(pattern="!vendor/a.py", origin="--exclude", files=0),
    ]
    assert "\n".join(item.plain for item in left_out_text(items)) == "\n".join(
        [
            "vendor/ (pyproject.toml) leaves out 2 files",
            "[x] (--exclude) leaves out nothing: no file matches it",
        ]
    )
