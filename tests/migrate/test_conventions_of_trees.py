"""What differs between checkouts decides what is written: each tree answers after its migration as it did before."""

from __future__ import annotations

import importlib
import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from harbour import (
    BERTHS,
    MASTER,
    ROUTES,
    SCHEMA_UTILS,
    SERVER,
    answers,
    apart,
    bare_server,
    harbour,
    imported,
    replaced,
)
from run_cli import run

from llama_router_codemod.contract.implementation_wins import ImplementationWins

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NORTH, NOWHERE = "/v1/berths/north", "/v1/quays/north"
FOUND = (200, {"name": "north", "metres": 12})
NOT_FOUND = (404, {"detail": "Not Found"})


def migrated(root: Path) -> list[tuple[str, str]]:
    """Migrates a checkout, after which no webmethod is left: codes and messages of the findings, but for LRC105."""
    code, out, err = run("migrate", root, "--format", "json")
    assert code == 0, err
    assert run("check", root)[0] == 0
    findings = [(finding["code"], finding["message"]) for finding in json.loads(out)["findings"]]
    return [finding for finding in findings if finding[0] != "LRC105"]


def text(root: Path, path: str) -> str:
    return (root / path).read_text(encoding="utf-8")


def test_a_level_for_each_route(tmp_path: Path) -> None:
    root = harbour(tmp_path)
    assert answers(root, NORTH, NOWHERE) == [FOUND, NOT_FOUND]
    assert migrated(root) == []
    assert answers(root, NORTH, NOWHERE) == [FOUND, NOT_FOUND]


@pytest.mark.parametrize(
    ("prefix", "written"),
    [
        pytest.param("/{API_V1}/", 'prefix=f"/{API_V1}"', id="a constant"),
        pytest.param("/v1/", '"/v1', id="written out"),
    ],
)
def test_one_prefix_for_all_routes(tmp_path: Path, prefix: str, written: str) -> None:
    """As in llama-stack until 0.2.22, where no route has a level."""
    discovery = replaced(
        ROUTES,
        ("/{webmethod.level}/", prefix),
        ("import api_protocol_map\n", "import api_protocol_map\nfrom port.apis.version import API_V1\n"),
    )
    root = harbour(tmp_path, discovery | replaced(BERTHS, (", level=API_V1", "")))
    assert answers(root, NORTH) == [FOUND]
    assert migrated(root) == []
    assert answers(root, NORTH) == [FOUND]
    assert written in text(root, "port/apis/berths/routes.py")


OLD_DISCOVERY = """\
import inspect
from collections import namedtuple

from port.apis.version import API_V1
from port.core.resolver import api_protocol_map

ApiEndpoint = namedtuple("ApiEndpoint", "route method name descriptive_name")


def get_all_api_endpoints():
    found = {}
    protocols = api_protocol_map()
    for api, protocol in protocols.items():
        endpoints = []
        methods = inspect.getmembers(protocol, predicate=inspect.isfunction)
        for name, method in methods:
            if not hasattr(method, "__webmethod__"):
                continue
            webmethod = method.__webmethod__
            route = f"/{API_V1}/{webmethod.route.lstrip('/')}"
            if webmethod.method == "GET":
                method = "get"
            elif webmethod.method == "DELETE":
                method = "delete"
            else:
                method = "post"
            endpoints.append(
                ApiEndpoint(route=route, method=method, name=name, descriptive_name=webmethod.descriptive_name)
            )
        found[api] = endpoints
    return found
"""


def test_a_discovery_of_another_name_in_another_module(tmp_path: Path) -> None:
    """As in llama-stack until 0.2.8."""
    server = replaced(
        SERVER,
        ("server.routes import get_all_api_routes", "server.endpoints import get_all_api_endpoints"),
        ("= get_all_api_routes()", "= get_all_api_endpoints()"),
        ("for route, _ in routes", "for route in routes"),
        ('            verb = next(each for each in route.methods if each != "HEAD")\n', ""),
        ("getattr(app, verb.lower())(route.path", "getattr(app, route.method)(route.route"),
        ("(impl_method, verb.lower(), route.path)", "(impl_method, route.method, route.route)"),
    )
    webmethod = replaced(
        SCHEMA_UTILS,
        ("    public: bool = False\n", "    public: bool = False\n    descriptive_name: str | None = None\n"),
    )
    old = {ROUTES: None, "port/core/server/endpoints.py": OLD_DISCOVERY}
    root = harbour(tmp_path, {**old, **server, **webmethod, **replaced(BERTHS, (", level=API_V1", ""))})
    assert answers(root, NORTH, NOWHERE) == [FOUND, NOT_FOUND]
    assert migrated(root) == [("LRC304", "`get_all_api_endpoints` cannot be made of routers")]
    assert answers(root, NORTH, NOWHERE) == [FOUND, NOT_FOUND]


