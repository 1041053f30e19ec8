"""External APIs beside a registry of the tree's own: each has its router, or the server does not start."""

import sys
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from llama_router_codemod.conventions.capabilities import Capabilities
from llama_router_codemod.infra.render_template import TemplateValues, read_template, render_template
from llama_router_codemod.parse.symbols import Imported


class Api(Enum):
    weather = "weather"


WEATHER = {Api.weather: SimpleNamespace(module="sky.weather")}


def registered(
    root: Path, monkeypatch: pytest.MonkeyPatch, *, webmethods: bool, apis: Mapping[Api, Any] | None = WEATHER
) -> dict[str, Any]:
    """The registry after the external API of the package `sky` was registered, of whose files `root` has some."""
    registry: Any = ModuleType("lab_registry")
    registry._ROUTER_FACTORIES, registry.Api = {}, SimpleNamespace
    monkeypatch.setitem(sys.modules, "lab_registry", registry)
    monkeypatch.syspath_prepend(str(root))
    for name in [name for name in sys.modules if name.partition(".")[0] == "sky"]:
        monkeypatch.delitem(sys.modules, name)
    origins = {name: Imported("lab_registry", name) for name in ("_ROUTER_FACTORIES", "Api")}
    values = TemplateValues(Capabilities(webmethods=webmethods), origins, "apis")
    scope: dict[str, Any] = {}
    exec(render_template(read_template("external_routers.py"), values), scope)
    scope["register_external_routers"](apis)
    found: dict[str, Any] = registry._ROUTER_FACTORIES
    return found


def written(root: Path, **texts: str) -> Path:
    (root / "sky").mkdir()
    for stem, text in {"__init__": "", **texts}.items():
        (root / f"sky/{stem}.py").write_text(text, encoding="utf-8")
    return root


FACTORY = "def create_router(impl): return impl\n"


@pytest.mark.parametrize(
    ("home", "factory"),
    [
        pytest.param("weather", FACTORY, id="in its module"),
        pytest.param("fastapi_routes", FACTORY, id="beside its module"),
        pytest.param("fastapi_routes", FACTORY.replace("create_router", "create_weather_router"), id="of several APIs"),
    ],
)
def test_the_router_of_a_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: str, factory: str) -> None:
    root = written(tmp_path, **{"weather": "", home: factory})
    assert registered(root, monkeypatch, webmethods=False)["weather"](1) == 1


def test_one_that_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = written(tmp_path, weather="")
    with pytest.raises(RuntimeError, match=r"The external API sky\.weather has no router"):
        registered(root, monkeypatch, webmethods=False)


def test_one_that_may_have_webmethods(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert registered(written(tmp_path, weather=""), monkeypatch, webmethods=True) == {}


def test_a_package_that_is_in_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As `llama_stack_api_weather` in the tests of llama-stack: there is nothing above it to look in."""
    apis = {Api.weather: SimpleNamespace(module="sky")}
    root = written(tmp_path)
    assert registered(root, monkeypatch, webmethods=True, apis=apis) == {}
    with pytest.raises(RuntimeError, match="The external API sky has no router"):
        registered(root, monkeypatch, webmethods=False, apis=apis)


def test_one_that_is_broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = written(tmp_path, weather="", fastapi_routes="import moon_and_stars\n")
    with pytest.raises(RuntimeError, match=r"sky\.fastapi_routes cannot be imported: No module named 'moon_and_stars'"):
        registered(root, monkeypatch, webmethods=False)


def test_a_server_without_external_apis(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may say so with None, as to `api_protocol_map(external_apis=None)` of llama-stack."""
    assert registered(tmp_path, monkeypatch, webmethods=False, apis=None) == {}
