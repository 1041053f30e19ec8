"""`--layout`: the form of routers where the tree does not decide it, and what is no layout for a tree."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from harbour import SERVER, answers, harbour, replaced
from run_cli import run
from tide_tables import tide_host
from whole_trees import CACHES, FIXTURES, files_of

from llama_router_codemod.conventions.mounting_loop import UnknownMounting

NORTH, NOWHERE = "/v1/berths/north", "/v1/quays/north"
REGISTRY = "port/core/server/fastapi_router_registry.py"


def copied(case: str, root: Path) -> Path:
    shutil.copytree(FIXTURES / case / "before", root, ignore=CACHES)
    return root


def text(root: Path, path: str) -> str:
    return (root / path).read_text(encoding="utf-8")


def test_upstream_on_a_tree_without_routers(tmp_path: Path) -> None:
    root = harbour(tmp_path)
    before = answers(root, NORTH, NOWHERE)
    assert run("migrate", root, "--layout", "upstream")[0] == 0
    assert answers(root, NORTH, NOWHERE) == before
    assert run("check", root, "--machinery")[0] == 0
    package = root / "port/apis/berths"
    names = ["__init__.py", "api.py", "fastapi_routes.py", "models.py"]
    assert sorted(path.name for path in package.glob("*.py")) == names
    init = text(root, "port/apis/berths/__init__.py")
    assert init.endswith(
        "from . import fastapi_routes\nfrom .api import Berths\nfrom .models import Berth\n\n"
        '__all__ = [\n    "Berth",\n    "Berths",\n    "fastapi_routes",\n]\n'
    )
    assert '    "berths": berths.fastapi_routes.create_router,\n' in text(root, REGISTRY)
    assert text(root, SERVER).endswith(
        "        impl = impls[api]\n"
        "        router = build_fastapi_router(api, impl)\n"
        "        if router:\n"
        "            app.include_router(router)\n"
        "    return app\n"
    )


def test_a_second_run_follows_the_tree(tmp_path: Path) -> None:
    root = harbour(tmp_path)
    assert run("migrate", root, "--layout", "upstream")[0] == 0
    after = files_of(root)
    for options in ((), ("--layout", "upstream")):
        code, out, _ = run("migrate", root, *options)
        assert (code, "no file changes" in out) == (0, True)
    assert files_of(root) == after


def test_upstream_where_the_tree_has_it(tmp_path: Path) -> None:
    trees = [copied("routed", tmp_path / name) for name in ("plain", "asked")]
    assert run("migrate", trees[0])[0] == 0
    assert run("migrate", trees[1], "--layout", "upstream")[0] == 0
    assert files_of(trees[0]) == files_of(trees[1])


def test_ours_where_the_tree_has_none(tmp_path: Path) -> None:
    trees = [harbour(tmp_path / name) for name in ("plain", "asked")]
    assert run("migrate", trees[0])[0] == 0
    assert run("migrate", trees[1], "--layout", "ours")[0] == 0
    assert files_of(trees[0]) == files_of(trees[1])


def test_ours_where_the_tree_has_others(tmp_path: Path) -> None:
    root = copied("routed", tmp_path / "tree")
    before = files_of(root)
    said = f"{REGISTRY} has routers in a form of their own, and a second one beside it would be wrong"
    advice = "Leave the option out: new routers follow those that are there."
    assert run("migrate", root, "--layout", "ours") == (2, "", f"error: --layout ours: {said}\n{advice}\n")
    assert files_of(root) == before


@pytest.mark.parametrize(
    ("files", "said"),
    [
        pytest.param(
            {"port/core/server/routers.py": "def register_router(api, factory): ...\n"},
            "port/core/server/routers.py has the routers of an earlier run, in the layout of this tool",
            id="an earlier run",
        ),
        pytest.param({REGISTRY: ""}, f"{REGISTRY} is something else", id="a file of that name"),
    ],
)
def test_upstream_beside_something_else(tmp_path: Path, files: dict[str, str | None], said: str) -> None:
    root = harbour(tmp_path, files)
    before = files_of(root)
    code, out, err = run("migrate", root, "--layout", "upstream")
    assert (code, out, err.splitlines()[0]) == (2, "", f"error: --layout upstream: {said}")
    assert files_of(root) == before


def test_upstream_without_a_server(tmp_path: Path) -> None:
    root = copied("flat", tmp_path / "tree")
    code, _, err = run("migrate", root, "--layout", "upstream")
    said = "error: --layout upstream: there is no server to have the registry of routers"
    assert (code, err.splitlines()[0]) == (2, said)


def test_upstream_with_a_server_that_is_not_understood(tmp_path: Path) -> None:
    root = harbour(tmp_path, replaced(SERVER, ("        impl = impls[api]\n", "        impl = spied(impls[api])\n")))
    before = files_of(root)
    code, _, err = run("migrate", root, "--layout", "upstream")
    assert (code, err.startswith(f"{UnknownMounting.code} ")) == (3, True)
    assert files_of(root) == before


def test_a_name_that_the_server_has_for_something_else(tmp_path: Path) -> None:
    """The router of an API would hide it."""
    root = harbour(tmp_path, replaced(SERVER, ("def create_app(impls):\n", "def create_app(impls, router=None):\n")))
    code, _, err = run("migrate", root, "--layout", "upstream")
    assert (code, err.startswith(f"{UnknownMounting.code} ")) == (3, True)


def test_a_package_that_stands_alone(tmp_path: Path) -> None:
    package, host = copied("tides", tmp_path / "tides"), tide_host(tmp_path / "host")
    code, _, err = run("migrate", package, "--host", host, "--layout", "upstream")
    assert (code, err.splitlines()[0]) == (2, "error: --layout is for a checkout with APIs of its own")
