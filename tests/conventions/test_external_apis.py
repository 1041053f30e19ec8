from pathlib import Path, PurePosixPath

import pytest
from trees import IMPORTS, tree

from llama_router_codemod.conventions.external_apis import (
    ExternalApi,
    external_apis,
    identifier,
    is_api_module,
    is_external_module,
)

DIRECTORY = "plugins/src/vets"
MODULE = f"{DIRECTORY}/vets.py"
SPECIFICATION = {"plugins/vets.yaml": "module: vets\nname: vets\nprotocol: Vets\n"}
PROTOCOL = f"{IMPORTS}class Vets(Protocol):\n    async def find(self) -> int: ...\n"
PACKAGE = {f"{DIRECTORY}/__init__.py": "from .vets import Vets\n", MODULE: PROTOCOL}
VETS = ExternalApi("vets", ("vets.vets", "Vets"), PurePosixPath(DIRECTORY))


def providers(*apis: str) -> str:
    """The function that lists the providers of some APIs."""
    listed = ", ".join(f"Spec(api={api}, module='town')" for api in apis)
    return f"from pkg.apis.datatypes import Api\n\n\ndef available_providers():\n    return [{listed}]\n"


def found(root: Path, files: dict[str, str]) -> tuple[ExternalApi, ...]:
    """The external APIs of a tree, in which only the given directories of `plugins` are packages."""
    symbols = tree(root, files)
    for directory in ("plugins", "plugins/src", DIRECTORY, "plugins/more"):
        if f"{directory}/__init__.py" not in files:
            (root / directory / "__init__.py").unlink(missing_ok=True)
    return external_apis(type(symbols)(type(symbols.checkout).open(root)))


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({}, id="no package"),
        pytest.param(PACKAGE, id="nothing names the API"),
        pytest.param(SPECIFICATION, id="no Protocol"),
        pytest.param({**PACKAGE, **SPECIFICATION, f"{DIRECTORY}/__init__.py": ""}, id="not in the module"),
        pytest.param({**SPECIFICATION, "plugins/vets.py": PROTOCOL}, id="a module without a package"),
        pytest.param({**SPECIFICATION, f"{DIRECTORY}/__init__.py": PROTOCOL}, id="the package itself"),
        pytest.param(
            {"plugins/vets.yaml": "module: pkg.vets\nname: vets\nprotocol: Vets\n", "pkg/vets.py": PROTOCOL},
            id="in the server's package",
        ),
        pytest.param({**PACKAGE, "plugins/vets.yaml": "module: vets\nname: agents\nprotocol: Vets\n"}, id="a member"),
        pytest.param({**PACKAGE, "plugins/vets.yaml": "module: vets\nname: my.vets\nprotocol: Vets\n"}, id="no name"),
        pytest.param({**PACKAGE, "plugins/vets.yaml": "module: vets\nprotocol: Vets\n"}, id="half a specification"),
        pytest.param(
            {**PACKAGE, **SPECIFICATION, "plugins/more.yaml": "module: vets\nname: doctors\nprotocol: Vets\n"},
            id="two names",
        ),
        pytest.param({**PACKAGE, MODULE: PROTOCOL + providers("Api.vets", "Api.dogs")}, id="providers of two APIs"),
        pytest.param(
            {**PACKAGE, MODULE: PROTOCOL + "class Dogs(Protocol): ...\n" + providers("Api.vets")}, id="two Protocols"
        ),
        pytest.param({**PACKAGE, "plugins/more/vets.py": providers("Api.vets")}, id="providers elsewhere"),
        pytest.param({"plugins/more/vets.py": providers("Api.vets") + "("}, id="no class, so nothing is parsed"),
        pytest.param(
            {"plugins/more/vets.py": providers("Api.vets"), "plugins/more/town.py": "(config_class=1"},
            id="no class beside, so nothing is parsed",
        ),
    ],
)
def test_none(tmp_path: Path, files: dict[str, str]) -> None:
    assert found(tmp_path, files) == ()


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(SPECIFICATION, id="a specification"),
        pytest.param(
            {"plugins/vets.yml": 'protocol: "Vets"\r\nmodule: vets.vets # here\r\nname: vets\r\n'}, id="spelled"
        ),
        pytest.param({"plugins/vets.yml": "'module': vets.vets\n\"name\": vets\nprotocol: Vets\n"}, id="quoted keys"),
        pytest.param({**SPECIFICATION, "plugins/copy.yaml": SPECIFICATION["plugins/vets.yaml"]}, id="two that agree"),
        pytest.param({MODULE: PROTOCOL + providers("Api.vets", "Api.vets")}, id="providers"),
        pytest.param({f"{DIRECTORY}/town.py": providers('Api("vets")')}, id="providers beside the Protocol"),
        pytest.param(
            {**SPECIFICATION, MODULE: PROTOCOL + providers("Api.dogs")}, id="a specification against providers"
        ),
    ],
)
def test_one(tmp_path: Path, files: dict[str, str]) -> None:
    assert found(tmp_path, {**PACKAGE, **files}) == (VETS,)


def test_a_name_that_is_no_identifier(tmp_path: Path) -> None:
    (api,) = found(tmp_path, {**PACKAGE, "vets.yaml": "module: vets\nname: Town-Vets\nprotocol: Vets\n"})
    assert (api.name, identifier(api.name)) == ("Town-Vets", "town_vets")


def test_files_of_the_apis(tmp_path: Path) -> None:
    symbols = tree(tmp_path, {**PACKAGE, **SPECIFICATION, "plugins/src/pyproject.toml": "", "pkg/core/town.py": ""})
    (tmp_path / "plugins/src/__init__.py").unlink()
    symbols = type(symbols)(type(symbols.checkout).open(tmp_path))
    paths = [PurePosixPath(name) for name in ("pkg/apis/version.py", MODULE, "pkg/core/town.py")]
    assert [is_api_module(symbols, path) for path in paths] == [True, True, False]
    modules = map(symbols.checkout.module_name, paths)
    assert [is_external_module(symbols, module) for module in modules] == [False, True, False]
