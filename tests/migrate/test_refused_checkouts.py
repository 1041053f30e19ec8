"""A checkout that is not understood is refused as a whole: the line is named, and every byte stays as it was."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from harbour import BERTHS, MASTER, ROUTES, SERVER, harbour, replaced
from run_cli import run

from llama_router_codemod.report.exit_codes import ExitCode

ROUTED = Path(__file__).parents[2] / "fixtures/routed/before"
MOUNTED_AGAIN = """\
    for api_str in reversed(served):
        api = Api(api_str)
        for route, _ in all_routes[api]:
            app.post(route.path)(create_dynamic_typed_route(getattr(impls[api], route.name), "post", route.path))
    return app
"""
OTHER_SERVER = """\
from fastapi import FastAPI

from port.core.server.server import create_dynamic_typed_route


def create_quiet_app(found, impl):
    app = FastAPI()
    for route in found:
        app.get(route.path)(create_dynamic_typed_route(getattr(impl, route.name), "get", route.path))
    return app
"""
REGISTRY = """\
from fastapi import APIRouter

_ROUTER_FACTORIES = {}


def build_fastapi_router(api, impl):
    factory = _ROUTER_FACTORIES.get(api.value)
    return None if factory is None else factory(impl)
"""
#: What is wrong, the changes that make it so, the code of the refusal, its file and a text on the line that it names.
CHECKOUTS = [
    pytest.param(
        replaced(
            SERVER,
            ("                return result\n", "                tide.note(result)\n                return result\n"),
        ),
        ("LRC909", SERVER, "tide.note(result)"),
        id="the wrapper does something with the result",
    ),
    pytest.param(
        replaced(
            SERVER,
            (
                "        user = user_from_scope(request.scope)\n",
                "        user = user_from_scope(request.scope)\n        if user in BANNED:\n"
                "            raise HTTPException(403)\n",
            ),
        ),
        ("LRC909", SERVER, "if user in BANNED:"),
        id="the wrapper asks something first",
    ),
    pytest.param(
        replaced(SERVER, ("    own = inspect.Parameter(", "    parameters.reverse()\n    own = inspect.Parameter(")),
        ("LRC909", SERVER, "parameters.reverse()"),
        id="the wrapper changes the signature",
    ),
    pytest.param(
        replaced(
            SERVER,
            (
                '    return kwargs.get("stream", False)\n',
                '    if "x-stream" in request.headers:\n        return True\n    return kwargs.get("stream", False)\n',
            ),
        ),
        ("LRC909", SERVER, 'if "x-stream" in request.headers:'),
        id="a function of the wrapper asks the headers",
    ),
    pytest.param(
        replaced(SERVER, ("    return app\n", MOUNTED_AGAIN)),
        ("LRC908", SERVER, "app.post(route.path)"),
        id="a second loop in the same file",
    ),
    pytest.param(
        {"port/core/server/quiet.py": OTHER_SERVER},
        ("LRC908", SERVER, "getattr(app, verb.lower())"),
        id="a second loop in another file",
    ),
    pytest.param(
        replaced(ROUTES, ('f"/{webmethod.level}/', 'f"/port/{webmethod.level}/')),
        ("LRC910", ROUTES, 'path = f"/port/'),
        id="the paths begin with something else",
    ),
    pytest.param(
        replaced(
            ROUTES,
            (
                "                path =",
                "                if webmethod.deprecated:\n                    continue\n                path =",
            ),
        ),
        ("LRC910", ROUTES, "if webmethod.deprecated:"),
        id="some routes are left out",
    ),
    pytest.param(
        {"port/core/server/fastapi_router_registry.py": REGISTRY},
        ("LRC911", "port/core/server/fastapi_router_registry.py", "_ROUTER_FACTORIES = {}"),
        id="a router registry of its own",
    ),
]


def hashes(root: Path) -> dict[str, str]:
    """The hash of every file below `root`."""
    return {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("options", [(), ("--api", "berths")], ids=["all", "one API"])
@pytest.mark.parametrize(("changes", "refusal"), CHECKOUTS)
def test_a_refused_checkout(
    tmp_path: Path, changes: dict[str, str | None], refusal: tuple[str, str, str], options: tuple[str, ...]
) -> None:
    root = harbour(tmp_path, changes)
    before = hashes(root)
    code, out, _ = run("migrate", root, *options, "--format", "json")
    assert hashes(root) == before
    assert code == ExitCode.REFUSED
    document = json.loads(out)
    (finding,) = document["findings"]
    assert (finding["code"], finding["path"]) == refusal[:2]
    assert refusal[2] in (root / finding["path"]).read_text(encoding="utf-8").splitlines()[finding["line"] - 1]
    assert [package["outcome"] for package in document["packages"]] == ["refused"]


@pytest.mark.parametrize(("changes", "refusal"), CHECKOUTS)
def test_a_refused_checkout_is_read_all_the_same(
    tmp_path: Path, changes: dict[str, str | None], refusal: tuple[str, str, str]
) -> None:
    root = harbour(tmp_path, changes)
    code, out, _ = run("check", root, "--format", "json")
    assert code == ExitCode.WORK_LEFT
    assert [item["method"] for item in json.loads(out)["remaining"]] == ["get_berth"]
    code, out, _ = run("inventory", root, "--format", "json")
    assert code == ExitCode.DONE
    (api,) = json.loads(out)["apis"]
    assert [route["function"] for route in api["routes"]] == ["get_berth"]


def test_the_reason_is_printed_with_its_place(tmp_path: Path) -> None:
    root = harbour(tmp_path, {"port/core/server/fastapi_router_registry.py": REGISTRY})
    code, out, err = run("migrate", root)
    assert code == ExitCode.REFUSED
    assert "port/core/server/fastapi_router_registry.py:3:1" in err
    assert "0 files created" in out or "no file changes" in out


BY_HAND = {
    BERTHS: None,
    "port/apis/berths/__init__.py": "from . import fastapi_routes\n",
    "port/apis/berths/fastapi_routes.py": "from fastapi import APIRouter\n\nrouter = APIRouter()\n",
    "port/apis/common.py": """\
from pydantic import BaseModel


class Berth(BaseModel):
    \"\"\":param name: What it is called.\"\"\"

    name: str
""",
    MASTER: """\
from port.schema_utils import webmethod


class Master:
    @webmethod(route="/berths/{name}", method="GET")
    async def get_berth(self, name): ...
""",
    ROUTES: None,
    SERVER: None,
    "port/core/server/fastapi_router_registry.py": REGISTRY,
}


def test_where_all_routers_are_made_by_hand_there_is_nothing_to_do(tmp_path: Path) -> None:
    root = harbour(tmp_path, BY_HAND)
    before = hashes(root)
    code, out, err = run("migrate", root)
    assert (code, err) == (ExitCode.DONE, ""), out
    assert hashes(root) == before


def test_utilities_of_routers_that_stand_twice(tmp_path: Path) -> None:
    """The wheels of llama-stack 0.4.2 and 0.4.3 hold the package of the APIs in itself once more."""
    root = Path(shutil.copytree(ROUTED, tmp_path / "tree"))
    (root / "port_api/port_api").mkdir()
    shutil.copy(root / "port_api/router_utils.py", root / "port_api/port_api")
    before = hashes(root)
    code, _, err = run("migrate", root)
    assert code == ExitCode.REFUSED
    assert "LRC911 " in err
    assert hashes(root) == before


def test_nothing_else_is_refused(tmp_path: Path) -> None:
    assert run("migrate", harbour(tmp_path))[0] == ExitCode.DONE
