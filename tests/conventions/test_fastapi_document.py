"""The program that has FastAPI make the published document of webmethods, and the tags that it gives."""

from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest
from tiny_checkout import tiny_checkout
from trees import BASE, ENDPOINTS

from llama_router_codemod.conventions.fastapi_document import fastapi_document, published_tag, publishes_extra_body
from llama_router_codemod.model.api import Api, ProtocolClass
from llama_router_codemod.model.place import Place

PROGRAM = "scripts/endpoints.py"
HERE = Place(PurePosixPath("pkg/apis/tools.py"), 1)
PROTOCOL = ProtocolClass("ToolGroups", "pkg.apis.tools", HERE, ())
API = Api("tool_groups", "tool_groups", PROTOCOL, (PROTOCOL,))


def test_a_program(tmp_path: Path) -> None:
    found = fastapi_document(tiny_checkout(tmp_path, {PROGRAM: ENDPOINTS}))
    assert str(found) == "scripts/endpoints.py:5:1"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(".title()", ".upper()", id="with other tags"),
        pytest.param("_create_fastapi_endpoint", "_create_endpoint", id="that makes no operations"),
    ],
)
def test_another_program(tmp_path: Path, old: str, new: str) -> None:
    assert fastapi_document(tiny_checkout(tmp_path, {PROGRAM: ENDPOINTS.replace(old, new)})) is None


KEY = 'KEY = "x-llama-stack-extra-body-params"\n'


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param({PROGRAM: ENDPOINTS, "scripts/transforms.py": KEY}, True, id="a module beside the program"),
        pytest.param({PROGRAM: ENDPOINTS, "tests/scripts/test_transforms.py": KEY}, False, id="a module elsewhere"),
        pytest.param({"scripts/transforms.py": KEY}, False, id="no program"),
    ],
)
def test_parameters_apart(tmp_path: Path, files: dict[str, str], expected: bool) -> None:
    assert publishes_extra_body(tiny_checkout(tmp_path, files)) == expected


@pytest.mark.parametrize(
    ("api", "with_program", "tag"),
    [
        pytest.param(API, True, "Tool Groups", id="the value in words"),
        pytest.param(API, False, "ToolGroups", id="the name of the Protocol"),
        pytest.param(replace(API, protocol=PROTOCOL._replace(namespace="Tools")), False, "Tools", id="a namespace"),
        pytest.param(replace(API, member="weather", is_external=True), True, "ToolGroups", id="an external API"),
        pytest.param(replace(API, member=None), True, "ToolGroups", id="an API that no server knows"),
    ],
)
def test_tag(tmp_path: Path, api: Api, with_program: bool, tag: str) -> None:
    files = BASE | ({PROGRAM: ENDPOINTS} if with_program else {})
    assert published_tag(tiny_checkout(tmp_path, files), api, api.protocol) == tag


def class_of(source: str, namespace: str | None) -> str:
    return f"class {source}:\n    " + (f'API_NAMESPACE = "{namespace}"\n' if namespace else "x = 1\n")


@pytest.mark.parametrize(
    ("of_base", "of_tools", "tags"),
    [
        pytest.param(None, None, ("Base", "ToolGroups", "ToolGroups"), id="the name of each"),
        pytest.param("All", None, ("All", "All", "All"), id="inherited"),
        pytest.param(None, "Tools", ("Base", "Tools", "Tools"), id="not handed to the base"),
        pytest.param("All", "Tools", ("All", "Tools", "Tools"), id="of each"),
    ],
)
def test_tags_of_the_protocols_of_an_api(
    tmp_path: Path, of_base: str | None, of_tools: str | None, tags: tuple[str, ...]
) -> None:
    source = class_of("Base(Protocol)", of_base) + class_of("ToolGroups(Base, Protocol)", of_tools)
    base, tools = PROTOCOL._replace(name="Base", namespace=of_base), PROTOCOL._replace(namespace=of_tools)
    provided = PROTOCOL._replace(name="Provided")
    api = replace(API, protocol=tools, served_by=(base, tools, provided), attributes={"Provided": "provided"})
    symbols = tiny_checkout(tmp_path, {**BASE, "pkg/apis/tools.py": f"from typing import Protocol\n{source}"})
    assert tuple(published_tag(symbols, api, item) for item in (base, tools, provided)) == tags
