"""Explanations as people read them."""

from __future__ import annotations

import io
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from llama_router_codemod.contract.taken_file import Reason, TakenFile
from llama_router_codemod.migrate.fate import Fate
from llama_router_codemod.migrate.purpose import Purpose
from llama_router_codemod.model.finding import Finding
from llama_router_codemod.model.place import Place
from llama_router_codemod.report.explain_text import explanation_text, fate_text
from llama_router_codemod.report.explanation import Explanation
from llama_router_codemod.tree.exclusion import Exclusion

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType

PATH = PurePosixPath("pkg/a.py")
EXAMPLE = Explanation("Since it is so.\n", {"a.py": "x = 1\n", "b.txt": "b\n"}, {"a.py": "if x:\n    y\n"})


def printed(items: Iterable[RenderableType], *, coloured: bool = False) -> str:
    stream = io.StringIO()
    console = Console(file=stream, width=200, force_terminal=coloured, color_system="standard" if coloured else None)
    for item in items:
        console.print(item)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("code", "title", "before", "after"),
    [
        ("LRC104", "implementations disagree about a parameter", "Before", "After the migration"),
        ("LRC904", "a file of the new layout exists already", "Refused", "Mended"),
    ],
)
def test_a_code(code: str, title: str, before: str, after: str) -> None:
    lines = printed(explanation_text(code, EXAMPLE, coloured=False)).splitlines()
    assert lines[:4] == [f"{code} {title}", "", "Since it is so.", ""]
    assert lines[4].startswith("What to do: ")
    assert "\n".join(lines[5:]) == (
        f"\n{before}, a.py:\n    x = 1\n\n{before}, b.txt:\n    b\n\n{after}, a.py:\n    if x:\n        y"
    )


def test_colours_mark_the_code() -> None:
    assert "\x1b[" in printed(explanation_text("LRC104", EXAMPLE, coloured=True), coloured=True)


FINDING = Finding(Place(PATH, 3, 5), TakenFile(Reason.PACKAGE, "pkg/a.py"))


@pytest.mark.parametrize(
    ("fate", "expected"),
    [
        pytest.param(
            Fate(PATH, True, None, "modified", (Purpose.IMPORTS, Purpose.SERVER), ()),
            f"pkg/a.py: modified\n  {Purpose.IMPORTS}\n  {Purpose.SERVER}\n",
            id="changed",
        ),
        pytest.param(
            Fate(PATH, True, None, None, (), ()),
            "pkg/a.py: stays as it is\n  nothing in it declares a route, asks for one, or names what moves\n",
            id="nothing to do",
        ),
        pytest.param(
            Fate(PATH, False, Exclusion("/pkg/", "pyproject.toml"), None, (), ()),
            "pkg/a.py: stays as it is\n  /pkg/ (pyproject.toml) leaves it out\n",
            id="left out",
        ),
        pytest.param(
            Fate(PATH, False, None, None, (), ()),
            "pkg/a.py: stays as it is\n"
            "  it is not read: git ignores it, or it lies in an environment or a cache, or is a link\n",
            id="not read",
        ),
        pytest.param(
            Fate(PATH, True, None, None, (), (FINDING,)),
            "pkg/a.py: stays as it is\n  see what is found in it\n"
            "  3:5: LRC904 a file of the new layout exists already: pkg/a.py exists already\n"
            "    Rename or delete it; the migration writes service.py, models.py and routes.py.\n",
            id="refused",
        ),
    ],
)
def test_a_file(fate: Fate, expected: str) -> None:
    assert printed(fate_text(fate)) == expected
