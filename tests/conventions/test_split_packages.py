from pathlib import Path

import pytest
from tiny_checkout import tiny_checkout

from llama_router_codemod.conventions.split_packages import lost_module
from llama_router_codemod.model.move import Move

FILES = {
    "port/berths/__init__.py": "from .models import *\nfrom .service import *\n",
    "port/berths/models.py": "from typing import Any\n\n\nclass Berth: ...\n",
    "port/berths/service.py": "from .models import Berth\n\n\nclass Berths: ...\n",
    "port/berths/routes.py": "",
    "port/ships/ship.py": "",
}
MODELS, SERVICE = "port.berths.models", "port.berths.service"


@pytest.mark.parametrize(
    "module",
    [
        pytest.param("port.berths.service", id="a module that is there"),
        pytest.param("port.berths", id="a package that is there"),
        pytest.param("port.berths.Berths", id="a name of the package"),
        pytest.param("port.ships.ships", id="of a package that was not split"),
        pytest.param("typing.typing", id="elsewhere"),
    ],
)
def test_nothing_is_lost(tmp_path: Path, module: str) -> None:
    assert lost_module(tiny_checkout(tmp_path, FILES), module) is None


@pytest.mark.parametrize(("module", "remains"), [("port.berths.berths", False), (MODELS, True)])
def test_a_module_that_was_split(tmp_path: Path, module: str, remains: bool) -> None:
    homes = {"Berth": MODELS, "Berths": SERVICE}
    expected = Move(module, homes, {"Any": ("typing", "Any")}, (MODELS, SERVICE), remains)
    assert lost_module(tiny_checkout(tmp_path, FILES), module) == expected


def test_a_package_without_models(tmp_path: Path) -> None:
    files = {path: text for path, text in FILES.items() if path != "port/berths/models.py"}
    found = lost_module(tiny_checkout(tmp_path, files), "port.berths.berths")
    assert found is not None
    assert (found.homes, found.star_homes) == ({"Berths": SERVICE}, (SERVICE,))
