"""Packages come after those that they import."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from trees import IMPORTS, tree

from llama_router_codemod.conventions.packages import api_packages
from llama_router_codemod.migrate.dependency_order import in_dependency_order

if TYPE_CHECKING:
    from pathlib import Path


def package(name: str, imports: str) -> dict[str, str]:
    routed = f'class {name.title()}(Protocol):\n    @webmethod(route="/{name}")\n    async def ask(self) -> str: ...\n'
    return {
        f"pkg/apis/{name}/__init__.py": f"from .{name} import *\n",
        f"pkg/apis/{name}/{name}.py": f"{IMPORTS}{imports}\n\n\n{routed}",
    }


@pytest.mark.parametrize(
    ("imports", "order"),
    [
        ({"a": "", "b": "", "c": ""}, "abc"),
        ({"a": "from pkg.apis.b import B", "b": "from pkg.apis.c.c import *", "c": ""}, "cba"),
        ({"a": "from ..c import c", "b": "", "c": "import os"}, "bca"),
        ({"a": "from pkg.apis import b", "b": "from pkg.apis.a import A", "c": "from pkg.apis.a import A"}, "abc"),
        ({"a": "from pkg.apis.version import X", "b": "", "c": ""}, "abc"),
    ],
    ids=["none", "a chain", "one", "a circle", "what is no package"],
)
def test_order(tmp_path: Path, imports: dict[str, str], order: str) -> None:
    files = {path: text for name, code in imports.items() for path, text in package(name, code).items()}
    symbols = tree(tmp_path, files)
    assert "".join(item.name for item in in_dependency_order(symbols, api_packages(symbols))) == order