SERVED = replaced(
    MASTER,
    ("name: str)", "name: str, metres: int = 30, flag: str | None = None)"),
    ("Berth(name=name)", 'Berth(name=f"{name} {flag}", metres=metres)'),
)
DECLARED = replaced(BERTHS, ("name: str)", "name: str, metres: int)"))


@pytest.mark.parametrize("placed", [dict, apart], ids=["in the package of the APIs", "in another package"])
def test_the_implementation_decides_what_is_served(
    tmp_path: Path, placed: Callable[..., dict[str, str | None]]
) -> None:
    """As in llama-stack from 2025-11-13 on, where the APIs are a package of their own."""
    requests = (NORTH, f"{NORTH}?metres=9&flag=red", f"{NORTH}?metres=long")
    root = harbour(tmp_path, placed({**SERVED, **DECLARED, **bare_server()}))
    before = answers(root, *requests)
    assert [status for status, _ in before] == [200, 200, 422]
    assert sorted(migrated(root)) == [
        (ImplementationWins.code, "`flag: str | None = None` is only in the implementation (Master)"),
        (ImplementationWins.code, "`metres: int` in the Protocol, Master has `metres: int = 30`"),
    ]
    assert answers(root, *requests) == before
    assert before[0][1] == {"name": "north None", "metres": 30}
    assert before[1][1] == {"name": "north red", "metres": 9}


MEMBERS = """\
import inspect


def remote_routes(protocol):
    members = inspect.getmembers(protocol)
    return {name: member.__webmethod__.route for name, member in members if hasattr(member, "__webmethod__")}
"""
PUBLIC = """\
import inspect


def closed_routes(protocol):
    functions = [member for _, member in inspect.getmembers(protocol, inspect.isfunction)]
    marks = [mark for function in functions for mark in getattr(function, "__webmethods__", [])]
    return [(mark.route, mark.deprecated) for mark in marks if not mark.public]
"""


def asked(root: Path, module: str, function: str, *arguments: str) -> object:
    """What a function of a module says of an object, which is given as module and name."""
    with imported(root, module) as found:
        home, name = arguments
        return getattr(found, function)(getattr(importlib.import_module(home), name))


def test_all_members_of_a_protocol_are_asked_for_routes(tmp_path: Path) -> None:
    """As core/client.py of every llama-stack does: most members are no functions, and some cannot be hashed."""
    root = harbour(tmp_path, {"port/core/client.py": MEMBERS})
    question = ("port.core.client", "remote_routes", "port.apis.berths", "Berths")
    assert asked(root, *question) == {"get_berth": "/berths/{name}"}
    assert migrated(root) == []
    assert asked(root, *question) == {"get_berth": "/berths/{name}"}


@pytest.mark.parametrize(
    ("argument", "closed"), [("", [("/berths/{name}", False)]), (", public=True", [])], ids=["default", "given"]
)
def test_every_field_of_the_decorator_can_be_read(
    tmp_path: Path, argument: str, closed: list[tuple[str, bool]]
) -> None:
    files = replaced(BERTHS, (", level=API_V1", f", level=API_V1{argument}"))
    root = harbour(tmp_path, {"port/core/listing.py": PUBLIC, **files})
    question = ("port.core.listing", "closed_routes", "port.apis.berths", "Berths")
    assert asked(root, *question) == closed
    assert migrated(root) == []
    assert asked(root, *question) == closed


TEST_OF_CLIENT = """\
from port.core.client import remote_routes
from port.schema_utils import webmethod


class Gull:
    @webmethod(route="/gull", method="GET", level="v1")
    async def cry(self) -> None: ...


def test_routes():
    assert remote_routes(Gull) == {"cry": "/gull"}
"""


def test_a_decorated_class_of_a_test_is_left_to_it(tmp_path: Path) -> None:
    root = harbour(tmp_path, {"port/core/client.py": MEMBERS, "tests/test_client.py": TEST_OF_CLIENT})
    code, out, err = run("migrate", root)
    assert code == 0, err
    assert "tests/test_client.py:6:6: `Gull.cry` keeps it" in err, out
    assert text(root, "tests/test_client.py") == TEST_OF_CLIENT
    with imported(root, "tests.test_client") as tests:
        tests.test_routes()


@pytest.mark.parametrize(
    ("name", "server"),
    [("query", {}), ("result", {}), ("svc", {}), pytest.param("request", bare_server(), id="request")],
)
def test_a_parameter_with_a_name_that_endpoints_have_themselves(
    tmp_path: Path, name: str, server: dict[str, str]
) -> None:
    declared = replaced(BERTHS, ("{name}", f"{{{name}}}"), ("name: str)", f"{name}: str, metres: int = 12)"))
    served = replaced(
        MASTER, ("name: str)", f"{name}: str, metres: int = 12)"), ("name=name", f"name={name}, metres=metres")
    )
    root = harbour(tmp_path, {**declared, **served, **server})
    requests = (NORTH, f"{NORTH}?metres=7")
    assert answers(root, *requests) == [FOUND, (200, {"name": "north", "metres": 7})]
    assert migrated(root) == []
    assert answers(root, *requests) == [FOUND, (200, {"name": "north", "metres": 7})]


