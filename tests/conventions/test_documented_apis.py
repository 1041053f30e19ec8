from pathlib import Path

import pytest
from trees import server_with, tree

from llama_router_codemod.conventions.documented_apis import documented_apis

PROTOCOL = """\
```python
# vets/src/vets/api.py
from typing import Protocol

from pkg.schema_utils import webmethod


class Vets(Protocol):
    @webmethod(route="/vets", method="GET")
    async def find() -> list[str]: ...
```
"""
CATS = "class Cats(Protocol):\n    @webmethod(route='/cats')\n    async def find(): ...\n\n\n"
NAME = "```yaml\nmodule: vets\nname: vets\nprotocol: Vets\n```\n"
URL = "It is at `/v1/vets`.\n"
PAGE = PROTOCOL + NAME + URL
PROVIDERS = "```py\n# vets/api.py\ndef available_providers():\n    return [Spec(Api.vets)]\n```\n"


def found(root: Path, text: str, files: dict[str, str] | None = None) -> list[tuple[str, str | None, str]]:
    """The Protocols of a document, with the names of their APIs and the files that they stand in."""
    symbols = tree(root, files or {})
    return [(item.api.protocol.name, item.api.member, str(item.file)) for item in documented_apis(symbols, text)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param(NAME + URL, id="no Protocol"),
        pytest.param(PAGE.replace("```python", "```text"), id="no Python"),
        pytest.param(PAGE.replace("@webmethod", "@other"), id="no webmethod"),
        pytest.param(PAGE.replace("# vets/src/vets/api.py\n", ""), id="no file"),
        pytest.param(PAGE.replace("vets/src/vets/api.py", "api.py"), id="no package"),
        pytest.param(PAGE.replace("vets/src/vets/api.py", "my-vets/api.py"), id="a directory that is no package"),
        pytest.param(PAGE.replace("vets/src/vets/", "src/pkg/"), id="the server's own package"),
        pytest.param(PAGE.replace("class Vets(Protocol):", "class Vets(Protocol:"), id="it does not parse"),
        pytest.param(PAGE.replace("(Protocol):", ":"), id="another class"),
        pytest.param(PROTOCOL + PAGE, id="shown twice"),
        pytest.param(PROTOCOL + URL, id="no name"),
        pytest.param(PAGE + NAME.replace("name: vets", "name: dogs"), id="two names"),
        pytest.param(PROTOCOL + NAME, id="no level"),
        pytest.param(PAGE + "Or at `/v2/vets`.\n", id="two levels"),
        pytest.param(PAGE.replace("class Vets", f"{CATS}class Vets"), id="two Protocols"),
    ],
)
def test_none(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, text) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(PAGE, id="a specification"),
        pytest.param(PROVIDERS + PROTOCOL + URL, id="providers in the same file"),
        pytest.param(PROTOCOL.replace('"GET"', '"GET", level="v1"') + NAME, id="a level of its own"),
    ],
)
def test_one(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, text) == [("Vets", "vets", "vets/src/vets/api.py")]


def test_the_package_of_the_document_stands_for_one_of_the_checkout(tmp_path: Path) -> None:
    files = {"vets/__init__.py": "", "vets/api.py": "class Vets: ...\n", "vets/more.py": ""}
    assert found(tmp_path, PAGE, files) == [("Vets", "vets", "vets/src/vets/api.py")]
    (item,) = documented_apis(tree(tmp_path, files), PAGE)
    assert {"vets", "vets.api"} == {name for name in item.symbols.checkout.modules if name.startswith("vets")}


@pytest.mark.parametrize(
    ("level", "files", "told"),
    [
        pytest.param("v1", {}, ("pkg.apis.version", "LLAMA_STACK_API_V1", "v1"), id="a constant"),
        pytest.param("v2", {}, ("vets.api", None, "v2"), id="none"),
        pytest.param(
            "v1",
            server_with(("/{webmethod.level}/", "/v3/")),
            (None, None, "v3"),
            id="the prefix of the server",
        ),
    ],
)
def test_levels(tmp_path: Path, level: str, files: dict[str, str], told: tuple[str, str | None, str]) -> None:
    agents = {"pkg/apis/agents/__init__.py": "class Agents: ...\n"} if files else {}
    (item,) = documented_apis(tree(tmp_path, {**files, **agents}), PAGE.replace("/v1/", f"/{level}/"))
    (((_, _, route),)) = item.api.routes
    assert (route.level_module, route.level, route.version) == told
