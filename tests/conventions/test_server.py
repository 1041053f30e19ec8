from pathlib import Path, PurePosixPath

import pytest
from trees import SERVER, server_with, tree

from llama_router_codemod.conventions.endpoint_wrapper import EndpointWrapper, UnknownWrapperStatement
from llama_router_codemod.conventions.mounting_loop import Reason, UnknownMounting
from llama_router_codemod.conventions.route_discovery import UnknownDiscovery
from llama_router_codemod.conventions.server import ServerReading, read_server
from llama_router_codemod.infra.infrastructure import infrastructure
from llama_router_codemod.model.finding import Facts

PATH = "pkg/core/server/server.py"
ROUTES = "pkg/core/server/routes.py"


def refused(root: Path, files: dict[str, str]) -> tuple[Facts, str]:
    """Why a server is not understood, and where."""
    reading = read_server(tree(root, files))
    assert reading.server is None
    (finding,) = reading.refusals
    return finding.facts, str(finding.place)


def test_no_server(tmp_path: Path) -> None:
    assert read_server(tree(tmp_path, {})) == ServerReading()


def test_a_server(tmp_path: Path) -> None:
    reading = read_server(tree(tmp_path, SERVER))
    assert reading.refusals == ()
    assert reading.server is not None
    assert reading.server.module == "pkg.core.server.server"
    assert reading.server.directory == PurePosixPath("pkg/core/server")
    assert (reading.server.loop.discovery, reading.server.discovery_module) == (
        "get_all_api_routes",
        "pkg.core.server.routes",
    )
    assert reading.server.discovery.stacked
    assert reading.server.wrapper == EndpointWrapper()


def test_everything_elsewhere_and_by_other_names(tmp_path: Path) -> None:
    wrapper = "def create_dynamic_typed_route(func, method, route):\n            return func\n"
    files = {
        "pkg/core/server/server.py": SERVER[PATH]
        .replace(wrapper, "from pkg.core.wrapping import create_dynamic_typed_route\n")
        .replace("get_all_api_routes", "list_everything")
        .replace("create_app", "main"),
        "pkg/core/wrapping.py": f"        {wrapper}",
        ROUTES: SERVER[ROUTES].replace("get_all_api_routes", "list_everything"),
    }
    server = read_server(tree(tmp_path, {**SERVER, **files})).server
    assert server is not None
    assert server.loop.discovery == "list_everything"


def test_a_reader_of_webmethods_without_a_loop(tmp_path: Path) -> None:
    reader = "def listed(f):\n    return f.__webmethods__\n"
    assert refused(tmp_path, {"pkg/core/listing.py": reader}) == (
        UnknownMounting(Reason.NO_LOOP, "pkg/core/listing.py"),
        "pkg/core/listing.py:1:1",
    )


def test_readers_that_serve_nothing(tmp_path: Path) -> None:
    reader = "def listed(f):\n    return f.__webmethods__\n"
    decorator = "def webmethod(route):\n    return lambda f: setattr(f, '__webmethods__', [route])\n"
    files = {"tests/test_listing.py": reader, "docs/generator.py": reader, "pkg/schema_utils.py": decorator}
    assert read_server(tree(tmp_path, files)) == ServerReading()


def test_the_registry_of_an_earlier_run_serves_nothing(tmp_path: Path) -> None:
    written = {str(path): source for path, source in infrastructure(tree(tmp_path, {})).sources.items()}
    assert "__webmethods__" in written["pkg/apis/routers.py"]
    assert read_server(tree(tmp_path, written)) == ServerReading()


def test_two_loops(tmp_path: Path) -> None:
    other = "pkg/other/server.py"
    assert refused(tmp_path, {**SERVER, other: SERVER[PATH]}) == (
        UnknownMounting(Reason.SEVERAL, other),
        f"{other}:21:13",
    )


def test_a_loop_of_a_test_is_none(tmp_path: Path) -> None:
    assert read_server(tree(tmp_path, {**SERVER, "tests/server.py": SERVER[PATH]})).server is not None


@pytest.mark.parametrize("name", ["my-server", "a b", "class"])
def test_a_server_that_no_name_can_import(tmp_path: Path, name: str) -> None:
    """The routers import from it."""
    path = f"pkg/core/server/{name}.py"
    files = {path: SERVER[PATH], **{other: text for other, text in SERVER.items() if other != PATH}}
    assert refused(tmp_path, files) == (UnknownMounting(Reason.NO_NAME, path), f"{path}:21:13")


def test_a_wrapper_that_is_not_in_the_tree(tmp_path: Path) -> None:
    files = server_with(
        ("def create_dynamic_typed_route(func, method, route):\n            return func\n", ""),
        ("from fastapi import FastAPI", "from upstream import create_dynamic_typed_route"),
    )
    assert refused(tmp_path, files) == (
        UnknownMounting(Reason.NO_FUNCTION, PATH, "create_dynamic_typed_route"),
        f"{PATH}:1:1",
    )


def test_a_discovery_that_is_not_in_the_tree(tmp_path: Path) -> None:
    files = server_with(("def get_all_api_routes", "def other"))
    assert refused(tmp_path, files) == (UnknownMounting(Reason.NO_FUNCTION, PATH, "get_all_api_routes"), f"{PATH}:1:1")


def test_an_unknown_statement_of_the_loop(tmp_path: Path) -> None:
    files = server_with(("routes = all_routes[api]", "routes = all_routes[api]\n                count(routes)"))
    assert refused(tmp_path, files) == (UnknownMounting(Reason.STATEMENT, PATH, "count(routes)"), f"{PATH}:17:9")


def test_an_unknown_statement_of_the_wrapper(tmp_path: Path) -> None:
    files = server_with(("return func\n", "with lock:\n                return func\n"))
    assert refused(tmp_path, files) == (
        UnknownWrapperStatement("create_dynamic_typed_route", "with lock:"),
        f"{PATH}:8:5",
    )


def test_an_unknown_statement_of_the_discovery(tmp_path: Path) -> None:
    files = server_with(("found[api] = routes", "found[api] = sorted(routes)"))
    facts, place = refused(tmp_path, files)
    assert facts == UnknownDiscovery("get_all_api_routes", "found[api] = sorted(routes)")
    assert place == f"{ROUTES}:19:9"


WITHOUT_VERBS = """\
import inspect
from types import SimpleNamespace

from pkg.apis.datatypes import Api
from pkg.apis.agents import Agents


def get_all_api_routes():
    found = {}
    for api, protocol in {Api.agents: Agents}.items():
        found[api] = [
            SimpleNamespace(name=name, path=f"/{mark.level}/{mark.route.lstrip('/')}")
            for name, method in inspect.getmembers(protocol, inspect.isfunction)
            for mark in getattr(method, "__webmethods__", [])
        ]
    return found
"""


def test_a_verb_that_neither_the_loop_nor_the_list_tells(tmp_path: Path) -> None:
    facts, place = refused(tmp_path, {**SERVER, ROUTES: WITHOUT_VERBS})
    assert facts == UnknownDiscovery("get_all_api_routes", "def get_all_api_routes():")
    assert place == f"{ROUTES}:8:1"