NEWER = """\
from port.apis.berths.berths import Berth

print(f"{'\\n'.join(Berth.model_fields)}")
"""


def test_a_script_in_a_syntax_that_python_3_11_cannot_read(tmp_path: Path) -> None:
    root = harbour(tmp_path, {"scripts/fields.py": NEWER})
    if sys.version_info >= (3, 12):
        assert migrated(root) == []
        assert text(root, "scripts/fields.py") == NEWER.replace("berths.berths", "berths.models")
        return
    code, _, err = run("migrate", root)
    assert code == 2
    assert "scripts/fields.py:3:" in err
    assert "with a Python newer than 3.11" in err


@pytest.mark.parametrize("verb", ["POST", "GET"])
def test_none_for_a_type_without_none(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, verb: str) -> None:
    """Type checkers that had nothing to say of the APIs have nothing to say of them afterwards."""
    declared = replaced(
        BERTHS, ('method="GET"', f'method="{verb}"'), ("name: str)", "name: str, tags: dict[str, str])")
    )
    served = replaced(
        MASTER,
        ("name: str)", "name: str, tags: dict[str, str] = None)"),
        ("name=name", "name=(tags or {}).get(name, name)"),
    )
    root = harbour(tmp_path, {**declared, **served})
    body = {"tags": {"north": "south"}} if verb == "POST" else {"north": "south"}
    requests = [(verb, NORTH, body), (verb, NORTH, None), (verb, NORTH, 5)]
    before = answers(root, *requests)
    assert before[0] == (200, {"name": "south", "metres": 12})
    assert [status for status, _ in before] == [200, 200, 422]
    assert migrated(root) == [
        (ImplementationWins.code, "`tags: dict[str, str]` in the Protocol, Master has `tags: dict[str, str] = None`")
    ]
    assert answers(root, *requests) == before
    cache = tmp_path_factory.getbasetemp() / "mypy"
    options = ("--follow-imports=silent", "--warn-unused-ignores", f"--cache-dir={cache}")
    command = [sys.executable, "-m", "mypy", *options, "port/apis"]
    checked = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


STREAMED = """\
from collections.abc import AsyncIterator

from port.apis.berths import Berth, Berths
from port.core.headers import PROVIDER_DATA


class Master(Berths):
    async def get_berth(self, name: str) -> Berth:
        if name == "sunk":
            raise KeyError(name)
        return Berth(name=f"{name} {PROVIDER_DATA.get()}")

    async def watch_berth(self, name: str, stream: bool = False) -> Berth | AsyncIterator[str]:
        async def watch():
            yield f"{name} {PROVIDER_DATA.get()}"
            raise KeyError("lost")

        return watch() if stream else Berth(name=name)
"""
WATCHED = replaced(
    BERTHS,
    ("from typing import Protocol", "from collections.abc import AsyncIterator\nfrom typing import Protocol"),
    (
        "get_berth(self, name: str) -> Berth: ...\n",
        "get_berth(self, name: str) -> Berth: ...\n\n"
        '    @webmethod(route="/berths/{name}/watch", method="POST", level=API_V1)\n'
        "    async def watch_berth(self, name: str, stream: bool = False) -> Berth | AsyncIterator[str]: ...\n",
    ),
)


def test_apis_that_may_not_import_their_server(tmp_path: Path) -> None:
    """As in llama-stack from 2025-11-13 on: what the server does around calls is given to the routers by itself."""
    watch = f"{NORTH}/watch"
    requests = (NORTH, "/v1/berths/sunk", ("POST", watch, {"stream": True}), ("POST", watch, {}))
    root = harbour(tmp_path, apart({**WATCHED, MASTER: STREAMED}))
    before = answers(root, *requests, headers={"x-provider-data": "tide"})
    assert before[0] == (200, {"name": "north tide", "metres": 12})
    assert before[1] == (404, {"detail": "'sunk'"})
    assert before[2] == (200, 'data: "north None"\n\ndata: {"error": "\'lost\'"}\n\n')
    assert migrated(root) == []
    assert answers(root, *requests, headers={"x-provider-data": "tide"}) == before
    apis = [path for path in root.rglob("*.py") if path.is_relative_to(root / "port_api")]
    assert [path for path in apis if re.search(r"^\s*(from|import) port\b", path.read_text(), re.MULTILINE)] == []
