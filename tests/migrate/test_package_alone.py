"""A package of an external API that stands alone: its host decides the form, and only the package changes.

After a deliberate change of the output, run `pytest tests/migrate/test_package_alone.py --update-goldens`.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from harbour import apart
from run_cli import run
from tide_tables import STATUSES, external_answers, facts_of_routes, routed_tide_host, tide_host
from whole_trees import CACHES, FIXTURES, files_of, migrated_tree, store_migrated_tree

from llama_router_codemod.contract.unready_host import UnreadyHost
from llama_router_codemod.conventions.router_infrastructure import OwnRouterInfrastructure

if TYPE_CHECKING:
    from pathlib import Path

NAME = "tides"
BEFORE = FIXTURES / NAME / "before"
STRAY = """\
from port.schema_utils import webmethod


class Pilot:
    @webmethod(route="/pilots")
    async def guide(self): ...
"""
#: Authentication, deprecation and level of each route.
FACTS = {
    "get_tide": [[False, False, "v1"]],
    "record_tide": [[True, False, "v1"]],
    "list_places": [[True, True, "v1"]],
}


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated host, which no test changes."""
    root = tide_host(tmp_path_factory.mktemp("host"))
    assert run("migrate", root)[0] == 0
    return root


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the package."""
    shutil.copytree(BEFORE, tmp_path / NAME, ignore=CACHES)
    return tmp_path / NAME


def test_golden(host: Path, package: Path, pytestconfig: pytest.Config) -> None:
    code, out, err = run("migrate", package, "--host", host)
    assert code == 0, err
    if pytestconfig.getoption("update_goldens"):
        store_migrated_tree(NAME, package)
        migrated_tree.cache_clear()
        (FIXTURES / NAME / "findings.txt").write_text(err + out, encoding="utf-8")
    assert err + out == (FIXTURES / NAME / "findings.txt").read_text(encoding="utf-8")
    assert files_of(package) == files_of(migrated_tree(NAME))


def test_the_same_answers(host: Path, package: Path, tmp_path: Path) -> None:
    legacy = tide_host(tmp_path / "legacy")
    before = external_answers(legacy, package=package)
    assert [status for status, _ in before] == STATUSES
    assert facts_of_routes(legacy, package) == FACTS
    assert run("migrate", package, "--host", host)[0] == 0
    assert external_answers(host, package=package) == before
    assert facts_of_routes(host, package) == FACTS


def test_only_the_package_changes_and_a_second_run_changes_nothing(host: Path, package: Path) -> None:
    before = files_of(host)
    assert run("check", package)[0] == 1
    run("migrate", package, "--host", host)
    assert files_of(host) == before
    assert run("check", package)[0] == 0
    after = files_of(package)
    code, out, _ = run("migrate", package, "--host", host)
    assert (code, "no file changes" in out) == (0, True)
    assert files_of(package) == after


def test_a_host_with_a_registry_of_its_own(tmp_path: Path) -> None:
    """As llama-stack 0.4.4: the package follows the conventions of its host."""
    package = tmp_path / NAME
    texts = {name: data.decode() for name, data in files_of(BEFORE).items()}
    for name, text in ((name, apart(texts)[name] or "") for name in texts):
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        (package / name).write_text(text, encoding="utf-8")
    root = routed_tide_host(tmp_path / "host")
    before = external_answers(root, package=package)
    assert [status for status, _ in before] == STATUSES
    assert run("migrate", root)[0] == 0
    code, _, err = run("migrate", package, "--host", root)
    assert code == 0, err
    written = {path.name for path in (package / "src/tide_api").iterdir() if path.suffix == ".py"}
    assert written == {"__init__.py", "api.py", "fastapi_routes.py", "models.py"}
    assert external_answers(root, package=package) == before


def test_a_half_migrated_host(package: Path, tmp_path: Path) -> None:
    root = tide_host(tmp_path / "host")
    before = external_answers(root, package=package)
    assert run("migrate", root, "--keep-legacy")[0] == 0
    assert run("migrate", package, "--host", root)[0] == 0
    assert external_answers(root, package=package) == before


def test_a_host_without_routers(package: Path, tmp_path: Path) -> None:
    root = tide_host(tmp_path / "host")
    before = files_of(package)
    code, _, err = run("migrate", package, "--host", root)
    told = f"  {root}/port/apis/datatypes.py:1:1: `port` does not find the routes of a package yet\n"
    assert (code, told in err) == (3, True)
    assert err.startswith(f"{UnreadyHost.code} the host of a package takes no routers of this tool\n")
    assert files_of(package) == before


def test_no_host(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    assert run("migrate", package) == (
        2,
        "",
        f"error: {package}: no API found: no datatypes.py defines the Api enum\n"
        "Give the root of a llama-stack checkout, or the directory into which its wheel was unpacked. A package that"
        " stands alone needs --host with one of these, or with an environment that has it.\n",
    )


def test_the_inventory(host: Path, package: Path) -> None:
    code, out, _ = run("inventory", package, "--host", host)
    assert (code, out.endswith(f"\n1 API, 3 routes below {host}/port/apis\n")) == (0, True)
    assert "/v1/tides/{place}" in out


def test_a_path_that_the_host_does_not_tell(host: Path, package: Path) -> None:
    """A server of old put a version of its own before it."""
    module = package / "src/tide_api/tides.py"
    text = module.read_text(encoding="utf-8").replace(
        ", level=API_V1)\n    async def record", ")\n    async def record"
    )
    module.write_text(text, encoding="utf-8")
    code, _, err = run("migrate", package, "--host", host)
    told = "tides.py:38:6: `/tides` has no level, and the host no longer tells what it puts before it\n"
    assert (code, told in err) == (3, True)
    assert module.read_text(encoding="utf-8") == text


def test_routes_that_a_migrated_api_of_the_host_had(host: Path, package: Path) -> None:
    """They were served by inheritance, and are gone with the decorators of the host."""
    module = package / "src/tide_api/tides.py"
    text = module.read_text(encoding="utf-8").replace("class Tides(Protocol):", "class Tides(Berths, Protocol):")
    text = text.replace("from port.apis.datatypes", "from port.apis.berths import Berths\nfrom port.apis.datatypes")
    module.write_text(text, encoding="utf-8")
    code, _, err = run("migrate", package, "--host", host)
    assert (code, "`Tides` inherits those of `Berths` in port.apis.berths.service" in err) == (3, True)


@pytest.mark.parametrize("host_is_migrated", [True, False])
def test_a_package_of_providers(host: Path, tmp_path: Path, host_is_migrated: bool) -> None:
    host = host if host_is_migrated else tide_host(tmp_path / "host")
    (tmp_path / "pilots").mkdir()
    (tmp_path / "pilots/pilot.py").write_text(STRAY, encoding="utf-8")
    code, _, err = run("migrate", tmp_path / "pilots", "--host", host)
    assert (code, "  pilot.py:5:6: `Pilot.guide`\n" in err) == (0, True)
    expected = "class Pilot:\n    async def guide(self): ...\n"
    assert (tmp_path / "pilots/pilot.py").read_text(encoding="utf-8") == expected


def test_a_package_of_providers_that_imports_what_is_gone(host: Path, tmp_path: Path) -> None:
    (tmp_path / "pilots").mkdir()
    (tmp_path / "pilots/pilot.py").write_text("from port.apis.berths.berths import Berths\n", encoding="utf-8")
    code, _, err = run("migrate", tmp_path / "pilots", "--host", host)
    assert (code, "  pilot.py:1:1: `port.apis.berths.berths`\n" in err) == (3, True)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("tests/test_pilot.py", STRAY, id="in a test"),
        pytest.param("pilot.py", f"{STRAY}\n\nprint(Pilot.guide.__webmethod__)\n", id="read by the package"),
        pytest.param("pilot.py", STRAY.replace("class Pilot:", "if True:"), id="on a function"),
    ],
)
def test_decorators_that_may_be_read_stay(host: Path, tmp_path: Path, name: str, text: str) -> None:
    file = tmp_path / "pilots" / name
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    assert run("migrate", tmp_path / "pilots", "--host", host)[0] == 0
    assert file.read_text(encoding="utf-8") == text


def test_a_class_that_a_specification_names_and_that_is_no_protocol(host: Path, tmp_path: Path) -> None:
    """The server asks it for its routes all the same."""
    files = {
        "src/pilot_api/__init__.py": "from .pilots import Pilot as Pilot\n",
        "src/pilot_api/pilots.py": STRAY,
        "pilots.yaml": "module: pilot_api\nname: pilots\nprotocol: Pilot\n",
    }
    for name, text in files.items():
        (tmp_path / "pilots" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "pilots" / name).write_text(text, encoding="utf-8")
    code, _, err = run("migrate", tmp_path / "pilots", "--host", host)
    assert (code, "`Pilot.guide` is no method of a Protocol at the top of its module" in err) == (3, True)


def test_a_host_with_routers_of_its_own(package: Path, tmp_path: Path) -> None:
    root = tide_host(tmp_path / "host")
    registry = root / "port/core/server/fastapi_router_registry.py"
    registry.write_text("def build_fastapi_router(api, impl): ...\n", encoding="utf-8")
    code, _, err = run("migrate", package, "--host", root)
    assert (code, err.startswith(f"{OwnRouterInfrastructure.code} ")) == (3, True)


def test_a_host_for_a_checkout(host: Path) -> None:
    error = f"error: {host}: has APIs of its own, or is no package\nLeave out --host.\n"
    assert run("migrate", host, "--host", host) == (2, "", error)


def test_names_of_services(host: Path, package: Path) -> None:
    error = "error: --rename-protocols is for a checkout with APIs of its own\nLeave it out.\n"
    assert run("migrate", package, "--host", host, "--rename-protocols") == (2, "", error)


def test_a_list_of_what_its_wheel_has(host: Path, package: Path) -> None:
    settings = package / "pyproject.toml"
    listed = '[tool.setuptools]\npackage-dir = {"" = "src"}\npy-modules = ["tide_api.tides"]\n'
    settings.write_text(listed, encoding="utf-8")
    assert run("migrate", package, "--host", host)[0] == 0
    names = '["tide_api.models", "tide_api.routes", "tide_api.service"]'
    assert settings.read_text(encoding="utf-8") == listed.replace('["tide_api.tides"]', names)
