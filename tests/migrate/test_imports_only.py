"""`migrate --imports-only`: a package outside follows its host, be that migrated or not."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from harbour import BERTHS, harbour, replaced
from run_cli import run
from whole_trees import files_of

from llama_router_codemod.contract.early_import import EarlyImport
from llama_router_codemod.contract.unknown_import import UnknownImport
from llama_router_codemod.rewrite.imports.unmovable import UnmovableUse

if TYPE_CHECKING:
    from pathlib import Path

PRIVATE = replaced(BERTHS, ("class Berth(", "_LONGEST = 40\n\n\nclass Berth("))
USER = """\
from port.apis.berths.berths import Berth, Berths
from port.apis.datatypes import Api

WHERE = "port.apis.berths.berths.Berth"


def longest():
    from port.apis.berths.berths import _LONGEST

    return Berth, Berths, Api, _LONGEST
"""
AFTER = """\
from port.apis.berths import Berth, Berths
from port.apis.datatypes import Api

WHERE = "port.apis.berths.Berth"


def longest():
    from port.apis.berths.models import _LONGEST

    return Berth, Berths, Api, _LONGEST
"""
STATES: dict[str, tuple[str, ...]] = {"pending": (), "migrated": (), "with shims": ("--keep-shims",)}


def host(root: Path, state: str = "migrated") -> Path:
    harbour(root, PRIVATE)
    assert state == "pending" or run("migrate", root, *STATES[state])[0] == 0
    return root


def package(root: Path, text: str) -> Path:
    root.mkdir()
    (root / "ferry.py").write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize("state", STATES)
def test_imports_follow(tmp_path: Path, state: str) -> None:
    tree = host(tmp_path / "host", state)
    before = files_of(tree)
    root = package(tmp_path / "ferry", USER)
    code, _, err = run("migrate", root, "--imports-only", "--host", tree)
    assert (code, (root / "ferry.py").read_text(encoding="utf-8")) == (0, AFTER), err
    assert ("  ferry.py:8:5: `port.apis.berths.models`\n" in err) is (state == "pending")
    assert err.startswith(EarlyImport.code if state == "pending" else "")
    assert files_of(tree) == before
    assert run("migrate", tree, *STATES[state])[0] == 0
    script = "import ferry; ferry.longest()"
    environment = {**os.environ, "PYTHONPATH": f"{tree}{os.pathsep}{root}", "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run([sys.executable, "-W", "error", "-c", script], env=environment, check=True)
    again = run("migrate", root, "--imports-only", "--host", tree)
    assert (again[0], "no file changes" in again[1]) == (0, True)


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        pytest.param(
            "import port.apis.berths.berths\n",
            UnmovableUse.code,
            "1:8: `port.apis.berths.berths` is imported as a whole",
            id="a whole module",
        ),
        pytest.param(
            "from port.apis.berths.berths import Berth, Quay\n",
            UnmovableUse.code,
            "1:44: `port.apis.berths.berths` is gone, and its package does not tell where `Quay` is",
            id="a name that nothing tells",
        ),
        pytest.param(
            "from importlib import import_module\nimport_module('port.apis.berths.berths')\n",
            UnmovableUse.code,
            "2:15: `port.apis.berths.berths` is imported as a whole",
            id="by its name",
        ),
        pytest.param("import port.apis.quays\n", UnknownImport.code, "1:1: `port.apis.quays`", id="an unknown module"),
    ],
)
def test_what_cannot_follow_is_refused(tmp_path: Path, text: str, code: str, told: str) -> None:
    root = package(tmp_path / "ferry", text)
    exit_code, _, err = run("migrate", root, "--imports-only", "--host", host(tmp_path / "host"))
    assert (exit_code, f"  ferry.py:{told}\n" in err, f"{code} " in err) == (3, True, True)
    assert (root / "ferry.py").read_text(encoding="utf-8") == text


def test_a_module_that_a_shim_keeps_may_be_imported_as_a_whole(tmp_path: Path) -> None:
    root = package(tmp_path / "ferry", "import port.apis.berths.berths\n")
    assert run("migrate", root, "--imports-only", "--host", host(tmp_path / "host", "with shims"))[0] == 0


def test_a_host_that_is_a_package_of_an_api(tmp_path: Path) -> None:
    """It needs no enum of APIs: the package tells where its names are."""
    api = tmp_path / "tides/src/tide_api"
    api.mkdir(parents=True)
    for name, text in {"__init__": "", "service": "class Tides: ...\n", "routes": ""}.items():
        (api / f"{name}.py").write_text(text, encoding="utf-8")
    root = package(tmp_path / "ferry", "from tide_api.tides import Tides\n")
    assert run("migrate", root, "--imports-only", "--host", tmp_path / "tides")[0] == 0
    assert (root / "ferry.py").read_text(encoding="utf-8") == "from tide_api.service import Tides\n"


def test_an_api_package_whose_imports_are_lost_is_refused(tmp_path: Path) -> None:
    text = """\
from typing import Protocol

from port.apis.berths.berths import Berth
from port.apis.datatypes import Api
from port.schema_utils import webmethod


def available_providers():
    return [{"api": Api.ferries}]


class Ferries(Protocol):
    @webmethod(route="/ferries", method="GET", level="v1")
    async def list_ferries(self) -> list[Berth]: ...
"""
    tree = host(tmp_path / "host")
    root = tmp_path / "ferries"
    (root / "ferry_api").mkdir(parents=True)
    (root / "ferry_api/__init__.py").touch()
    (root / "ferry_api/ferries.py").write_text(text, encoding="utf-8")
    code, _, err = run("migrate", root, "--host", tree)
    assert (code, "  ferry_api/ferries.py:3:1: `port.apis.berths.berths`\n" in err) == (3, True)
    assert run("migrate", root, "--imports-only", "--host", tree)[0] == 0
    assert run("migrate", root, "--host", tree)[0] == 0
    assert (root / "ferry_api/routes.py").is_file()


def test_a_class_that_the_host_never_had_is_no_module(tmp_path: Path) -> None:
    root = package(tmp_path / "ferry", "from port.apis.berths import Anchor\n")
    code, _, err = run("migrate", root, "--imports-only", "--host", host(tmp_path / "host"))
    assert (code, UnmovableUse.code in err) == (0, False)
