import ast
from pathlib import PurePosixPath
from textwrap import dedent

import libcst as cst
import pytest
from mounted_server import SERVER

from llama_router_codemod.rewrite.server.mounting_loop import calls, mounting_loop, mounts_routes, unknown_mounting


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param(SERVER.replace("api = Api(api_str)", "api = find(api_str)"), id="no-api"),
        pytest.param(SERVER.replace("impl = impls[api]", "impl = find(api)"), id="no-implementation"),
        pytest.param(SERVER.replace("impl = impls[api]", "impl = impls[api_str]"), id="implementation-by-another-key"),
        pytest.param(SERVER.replace("getattr(impl, route.name)", "find(impl)"), id="not-asked-for-methods"),
        pytest.param(SERVER.replace("getattr(app, method.lower())", "app.route"), id="mounted-in-another-way"),
        pytest.param(
            SERVER.replace("                    create_dynamic", "                    make"), id="no-endpoint"
        ),
        pytest.param(SERVER.replace("get_all_api_routes(external_apis)", "{}"), id="no-route-discovery"),
    ],
)
def test_an_unknown_form(text: str) -> None:
    assert mounting_loop(cst.parse_module(text)) is None


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        pytest.param("", "", ("app", "api", "impl", "external_apis"), id="upstream"),
        pytest.param("app", "server", ("server", "api", "impl", "external_apis"), id="application"),
        pytest.param("api = Api(", "one = Api(", ("app", "one", "impl", "external_apis"), id="api"),
        pytest.param("impl", "service", ("app", "api", "service", "external_apis"), id="implementation"),
        pytest.param("(external_apis)", "()", ("app", "api", "impl", ""), id="no-external-apis"),
    ],
)
def test_names_are_found_by_what_they_do(old: str, new: str, names: tuple[str, ...]) -> None:
    text = SERVER.replace(old, new).replace("impls[api]", "impls[one]" if "one" in names else "impls[api]")
    loop = mounting_loop(cst.parse_module(text))
    assert loop is not None
    assert (loop.app, loop.api, loop.impl, loop.discovery.external_apis) == names


def test_inside_a_class_and_a_block() -> None:
    text = "class Server:\n    if True:\n" + "".join(
        f"        {line}\n" if line else "\n" for line in SERVER.split("\n")
    )
    assert mounting_loop(cst.parse_module(text)) is not None


def test_a_definition_alone_mounts_nothing() -> None:
    assert not mounts_routes(ast.parse("def create_dynamic_typed_route(f):\n    return f\n"))
    assert mounts_routes(ast.parse(SERVER))


@pytest.mark.parametrize(
    ("source", "found"),
    [("f", False), ("def f(): ...", False), ("a.f()", False), ("g(f)", False), ("g(f())", True), ("f()()", True)],
)
def test_calls(source: str, found: bool) -> None:
    assert calls(ast.parse(dedent(source)), "f") is found


def test_finding() -> None:
    finding = unknown_mounting(PurePosixPath("lab/server.py"))
    assert (finding.code, str(finding.place), finding.message) == ("LRC908", "lab/server.py:1:1", "lab/server.py")
