"""Packages of external APIs are migrated with the checkout that they lie in: same answers, and nothing else to do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from harbour import SCHEMA_UTILS
from harbour import SOURCES as HARBOUR
from run_cli import run
from tide_tables import (
    GAUGE,
    INIT,
    PACKAGE,
    SOURCES,
    SPECIFICATION,
    STATUSES,
    TIDES,
    external_answers,
    facts_of_routes,
    tide_tables,
)
from whole_trees import files_of

if TYPE_CHECKING:
    from pathlib import Path

INIT_AFTER = """\
from .models import Tide
from .service import Tides, available_providers

__all__ = ["Tide", "Tides", "available_providers"]
"""
SERVICE = '''\
from typing import Protocol

from port.apis.datatypes import Api

from .models import Tide


def available_providers():
    return [{"api": Api.tides, "module": "tide_gauge"}]


class Tides(Protocol):
    """When the water is high."""

    async def get_tide(self, place: str, hours: int = 1) -> Tide:
        """The tide to come."""
        ...

    async def record_tide(self, tide: Tide) -> Tide: ...

    async def list_places() -> dict[str, list[str]]: ...
'''
#: Authentication, deprecation and level of each route.
FACTS = {
    "get_tide": [[False, False, "v1"]],
    "record_tide": [[True, False, "v1"]],
    "list_places": [[True, True, "v1"]],
}


def migrated(root: Path, *options: str) -> dict[str, Any]:
    """Migrates a checkout and gives what the run says as JSON."""
    code, out, err = run("migrate", root, "--format", "json", *options)
    assert code == 0, err
    said: dict[str, Any] = json.loads(out)
    return said


def text(root: Path, path: str) -> str:
    return (root / path).read_text(encoding="utf-8")


def test_a_package_with_the_rest(tmp_path: Path) -> None:
    root = tide_tables(tmp_path)
    before = external_answers(root)
    assert [status for status, _ in before] == STATUSES
    assert facts_of_routes(root) == FACTS
    said = migrated(root)
    assert {item["name"]: item["outcome"] for item in said["packages"]} == {"berths": "migrated", "tides": "migrated"}
    assert {item["message"] for item in said["findings"] if item["path"] == TIDES} == {
        "`hours: int = 1` in the Protocol, Gauge has `hours: int = 2`",
        "`get_tide`, `record_tide`; no class of the checkout has more fields",
    }
    assert external_answers(root) == before
    assert facts_of_routes(root) == FACTS
    assert text(root, INIT) == INIT_AFTER
    assert text(root, f"{PACKAGE}/tide_api/service.py") == SERVICE
    assert not (root / TIDES).exists()
    imports = "from tide_api.models import Tide\nfrom tide_api.service import Tides\n"
    assert text(root, GAUGE).startswith(imports)
    routes = text(root, f"{PACKAGE}/tide_api/routes.py")
    assert 'get_tides_service = service_dependency(Api("tides"))' in routes
    assert routes.endswith('register_router(Api("tides"), lambda: router)\n')
    assert run("check", root)[0] == 0


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    root = tide_tables(tmp_path)
    migrated(root)
    before = files_of(root)
    said = migrated(root)
    assert {item["outcome"] for item in said["packages"]} == {"skipped"}
    assert files_of(root) == before


@pytest.mark.parametrize("first", ["tides", "berths"])
def test_a_hybrid(tmp_path: Path, first: str) -> None:
    root = tide_tables(tmp_path)
    before = external_answers(root)
    outcomes = {item["name"]: item["outcome"] for item in migrated(root, "--api", first)["packages"]}
    assert outcomes == {"berths": "skipped", "tides": "skipped", first: "migrated"}
    assert external_answers(root) == before
    assert facts_of_routes(root) == FACTS
    assert run("check", root)[0] == 1
    migrated(root)
    assert external_answers(root) == before
    assert run("check", root)[0] == 0


@pytest.mark.parametrize("first", ["tides", "berths"])
def test_a_hybrid_in_the_layout_of_upstream(tmp_path: Path, first: str) -> None:
    root = tide_tables(tmp_path)
    before = external_answers(root)
    migrated(root, "--api", first, "--layout", "upstream")
    assert external_answers(root) == before
    migrated(root)
    assert external_answers(root) == before


def test_the_patch_says_the_same(tmp_path: Path) -> None:
    root = tide_tables(tmp_path)
    before = files_of(root)
    code, patch, _ = run("migrate", root, "--diff")
    assert code == 0
    assert f"--- a/{TIDES}\n+++ /dev/null\n" in patch
    assert f"--- /dev/null\n+++ b/{PACKAGE}/tide_api/service.py\n" in patch
    assert files_of(root) == before


def test_the_package_is_in_the_inventory(tmp_path: Path) -> None:
    root = tide_tables(tmp_path)
    apis = {item["name"]: item for item in json.loads(run("inventory", root, "--format", "json")[1])["apis"]}
    assert (apis["tides"]["module"], apis["tides"]["state"], apis["tides"]["served"]) == (
        "tide_api.tides",
        "pending",
        True,
    )
    assert [route["path"] for route in apis["tides"]["routes"]] == ["/v1/tides/{place}", "/v1/tides", "/v1/places"]
    migrated(root)
    apis = {item["name"]: item for item in json.loads(run("inventory", root, "--format", "json")[1])["apis"]}
    assert apis["tides"]["state"] == "migrated"


def test_a_router_in_a_package_below_the_one_of_the_specification(tmp_path: Path) -> None:
    """The server finds it by the Protocol."""
    water = f"{PACKAGE}/tide_api/water"
    gauge = SOURCES[GAUGE].replace("tide_api.tides", "tide_api.water.tides")
    files = {f"{water}/__init__.py": "", f"{water}/tides.py": SOURCES[TIDES], TIDES: None, GAUGE: gauge}
    root = tide_tables(tmp_path, {**files, INIT: "from .water.tides import Tides as Tides\n"})
    before = external_answers(root)
    assert [status for status, _ in before] == STATUSES
    migrated(root)
    assert (root / PACKAGE / "tide_api/water/routes.py").exists()
    assert external_answers(root) == before


def test_a_specification_that_names_the_module_of_the_protocol(tmp_path: Path) -> None:
    root = tide_tables(tmp_path, {SPECIFICATION: "module: tide_api.tides\nname: tides\nprotocol: Tides\n"})
    before = external_answers(root, module="tide_api.tides")
    said = migrated(root)
    assert [item for item in said["findings"] if item["path"] == SPECIFICATION] == []
    assert text(root, SPECIFICATION) == "module: tide_api.service\nname: tides\nprotocol: Tides\n"
    assert external_answers(root, module="tide_api.service") == before


def test_a_server_without_the_package(tmp_path: Path) -> None:
    """It serves what it has, as before."""
    root = tide_tables(tmp_path)
    migrated(root)
    answers = external_answers(root, module="tide_apis", served=False)
    assert [status for status, _ in answers] == [404, 404, 404, 404, 404, 404, 200]


@pytest.mark.parametrize("decorator", ["port.schema_utils", "elsewhere"], ids=["gone", "kept by somebody"])
def test_a_package_elsewhere_that_has_webmethods(tmp_path: Path, decorator: str) -> None:
    root = tide_tables(tmp_path)
    migrated(root)
    for name in ("routes", "service", "models"):
        (root / PACKAGE / f"tide_api/{name}.py").unlink()
    (root / INIT).write_text(SOURCES[INIT], encoding="utf-8")
    (root / TIDES).write_text(SOURCES[TIDES].replace("port.schema_utils", decorator), encoding="utf-8")
    (root / PACKAGE / "elsewhere.py").write_text(HARBOUR[SCHEMA_UTILS], encoding="utf-8")
    with pytest.raises(RuntimeError, match=r"^The external API tide_api has no routes\.py\. .* migrate it: "):
        external_answers(root, served=False)
