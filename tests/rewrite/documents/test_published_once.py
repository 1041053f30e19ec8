"""LRC308: methods of several Protocols have one name."""

from pathlib import Path

from trees import tree

from llama_router_codemod.report.messages import message
from llama_router_codemod.rewrite.documents.published_once import PublishedOnce, published_once

API = """\
    from typing import Protocol

    from pkg.schema_utils import webmethod


    class {name}(Protocol):
        @webmethod(route="/{name}/do", method="POST", level="v1")
        async def do(self) -> None: ...

        @webmethod(route="/{name}/look", method="POST", level="v1")
        async def look{name}(self) -> None: ...

        async def rest(self) -> None: ...
    """


def read(root: Path, files: dict[str, str]) -> list[tuple[str, PublishedOnce]]:
    return [(str(item.place), item.facts) for item in published_once(tree(root, files))]  # type: ignore[misc]


def test_one_protocol(tmp_path: Path) -> None:
    assert read(tmp_path, {"pkg/apis/agents/agents.py": API.format(name="Agents")}) == []


def test_two_protocols(tmp_path: Path) -> None:
    files = {f"pkg/apis/{name.lower()}/{name.lower()}.py": API.format(name=name) for name in ("Agents", "Bots")}
    facts = PublishedOnce("do", ("Agents", "Bots"), ("/Agents/do", "/Bots/do"))
    assert read(tmp_path, files) == [("pkg/apis/agents/agents.py:8:5", facts)]
    assert message(facts) == "`do` of `Agents` and `Bots`: `/Agents/do`, `/Bots/do`"
